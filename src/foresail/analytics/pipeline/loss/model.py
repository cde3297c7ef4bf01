"""Why deals are lost. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.loss.cuts import discounts, loss_rates, prepared, reason_mix
from foresail.analytics.pipeline.loss.outputs import (
    LossBehind,
    LossCut,
    LossDeal,
    LossDiscount,
    LossFinding,
    LossMix,
    LossOverview,
    LossPerson,
    LossReason,
    LossStage,
    LossTrend,
)
from foresail.analytics.pipeline.loss.params import LossParams
from foresail.analytics.pipeline.loss.reasons import UNKNOWN, reasons, stages, trend
from foresail.analytics.pipeline.loss.words import NONE, PRICE, finding
from foresail.contracts.frames import empty_output, to_output
from foresail.contracts.output import OutputRow
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST = 20
SHOWN = 30


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: LossParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Losses of the last days by reason, stage, competitor, price and unit, and what stands out.

    Parameters
    ----------
    frames
        `ended`: a row a deal that has ended.

    Raises
    ------
    NotEnoughData
        With fewer than 20 ended deals in the days, or none of them lost.
    """
    del artefact, rng
    every = prepared(frames["ended"])
    now = every.filter(pl.col("ago") < params.days)
    if now.height < LEAST or not now["lost"].sum():
        raise too_few(now.height)
    before = every.filter(pl.col("ago").is_between(params.days, 2 * params.days - 1))
    cuts, mix = loss_rates(now, params.least), reason_mix(now, params.least)
    for row in (*cuts, *mix):
        row["unusual"] = row["false_share"] is not None and row["false_share"] <= params.false_share
    told = _findings(cuts, mix, now)
    people = [r | {"owner_id": r["value"], "owner_name": r["label_zh"]} for r in cuts if r["dimension"] == "owner"]
    why = reasons(now, before, params.least)
    for row in why:
        row["changed"] = row["false_share"] <= params.false_share and row["share_before"] is not None
    lost = now.filter(pl.col("lost") == 1)
    return {
        "reasons": _rows(why, LossReason),
        "stages": _rows(stages(now, before, params.least), LossStage),
        "trend": _rows(trend(every, now["as_of"][0]), LossTrend),
        "cuts": _rows([r for r in cuts if r["dimension"] != "owner"], LossCut),
        "people": _rows(people, LossPerson),
        "mix": _rows([r for r in mix if r["dimension"] != "owner"], LossMix),
        "discounts": _rows(discounts(now, _price()), LossDiscount),
        "findings": _rows(told, LossFinding),
        "behind": _behind(told, lost),
        "deals": to_output(lost.with_columns(owner_id="owner"), LossDeal),
        "overview": to_output(_overview(now, before, why, told), LossOverview),
    }


def _price() -> pl.Expr:
    low = pl.col("reason").fill_null("").str.to_lowercase()
    return pl.any_horizontal(low.str.contains(word, literal=True) for word in PRICE)


def _findings(cuts: list[dict[str, Any]], mix: list[dict[str, Any]], now: pl.DataFrame) -> list[dict[str, Any]]:
    """What stands out on the bad side, the most money first: losses beyond what the others' share would give."""
    mean = float(now.filter(pl.col("lost") == 1)["amount"].cast(pl.Float64).mean() or 0.0)  # type: ignore[arg-type]
    found = []
    for kind, rows, share, rest, count in (
        ("loss_rate", cuts, "loss_rate", "rest_rate", "closed"),
        ("reason", mix, "share", "rest_share", "losses"),
    ):
        for row in rows:
            # that deals without a rival are lost for other reasons than to a rival is no finding
            plain = kind == "reason" and row["value"] == NONE
            if not row["unusual"] or row[share] <= row[rest] or plain:
                continue
            beyond = (row[share] - row[rest]) * row[count]
            name = Text(en=row["label_en"], zh=row["label_zh"])
            reason = row.get("reason") or ""
            said = finding(kind, row["dimension"], name, reason, (row[share], row[rest]), row[count])
            found.append(
                {"kind": kind, "dimension": row["dimension"], "value": row["value"], "reason": reason or None,
                 "finding_en": said.en, "finding_zh": said.zh, "deals": row[count], "share": row[share],
                 "rest_share": row[rest], "false_share": row["false_share"], "beyond": beyond,
                 "beyond_amount": round(beyond * mean, 4)}
            )  # fmt: skip
    ordered = sorted(found, key=lambda r: (-round(r["beyond"], 6), r["kind"], r["dimension"], r["value"]))
    return [r | {"place": i} for i, r in enumerate(_once(ordered)[:SHOWN], start=1)]


