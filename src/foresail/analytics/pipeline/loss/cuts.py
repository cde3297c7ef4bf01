"""Loss rates and reasons by dimension, each against the rest, with what stands out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.loss.words import BANDS, DIMENSIONS, NONE, label
from foresail.methods.shares import chance_of_same, false_alarms, wilson

MONEY = pl.Decimal(38, 4)
NAMES = {"owner": "owner_name", "team": "team_name"}
EDGES = ((0.0, "0"), (0.05, "5"), (0.10, "10"), (0.15, "15"))


def prepared(ended: pl.DataFrame) -> pl.DataFrame:
    """The ended deals with size, discount band, and a level for deals without a competitor, where any has one."""
    rows = ended.sort("opportunity_id")
    amounts = np.sort(rows["amount"].drop_nulls().cast(pl.Float64).to_numpy())
    amounts = amounts[amounts > 0]
    amount = pl.col("amount").cast(pl.Float64)
    size: Any = pl.lit(None, dtype=pl.String)
    if len(amounts) >= 3:
        low, high = (float(amounts[int(len(amounts) * q)]) for q in (1 / 3, 2 / 3))
        size = pl.when(amount <= 0).then(None).when(amount < low).then(pl.lit("small"))
        size = size.when(amount < high).then(pl.lit("middle")).when(amount >= high).then(pl.lit("large"))
    band: Any = pl.when(pl.col("discount").is_null()).then(None)
    for edge, name in EDGES:
        band = band.when(pl.col("discount") <= edge + 1e-9).then(pl.lit(name))
    rival = pl.col("competitor").fill_null(NONE) if rows["competitor"].drop_nulls().len() else pl.col("competitor")
    return rows.with_columns(
        size=size,
        discount_band=band.otherwise(pl.lit("more"))
        if rows["discount"].drop_nulls().len()
        else pl.lit(None, pl.String),
        competitor=rival,
        lost=(pl.col("outcome") == "lost").cast(pl.Int64),
        amount=pl.col("amount").fill_null(0).cast(MONEY),
    )


def names_of(rows: pl.DataFrame, dimension: str) -> dict[str, str]:
    """Value → name, where a dimension holds ids."""
    if dimension not in NAMES:
        return {}
    pairs = rows.select(dimension, name=pl.col(NAMES[dimension])).drop_nulls()
    return dict(pairs.unique(dimension, keep="first", maintain_order=True).rows())


def loss_rates(rows: pl.DataFrame, least: int) -> list[dict[str, Any]]:
    """A row a dimension and value: how often it lost, against the other values of the dimension."""
    found = []
    for dimension in DIMENSIONS:
        known = rows.filter(pl.col(dimension).is_not_null())
        names = names_of(rows, dimension)
        lost_amount = pl.col("amount").filter(pl.col("lost") == 1).sum()
        grouped = known.group_by(dimension).agg(
            closed=pl.len(), lost=pl.col("lost").sum(), amount=pl.col("amount").sum(), lost_amount=lost_amount
        )
        n_all, lost_all = known.height, int(known["lost"].sum())
        for value, n, lost, amount, gone in grouped.sort(dimension).rows():
            low, high = wilson(lost, n)
            rest_n, rest_lost = n_all - n, lost_all - lost
            found.append(
                {
                    "dimension": dimension,
                    "value": value,
                    "label": names.get(value, value),
                    "label_en": label(dimension, value, names, zh=False),
                    "label_zh": label(dimension, value, names, zh=True),
                    "closed": n,
                    "lost": lost,
                    "loss_rate": lost / n,
                    "loss_rate_low": low,
                    "loss_rate_high": high,
                    "rest_rate": rest_lost / rest_n if rest_n else None,
                    "lost_amount": gone,
                    "loss_rate_by_value": float(gone) / float(amount) if amount else None,
                    "p": chance_of_same(lost, n, rest_lost, rest_n) if n >= least and rest_n >= least else None,
                }
            )
    return _with_guard(found)


def reason_mix(rows: pl.DataFrame, least: int) -> list[dict[str, Any]]:
    """A row a dimension, value and reason: its share of the losses, against the other values of the dimension."""
    lost = rows.filter((pl.col("lost") == 1) & pl.col("reason").is_not_null())
    return _with_guard([r for d in DIMENSIONS for r in _mix_of(lost, d, names_of(rows, d), least)])


def _mix_of(lost: pl.DataFrame, dimension: str, names: Mapping[str, str], least: int) -> Iterator[dict[str, Any]]:
    known = lost.filter(pl.col(dimension).is_not_null())
    sizes = dict(known.group_by(dimension).len().rows())
    reasons = dict(known.group_by("reason").len().rows())
    counted = known.group_by(dimension, "reason").agg(n=pl.len(), amount=pl.col("amount").sum())
    for value, reason, hits, amount in counted.sort(dimension, "reason").rows():
        n, rest_n = sizes[value], known.height - sizes[value]
        if n < least or rest_n < least:
            continue
        low, high = wilson(hits, n)
        yield {
            "dimension": dimension,
            "value": value,
            "reason": reason,
            "label": names.get(value, value),
            "label_en": label(dimension, value, names, zh=False),
            "label_zh": label(dimension, value, names, zh=True),
            "losses": n,
            "with_reason": hits,
            "share": hits / n,
            "share_low": low,
            "share_high": high,
            "rest_share": (reasons[reason] - hits) / rest_n,
            "lost_amount": amount,
            "p": chance_of_same(hits, n, reasons[reason] - hits, rest_n),
        }


def _with_guard(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add `false_share`: what share of false alarms comes with calling this one unusual, over all tests made."""
    tested = [r for r in rows if r["p"] is not None]
    told = false_alarms(np.array([r["p"] for r in tested], dtype=np.float64))
    for row, share in zip(tested, told, strict=True):
        row["false_share"] = round(float(share), 9)
    for row in rows:
        row.setdefault("false_share", None)
    return rows


def discounts(rows: pl.DataFrame, price: pl.Expr) -> list[dict[str, Any]]:
    """Quoted deals by discount: how many were lost, and how many of those for the price."""
    known = rows.filter(pl.col("discount_band").is_not_null())
    grouped = known.group_by("discount_band").agg(
        closed=pl.len(),
        lost=pl.col("lost").sum(),
        for_price=((pl.col("lost") == 1) & price).sum(),
        mean=pl.col("discount").mean(),
    )
    found = {r["discount_band"]: r for r in grouped.iter_rows(named=True)}
    made = []
    for position, band in enumerate(BANDS, start=1):
        if band not in found:
            continue
        row = found[band]
        low, high = wilson(row["lost"], row["closed"])
        made.append(
            {"position": position, "band": band, "closed": row["closed"], "lost": row["lost"],
             "loss_rate": row["lost"] / row["closed"], "loss_rate_low": low, "loss_rate_high": high,
             "for_price": row["for_price"], "mean_discount": row["mean"]}
        )  # fmt: skip
    return made
