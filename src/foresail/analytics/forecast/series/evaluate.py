"""Rolling origins against the same period last year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.series.look import LEAST_TESTS, look
from foresail.analytics.forecast.series.params import SeriesParams
from foresail.analytics.forecast.series.words import METHODS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.rolling.roll import ENGINE, NAIVE


def run(frames: Mapping[str, pl.DataFrame], params: SeriesParams, rng: np.random.Generator) -> Evidence:
    """All series on all past origins.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods.
    """
    del rng
    found = look(frames, params)
    rolled, panel = found.rolled, found.panel
    told = ~np.isnan(rolled.actual) & ~np.isnan(rolled.past[ENGINE])
    n = int(told.sum())
    value, base = rolled.wape(ENGINE), rolled.wape(NAIVE)
    if len(rolled.known) < LEAST_TESTS or not n:
        verdict = Text(en="The history is too short for a back-test.", zh="历史过短，无法回测。")
    elif not found.skill:
        verdict = Text(
            en=f"No skill beyond noise: on {len(rolled.known)} past origins the engine missed by {value:.1%}, the same "
            f"period last year by {base:.1%}; each level shows the better of both.",
            zh=f"优势未超出噪声：在 {len(rolled.known)} 个起点上系统预测的误差为 {value:.1%}，"
            f"去年同期 {base:.1%}；各层级显示其中较好者。",
        )
    else:
        verdict = Text(
            en=f"On {len(rolled.known)} past origins the forecasts of {len(panel.keys)} series missed by {value:.1%}; "
            f"the same period last year by {base:.1%}.",
            zh=f"在 {len(rolled.known)} 个起点上，{len(panel.keys)} 个预测对象的误差为 {value:.1%}，"
            f"去年同期为 {base:.1%}。",
        )
    return Evidence(
        method=METHODS[ENGINE],
        baseline=METHODS[NAIVE],
        n=n,
        n_train=int((~np.isnan(panel.y)).sum()),
        tested_on=panel.periods[rolled.known[-1] - 1] if rolled.known else None,
        measures=(
            Measure(name="wape", value=value, baseline=base),
            Measure(name="bias", value=abs(rolled.bias(ENGINE)), baseline=abs(rolled.bias(NAIVE))),
        ),
        skill=found.skill and value < base,
        verdict=verdict,
    )
