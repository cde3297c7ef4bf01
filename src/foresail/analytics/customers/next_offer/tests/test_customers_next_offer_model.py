"""Offers: the rules that always hold, customers without a purchase, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.next_offer import evaluate, model
from foresail.analytics.customers.next_offer.capability import CAPABILITY
from foresail.analytics.customers.next_offer.params import OfferParams
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
PARAMS = OfferParams(offers=5)


def shop() -> dict[str, pl.DataFrame]:
    """Customers of two industries, each with products of its own; ten prospects without an order."""
    draw = np.random.default_rng(4)
    rows: list[dict[str, Any]] = []
    for i in range(60):
        own = range(10) if i % 2 else range(10, 20)
        for n in range(int(draw.integers(4, 20))):
            day = AS_OF - timedelta(days=int(draw.integers(0, 300)))
            rows.append(
                {"order_id": f"O{i}-{n}", "account_id": f"A{i:02d}", "on": day, "item": f"P{draw.choice(own):02d}"}
            )
    frame = pl.DataFrame(rows)
    number = list(range(70))
    return {
        "order": frame.select("order_id", "account_id", ordered_on="on"),
        "order_line": frame.select(
            "order_id", product_id="item", kind=pl.lit("sale"), quantity=pl.lit(1), net_amount_base=pl.lit(10)
        ),
        "account": pl.DataFrame(
            {"account_id": [f"A{i:02d}" for i in number], "industry": [("甲", "乙")[i % 2] for i in number]}
        ),
        "product": pl.DataFrame(
            {"product_id": [f"P{i:02d}" for i in range(20)], "name": [f"产品{i}" for i in range(20)]}
        ),
    }


def offers(frames_of: Load, tables: dict[str, pl.DataFrame], **params: Any) -> dict[str, pl.DataFrame]:
    return model.run(frames_of(CAPABILITY, tables, AS_OF, **params), None, OfferParams(**params), rng(1))


def test_what_is_gone_is_never_offered_and_its_substitute_is_named(frames_of: Load) -> None:
    counts = [
        {"product_id": "P01", "location": "甲", "on_date": AS_OF, "on_hand": 0},
        {"product_id": "P01", "location": "乙", "on_date": AS_OF, "on_hand": 0},
        {"product_id": "P02", "location": "甲", "on_date": AS_OF, "on_hand": 0},
        {"product_id": "P02", "location": "乙", "on_date": AS_OF, "on_hand": 3},
        {"product_id": "P03", "location": "甲", "on_date": AS_OF - timedelta(days=9), "on_hand": 8},
        {"product_id": "P03", "location": "甲", "on_date": AS_OF - timedelta(days=1), "on_hand": 0},
        {"product_id": "P04", "location": "甲", "on_date": AS_OF - timedelta(days=200), "on_hand": 0},
    ]
    tables = shop()
    tables["stock"] = pl.DataFrame(counts)
    tables["substitute"] = pl.DataFrame({"product_id": ["P01", "P01"], "substitute_id": ["P03", "P06"]})
    retired = pl.when(pl.col("product_id") == "P12").then(pl.lit(AS_OF)).otherwise(None).cast(pl.Date)
    tables["product"] = tables["product"].with_columns(retired_on=retired)
    out = offers(frames_of, tables)
    offered = set(out["offers"]["product_id"])
    assert not offered & {"P01", "P03", "P12"}
    assert offered >= {"P02", "P04"}
    why = dict(out["blocked"].select("product_id", "why").iter_rows())
    assert why == {"P01": "out_of_stock", "P03": "out_of_stock", "P12": "retired"}
    assert out["blocked"].filter(pl.col("product_id") == "P01")["substitute_id"][0] == "P06"


def test_what_was_just_bought_is_not_offered_again(frames_of: Load) -> None:
    tables = shop()
    out = offers(frames_of, tables, just_bought_days=100)["offers"]
    frames = frames_of(CAPABILITY, tables, AS_OF)
    just = frames["purchases"].filter(pl.col("bought_on") > AS_OF - timedelta(days=100))
    assert just.height > 50
    assert out.join(just, on=["account_id", "product_id"], how="semi").height == 0


def test_who_never_bought_is_offered_what_like_customers_buy(frames_of: Load) -> None:
    out = offers(frames_of, shop())
    cold = out["offers"].filter(pl.col("kind") == "first")
    assert cold["account_id"].n_unique() == out["overview"]["cold_accounts"][0] == 10
    assert cold["reason"].unique().to_list() == ["group"]
    number = pl.col("account_id").str.slice(1).cast(pl.Int64) % 2
    item = pl.col("product_id").str.slice(1).cast(pl.Int64) < 10
    best = cold.filter(pl.col("rank") == 1)
    assert best.filter((number == 1) == item).height == best.height


def test_lists_are_whole_and_evidence_is_theirs(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, shop(), AS_OF)
    out = model.run(frames, None, PARAMS, rng(1))
    assert out["offers"].group_by("account_id").len()["len"].max() == PARAMS.offers
    assert out["offers"].filter(pl.col("rank") == 1)["score"].min() == 1.0
    assert out["products"]["accounts"].sum() == out["offers"].height
    evidence = evaluate.run(frames, PARAMS, rng(1))
    hit = next(m for m in evidence.measures if m.name == "hit_rate_at_10_all")
    assert out["overview"]["hit_rate"][0] == pytest.approx(hit.value)


@pytest.mark.parametrize("case", ["none", "one", "one_product", "future", "returns"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = shop()
    if case == "none":
        tables = {}
    elif case == "one":
        tables["order"] = tables["order"].filter(pl.col("account_id") == "A01")
    elif case == "one_product":
        tables["order_line"] = tables["order_line"].with_columns(product_id=pl.lit("P01"))
    elif case == "future":
        tables["order"] = tables["order"].with_columns(ordered_on=pl.lit(date(2099, 1, 1)))
    else:
        tables["order_line"] = tables["order_line"].with_columns(quantity=pl.lit(-1))
    frames = frames_of(CAPABILITY, tables, AS_OF)
    with pytest.raises(NotEnoughData) as refused:
        model.run(frames, None, PARAMS, rng(1))
    assert refused.value.what.zh
