"""The four factors of a window, for the company and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from foresail.analytics.pipeline.velocity.decompose import FOUR, split, to_money

DIMENSIONS = {
    "company": None,
    "owner": "owner_id",
    "team": "team",
    "region": "region",
    "industry": "industry",
    "channel": "channel",
    "product": "product",
}
MEDIAN = 1.2533
"""Standard error of a median over that of a mean, for normal data."""


@dataclass(frozen=True)
class Factors:
    """The factors of one unit in one window.

    Attributes
    ----------
    open
        Deals open at its end.
    closed, won
        Deals that ended in it.
    rate
        Won over ended; None where none ended.
    deal, cycle
        Mean amount and median days from beginning to end of the won ones; None where none was won.
    noise
        Standard error of the log of the velocity.
    """

    open: int
    closed: int
    won: int
    rate: float | None
    deal: float | None
    cycle: float | None
    noise: float | None

    @property
    def velocity(self) -> float | None:
        """Money a day; 0 where nothing was won of what ended, None where nothing ended."""
        if self.rate is None:
            return None
        if self.won == 0 or self.open == 0:
            return 0.0
        return self.open * self.rate * (self.deal or 0.0) / max(self.cycle or 1.0, 1.0)


def factors(deals: pl.DataFrame, spans: pl.DataFrame, first: date, last: date, dimension: str) -> dict[str, Factors]:
    """The factors of each value of a dimension, over the days after `first` up to `last`.

    Parameters
    ----------
    deals, spans
        As the SQL gives them; `spans` with the columns of the dimensions.
    """
    column = DIMENSIONS[dimension]
    key = pl.lit("") if column is None else pl.col(column)
    there = spans.filter((pl.col("valid_from") <= last) & (pl.col("valid_to") > last)).with_columns(value=key)
    ended = deals.filter((pl.col("closed_on") > first) & (pl.col("closed_on") <= last)).with_columns(value=key)
    counted = dict(there.filter(pl.col("value").is_not_null()).group_by("value").len().rows())
    won = pl.col("outcome") == "won"
    amount = pl.col("amount").cast(pl.Float64).fill_null(0.0).filter(won)
    days = (pl.col("closed_on") - pl.col("began_on")).dt.total_days().cast(pl.Float64).filter(won)
    grouped = (
        ended.filter(pl.col("value").is_not_null())
        .sort("value", "opportunity_id")
        .group_by("value", maintain_order=True)
        .agg(
            closed=pl.len(), won=won.sum(), deal=amount.mean(), deal_sd=amount.std(), cycle=days.median(),
            cycle_sd=days.std(), cycle_mean=days.mean(),
        )
    )  # fmt: skip
    found = {r["value"]: _of(r, int(counted.get(r["value"], 0))) for r in grouped.iter_rows(named=True)}
    for value, count in counted.items():
        found.setdefault(value, Factors(int(count), 0, 0, None, None, None, None))
    return dict(sorted(found.items()))


def _of(row: dict[str, float], count: int) -> Factors:
    closed, won = int(row["closed"]), int(row["won"])
    rate = won / closed
    noise = None
    if won >= 3 and row["deal"] > 0:
        share = (1 - rate) / (closed * rate)
        size = (row["deal_sd"] / row["deal"]) ** 2 / won
        length = (MEDIAN * row["cycle_sd"] / max(row["cycle_mean"], 1.0)) ** 2 / won
        noise = float(np.sqrt(share + size + length))
    return Factors(count, closed, won, rate, row["deal"], row["cycle"], noise)


@dataclass(frozen=True)
class Change:
    """Two windows of a unit and the change between them, in money a day.

    Attributes
    ----------
    parts
        Of open deals, win rate, average deal and cycle; they add up to the change exactly.
    clear
        Whether the change is larger than chance alone would make it (95%); None where that cannot be told.
    """

    now: Factors
    before: Factors
    velocity: Decimal
    earlier: Decimal
    parts: tuple[Decimal, Decimal, Decimal, Decimal]
    clear: bool | None

    @property
    def change(self) -> Decimal:
        return self.velocity - self.earlier


def change(now: Factors, before: Factors) -> Change | None:
    """The change between two windows; None where the velocity of one is not known."""
    if now.velocity is None or before.velocity is None:
        return None
    new, old = (Decimal(repr(round(v, 4))).quantize(FOUR) for v in (now.velocity, before.velocity))
    one, two = _plain(before, now), _plain(now, before)
    n, w, a, c = to_money(new - old, split(one, two))
    clear = None
    if now.noise is not None and before.noise is not None and now.velocity > 0 and before.velocity > 0:
        clear = bool(abs(np.log(now.velocity / before.velocity)) > 1.96 * np.hypot(now.noise, before.noise))
    return Change(now, before, new, old, (n, w, a, c), clear)


def _plain(own: Factors, other: Factors) -> tuple[float, float, float, float]:
    """The factors as numbers; what is not known, since nothing was won, is taken as on the other side."""
    deal = own.deal if own.won else other.deal
    cycle = own.cycle if own.won else other.cycle
    return float(own.open), own.rate or 0.0, deal or 0.0, 1 / max(cycle or 1.0, 1.0)


def windows(as_of: date, days: int, count: int) -> list[tuple[date, date]]:
    """The last `count` windows of so many days, the latest first: (day before the first, last day)."""
    return [(as_of - timedelta(days=days * (k + 1)), as_of - timedelta(days=days * k)) for k in range(count)]
