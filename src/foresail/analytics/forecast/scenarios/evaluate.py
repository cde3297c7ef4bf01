"""The base that the drivers vary, on past origins, against the same period last year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.scenarios.facts import gather
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.analytics.forecast.scenarios.words import METHOD, NAIVE
from foresail.contracts.frames import once
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text


def run(frames: Mapping[str, pl.DataFrame], params: ScenariosParams, rng: np.random.Generator) -> Evidence:
    """The drivers themselves cannot be tested on a past in which nobody moved them alone: said in the notes.

    Raises
    ------
    NotEnoughData
        If there is no base forecast.
    """
    del params, rng
    facts = once(frames, "facts", lambda: gather(frames))
    past = frames["past"]
    value, base = _missed(past, "engine"), _missed(past, "seasonal_naive")
    told = value is not None and base is not None
    skill = value is not None and base is not None and value < base
    found = facts.response
    how = (
        Text(en="Price was learnt from this company’s own changes.", zh="价格作用由本公司价格变动学得。")
        if found is not None
        else Text(en="Price rests on what is known in general.", zh="价格作用依据一般经验。")
    )
    verdict = Text(
        en=f"The base missed past periods by {value:.1%}, the same period last year by {base:.1%}. {how.en}",
        zh=f"基准在历史时期的误差为 {value:.1%}，去年同期为 {base:.1%}。{how.zh}",
    )
    if not told:
        verdict = Text(en="The history is too short for a back-test.", zh="历史过短，无法回测。")
    elif not skill:
        verdict = Text(en=f"No skill of the base. {verdict.en}", zh=f"基准无预测优势。{verdict.zh}")
    return Evidence(
        method=METHOD,
        baseline=NAIVE,
        n=past.filter(pl.col("method") == "engine").height,
        tested_on=past["origin"].max() if past.height else None,
        measures=(Measure(name="wape", value=value or 0.0, baseline=base or 0.0),) if told else (),
        skill=skill,
        verdict=verdict,
        notes=(
            Text(
                en="Effects of drivers are estimates with intervals; only an experiment could test them one by one.",
                zh="驱动因素的作用为带区间的估计；只有实验才能逐一检验。",
            ),
        ),
    )


def _missed(past: pl.DataFrame, method: str) -> float | None:
    """Absolute errors of a method as a share of what happened; None where nothing did."""
    rows = past.filter(pl.col("method") == method)
    total = float(rows["actual"].abs().sum())
    return float((rows["forecast"] - rows["actual"]).abs().sum()) / total if total > 0 else None
