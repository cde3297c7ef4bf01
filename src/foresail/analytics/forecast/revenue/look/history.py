"""Frames as whole months, deals and looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.fused.book import LAGS, Book
from foresail.methods.rolling.periods import elapsed, period_of

LEAST_MONTHS = 6
LATE_START = 7
"""A first month whose first event is later than this day is taken as incomplete."""
EPOCH = date(1970, 1, 1)
_CAUSE = {"open": 0, "won": 1, "lost": 2}


@dataclass(frozen=True, eq=False)
class History:
    """What is known on the day.

    Parameters
    ----------
    measure
        `net_revenue` or `won_amount`.
    book
        Whole months, deals and looks.
    deals, states
        The frames behind the book, row by row.
    sales
        Revenue of the measure by month, kind, lag, person, region and category; `place`: whole month (0 the first,
        `months` the running one).
    so_far, left
        What the running month has brought, and the share of it that is to come; 0 and 1 where the day ends a month.
    """

    as_of: date
    measure: str
    book: Book
    deals: pl.DataFrame
    states: pl.DataFrame
    sales: pl.DataFrame
    so_far: float
    left: float

    @property
    def months(self) -> int:
        """Whole months."""
        return len(self.book.repeat)

    @property
    def last(self) -> int:
        """The day, counted from 1970."""
        return (self.as_of - EPOCH).days

    @property
    def running(self) -> bool:
        """Whether the day lies within its month."""
        return self.left < 1.0

    def month(self, place: int) -> date:
        """First day of a month (0: the first one; `months`: the first to be forecast)."""
        return period_of(self.book.first + place, "month")


def history(frames: Mapping[str, pl.DataFrame], params: RevenueParams) -> History:
    """Cut revenue into whole months and lay out the deals.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    sales = frames["sales"]
    measure = _measure(sales, params)
    mine = sales.filter(pl.col("measure") == measure)
    if not mine.height:
        raise too_short(0)
    as_of: date = mine["as_of"][0]
    skipped = 0 if (as_of + timedelta(days=1)).day == 1 else 1
    oldest = int(mine["months_ago"].max())  # type: ignore[arg-type]
    begun: date = mine.filter(pl.col("months_ago") == oldest)["first_on"].min()  # type: ignore[assignment]
    first_ago = oldest - (1 if begun.day > LATE_START else 0)
    months = first_ago - skipped + 1
    if months < LEAST_MONTHS:
        raise too_short(max(months, 0))
    placed = mine.with_columns(place=first_ago - pl.col("months_ago"), amount=pl.col("amount").cast(pl.Float64))
    deals, states = _deals(frames)
    first = (as_of.year - EPOCH.year) * 12 + as_of.month - 1 - first_ago
    return History(
        as_of=as_of,
        measure=measure,
        book=_book(deals, states, placed, first, months),
        deals=deals,
        states=states,
        sales=placed.filter((pl.col("place") >= 0) & (pl.col("place") < months + skipped)),
        so_far=float(placed.filter(pl.col("place") == months)["amount"].sum()) if skipped else 0.0,
        left=1 - elapsed(as_of, "month") if skipped else 1.0,
    )


def _measure(sales: pl.DataFrame, params: RevenueParams) -> str:
    if params.measure != "auto":
        return params.measure
    months = dict(sales.group_by("measure").agg(pl.col("months_ago").n_unique()).iter_rows())
    if months.get("net_revenue", 0) >= LEAST_MONTHS or not months.get("won_amount"):
        return "net_revenue"
    return "won_amount"


def _deals(frames: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Deals by id, and looks by deal and day, each with the row of its deal."""
    deals = frames["deals"].sort("opportunity_id").with_row_index("row")
    looks = frames["states"].join(deals.select("opportunity_id", "row"), on="opportunity_id", how="inner")
    return deals, looks.sort("row", "back")


def _book(deals: pl.DataFrame, states: pl.DataFrame, sales: pl.DataFrame, first: int, months: int) -> Book:
    by_lag, repeat = np.zeros((months, LAGS)), np.zeros(months)
    inside = sales.filter((pl.col("place") >= 0) & (pl.col("place") < months))
    for place, kind, lag, amount in inside.select("place", "kind", "lag", "amount").iter_rows():
        if kind == "deal":
            by_lag[place, min(lag, LAGS - 1)] += amount
        else:
            repeat[place] += amount
    names = sorted(str(s) for s in states["stage"].drop_nulls().unique())
    stage = states["stage"].replace_strict(names, list(range(len(names))), default=len(names), return_dtype=pl.Int64)
    return Book(
        began=days(deals["began_on"]),
        ended=days(deals["ended_on"]),
        cause=_ints(deals["outcome"].replace_strict(_CAUSE, default=0, return_dtype=pl.Int64)),
        amount=floats(deals["amount"]),
        seen=days(states["day"]),
        deal=_ints(states["row"]),
        stage=_ints(stage),
        stage_days=floats(states["stage_days"].fill_null(0)),
        said=floats(states["amount"]),
        probability=floats(states["probability"]),
        ahead=_ints(states["ahead"]),
        first=first,
        by_lag=np.round(by_lag, 6),
        repeat=np.round(repeat, 6),
    )


def days(column: pl.Series) -> Ints:
    """Days from 1970; a day long after all others where there is none."""
    return column.cast(pl.Date).cast(pl.Int32).fill_null(10**6).to_numpy().astype(np.int64)


def floats(column: pl.Series) -> Floats:
    """NaN where there is none."""
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def _ints(column: pl.Series) -> Ints:
    return column.to_numpy().astype(np.int64)


def too_short(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"A forecast needs at least {LEAST_MONTHS} whole months of orders or won deals; there are {found}.",
            zh=f"预测至少需要 {LEAST_MONTHS} 个完整月份的订单或赢单，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load orders with day and lines, or won opportunities with their closing day.",
            zh="请载入含日期和明细的订单，或含结束日期的赢单商机。",
        ),
        details={"missing": ["order.ordered_at", "order_line.net_amount", "opportunity.closed_at"], "found": found},
    )
