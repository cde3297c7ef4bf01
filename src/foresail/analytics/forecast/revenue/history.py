"""The monthly series, its targets and its open deals as plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.forecast.plain.season import Floats

LEAST_MONTHS = 6
LATE_START = 7
"""A first month whose first event is later than this day is taken as incomplete."""


@dataclass(frozen=True)
class History:
    """Whole months up to the day.

    Parameters
    ----------
    measure
        `net_revenue` or `won_amount`.
    first
        First day of the first month.
    y
        Values of whole months, shape (n,).
    so_far, elapsed
        What the month of the day has brought, and the share of it that has passed; 0 when the day ends a month.
    skipped
        0 when the day ends its month, else 1: how many months back the last whole one lies.
    """

    as_of: date
    measure: str
    first: date
    y: Floats
    so_far: float
    elapsed: float
    skipped: int

    def month(self, place: int) -> date:
        """First day of the month at a place (0: the first one; len(y): the first to be forecast)."""
        index = self.first.year * 12 + self.first.month - 1 + place
        return date(index // 12, index % 12 + 1, 1)


def history(frames: Mapping[str, pl.DataFrame], params: RevenueParams) -> History:
    """Cut the monthly sums into whole months.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    monthly = frames["monthly"]
    measure = params.measure
    if measure == "auto":
        months = dict(monthly.group_by("measure").len().iter_rows())
        measure = "net_revenue" if months.get("net_revenue", 0) >= LEAST_MONTHS else "won_amount"
        if measure == "won_amount" and not months.get("won_amount"):
            measure = "net_revenue"
    mine = monthly.filter(pl.col("measure") == measure).sort("months_ago", descending=True)
    if not mine.height:
        raise too_short(0)
    as_of: date = mine["as_of"][0]
    ends = (as_of + timedelta(days=1)).day == 1
    skipped = 0 if ends else 1
    late = mine["first_on"][0].day > LATE_START
    first_ago = int(mine["months_ago"][0]) - (1 if late else 0)
    values = {int(ago): float(amount) for ago, amount in mine.select("months_ago", "amount").iter_rows()}
    y = np.array([values.get(ago, 0.0) for ago in range(first_ago, skipped - 1, -1)])
    if len(y) < LEAST_MONTHS:
        raise too_short(len(y))
    index = as_of.year * 12 + as_of.month - 1 - first_ago
    length = (_next(as_of.replace(day=1)) - as_of.replace(day=1)).days
    return History(
        as_of=as_of,
        measure=measure,
        first=date(index // 12, index % 12 + 1, 1),
        y=y,
        so_far=0.0 if ends else values.get(0, 0.0),
        elapsed=0.0 if ends else as_of.day / length,
        skipped=skipped,
    )


def targets(frames: Mapping[str, pl.DataFrame], past: History, months: int) -> Floats:
    """Targets of the coming months, NaN where none is set; shape (months,)."""
    mine = frames["targets"].filter(pl.col("measure") == past.measure)
    known = {int(m): float(t) for m, t in mine.select("month", "target").iter_rows()}
    first = 1 - past.skipped
    return np.array([known.get(first + j, np.nan) for j in range(months)])


def open_deals(frames: Mapping[str, pl.DataFrame], months_ago: int, months: int) -> Floats:
    """Expected amount of the deals open at a month's end, by months ahead, at the win rates of their stages by then."""
    ended = frames["endings"].filter(pl.col("ended_ago") >= months_ago)
    grouped = ended.group_by("stage").agg(pl.col("won").sum(), pl.col("ended").sum()).sort("stage")
    total = max(int(grouped["ended"].sum()), 1)
    rate = float(grouped["won"].sum()) / total
    rates = {s: (w + 10 * rate) / (n + 10) for s, w, n in grouped.iter_rows()}
    out = np.zeros(months)
    there = frames["pipeline"].filter(pl.col("months_ago") == months_ago).sort("stage", "ahead")
    for stage, ahead, amount in there.select("stage", "ahead", "amount").iter_rows():
        if ahead <= months:
            out[ahead - 1] += float(amount) * rates.get(stage, rate)
    return out


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


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
