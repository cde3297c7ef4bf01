"""Would the foretold rates have held? Each period from the ones before it, beside “as in the last period”."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.retention.model import rates_of
from foresail.analytics.customers.retention.params import RetentionParams
from foresail.analytics.customers.retention.rates import LEAST_KNOWN, Foretold, by_period, first_day, foretell
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import paired_gain

METHOD = Text(en="Exponential smoothing of the retention rate", zh="留存率指数平滑")
BASELINE = Text(en="As in the last period", zh="与上一期相同")


def run(frames: Mapping[str, pl.DataFrame], params: RetentionParams, rng: np.random.Generator) -> Evidence:
    """Mean absolute error over all periods with three known ones before them.

    Raises
    ------
    NotEnoughData
        If the history is too short for retention at all.
    """
    del rng
    done = by_period(frames["flow"], params.period).filter("is_complete")
    told = foretell(rates_of(done))
    ours, theirs = told.errors
    if len(ours) < LEAST_KNOWN:
        return _short(len(ours))
    gain = paired_gain(ours, theirs)
    value, base = float(ours.mean()), float(theirs.mean())
    first = int(done["start_month"][int(np.flatnonzero(told.tested)[0])])
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(ours),
        n_train=done.height,
        tested_on=first_day(first),
        measures=(
            Measure(
                name="mae",
                value=value,
                baseline=base,
                interval=(max(value - 1.96 * gain.error, 0.0), value + 1.96 * gain.error),
            ),
        ),
        skill=gain.beyond_noise(),
        verdict=_verdict(told, value, base),
    )


def _verdict(told: Foretold, value: float, base: float) -> Text:
    kept = (
        Text(en="smoothing is used", zh="采用平滑")
        if told.better
        else Text(en="the last rate is shown", zh="展示上一期的留存率")
    )
    return Text(
        en=f"Forecast retention was off by {value:.1%} on average, “as in the last period” by {base:.1%}: {kept.en}.",
        zh=f"预计留存率平均偏差 {value:.1%}，“与上一期相同”为 {base:.1%}，{kept.zh}。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="The history is too short for a back-test: it needs six complete periods after the first.",
            zh="历史太短，无法回测：首期之后至少需要六个完整周期。",
        ),
    )
