"""Offers: what each customer is likely to buy next, of what can be sold. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from foresail.analytics.customers.next_offer.outputs import (
    NextOffer,
    OfferBlocked,
    OfferOverview,
    OfferProduct,
    OfferWeight,
)
from foresail.analytics.customers.next_offer.params import OfferParams
from foresail.contracts.frames import once, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.recommend import Recommender, fit

ATTRIBUTES = ("region", "industry", "kind", "channel")
SEED = 0


def learnt(frames: Mapping[str, pl.DataFrame]) -> Recommender:
    """The recommender, with what sells among like customers for those without a purchase; once a run.

    Raises
    ------
    NotEnoughData
        Below 5 customers or 3 products.
    """
    bought, accounts = frames["purchases"], frames["accounts"]
    if not bought.height or not accounts.height:
        raise _nothing()
    return once(frames, "recommender", lambda: _fit(bought, accounts))


def _fit(bought: pl.DataFrame, accounts: pl.DataFrame) -> Recommender:
    return fit(
        bought,
        user="account_id",
        item="product_id",
        at="bought_on",
        until=accounts["as_of"][0],
        attributes=accounts.select("account_id", *ATTRIBUTES),
        seed=SEED,
    )


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: OfferParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Offers for every customer and prospect.

    Parameters
    ----------
    frames
        `purchases`, `products`, `accounts`, `substitutes`.
    artefact, rng
        Not used: what is learnt is the purchases themselves.

    Raises
    ------
    NotEnoughData
        Below 5 customers or 3 products, or when nothing can be offered.
    """
    del artefact, rng
    found = learnt(frames)
    products, accounts, bought = frames["products"], frames["accounts"], frames["purchases"]
    blocked = unsellable(products)
    offers = _offers(found, accounts, bought, blocked, params)
    if not offers.height:
        raise _nothing()
    rows = offers.join(products, on="product_id", how="left").join(accounts, on="account_id", how="left")
    return {
        "offers": to_output(rows, NextOffer),
        "products": to_output(_by_product(rows), OfferProduct),
        "blocked": to_output(_stand_ins(blocked, products, frames["substitutes"]), OfferBlocked),
        "weights": to_output(
            pl.DataFrame({"part": list(found.weights), "weight": list(found.weights.values())}), OfferWeight
        ),
        "overview": to_output(_overview(rows, blocked, found), OfferOverview),
    }


def unsellable(products: pl.DataFrame) -> pl.DataFrame:
    """Products that are retired, or counted and not there; what nobody counts is taken to be there."""
    gone = pl.when("retired").then(pl.lit("retired")).when(pl.col("on_hand") <= 0).then(pl.lit("out_of_stock"))
    return products.with_columns(why=gone).filter(pl.col("why").is_not_null())


def _offers(
    found: Recommender, accounts: pl.DataFrame, bought: pl.DataFrame, blocked: pl.DataFrame, params: OfferParams
) -> pl.DataFrame:
    """Lists by account: nothing that cannot be sold, nothing that was just bought."""
    day = accounts["as_of"][0] - timedelta(days=params.just_bought_days)
    just = bought.filter(pl.col("bought_on") > day).select(user="account_id", item="product_id").unique()
    asked = accounts.sort("account_id").head(2 * params.most_customers)["account_id"]
    listed = found.top(asked, k=params.offers, blocked=blocked["product_id"].to_list(), skip=just)
    had = bought.select(user="account_id", item="product_id").unique().with_columns(had=pl.lit(value=True))
    known = bought.select(user="account_id").unique().with_columns(known=pl.lit(value=True))
    kind = pl.when(pl.col("known").is_null()).then(pl.lit("first"))
    kind = kind.when(pl.col("had").fill_null(value=False)).then(pl.lit("repeat")).otherwise(pl.lit("new"))  # type: ignore[assignment]
    joined = listed.join(had, on=["user", "item"], how="left").join(known, on="user", how="left")
    made = joined.with_columns(kind=kind, score=(pl.col("score") / pl.col("score").max().over("user")).round(6))
    return made.select("rank", "score", "reason", "kind", account_id="user", product_id="item")


def _by_product(rows: pl.DataFrame) -> pl.DataFrame:
    grouped = rows.group_by("product_id").agg(
        pl.col("product_name", "category", "on_hand").first(),
        accounts=pl.len(),
        first_places=(pl.col("rank") == 1).sum(),
        new_accounts=(pl.col("kind") != "repeat").sum(),
        line_value=pl.col("line_value").first(),
    )
    money = pl.col("line_value").cast(pl.Decimal(38, 4)) * pl.col("accounts").cast(pl.Decimal(18, 0))
    return grouped.with_columns(potential=money)


def _stand_ins(blocked: pl.DataFrame, products: pl.DataFrame, substitutes: pl.DataFrame) -> pl.DataFrame:
    """The best-selling substitute that can be sold, of each product that cannot."""
    sellable = products.join(blocked, on="product_id", how="anti")
    named = sellable.select(
        substitute_id="product_id", substitute_name="product_name", sold=pl.col("lines").fill_null(0)
    )
    both = pl.concat(
        [substitutes, substitutes.select(product_id="substitute_id", substitute_id="product_id")], how="vertical"
    ).unique()
    best = (
        both.join(named, on="substitute_id", how="inner")
        .sort(["product_id", "sold", "substitute_id"], descending=[False, True, False])
        .unique("product_id", keep="first", maintain_order=True)
    )
    return blocked.with_columns(pl.col("lines").fill_null(0)).join(best, on="product_id", how="left")


def _overview(rows: pl.DataFrame, blocked: pl.DataFrame, found: Recommender) -> pl.DataFrame:
    measured = {m.name: m for m in found.evidence.measures}
    hit = measured.get("hit_rate_at_10_all")
    return pl.DataFrame(
        {
            "as_of": [rows["as_of"][0]],
            "accounts": [rows["account_id"].n_unique()],
            "cold_accounts": [rows.filter(pl.col("kind") == "first")["account_id"].n_unique()],
            "products": [rows["product_id"].n_unique()],
            "blocked": [blocked.height],
            "hit_rate": [hit.value if hit else None],
            "hit_rate_naive": [hit.baseline if hit else None],
        },
        schema_overrides={"hit_rate": pl.Float64, "hit_rate_naive": pl.Float64},
    )


def _nothing() -> NotEnoughData:
    return NotEnoughData(
        Text(en="There are no purchases of products to learn offers from.", zh="没有可用于学习推荐的产品购买记录。"),
        next_step=Text(
            en="Load orders with customer and day, and lines with products.",
            zh="请载入含客户、日期的订单以及含产品的明细。",
        ),
        details={"missing": ["order.account_id", "order_line.product_id"], "found": 0},
    )
