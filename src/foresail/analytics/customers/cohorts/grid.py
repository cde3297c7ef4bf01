"""The cohort grid: complete periods only, every cohort at every age, also where nobody bought."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST_COHORTS = 3


def step_of(period: str) -> int:
    """Months of a period."""
    return 3 if period == "quarter" else 1


def first_day(month: int) -> date:
    """The first day of a month that is numbered year × 12 + month − 1."""
    return date(month // 12, month % 12 + 1, 1)


def label(month: int, period: str) -> str:
    """2025-Q1 or 2025-01."""
    return f"{month // 12}-Q{month % 12 // 3 + 1}" if period == "quarter" else f"{month // 12}-{month % 12 + 1:02d}"


def complete(flow: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows of periods that have ended by the day; a period that is still running would look like a loss.

    Raises
    ------
    NotEnoughData
        Below three cohorts with a complete period after their first.
    """
    step = step_of(period)
    as_of: Any = flow["as_of"][0] if flow.height else None
    done = flow.filter(
        pl.col("start_month").map_elements(lambda m: first_day(m + step) - timedelta(days=1) <= as_of, pl.Boolean)
    )
    cohorts = done.filter(pl.col("state") == "new")["cohort_month"].n_unique() if done.height else 0
    if cohorts < LEAST_COHORTS:
        raise NotEnoughData(
            Text(
                en=f"Cohorts need first purchases in at least {LEAST_COHORTS} complete periods; there are {cohorts}.",
                zh=f"同期客户群至少需要 {LEAST_COHORTS} 个完整周期内有首购客户，现有 {cohorts} 个。",
            ),
            next_step=Text(
                en="Load a longer history of orders, or use months.", zh="请载入更长的订单历史，或改用按月。"
            ),
            details={"missing": ["order.ordered_at"], "found": cohorts, "asked": LEAST_COHORTS},
        )
    return done


def cells(done: pl.DataFrame, period: str) -> pl.DataFrame:
    """Cohort × age: `cohort_month, age, customers, active, retention, net, net_so_far`, from the first to the last."""
    step = step_of(period)
    last = max(done["start_month"].to_list(), default=0)
    sizes = done.filter(pl.col("state") == "new").select("cohort_month", "customers")
    every = sizes.with_columns(
        start_month=pl.struct("cohort_month").map_elements(
            lambda s: list(range(s["cohort_month"], last + 1, step)),
            pl.List(pl.Int64),
        )
    ).explode("start_month")
    bought = (
        done.filter(pl.col("state").is_in(["new", "retained", "back"]))
        .group_by("cohort_month", pl.col("start_month").cast(pl.Int64))
        .agg(active=pl.col("customers").sum().cast(pl.Int64), net=pl.col("net").sum())
    )
    made = every.join(bought, on=["cohort_month", "start_month"], how="left").sort("cohort_month", "start_month")
    return made.with_columns(
        pl.col("active").fill_null(0),
        pl.col("net").fill_null(0).cast(pl.Decimal(38, 4)),
        age=(pl.col("start_month") - pl.col("cohort_month")) // step,
    ).with_columns(
        retention=pl.col("active") / pl.col("customers"),
        net_so_far=pl.col("net").cum_sum().over("cohort_month") / pl.col("customers").cast(pl.Decimal(18, 0)),
    )
