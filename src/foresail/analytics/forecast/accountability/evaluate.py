"""All that has come due, against the same period last year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.accountability.judge import judge, measures
from foresail.analytics.forecast.accountability.params import AccountabilityParams
from foresail.analytics.forecast.accountability.words import METHODS, ORIGINS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text


def run(frames: Mapping[str, pl.DataFrame], params: AccountabilityParams, rng: np.random.Generator) -> Evidence:
    """Issued forecasts where there are any, else those replayed on past days.

    Raises
    ------
    NotEnoughData
        If not one forecast has come due.
    """
    del rng
    rows = judge(frames, params).rows
    issued = rows.filter((pl.col("origin") == "issued") & pl.col("baseline").is_not_null())
    replayed = rows.filter((pl.col("method") == "engine") & pl.col("baseline").is_not_null())
    kind, mine = ("issued", issued) if issued.height else ("replayed", replayed)
    value = measures(mine)
    base = measures(mine.with_columns(forecast=pl.col("baseline"), lo_80=None, hi_80=None)) if mine.height else {}
    words = ORIGINS[kind]
    pairs = [(m, value[m], base[m]) for m in ("wape", "mase", "bias") if mine.height and value[m] is not None]
    made = tuple(Measure(name=m, value=abs(v), baseline=abs(b or 0.0)) for m, v, b in pairs)
    skill = bool(made and made[0].skill > 0)
    return Evidence(
        method=METHODS["engine"],
        baseline=METHODS["seasonal_naive"],
        n=mine.height,
        tested_on=mine["period"].max() if mine.height else None,
        measures=made,
        skill=skill,
        verdict=_verdict(made, mine.height, words, skill=skill),
    )


def _verdict(made: tuple[Measure, ...], n: int, kind: Text, *, skill: bool) -> Text:
    if not made:
        return Text(en="Nothing can be judged yet.", zh="暂无可评判的预测。")
    value, base = made[0].value, made[0].baseline
    lead = Text(en="" if skill else "No skill: ", zh="" if skill else "无预测优势：")
    return Text(
        en=f"{lead.en}{n} forecasts ({kind.en.lower()}) missed by {value:.1%}; "
        f"the same period last year by {base:.1%}.",
        zh=f"{lead.zh}{n} 个预测（{kind.zh}）误差 {value:.1%}；去年同期为 {base:.1%}。",
    )
