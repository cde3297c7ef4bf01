"""Back-test: does what stood out in earlier deals still hold in later ones?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.loss.cuts import loss_rates, prepared
from foresail.analytics.pipeline.loss.model import LEAST, too_few
from foresail.analytics.pipeline.loss.params import LossParams
from foresail.analytics.pipeline.loss.words import DIMENSIONS
from foresail.kernel.evidence import Evidence, Measure
from foresail.kernel.text import Text
from foresail.methods.scoring.columns import level_odds
from foresail.methods.scoring.measures import brier, paired_gain

METHOD = Text(
    en="Exact tests of each value against the rest, guarded against false alarms; its shrunken loss rate as forecast",
    zh="逐值与其余作精确检验并控制误报；以收缩后的输单率作预测",
)
BASELINE = Text(en="The same loss rate for all deals", zh="所有商机同一输单率")
EARLIER = 0.6
LEAST_JUDGED = 20


def run(frames: Mapping[str, pl.DataFrame], params: LossParams, rng: np.random.Generator) -> Evidence:
    """What stands out in the earlier 60% of ended deals, held against the later ones.

    Raises
    ------
    NotEnoughData
        With fewer than 20 ended deals.
    """
    del rng
    rows = prepared(frames["ended"]).filter(pl.col("ago") < 2 * params.days).sort("closed_on", "opportunity_id")
    if rows.height < LEAST:
        raise too_few(rows.height)
    cut: date = rows["closed_on"][int(EARLIER * rows.height)]
    earlier, later = rows.filter(pl.col("closed_on") < cut), rows.filter(pl.col("closed_on") >= cut)
    if min(earlier.height, later.height) < LEAST_JUDGED:
        return _short(later.height)
    told = [
        r for r in loss_rates(earlier, params.least)
        if r["false_share"] is not None and r["false_share"] <= params.false_share
    ]  # fmt: skip
    lost = later["lost"].cast(pl.Float64).to_numpy()
    base = np.full(len(lost), float(earlier["lost"].mean()))  # type: ignore[arg-type]
    p = _foretold(earlier, later, told, base)
    gain = paired_gain((p - lost) ** 2, (base - lost) ** 2)
    naive = brier(lost, base)
    skill = gain.beyond_noise() and gain.mean >= 0.01 * naive
    held = [h for h in (_held(r, later) for r in told) if h is not None]
    error = brier(lost, p) if skill else naive
    measures = [
        Measure(name="brier", value=error, baseline=naive,
                interval=(error - 1.96 * gain.error, error + 1.96 * gain.error) if skill else None)
    ]  # fmt: skip
    if held:
        measures.append(Measure(name="held_later", value=float(np.mean(held)), baseline=0.5, better="higher"))
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=len(lost),
        n_train=earlier.height,
        tested_on=cut,
        measures=tuple(measures),
        skill=skill,
        verdict=_verdict(skill, held, len(lost)),
    )


def _foretold(earlier: pl.DataFrame, later: pl.DataFrame, told: list[dict[str, Any]], base: Any) -> Any:
    """Chances from the values that stood out: of those that a deal has, the one that says most."""
    unusual: dict[str, set[str]] = {}
    for row in told:
        unusual.setdefault(row["dimension"], set()).add(row["value"])
    most = np.zeros(later.height)
    y = earlier["lost"].cast(pl.Float64).to_numpy()
    for dimension in DIMENSIONS:
        values = unusual.get(dimension)
        if not values:
            continue
        known = earlier[dimension].is_not_null().to_numpy()
        odds = level_odds(earlier[dimension].filter(pl.Series(known)), y[known], np.ones(int(known.sum())))
        mine = np.array([odds.get(v, 0.0) if v in values else 0.0 for v in later[dimension].to_list()])
        most = np.where(np.abs(mine) > np.abs(most), mine, most)
    return 1 / (1 + np.exp(-(np.log(base / (1 - base)) + most))) if 0 < base[0] < 1 else base


def _held(row: dict[str, Any], later: pl.DataFrame) -> bool | None:
    """Whether a value lies on the same side of the others in later deals; None where it has fewer than five."""
    known = later.filter(pl.col(row["dimension"]).is_not_null())
    mine = known.filter(pl.col(row["dimension"]) == row["value"])["lost"]
    rest = known.filter(pl.col(row["dimension"]) != row["value"])["lost"]
    if min(len(mine), len(rest)) < 5:
        return None
    return bool((float(mine.mean()) > float(rest.mean())) == (row["loss_rate"] > row["rest_rate"]))  # type: ignore[arg-type]


def _verdict(skill: bool, held: list[bool], n: int) -> Text:
    count, stayed = len(held), sum(held)
    if not count:
        return Text(
            en=f"No skill: in earlier deals nothing stood out beyond chance that {n} later ones could confirm.",
            zh=f"无预测能力：较早的商机中没有超出偶然、可由之后 {n} 个商机印证的异常。",
        )
    if skill:
        return Text(
            en=f"Of what stood out earlier ({count}), {stayed} did so in {n} later deals too; they told losses "
            "better than one rate for all.",
            zh=f"较早时异常的 {count} 项中，有 {stayed} 项在之后 {n} 个商机中仍成立；比同一输单率更能预计输单。",
        )
    return Text(
        en=f"Of what stood out earlier ({count}), {stayed} did so in {n} later deals too; as a forecast of single "
        "deals they have no skill.",
        zh=f"较早时异常的 {count} 项中，有 {stayed} 项在之后 {n} 个商机中仍成立；但对单个商机没有预测能力。",
    )


def _short(n: int) -> Evidence:
    return Evidence(
        method=METHOD,
        baseline=BASELINE,
        n=n,
        skill=False,
        verdict=Text(
            en="No skill can be shown: too few deals have ended to learn on some and judge on later ones.",
            zh="无法证明有预测能力：已结束的商机太少，不足以分别用于学习和检验。",
        ),
    )
