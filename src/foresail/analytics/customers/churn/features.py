"""What a risk is told from, and the words of every feature."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.churn.words import CONTRACTS, ORDERS
from foresail.kernel.text import Text

WORDS_ONLY = frozenset({"relative_money", "relative_amount", "product_id"})
"""Their value tells a person nothing."""
_PERIODS = {"month": 30, "monthly": 30, "月": 30, "quarter": 91, "quarterly": 91, "季": 91}


def typical(column: pl.Series) -> float:
    """The median of what is positive, 1 where nothing is: money is measured by it."""
    values = column.drop_nulls().cast(pl.Float64).to_numpy()
    positive = np.sort(values[values > 0])
    return float(positive[len(positive) // 2]) if len(positive) else 1.0


def of_customers(frame: pl.DataFrame, accounts: pl.DataFrame, usual: float) -> pl.DataFrame:
    """Features of customers that order, one row each in the order of the frame.

    Parameters
    ----------
    frame
        As `customers.sql` gives it.
    usual
        Typical revenue of a year; a hundredfold currency changes nothing.
    """
    # Rounded, so that the last bit of a float does not decide on which side of a split a customer falls.
    gap = pl.col("gap_mean")
    made = frame.with_columns(
        due=(pl.col("recency") / gap.clip(3)).round(6),
        late=((pl.col("recency") - gap) / (pl.col("gap_spread") + 5)).round(6),
        quiet=pl.min_horizontal("recency", "since_ticket", "since_feedback", "since_deal"),
        trend=_against("orders_180", pl.col("orders_365") - pl.col("orders_180")),
        year_trend=_against("orders_365", pl.col("orders_before")),
        relative_money=_relative("net_365", usual),
        signs=pl.col("orders_90") + pl.col("open_deals").fill_null(0) + pl.col("contracts").fill_null(0),
        **{c: pl.col(c).round(6) for c in ("gap_mean", "gap_spread", "satisfaction", "nps", "csat")},
    )
    return _with_accounts(made, accounts).select(*ORDERS)


def of_contracts(frame: pl.DataFrame, accounts: pl.DataFrame, usual: float) -> pl.DataFrame:
    """Features of contracts, one row each in the order of the frame."""
    length = pl.col("period").str.to_lowercase().replace_strict(_PERIODS, default=365, return_dtype=pl.Int64)
    made = frame.with_columns(
        to_renewal=length - pl.col("held_days") % length,
        relative_amount=_relative("amount", usual),
        **{c: pl.col(c).round(6) for c in ("satisfaction", "nps")},
    )
    return _with_accounts(made, accounts).select(*CONTRACTS)


def _with_accounts(frame: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    words = accounts.select("account_id", "industry", "region", "channel", "kind", "employees")
    return frame.join(words, on="account_id", how="left", maintain_order="left")


def _against(now: str, before: pl.Expr) -> pl.Expr:
    return ((pl.col(now) + 1) / (before + 1)).round(6)


def _relative(column: str, usual: float) -> pl.Expr:
    value = pl.col(column).cast(pl.Float64)
    return pl.when(value >= 0).then((value / usual).log1p().round(6))


def phrase(column: str, value: str | None, words: Mapping[str, Text], *, zh: bool) -> str:
    """A reason in words: what it is, and its value where that tells something."""
    label = words[column].zh if zh else words[column].en
    if column in WORDS_ONLY:
        return label
    if value is None:
        return f"{label}：无" if zh else f"{label}: none"
    return f"{label}：{_short(value)}" if zh else f"{label}: {_short(value)}"


def _short(value: str) -> str:
    try:
        return f"{float(value):.3g}" if "." in value else value
    except ValueError:
        return value
