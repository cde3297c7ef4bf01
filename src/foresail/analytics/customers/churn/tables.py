"""From probabilities to rows: money at risk, classes, places, sums."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.churn.params import ChurnParams
from foresail.methods.scoring.measures import Floats
from foresail.methods.scoring.scorer import Scorer

HIGH, MEDIUM = 0.6, 0.3
LARGE, SMALL = 0.2, 0.5
MONEY = pl.Decimal(18, 4)
SERVICE = ("tickets_180", "tickets_open", "satisfaction", "nps", "csat", "returns_365", "overdue")
A_YEAR = {"month": 12, "monthly": 12, "月": 12, "quarter": 4, "quarterly": 4, "季": 4}


def by_orders(now: pl.DataFrame, p: Floats, scorer: Scorer) -> pl.DataFrame:
    """Customers with their risk and the revenue of a year."""
    rows = _with_risk(now, p, scorer)
    return rows.select(
        "account_id",
        "probability",
        "probability_low",
        "probability_high",
        basis=pl.lit("orders"),
        revenue_year=pl.max_horizontal(pl.col("net_365"), pl.lit(0)).cast(MONEY),
        recency_days=pl.col("recency").cast(pl.Int64),
        usual_days="gap_mean",
        uses_base_rate=pl.lit(not scorer.skill),
    )


def contract_rows(now: pl.DataFrame, p: Floats, scorer: Scorer) -> pl.DataFrame:
    """Contracts with their risk and the amount of a year."""
    times = pl.col("period").str.to_lowercase().replace_strict(A_YEAR, default=1, return_dtype=pl.Int64)
    year = (pl.col("amount").fill_null(0).cast(pl.Decimal(38, 4)) * times.fill_null(1).cast(pl.Decimal(18, 0))).cast(
        MONEY
    )
    rows = _with_risk(now, p, scorer).with_columns(
        amount_year=year, uses_base_rate=pl.lit(not scorer.skill), held_days=pl.col("held_days").cast(pl.Int64)
    )
    return rows.with_columns(at_risk=_at_risk("amount_year"))


def by_contract(contracts: pl.DataFrame) -> pl.DataFrame:
    """Customers by the riskiest of their contracts."""
    if not contracts.height:
        return pl.DataFrame(schema=_HELD)
    first = contracts.sort(["account_id", "probability", "subscription_id"], descending=[False, True, False])
    grouped = first.group_by("account_id", maintain_order=True).agg(
        pl.col("probability", "probability_low", "probability_high", "uses_base_rate", "subscription_id").first(),
        revenue_year=pl.col("amount_year").sum().cast(MONEY),
    )
    empty = {"recency_days": pl.lit(None, pl.Int64), "usual_days": pl.lit(None, pl.Float64)}
    return grouped.with_columns(basis=pl.lit("contract"), **empty).select(*_HELD).cast(_HELD)  # type: ignore[arg-type]


_HELD: dict[str, Any] = {
    "account_id": pl.String,
    "probability": pl.Float64,
    "probability_low": pl.Float64,
    "probability_high": pl.Float64,
    "uses_base_rate": pl.Boolean,
    "subscription_id": pl.String,
    "revenue_year": MONEY,
    "basis": pl.String,
    "recency_days": pl.Int64,
    "usual_days": pl.Float64,
}


def _with_risk(rows: pl.DataFrame, p: Floats, scorer: Scorer) -> pl.DataFrame:
    low, high = scorer.interval(p)
    return rows.with_columns(
        pl.Series("probability", np.round(p, 6)),
        pl.Series("probability_low", np.round(low, 6)),
        pl.Series("probability_high", np.round(high, 6)),
    )


def _at_risk(money: str) -> pl.Expr:
    share = pl.col("probability").cast(pl.Decimal(18, 6))
    return (pl.col(money).cast(pl.Decimal(38, 6)) * share).cast(MONEY)


def ranked(scored: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Classes of risk and size, revenue at risk and the place by it; words of the customers."""
    p = pl.col("probability")
    by_size = scored.sort(["revenue_year", "account_id"], descending=[True, False])
    share = pl.int_range(0, pl.len()) / pl.len()
    sized = by_size.with_columns(
        value_class=pl.when(share < LARGE)
        .then(pl.lit("large"))
        .when(share < SMALL)
        .then(pl.lit("middle"))
        .otherwise(pl.lit("small")),
        risk=pl.when(p >= HIGH).then(pl.lit("high")).when(p >= MEDIUM).then(pl.lit("medium")).otherwise(pl.lit("low")),
        at_risk=_at_risk("revenue_year"),
    )
    placed = sized.sort(["at_risk", "probability", "account_id"], descending=[True, True, False]).with_columns(
        place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    )
    return placed.join(accounts, on="account_id", how="left")


def with_reason(scores: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """The reason that adds most to the risk, and what to do."""
    up = reasons.filter(pl.col("points") > 0).sort("account_id", "rank").group_by("account_id", maintain_order=True)
    first = up.agg(
        reason_en=pl.col("label_en").first(),
        reason_zh=pl.col("label_zh").first(),
        is_service=pl.col("feature").is_in(SERVICE).any(),
    )
    joined = scores.join(first, on="account_id", how="left")
    risky = pl.col("risk") != "low"
    play = (
        pl.when(~risky)
        .then(pl.lit("watch"))
        .when(pl.col("is_service").fill_null(value=False))
        .then(pl.lit("service"))
        .when(pl.col("value_class") == "large")
        .then(pl.lit("visit"))
        .when(pl.col("value_class") == "middle")
        .then(pl.lit("call"))
        .otherwise(pl.lit("offer"))
    )
    return joined.with_columns(play=play)


def cells(scores: pl.DataFrame) -> pl.DataFrame:
    """Sums by risk and size."""
    return scores.group_by("risk", "value_class").agg(
        accounts=pl.len(), revenue_year=pl.col("revenue_year").sum(), at_risk=pl.col("at_risk").sum()
    )


def calibration(scorer: Scorer) -> pl.DataFrame:
    """Bins of the last rows that were judged."""
    bins = scorer.evidence.calibration
    return pl.DataFrame(
        {
            "bin": list(range(1, len(bins) + 1)),
            "predicted": [b.predicted for b in bins],
            "observed": [b.observed for b in bins],
            "snapshots": [b.n for b in bins],
        },
        schema={"bin": pl.Int64, "predicted": pl.Float64, "observed": pl.Float64, "snapshots": pl.Int64},
    )


def overview(scores: pl.DataFrame, contracts: pl.DataFrame, scorer: Scorer, params: ChurnParams) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    return scores.select(
        as_of=pl.col("as_of").drop_nulls().first(),
        horizon_days=pl.lit(params.horizon_days),
        accounts=pl.len(),
        expected_lost=pl.col("probability").sum(),
        high_accounts=(pl.col("risk") == "high").sum(),
        revenue_year=pl.col("revenue_year").sum(),
        at_risk=pl.col("at_risk").sum(),
        base_rate=pl.lit(scorer.rate),
        contracts=pl.lit(contracts.height),
        has_skill=pl.lit(scorer.skill),
    )
