"""The evidence of the fit: candidates learnt on old looks, chosen on later ones, judged on still later ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_score.learning import learn, prepare
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.kernel.evidence import Evidence
from foresail.kernel.text import Text


def run(frames: Mapping[str, pl.DataFrame], params: LeadParams, rng: np.random.Generator) -> Evidence:
    """Evidence against the base rate; and how far each side alone gets.

    Raises
    ------
    NotEnoughData
        If too few leads are old enough, or none converted.
    """
    made = prepare(frames, params)
    seed = int(rng.integers(1, 2**31 - 1))
    evidence = learn(made, seed, judge_only=True).evidence
    past = made.rows.filter(pl.col("converted").is_not_null())
    if not evidence.n:
        return evidence
    back = int(np.sort(past["back"].to_numpy())[past.height // 5])
    sides = [(side, learn(made, seed, judge_only=True, only=side).evidence) for side in ("fit", "engagement")]
    notes = [*evidence.notes, *(_side(side, told) for side, told in sides)]
    for column in made.suspect["column"].to_list():
        plain = column.removeprefix("extra.")
        notes.append(
            Text(
                en=f"The column “{plain}” was kept out: it looks as if it were written after the conversion.",
                zh=f"字段“{plain}”已被剔除：疑似在转化之后填写。",
            )
        )
    day = frames["leads"]["as_of"][0] - timedelta(days=back)
    return evidence.model_copy(update={"notes": tuple(notes), "tested_on": day})


def _side(side: str, told: Evidence) -> Text:
    rank = next((m.value for m in told.measures if m.name == "auc"), 0.5)
    english = {"fit": "Who a lead is", "engagement": "What has happened"}[side]
    chinese = {"fit": "仅看客户属性", "engagement": "仅看行为"}[side]
    if not told.skill:
        return Text(en=f"{english}, alone: no skill.", zh=f"{chinese}：无预测能力。")
    return Text(
        en=f"{english}, alone, puts the converted one of two leads first {rank:.0%} of the time.",
        zh=f"{chinese}，两条线索中把已转化者排在前面的比例为 {rank:.0%}。",
    )
