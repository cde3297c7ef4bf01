"""Rolling origins: what adds up, against the same period last year, and against forecasts made one by one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.hierarchy.look import look
from foresail.analytics.forecast.hierarchy.params import HierarchyParams
from foresail.analytics.forecast.hierarchy.words import METHODS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.rolling.roll import NAIVE


def run(frames: Mapping[str, pl.DataFrame], params: HierarchyParams, rng: np.random.Generator) -> Evidence:
    """All groups on all past origins.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods, or only one group.
    """
    found = look(frames, params, int(rng.integers(2**31)))
    known = found.rolled.known
    if not found.tested:
        return Evidence(
            method=METHODS["ols"],
            baseline=METHODS[NAIVE],
            n=0,
            n_train=int((~np.isnan(found.panel.y)).sum()),
            verdict=Text(en="The history is too short for a back-test.", zh="历史过短，无法回测。"),
        )
    mine, naive, base = (found.scores[m] for m in (found.choice.method, NAIVE, "base"))
    wapes = found.wapes()
    bottom = wapes[-1]
    words = METHODS[found.choice.method]
    verdict = Text(
        en=f"On {len(known)} past origins, errors averaged over levels were {mine:.3f} of the usual change; "
        f"{base:.3f} for forecasts made one by one, {naive:.3f} for the same period last year.",
        zh=f"在 {len(known)} 个起点上，各层级平均误差为通常变化的 {mine:.3f} 倍；各自预测为 {base:.3f}，"
        f"去年同期为 {naive:.3f}。",
    )
    if mine >= naive:
        verdict = Text(
            en=f"No skill: last year’s values were as good ({naive:.3f} against {mine:.3f} of the usual change).",
            zh=f"无预测优势：去年同期同样准确（{naive:.3f} 对 {mine:.3f} 倍通常变化）。",
        )
    return Evidence(
        method=words,
        baseline=METHODS[NAIVE],
        n=int((~np.isnan(found.choice.errors)).sum()),
        n_train=int((~np.isnan(found.panel.y)).sum()),
        tested_on=found.panel.periods[known[-1] - 1],
        measures=(
            Measure(name="rmsse_over_levels", value=mine, baseline=naive),
            Measure(name="wape_company", value=wapes[0][0], baseline=wapes[0][2]),
            Measure(name="wape_lowest_level", value=bottom[0], baseline=bottom[2]),
        ),
        skill=mine < naive,
        verdict=verdict,
    )
