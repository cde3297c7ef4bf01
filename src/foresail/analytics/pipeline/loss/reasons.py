"""Reasons and stages of the losses: shares by number and value, and whether they have changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.shares import chance_of_same, false_alarms, wilson

UNKNOWN = "—"
QUARTERS = 8


def reasons(now: pl.DataFrame, before: pl.DataFrame, least: int) -> list[dict[str, Any]]:
    """A row a reason: its share of losses by number and value, beside that of the period before."""
    return _shares(now, before, "reason", least)


def stages(now: pl.DataFrame, before: pl.DataFrame, least: int) -> list[dict[str, Any]]:
    """A row a stage at which deals were lost."""
    places = dict(now.filter(pl.col("stage").is_not_null()).group_by("stage").agg(pl.col("position").min()).rows())
    rows = _shares(now, before, "stage", least)
    ordered = sorted(rows, key=lambda r: (places.get(r["stage"]) or 999, r["stage"]))
    return [r | {"position": i} for i, r in enumerate(ordered, start=1)]


def _shares(now: pl.DataFrame, before: pl.DataFrame, column: str, least: int) -> list[dict[str, Any]]:
    mine, theirs = (
        f.filter(pl.col("lost") == 1).with_columns(pl.col(column).fill_null(UNKNOWN)) for f in (now, before)
    )
    money = float(mine["amount"].sum() or 0)
    then = dict(theirs.group_by(column).len().rows())
    rows, p = [], []
    for value, n, amount in mine.group_by(column).agg(n=pl.len(), a=pl.col("amount").sum()).sort(column).rows():
        low, high = wilson(n, mine.height)
        earlier = then.get(value, 0)
        rows.append(
            {
                column: value,
                "lost": n,
                "share": n / mine.height,
                "share_low": low,
                "share_high": high,
                "lost_amount": amount,
                "share_by_value": float(amount) / money if money > 0 else None,
                "share_before": earlier / theirs.height if theirs.height else None,
            }
        )
        enough = min(mine.height, theirs.height) >= least
        p.append(chance_of_same(n, mine.height, earlier, theirs.height) if enough else 1.0)
    told = false_alarms(np.array(p, dtype=np.float64))
    return [r | {"false_share": round(float(t), 9)} for r, t in zip(rows, told, strict=True)]


def trend(rows: pl.DataFrame, day: date) -> list[dict[str, Any]]:
    """Shares of reasons by calendar quarter, the last eight."""
    lost = rows.filter(pl.col("lost") == 1).with_columns(
        reason=pl.col("reason").fill_null(UNKNOWN),
        quarter=pl.date(pl.col("closed_on").dt.year(), (pl.col("closed_on").dt.quarter() - 1) * 3 + 1, 1),
    )
    number = (day.year * 12 + day.month - 1) // 3 * 3 - 3 * (QUARTERS - 1)
    recent = lost.filter(pl.col("quarter") >= date(number // 12, number % 12 + 1, 1))
    sizes = recent.group_by("quarter").agg(all=pl.len(), money=pl.col("amount").sum())
    counted = recent.group_by("quarter", "reason").agg(lost=pl.len(), lost_amount=pl.col("amount").sum())
    joined = counted.join(sizes, on="quarter").sort("quarter", "reason")
    found = []
    for r in joined.iter_rows(named=True):
        low, high = wilson(r["lost"], r["all"])
        by_value = float(r["lost_amount"]) / float(r["money"]) if r["money"] else None
        found.append(
            {"quarter": r["quarter"], "reason": r["reason"], "lost": r["lost"], "lost_amount": r["lost_amount"],
             "share": r["lost"] / r["all"], "share_low": low, "share_high": high, "share_by_value": by_value}
        )  # fmt: skip
    return found
