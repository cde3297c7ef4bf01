"""What was seen in the year before customers fell silent, and what to do with each account."""

from __future__ import annotations

import polars as pl

from foresail.analytics.customers.lifecycle.outputs import REASONS

YEAR = 365


def _in_last_year(ago: str) -> pl.Expr:
    """Whether something happened in the year before the account's last sign of life, or after it."""
    return (pl.col(ago) < pl.col("silent_days").fill_null(0) + YEAR).fill_null(value=False)


def _checks() -> dict[str, pl.Expr]:
    return {
        "poor_service": _in_last_year("service_ago"),
        "lost_deal": _in_last_year("lost_deal_ago"),
        "returned_goods": _in_last_year("return_ago"),
        "single_purchase": pl.col("times_bought") == 1,
        "no_contact": pl.col("days_contact").fill_null(0) <= pl.col("days_came").fill_null(0),
    }


def reason() -> pl.Expr:
    """The first sign that was seen, for customers that are dormant or lost."""
    chosen = pl.lit(None, dtype=pl.String)
    for code, check in reversed(_checks().items()):
        chosen = pl.when(check).then(pl.lit(code)).otherwise(chosen)
    return pl.when(pl.col("stage").is_in(["dormant", "lost"])).then(chosen)


def play() -> pl.Expr:
    """What to do: by stage, by what went wrong, and by whether the account ever brought more than the median."""
    silent = pl.col("stage").is_in(["dormant", "lost"])
    worth = pl.col("revenue").cast(pl.Float64)
    valuable = (worth >= worth.filter(silent).median()).fill_null(value=False)
    return (
        pl.when(pl.col("stage") == "potential")
        .then(pl.lit("nurture"))
        .when(pl.col("stage") == "prospect")
        .then(pl.lit("next_step"))
        .when(pl.col("stage") == "active")
        .then(pl.lit("keep_rhythm"))
        .when((pl.col("reason") == "poor_service") & ((pl.col("stage") == "dormant") | valuable))
        .then(pl.lit("repair"))
        .when(pl.col("stage") == "dormant")
        .then(pl.lit("ask_why"))
        .when(valuable)
        .then(pl.lit("win_back"))
        .otherwise(pl.lit("let_go"))
    )


def reasons(accounts: pl.DataFrame) -> pl.DataFrame:
    """Each sign among lost and among active customers; beyond chance by a two-proportion test at 1.96."""
    checks = _checks()
    marked = accounts.with_columns(**{f"is_{code}": check for code, check in checks.items()})
    lost, active = marked.filter(pl.col("stage") == "lost"), marked.filter(pl.col("stage") == "active")
    rows = [_row(code, lost, active) for code in REASONS]
    return pl.DataFrame(rows, schema_overrides={"revenue": pl.Decimal(38, 4), "times": pl.Float64})


def _row(code: str, lost: pl.DataFrame, active: pl.DataFrame) -> dict[str, object]:
    flag = f"is_{code}"
    hit = lost.filter(pl.col(flag))
    p, q = hit.height / max(lost.height, 1), active.filter(pl.col(flag)).height / max(active.height, 1)
    pooled = (p * lost.height + q * active.height) / max(lost.height + active.height, 1)
    error = (pooled * (1 - pooled) * (1 / max(lost.height, 1) + 1 / max(active.height, 1))) ** 0.5
    return {
        "reason": code,
        "lost_accounts": hit.height,
        "lost_share": p,
        "active_share": q,
        "times": p / q if q > 0 else None,
        "beyond_chance": bool(p - q > 1.96 * error and lost.height > 0),
        "revenue": hit["revenue"].sum() or 0,
    }
