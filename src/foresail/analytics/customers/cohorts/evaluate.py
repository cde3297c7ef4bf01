"""Would the outlook have held? The last periods foretold from the ones before, beside “as in the last period”."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.cohorts.grid import cells, complete, first_day, step_of
from foresail.analytics.customers.cohorts.outlook import Tested, backtest
from foresail.analytics.customers.cohorts.params import CohortsParams
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text

METHOD = Text(
    en="The cohort's last share, steadied, moved as others moved", zh="客户群上期比例，经平滑并按同类走势调整"
)
BASELINE = Text(en="As in its last period", zh="与其上一期相同")


def run(frames: Mapping[str, pl.DataFrame], params: CohortsParams, rng: np.random.Generator) -> Evidence:
    """Every cohort in each of the last four complete periods, known only what was known before it.

    Raises
    ------
    NotEnoughData
        Below three cohorts.
    """
    del rng
    tested = backtest(cells(complete(frames["flow"], params.period), params.period), step_of(params.period))
    return _judge(tested) if tested.enough else _short(len(tested.true))


def _judge(tested: Tested) -> Evidence:
    ours, theirs = tested.errors
    value, base = float(ours.mean()), float(theirs.mean())
    said = Text(en="the last period's share is shown", zh="故按上一期展示")
    kept = Text(en="the method is used", zh="采用该方法") if tested.skill else said
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(ours),
        n_train=len(ours),
        tested_on=first_day(tested.first_month),
        measures=(
            Measure(
                name="mae",
                value=value,
                baseline=base,
                interval=(max(value - 1.96 * tested.gain.error, 0.0), value + 1.96 * tested.gain.error),
            ),
        ),
        skill=tested.skill,
        verdict=Text(
            en=f"Forecast shares of cohorts were off by {value:.1%} on average; “as in the last period” by {base:.1%}: "
            f"{kept.en}.",
            zh=f"对各客户群留存率的预计平均偏差 {value:.1%}，“与上一期相同”的偏差为 {base:.1%}，{kept.zh}。",
        ),
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="The history is too short for a back-test: it needs cohorts of at least three complete periods.",
            zh="历史太短，无法回测：客户群至少需要三个完整周期。",
        ),
    )
