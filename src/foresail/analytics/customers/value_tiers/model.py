"""Tiers by value ahead and by the gap to good peers. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.value_tiers.outputs import TIERS, TierCustomer, TierOverview, TierSummary
from foresail.analytics.customers.value_tiers.params import ValueTiersParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST_CUSTOMERS = 10
LEAST_PEERS = 10
GOOD_PEERS = 0.75
MAY_LEAVE = 0.5
MONEY = pl.Decimal(18, 4)


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: ValueTiersParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The tier of every customer, and what follows from it.

    Raises
    ------
    NotEnoughData
        Below ten customers with a value.
    """
    del artefact, rng
    values = enough(frames["values"])
    customers = tiered(with_peers(values.join(frames["words"], on="account_id", how="left")), params)
    summary = to_output(_summary(customers), TierSummary).sort("position")
    return {
        "customers": to_output(customers, TierCustomer),
        "summary": summary,
        "overview": to_output(_overview(customers, summary), TierOverview),
    }


def enough(values: pl.DataFrame) -> pl.DataFrame:
    """The values, or a typed answer that there are too few."""
    if values.height < LEAST_CUSTOMERS:
        raise NotEnoughData(
            Text(
                en=f"Value tiers need at least {LEAST_CUSTOMERS} customers with a value; there are {values.height}.",
                zh=f"价值分级至少需要 {LEAST_CUSTOMERS} 个有价值估计的客户，现有 {values.height} 个。",
            ),
            next_step=Text(
                en="Load orders with account, day and lines (order, order_line).",
                zh="请载入含客户、日期和明细的订单（order、order_line）。",
            ),
            details={"missing": ["customers_clv_customers"], "found": values.height},
        )
    return values.sort("account_id")


def with_peers(customers: pl.DataFrame) -> pl.DataFrame:
    """The upper quarter of the value of the peers: same industry and region, else same industry, else all.

    Parameters
    ----------
    customers
        One row a customer with `value`, `industry`, `region`.
    """
    value = pl.col("value").cast(pl.Float64)
    found = customers
    for level, keys in (("near", ["industry", "region"]), ("wide", ["industry"]), ("all", [])):
        over = [pl.col(k) for k in keys]
        count, good = pl.len(), value.quantile(GOOD_PEERS, "linear")
        known = pl.all_horizontal(c.is_not_null() for c in over) if over else pl.lit(value=True)
        found = found.with_columns(
            pl.when(known).then(count.over(over) if over else count).alias(f"n_{level}"),
            pl.when(known).then(good.over(over) if over else good).alias(f"good_{level}"),
        )
    near, wide = pl.col("n_near") >= LEAST_PEERS, pl.col("n_wide") >= LEAST_PEERS

    def pick(name: str) -> pl.Expr:
        return (
            pl.when(near.fill_null(value=False))
            .then(pl.col(f"{name}_near"))
            .when(wide.fill_null(value=False))
            .then(pl.col(f"{name}_wide"))
            .otherwise(pl.col(f"{name}_all"))
        )

    return found.with_columns(peer_value=pick("good"), peers=pick("n")).with_columns(
        gain=pl.max_horizontal(pl.col("peer_value") - value, pl.lit(0.0))
    )


def tiered(customers: pl.DataFrame, params: ValueTiersParams) -> pl.DataFrame:
    """The tier, place and play of customers that have `value`, `gain` and `alive`."""
    n = customers.height
    high = max(1, round(params.high_share * n))
    middle = high + max(1, round(params.middle_share * n))
    ranked = customers.sort(["value", "account_id"], descending=[True, False]).with_columns(
        place=pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    )
    # A customer that has left gains nothing by looking like its peers.
    hope = (pl.col("gain") * pl.col("alive").fill_null(1.0)).round(6)
    rest = ranked.filter((pl.col("place") > middle) & (hope > 0)).sort([hope, "account_id"], descending=[True, False])
    chosen = rest.head(round(params.potential_share * n))["account_id"]
    tier = (
        pl.when(pl.col("place") <= high)
        .then(pl.lit("high"))
        .when(pl.col("place") <= middle)
        .then(pl.lit("middle"))
        .when(pl.col("account_id").is_in(chosen.implode()))
        .then(pl.lit("potential"))
        .otherwise(pl.lit("low"))
    )
    leaves = (pl.col("alive") < MAY_LEAVE).fill_null(value=False)
    play = (
        pl.when((pl.col("tier") == "high") & leaves)
        .then(pl.lit("hold"))
        .otherwise(
            pl.col("tier").replace_strict(
                {"high": "key_account", "middle": "grow", "potential": "develop", "low": "low_cost"},
                return_dtype=pl.String,
            )
        )
    )
    return ranked.with_columns(tier=tier).with_columns(play=play)


def _summary(customers: pl.DataFrame) -> pl.DataFrame:
    every = pl.DataFrame({"tier": list(TIERS), "position": range(1, len(TIERS) + 1)})
    made = customers.group_by("tier").agg(
        accounts=pl.len(),
        value=pl.col("value").sum(),
        gain=pl.col("gain").sum(),
    )
    joined = every.join(made, on="tier", how="left").with_columns(
        pl.col("accounts").fill_null(0).cast(pl.Int64),
        pl.col("value").fill_null(0).cast(pl.Decimal(38, 4)),
        pl.col("gain").fill_null(0.0),
    )
    total = pl.col("value").cast(pl.Float64).sum()
    return joined.with_columns(
        account_share=pl.col("accounts") / customers.height,
        value_share=pl.when(total > 0).then(pl.col("value").cast(pl.Float64) / total),
        value_mean=pl.when(pl.col("accounts") > 0).then(pl.col("value") / pl.col("accounts").cast(pl.Decimal(18, 0))),
    )


def _overview(customers: pl.DataFrame, summary: pl.DataFrame) -> pl.DataFrame:
    by: dict[str, dict[str, Any]] = {row["tier"]: row for row in summary.iter_rows(named=True)}
    return pl.DataFrame(
        {
            "as_of": [customers["as_of"][0]],
            "accounts": [customers.height],
            "high": [by["high"]["accounts"]],
            "high_share": [by["high"]["value_share"]],
            "at_risk": [customers.filter(pl.col("play") == "hold").height],
            "potential": [by["potential"]["accounts"]],
            "gain": [by["potential"]["gain"]],
        },
        schema_overrides={"high_share": pl.Float64, "gain": MONEY},
    )