def _once(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each set of deals once: a team and its region may hold the same ones."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row in told:
        key = (row["kind"], row["reason"], row["deals"], round(row["share"], 9), round(row["rest_share"], 9))
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def _behind(told: list[dict[str, Any]], lost: pl.DataFrame) -> pl.DataFrame:
    """The lost deals behind each finding."""
    parts = []
    for row in told:
        mine = lost.filter(pl.col(row["dimension"]) == row["value"])
        if row["reason"]:
            mine = mine.filter(pl.col("reason") == row["reason"])
        names = {c: pl.lit(row[c]) for c in ("place", "finding_en", "finding_zh")}
        parts.append(mine.with_columns(owner_id="owner", **names))
    return to_output(pl.concat(parts), LossBehind) if parts else empty_output(LossBehind)


def _overview(
    now: pl.DataFrame, before: pl.DataFrame, why: list[dict[str, Any]], told: list[dict[str, Any]]
) -> pl.DataFrame:
    lost = now.filter(pl.col("lost") == 1)
    named = [r for r in why if r["reason"] != UNKNOWN]
    top = max(named, key=lambda r: (r["lost"], r["reason"])) if named else None
    row = {
        "as_of": now["as_of"][0],
        "closed": now.height,
        "lost": lost.height,
        "loss_rate": lost.height / now.height,
        "loss_rate_before": float(before["lost"].mean()) if before.height else None,  # type: ignore[arg-type]
        "lost_amount": lost["amount"].sum(),
        "top_reason": top["reason"] if top else None,
        "top_share": top["share"] if top else None,
        "without_reason": lost["reason"].null_count() / lost.height,
        "findings": len(told),
        **_first(told),
    }
    kinds = {"top_reason": pl.String, "top_share": pl.Float64, "loss_rate_before": pl.Float64}
    return pl.DataFrame([row], schema_overrides={**kinds, "lost_amount": pl.Decimal(38, 4)})


def _first(told: list[dict[str, Any]]) -> dict[str, str]:
    """How many things stand out, and the first of them, as the end of a sentence."""
    if not told:
        return {"first_en": "Nothing differs by more than chance would bring", "first_zh": "没有明显偏高之处"}
    many = "One thing stands" if len(told) == 1 else f"{len(told)} things stand"
    return {
        "first_en": f"{many} out beyond chance, first: {told[0]['finding_en']}",
        "first_zh": f"明显偏高之处有 {len(told)} 项，首先是：{told[0]['finding_zh']}",
    }


def _rows(rows: list[dict[str, Any]], kind: type[OutputRow]) -> pl.DataFrame:
    return to_output(pl.DataFrame(rows, infer_schema_length=None), kind) if rows else empty_output(kind)


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Losses need at least {LEAST} ended deals, some of them lost; there are {found}.",
            zh=f"输单分析至少需要 {LEAST} 个已结束的商机且其中有输单，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load opportunities with outcome and closing date, or look further back (days).",
            zh="请载入含结果和结束日期的商机，或加长统计天数（days）。",
        ),
        details={"missing": ["opportunity.outcome", "opportunity.closed_at"], "found": found},
    )
