"""How the watched forecasts do against the same period last year, lately."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.drift.model import engine
from foresail.analytics.forecast.drift.params import DriftParams
from foresail.analytics.forecast.drift.words import METHOD, NAIVE
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text


def run(frames: Mapping[str, pl.DataFrame], params: DriftParams, rng: np.random.Generator) -> Evidence:
    """One period ahead, over all series and past origins.

    Raises
    ------
    NotEnoughData
        If no past forecast is known.
    """
    del params, rng
    mine = engine(frames)
    naive = frames["past"].filter(pl.col("method") == "seasonal_naive")
    both = mine.join(naive.select("series", "period", base="forecast"), on=["series", "period"], how="inner")
    total = float(both["actual"].abs().sum())
    errors = [float((both[c] - both["actual"]).abs().sum()) / total if total > 0 else 0.0 for c in ("forecast", "base")]
    skill = errors[0] < errors[1]
    lead = Text(en="The" if skill else "No skill: the", zh="" if skill else "无预测优势：")
    return Evidence(
        method=METHOD,
        baseline=NAIVE,
        n=both.height,
        tested_on=both["period"].max() if both.height else None,
        measures=(Measure(name="wape_next_period", value=errors[0], baseline=errors[1]),),
        skill=skill,
        verdict=Text(
            en=f"{lead.en} watched forecasts missed by {errors[0]:.1%} one period ahead, the same period last year "
            f"by {errors[1]:.1%}.",
            zh=f"{lead.zh}提前一期，所观察的预测误差为 {errors[0]:.1%}，去年同期为 {errors[1]:.1%}。",
        ),
    )
