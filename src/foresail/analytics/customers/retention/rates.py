"""Retention by period, and the rate that the past foretells for the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

Floats = NDArray[np.float64]
LEAST_PERIODS = 2
LEAST_KNOWN = 3
SMOOTHING = (0.2, 0.4, 0.6, 0.8)
Z80 = 1.2816


def step_of(period: str) -> int:
    """Months of a period."""
    return 3 if period == "quarter" else 1


def first_day(month: int) -> date:
    """The first day of a month that is numbered year × 12 + month − 1."""
    return date(month // 12, month % 12 + 1, 1)


def by_period(flow: pl.DataFrame, period: str) -> pl.DataFrame:
    """Customers and money of each state by period, from the second period on, in time order.

    Raises
    ------
    NotEnoughData
        Below two complete periods that have one before them.
    """
    made = _states(flow)
    step = step_of(period)
    as_of: Any = flow["as_of"][0] if flow.height else None
    ended = [first_day(m + step) - timedelta(days=1) <= as_of for m in made["start_month"]]
    made = made.with_columns(is_complete=pl.Series(ended, dtype=pl.Boolean)).slice(1)
    known = made.filter("is_complete").height
    if known < LEAST_PERIODS:
        raise _too_short(known)
    before = pl.col("retained") + pl.col("lost")
    money = (pl.col("net_kept_before") + pl.col("net_lost")).cast(pl.Float64)
    return made.with_columns(
        customers=pl.col("new") + pl.col("retained") + pl.col("back"),
        before=before,
        net=pl.col("net_new") + pl.col("net_retained") + pl.col("net_back") + pl.col("net_returns"),
        retention=pl.when(before > 0).then(pl.col("retained") / before),
        revenue_retention=pl.when(money > 0).then(pl.col("net_retained").cast(pl.Float64) / money),
    )


def _states(flow: pl.DataFrame) -> pl.DataFrame:
    """One row a period: the customers and the money of each state."""

    def of(state: str, column: str) -> pl.Expr:
        return pl.col(column).filter(pl.col("state") == state).sum()

    def money(state: str, column: str) -> pl.Expr:
        return of(state, column).cast(pl.Decimal(38, 4))

    counts = [of(s, "customers").cast(pl.Int64).alias(s) for s in ("new", "retained", "back", "lost")]
    nets = [money(s, "net").alias(f"net_{s}") for s in ("new", "retained", "back", "returns")]
    more = {
        "net_lost": money("lost", "net_before"),
        "net_kept_before": money("retained", "net_before"),
        "grown": money("retained", "grown"),
        "shrunk": money("retained", "shrunk"),
    }
    return flow.group_by("start_month").agg(*counts, *nets, **more).sort("start_month")


def _too_short(known: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Retention needs at least {LEAST_PERIODS} complete periods after the first; there are {known}.",
            zh=f"计算留存至少需要首期之后 {LEAST_PERIODS} 个完整周期，现有 {known} 个。",
        ),
        next_step=Text(en="Load a longer history of orders, or use months.", zh="请载入更长的订单历史，或改用按月。"),
        details={"missing": ["order.ordered_at"], "found": known, "asked": LEAST_PERIODS},
    )


@dataclass(frozen=True)
class Foretold:
    """What each period's rate would have been foretold to be, from the periods before it; NaN where too few were known.

    Parameters
    ----------
    smooth, last
        By the method and by the baseline, shape (periods + 1,): the last is for the coming period.
    """

    smooth: Floats
    last: Floats
    true: Floats

    @property
    def tested(self) -> NDArray[np.bool_]:
        """Periods where both can be held against what came."""
        return np.isfinite(self.smooth[:-1]) & np.isfinite(self.true)

    @property
    def errors(self) -> tuple[Floats, Floats]:
        on = self.tested
        return np.abs(self.smooth[:-1] - self.true)[on], np.abs(self.last[:-1] - self.true)[on]

    @property
    def better(self) -> bool:
        ours, theirs = self.errors
        return len(ours) >= LEAST_KNOWN and float(ours.mean()) < float(theirs.mean())

    @property
    def chosen(self) -> Floats:
        return self.smooth if self.better else self.last

    @property
    def spread(self) -> float:
        """Half an 80% interval, from the errors of the chosen."""
        errors = self.errors[0 if self.better else 1]
        return float(Z80 * np.sqrt(np.mean(errors**2))) if len(errors) >= LEAST_KNOWN else float("nan")


def foretell(rates: Floats) -> Foretold:
    """Each rate from those before it: exponential smoothing, its weight chosen on the past (Holt 1957; Brown 1959).

    Parameters
    ----------
    rates
        Rates of complete periods in time order, shape (periods,).

    Examples
    --------
    >>> told = foretell(np.array([0.8, 0.7, 0.8, 0.7, 0.8, 0.7]))
    >>> told.better, round(float(told.chosen[-1]), 2)
    (True, 0.76)
    """
    n = len(rates)
    smooth, last = np.full(n + 1, np.nan), np.full(n + 1, np.nan)
    last[1:] = rates
    for now in range(LEAST_KNOWN, n + 1):
        past = rates[:now]
        smooth[now] = min((_smoothed(past, w) for w in SMOOTHING), key=lambda found: found[0])[1]
    return Foretold(smooth, last, rates)


def _smoothed(past: Floats, weight: float) -> tuple[float, float]:
    """Mean squared one-step error on the past, and the level after it."""
    level, errors = float(past[0]), 0.0
    for value in past[1:]:
        errors += (float(value) - level) ** 2
        level += weight * (float(value) - level)
    return errors / max(len(past) - 1, 1), level
