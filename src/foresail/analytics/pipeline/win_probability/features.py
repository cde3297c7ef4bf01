"""Snapshots as features: amounts are made relative, days and counts stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.pipeline.win_probability.labels import LABELS


def joined(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Snapshots with what was known, on the day of each, of the owner's ability and of where the deal came from.

    Parameters
    ----------
    frames
        `snapshots`, `owners` (days of assessments and courses) and `origins` (lead and customer of each deal).
    """
    rows = frames["snapshots"].join(frames["origins"], on="opportunity_id", how="left", maintain_order="left")
    began = pl.col("ago") + pl.col("age_days")
    rows = rows.with_columns(
        from_lead=pl.col("from_lead").cast(pl.Int32),
        account_known_days=(pl.col("account_ago") - began).clip(0).cast(pl.Int32),
    ).drop("account_ago")
    told = frames["owners"].sort("owner_id", "ago", descending=[False, True]).with_columns(day=-pl.col("ago"))
    told = told.with_columns(
        owner_level=pl.col("level").forward_fill().over("owner_id").round(6),
        owner_courses=pl.col("courses").cum_sum().over("owner_id").cast(pl.Int32),
    )
    days = rows.select("owner_id", day=-pl.col("ago")).with_row_index("place").sort("day")
    known = told.sort("day").select("owner_id", "day", "owner_level", "owner_courses")
    found = days.join_asof(known, on="day", by="owner_id", strategy="backward", check_sortedness=False).sort("place")
    return rows.with_columns(
        found["owner_level"],
        found["owner_courses"].fill_null(0),
    )


def typical_amount(snapshots: pl.DataFrame) -> float:
    """The median amount of all snapshots, 1 where there is none: amounts are measured by it."""
    return _median(snapshots["amount"])


def typical_revenue(snapshots: pl.DataFrame) -> float:
    """The same for customers' revenue."""
    return _median(snapshots["annual_revenue"])


def _median(column: pl.Series) -> float:
    values = column.drop_nulls().cast(pl.Float64).to_numpy()
    positive = np.sort(values[values > 0])
    return float(positive[len(positive) // 2]) if len(positive) else 1.0


def features(snapshots: pl.DataFrame, amount: float, revenue: float) -> pl.DataFrame:
    """The features of snapshots, one column each.

    Parameters
    ----------
    snapshots
        As the SQL gives them.
    amount, revenue
        What is typical; a hundredfold currency changes nothing.
    """
    first = pl.col("first_amount").cast(pl.Float64)
    now = pl.col("amount").cast(pl.Float64)
    made = snapshots.with_columns(
        relative_amount=_relative("amount", amount),
        amount_growth=pl.when((first > 0) & (now > 0)).then((now / first).log().round(6)),
        relative_revenue=_relative("annual_revenue", revenue),
    )
    return made.select(*LABELS)


def _relative(column: str, typical: float) -> pl.Expr:
    # Rounded, so that the last bit of a float does not decide on which side of a split a deal falls.
    value = pl.col(column).cast(pl.Float64)
    return pl.when(value >= 0).then((value / typical).log1p().round(6))
