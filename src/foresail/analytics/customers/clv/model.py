"""What customers are worth: the method that foretold the last stretch best, learnt on all. Frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.customers.clv.outputs import CLASSES, ClvClass, ClvCustomer, ClvGroup, ClvOverview, ClvRival
from foresail.analytics.customers.clv.params import ClvParams
from foresail.contracts.frames import once, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.choose import Choice, Race, race, worth
from foresail.methods.clv.signs import DAY

EDGES = {"top": 0.1, "upper": 0.3, "middle": 0.7}
"""Class → share of customers, best first, at which it ends."""
SEED = 0
Z80 = 1.2816
LEAST_CUSTOMERS = 10
LEFT, ALIKE, TINY = 0.5, 0.15, 1e-6
"""Chance of being a customer below which one has probably left; distance in logs within which values are alike."""
DIMENSIONS = ("region", "industry", "channel")
NOWHERE = "—"
MONEY = ("net_90", "net_180", "net_365", "net_ever", "net_most", "own_mean", "won_mean")


def raced(frames: Mapping[str, pl.DataFrame], params: ClvParams) -> Race:
    """All candidates on the last stretch; once a run.

    Raises
    ------
    NotEnoughData
        Below 10 customers, 5 who bought again, or without any money.
    """
    bought, accounts = frames["purchases"], frames["accounts"]
    found = bought["account_id"].n_unique()
    if found < LEAST_CUSTOMERS or not accounts.height:
        raise _too_few(found)
    if bought["net"].null_count() == bought.height:
        raise _no_money()
    return once(frames, f"race {params!r}", lambda: _race(frames, params))


def _race(frames: Mapping[str, pl.DataFrame], params: ClvParams) -> Race:
    bought, accounts, signs = frames["purchases"], frames["accounts"], frames["signs"]
    sample = signs.filter((pl.col("back") == 0) & (pl.col("is_sample") == 1))["account_id"]
    return race(
        bought,
        customer="account_id",
        at="bought_on",
        amount="net",
        horizon=float(params.horizon_days),
        until=accounts["as_of"][0],
        unit="day",
        seed=SEED,
        signs=_in_numbers(signs, accounts["as_of"][0]) if signs.height else None,
        learn_from=sample if len(sample) else None,
    )


def _in_numbers(signs: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Signs as trees take them: money against that of the typical customer, words as places in their sorted list."""
    typical = signs.filter(pl.col("back") == 0)["net_ever"].median()
    usual = float(typical) if isinstance(typical, float) and typical > 0 else 1.0
    money = [(pl.col(c).clip(0) / usual).log1p().round(6) for c in MONEY]
    words = [pl.col(c).rank("dense").cast(pl.Int64) for c in DIMENSIONS]
    means = [pl.col(c).round(6) for c in ("satisfaction", "nps", "csat")]
    day = pl.lit(as_of) - pl.duration(days=pl.col("back"))
    return signs.with_columns(*money, *words, *means, day.cast(pl.Date).alias(DAY)).drop("back", "is_sample")


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: ClvParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Value of every customer, and sums.

    Parameters
    ----------
    frames
        `purchases` (a row a customer and day) and `accounts` (their words).
    artefact, rng
        Not used: the race is repeated with a seed of its own, so that it is the same in the evidence.

    Raises
    ------
    NotEnoughData
        If there are too few customers.
    """
    del artefact, rng
    choice = worth(raced(frames, params), float(params.horizon_days), SEED)
    customers = _customers(choice, frames)
    return {
        "customers": to_output(customers, ClvCustomer),
        "classes": to_output(_classes(customers), ClvClass).sort("position"),
        "groups": to_output(_groups(customers), ClvGroup),
        "methods": to_output(_methods(choice), ClvRival),
        "overview": to_output(_overview(customers, frames, params), ClvOverview),
    }


def _customers(choice: Choice, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    money = ("value", "value_low", "value_high", "amount")
    past = frames["purchases"].group_by("account_id").agg(past_value=pl.col("net").sum())
    made = choice.customers.with_columns(
        *(pl.col(c).fill_null(0.0).round(4).cast(pl.Decimal(18, 4)) for c in money),
        *(pl.col(c).round(6) for c in ("alive", "purchases", "purchases_low", "purchases_high")),
        past_purchases=pl.col("frequency") + 1,
        recency_days=(pl.col("age") - pl.col("recency")).round().cast(pl.Int64),
    )
    ranked = made.sort(["value", "purchases", "account_id"], descending=[True, True, False])
    place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64)
    ranked = ranked.with_columns(value_rank=place, value_class=_class_of((place - 1) / pl.len()), reason=_reason())
    ranked = ranked.join(past, on="account_id", how="left").with_columns(pl.col("past_value").fill_null(0))
    return ranked.join(frames["accounts"], on="account_id", how="left")


def _reason() -> pl.Expr:
    """What sets a value apart most: leaving, how often, or how much, each against the middle customer."""
    often, much = (_against_middle(pl.col(c).cast(pl.Float64)) for c in ("purchases", "amount"))
    by_money = much.abs() > often.abs()
    return (
        pl.when(pl.col("alive") < LEFT)
        .then(pl.lit("silent"))
        .when(pl.max_horizontal(often.abs(), much.abs()) < ALIKE)
        .then(pl.lit("typical"))
        .when(by_money)
        .then(pl.when(much > 0).then(pl.lit("large")).otherwise(pl.lit("small")))
        .otherwise(pl.when(often > 0).then(pl.lit("often")).otherwise(pl.lit("seldom")))
    )


def _against_middle(value: pl.Expr) -> pl.Expr:
    """Log of a value against the median; zero where there is no median above zero. Rounded: no last bit decides."""
    middle = value.median()
    share = pl.when(middle > 0).then(value.clip(0) / middle + TINY).otherwise(1.0)
    return share.log().fill_null(0.0).round(6)


def _class_of(share: pl.Expr) -> pl.Expr:
    named = pl.when(share < EDGES["top"]).then(pl.lit("top")).when(share < EDGES["upper"]).then(pl.lit("upper"))
    return named.when(share < EDGES["middle"]).then(pl.lit("middle")).otherwise(pl.lit("low"))


def _sums() -> list[pl.Expr]:
    mean = pl.col("value").sum().cast(pl.Decimal(38, 4)) / pl.len().cast(pl.Decimal(18, 0))
    return [
        pl.len().cast(pl.Int64).alias("accounts"),
        pl.col("value").sum().alias("value"),
        mean.alias("value_mean"),
        pl.col("purchases").sum().alias("purchases"),
    ]


def _share(total: pl.Expr) -> pl.Expr:
    whole = total.cast(pl.Float64)
    return pl.when(whole > 0).then(pl.col("value").cast(pl.Float64) / whole)


def _classes(customers: pl.DataFrame) -> pl.DataFrame:
    every = pl.DataFrame({"value_class": list(CLASSES), "position": list(range(1, len(CLASSES) + 1))})
    found = customers.group_by("value_class").agg(_sums())
    joined = every.join(found, on="value_class", how="inner")
    return joined.with_columns(value_share=_share(pl.col("value").sum()))


def _groups(customers: pl.DataFrame) -> pl.DataFrame:
    parts = [
        customers.group_by(pl.col(d).fill_null(NOWHERE).alias("group_name"))
        .agg(_sums())
        .with_columns(dimension=pl.lit(d), value_share=_share(pl.col("value").sum()))
        for d in DIMENSIONS
    ]
    return pl.concat(parts)


def _methods(choice: Choice) -> pl.DataFrame:
    rows = [
        {
            "candidate": name,
            "chosen": name == choice.name,
            "rmse": s.rmse,
            "bias": s.bias,
            "capture": s.capture,
            "tracking": s.tracking,
        }
        for name, s in choice.scores.items()
    ]
    return pl.DataFrame(rows)


def _overview(customers: pl.DataFrame, frames: Mapping[str, pl.DataFrame], params: ClvParams) -> pl.DataFrame:
    """Sums; the interval of the sum takes customers as independent of one another."""
    value = float(customers["value"].sum() or 0)
    wide = ((pl.col("value_high") - pl.col("value_low")).cast(pl.Float64) / (2 * Z80)) ** 2
    half = Z80 * float(np.sqrt(customers.select(wide.sum()).item() or 0.0))
    top = customers.filter(pl.col("value_class") == "top")["value"].sum()
    unknown = customers["alive"].null_count() == customers.height
    return pl.DataFrame(
        {
            "as_of": [frames["accounts"]["as_of"][0]],
            "horizon_days": [params.horizon_days],
            "accounts": [customers.height],
            "alive_accounts": [None if unknown else float(customers["alive"].sum())],
            "value": [value],
            "value_low": [max(value - half, 0.0)],
            "value_high": [value + half],
            "top_share": [float(top) / value if value > 0 else None],
            "purchases": [float(customers["purchases"].sum())],
        },
        schema_overrides={"alive_accounts": pl.Float64, "top_share": pl.Float64},
    )


def _too_few(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Customer values need at least {LEAST_CUSTOMERS} customers with an order; there are {found}.",
            zh=f"客户价值至少需要 {LEAST_CUSTOMERS} 个有订单的客户，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load orders with account, day and lines (order, order_line).",
            zh="请载入含客户、日期和明细的订单（order、order_line）。",
        ),
        details={"missing": ["order.account_id", "order.ordered_at", "order_line.net_amount"], "found": found},
    )


def _no_money() -> NotEnoughData:
    return NotEnoughData(
        Text(en="No order has an amount.", zh="订单均没有金额。"),
        next_step=Text(
            en="Load order lines with net amount, or with quantity and unit price.",
            zh="请载入含净额（或数量与单价）的订单明细。",
        ),
        details={"missing": ["order_line.net_amount"], "found": 0},
    )
