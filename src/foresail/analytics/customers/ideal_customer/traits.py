"""Traits of accounts as words: categories as they are, numbers in classes that the customers themselves set."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl

from foresail.analytics.customers.ideal_customer.outputs import TRAITS

NUMBERS = ("employees", "annual_revenue")
CLASSES = 4
MOST_LEVELS = 60


def edges(column: pl.Series) -> tuple[float, ...]:
    """Quartiles of what is there; numbers of people rounded to two digits so that they can be read."""
    values = column.drop_nulls().cast(pl.Float64).to_numpy()
    values = np.sort(values[values > 0])
    if len(values) < 2 * CLASSES:
        return ()
    raw = [float(values[len(values) * i // CLASSES]) for i in range(1, CLASSES)]
    whole = column.name == "employees"
    return tuple(sorted({float(f"{v:.2g}") if whole else v for v in raw}))


def worded(accounts: pl.DataFrame, cuts: dict[str, tuple[float, ...]]) -> pl.DataFrame:
    """`account_id` and one text column a trait; empty where nothing is known."""
    made = []
    for trait in TRAITS:
        if trait in NUMBERS:
            made.append(_class_of(trait, cuts.get(trait, ())))
        else:
            made.append(pl.col(trait).str.strip_chars().alias(trait))
    return accounts.select("account_id", *made)


def _class_of(trait: str, cuts: tuple[float, ...]) -> pl.Expr:
    """Classes named by their ends; of money by the share of customers below, since an amount needs its currency."""
    if not cuts:
        return pl.lit(None, dtype=pl.String).alias(trait)
    value = pl.col(trait).cast(pl.Float64)
    place = pl.sum_horizontal(value >= cut for cut in cuts)
    ends = [_short(c) for c in cuts]
    names = [f"< {ends[0]}", *(f"{a} – {b}" for a, b in pairwise(ends)), f"≥ {ends[-1]}"]
    if trait == "annual_revenue":
        share = [f"{100 * i // len(names)}" for i in range(len(names) + 1)]
        names = [f"{a} – {b} %" for a, b in pairwise(share)]
    words = place.replace_strict(dict(enumerate(names)), return_dtype=pl.String)
    return pl.when(value.is_not_null()).then(words).alias(trait)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:g}"


def counted(words: pl.DataFrame, best: pl.Series, money: pl.Series) -> pl.DataFrame:
    """`trait`, `value_name`, `accounts`, `best_accounts`, `money` of every value that enough customers have."""
    rows = words.with_columns(best=best.cast(pl.Int64), money=money)
    parts = [
        rows.filter(pl.col(trait).is_not_null())
        .group_by(value_name=trait)
        .agg(accounts=pl.len().cast(pl.Int64), best_accounts=pl.col("best").sum(), money=pl.col("money").sum())
        .sort(["accounts", "value_name"], descending=[True, False])
        .head(MOST_LEVELS)
        .select(pl.lit(trait).alias("trait"), "value_name", "accounts", "best_accounts", "money")
        for trait in TRAITS
    ]
    return pl.concat(parts)
