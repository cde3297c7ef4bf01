"""Purchases to what the models need: how often, how recently, for how long known, how much."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.methods.frames import days, last_day, need_columns, to_polars

Floats = NDArray[np.float64]
Unit = Literal["day", "week", "month", "year"]
DAYS: dict[str, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Days in one unit of time."""
SUMMARY = {
    "frequency": pl.Int64(),
    "recency": pl.Float64(),
    "age": pl.Float64(),
    "mean_amount": pl.Float64(),
}


def summarise(
    frame: Any,
    *,
    customer: str,
    at: str,
    amount: str | None = None,
    until: date | str | None = None,
    unit: Unit = "week",
) -> pl.DataFrame:
    """One row a customer, as of the end of the day `until`.

    All that a customer buys on one day is one purchase. A day whose net amount is below zero (only returns) is none.
    Rows without customer or day, and rows after `until`, are left out; a customer without any purchase is left out too.

    Parameters
    ----------
    frame
        Polars, pandas or Arrow; a row a purchase or an order line.
    customer, at, amount
        Columns: who, when (date, time or ISO text), how much (any number; returns negative).
    until
        The last day that is looked at; by default the last in the frame.
    unit
        Unit of `recency` and `age`.

    Returns
    -------
    Sorted by customer: `customer` under its own name; `frequency`, number of purchases after the first; `recency`,
    time from the first to the last; `age`, time from the first to `until`; `mean_amount` of the repeat purchases
    (null where there are none, or no `amount`).

    Raises
    ------
    InvalidInput
        If a column is missing or is no day or no number.

    Examples
    --------
    >>> rows = {"who": ["a", "a", "b"], "day": ["2025-01-01", "2025-01-15", "2025-01-08"], "paid": [5, 7, 1]}
    >>> summarise(rows, customer="who", at="day", amount="paid", until="2025-01-22").rows()
    [('a', 1, 2.0, 3.0, 7.0), ('b', 0, 0.0, 2.0, None)]
    """
    return summary_of(purchases(frame, customer=customer, at=at, amount=amount), customer, until, days_of(unit))


def purchases(frame: Any, *, customer: str, at: str, amount: str | None = None) -> pl.DataFrame:
    """Columns `customer` (under its own name), `on` and `amount`: one row a customer and day, sorted.

    Raises
    ------
    InvalidInput
        As `summarise`.
    """
    table = to_polars(frame)
    need_columns(table, customer, at, *([amount] if amount else []))
    if amount and not (table.schema[amount].is_numeric() or table.schema[amount] == pl.Null):
        raise InvalidInput(
            Text(en=f"{amount!r} holds no numbers.", zh=f"{amount!r} 不是数值列。"),
            where=amount,
            next_step=Text(en="Give the column of the money paid.", zh="请给出金额列。"),
        )
    money = pl.col(amount).cast(pl.Float64).fill_nan(None) if amount else pl.lit(None, dtype=pl.Float64)
    rows = table.select(pl.col(customer), days(table, at).alias("on"), money.alias("amount")).drop_nulls(
        [customer, "on"]
    )
    net = rows.group_by(customer, "on").agg(
        pl.when(pl.col("amount").is_not_null().any()).then(pl.col("amount").sum()).alias("amount")
    )
    return net.filter(pl.col("amount").is_null() | (pl.col("amount") >= 0)).sort(customer, "on")


def summary_of(bought: pl.DataFrame, customer: str, until: date | str | None, unit: float) -> pl.DataFrame:
    """`summarise` on what `purchases` gives; `unit` in days."""
    last = last_day(bought["on"], until)
    seen = bought.filter(pl.col("on") <= last)
    later = pl.col("on") > pl.col("on").min()
    return (
        seen.group_by(customer)
        .agg(
            (pl.len() - 1).cast(pl.Int64).alias("frequency"),
            ((pl.col("on").max() - pl.col("on").min()).dt.total_days() / unit).alias("recency"),
            ((pl.lit(last) - pl.col("on").min()).dt.total_days() / unit).alias("age"),
            pl.col("amount").filter(later).mean().alias("mean_amount"),
        )
        .sort(customer)
        .cast(dict(SUMMARY))  # type: ignore[arg-type]
    )


def days_of(unit: str) -> float:
    """Days in a unit of time.

    Raises
    ------
    InvalidInput
        If it is none of day, week, month, year.
    """
    if unit not in DAYS:
        raise InvalidInput(
            Text(en=f"{unit!r} is no unit of time.", zh=f"{unit!r} 不是时间单位。"),
            where="unit",
            closest=closest_names(unit, DAYS) or tuple(DAYS),
        )
    return DAYS[unit]


@dataclass(frozen=True)
class Counts:
    """Distinct histories and how many customers have each; all arrays of shape (rows,).

    Parameters
    ----------
    x
        Purchases after the first.
    recency, age
        Time to the last purchase and until now since the first, in one unit.
    weight
        Customers.
    """

    x: Floats
    recency: Floats
    age: Floats
    weight: Floats

    @property
    def customers(self) -> float:
        """Number of customers."""
        return float(self.weight.sum())

    def thinned(self, most: int) -> Counts:
        """Every k-th row, so that about `most` remain; the same rows each time."""
        step = max(1, len(self.x) // most)
        return Counts(self.x[::step], self.recency[::step], self.age[::step], self.weight[::step])

    def in_unit(self, length: float) -> Counts:
        """Times divided by `length`."""
        return Counts(self.x, self.recency / length, self.age / length, self.weight)


def arrays(summary: Any) -> tuple[Floats, Floats, Floats]:
    """Frequency, recency and age of a summary, each of shape (customers,), checked.

    Raises
    ------
    InvalidInput
        If a column is missing, a value is missing or negative, or a recency is longer than its age.
    """
    table = to_polars(summary)
    need_columns(table, "frequency", "recency", "age")
    x, recency, age = (_column(table, name) for name in ("frequency", "recency", "age"))
    wrong = (x < 0) | (recency < 0) | (recency > age + 1e-9) | ((x == 0) & (recency > 0))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise InvalidInput(
            Text(
                en=f"Row {row} is no history: frequency {x[row]:g}, recency {recency[row]:g}, age {age[row]:g}.",
                zh=f"第 {row} 行不是有效的历史：frequency {x[row]:g}，recency {recency[row]:g}，age {age[row]:g}。",
            ),
            next_step=Text(
                en="0 ≤ recency ≤ age; make the frame by `summarise`.",
                zh="须满足 0 ≤ recency ≤ age；请用 `summarise` 生成。",
            ),
        )
    return x, np.minimum(recency, age), age


def _column(table: pl.DataFrame, name: str) -> Floats:
    kind = table.schema[name]
    values = table[name].cast(pl.Float64).to_numpy() if kind.is_numeric() else np.full(table.height, np.nan)
    if not np.all(np.isfinite(values)):
        raise InvalidInput(
            Text(en=f"{name!r} has values that are no numbers.", zh=f"{name!r} 含有非数值。"), where=name
        )
    return np.asarray(values, dtype=np.float64)


def compact(x: Floats, recency: Floats, age: Floats) -> Counts:
    """Equal histories together: a million customers are far fewer histories."""
    table = (
        pl.DataFrame({"x": x, "recency": recency, "age": age})
        .group_by("x", "recency", "age")
        .agg(pl.len().cast(pl.Float64).alias("weight"))
        .sort("x", "recency", "age")
    )
    return Counts(*(table[name].to_numpy() for name in ("x", "recency", "age", "weight")))
