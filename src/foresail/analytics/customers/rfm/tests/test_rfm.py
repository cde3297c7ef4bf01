"""RFM on small frames: hand-worked, and properties that must hold for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pydantic
import pytest

from foresail.analytics.customers.rfm import evaluate, model
from foresail.analytics.customers.rfm.capability import CAPABILITY
from foresail.analytics.customers.rfm.params import RfmParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]


def company(seed: int = 1, customers: int = 200, money: int = 1) -> dict[str, pl.DataFrame]:
    """Customers with their own rhythm: those who buy often go on buying often."""
    rng = np.random.default_rng(seed)
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for i in range(customers):
        gap = float(np.exp(rng.normal(4.3, 1.2)))
        day = rng.uniform(0, 400)
        while day < 720:
            number = f"o{len(orders)}"
            ordered = AS_OF - timedelta(days=720 - int(day))
            orders.append({"order_id": number, "account_id": f"a{i:03d}", "ordered_on": ordered})
            amount = Decimal(int(rng.integers(100, 90_000))) / 100 * money
            lines.append({"order_id": number, "line_no": 1, "kind": "sale", "net_amount_base": amount})
            day += rng.exponential(gap)
    accounts = [{"account_id": f"a{i:03d}", "name": f"Name {i}"} for i in range(customers)]
    return {
        "order": pl.DataFrame(orders),
        "order_line": pl.DataFrame(lines, schema_overrides={"net_amount_base": pl.Decimal(18, 4)}),
        "account": pl.DataFrame(accounts),
    }


def test_hand_worked_recency_frequency_money(frames_of: Load) -> None:
    """Returns are taken off, cancelled and future orders don't count, the window cuts."""
    rows = [
        ("o1", "a", date(2025, 6, 20), "done", "sale", "100"),
        ("o2", "a", date(2025, 5, 1), "done", "sale", "50"),
        ("o3", "a", date(2025, 6, 25), "done", "return", "30"),
        ("o4", "a", date(2025, 6, 29), "cancelled", "sale", "999"),
        ("o5", "a", date(2025, 7, 1), "done", "sale", "999"),
        ("o6", "a", date(2020, 1, 1), "done", "sale", "999"),
        ("o7", "b", date(2025, 6, 1), "done", "return", "10"),
    ]
    order = pl.DataFrame([r[:4] for r in rows], schema=["order_id", "account_id", "ordered_on", "status"], orient="row")
    line = pl.DataFrame(
        [(r[0], 1, r[4], Decimal(r[5])) for r in rows],
        schema={
            "order_id": pl.String,
            "line_no": pl.Int64,
            "kind": pl.String,
            "net_amount_base": pl.Decimal(18, 4),
        },
        orient="row",
    )
    found = frames_of(CAPABILITY, {"order": order, "order_line": line}, AS_OF)["customers"]
    now = found.filter(pl.col("k") == 0).to_dicts()
    assert [r["account_id"] for r in now] == ["a"]  # b never bought
    assert (now[0]["recency_days"], now[0]["orders"], now[0]["orders_ever"]) == (10, 2, 3)
    assert now[0]["monetary"] == Decimal("120.0000")
    before = found.filter(pl.col("k") == 1).to_dicts()[0]  # as of 1 April 2025 only the order of 2020 was there
    assert (before["orders"], before["orders_ever"], before["bought_next"]) == (0, 1, 1)
    assert before["net_next"] == Decimal("120.0000")


def test_outputs_hold_together(frames_of: Load) -> None:
    params = RfmParams()
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = model.run(frames, None, params, RNG)
    scores, segments = out["scores"], out["segments"]
    assert segments["accounts"].sum() == out["matrix"]["accounts"].sum() == scores.height
    assert segments["monetary"].sum() == scores["monetary"].sum() == out["movement"]["monetary"].sum()
    assert out["movement"]["accounts"].sum() == scores.height
    assert out["matrix"].height == 25
    assert out["overview"]["accounts"][0] == scores.height
    assert scores["account_name"].null_count() == 0


def test_row_order_scale_and_later_orders_change_nothing(frames_of: Load) -> None:
    params = RfmParams()
    plain = model.run(frames_of(CAPABILITY, company(), AS_OF), None, params, RNG)
    shuffled = {k: v.sample(fraction=1, shuffle=True, seed=3) for k, v in company().items()}
    late = pl.DataFrame([{"order_id": "x", "account_id": "a001", "ordered_on": AS_OF + timedelta(days=1)}])
    more = {**shuffled, "order": pl.concat([shuffled["order"], late])}
    again = model.run(frames_of(CAPABILITY, more, AS_OF), None, params, RNG)
    for name in plain:
        assert plain[name].equals(again[name]), name
    large = model.run(frames_of(CAPABILITY, company(money=100), AS_OF), None, params, RNG)["scores"]
    assert large["segment"].equals(plain["scores"]["segment"])
    assert large["monetary"].sum() == plain["scores"]["monetary"].sum() * 100


def test_evidence_finds_skill_where_there_is_some(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, company(customers=400), AS_OF), RfmParams(), RNG)
    assert evidence.skill
    assert evidence.measures[0].value < evidence.measures[0].baseline
    assert evidence.tested_on == AS_OF - timedelta(days=90)


def test_evidence_says_so_where_buying_is_chance(frames_of: Load) -> None:
    """Everybody buys by the same coin: segments promise nothing."""
    rng = np.random.default_rng(5)
    orders = [
        {"order_id": f"{i}-{d}", "account_id": f"a{i:03d}", "ordered_on": AS_OF - timedelta(days=d)}
        for i in range(300)
        for d in range(0, 700, 10)
        if rng.random() < 0.08
    ]
    lines = [{"order_id": o["order_id"], "line_no": 1, "kind": "sale", "net_amount_base": Decimal(10)} for o in orders]
    tables = {"order": pl.DataFrame(orders), "order_line": pl.DataFrame(lines)}
    assert not evaluate.run(frames_of(CAPABILITY, tables, AS_OF), RfmParams(), RNG).skill


def test_too_few_customers_is_an_answer(frames_of: Load) -> None:
    for tables in ({}, company(customers=1)):
        frames = frames_of(CAPABILITY, tables, AS_OF)
        with pytest.raises(NotEnoughData, match="RFM needs"):
            model.run(frames, None, RfmParams(), RNG)
        with pytest.raises(NotEnoughData):
            evaluate.run(frames, RfmParams(), RNG)


def test_fixed_cuts(frames_of: Load) -> None:
    params = RfmParams(method="fixed")
    scores = model.run(frames_of(CAPABILITY, company(), AS_OF), None, params, RNG)["scores"]
    assert scores.filter(pl.col("recency_days") < 30)["recency_score"].unique().to_list() == [5]
    assert scores.filter(pl.col("orders") == 1)["frequency_score"].unique().to_list() == [1]


@pytest.mark.parametrize("text", ["1,2,3", "4,3,2,1", "a,b,c,d", ""])
def test_bad_cuts_say_what_is_right(text: str) -> None:
    with pytest.raises(pydantic.ValidationError, match="for example 30,90,180,365"):
        RfmParams(recency_cuts=text)


@pytest.mark.data
def test_online_retail(frames_of: Load, data_folder: Path) -> None:
    """Some 4,300 customers bought; the better segments went on buying."""
    raw = pl.read_parquet(data_folder / "online_retail" / "online_retail.parquet").with_row_index("line_no")
    raw = raw.filter(pl.col("customer_id").is_not_null())
    net = (pl.col("quantity") * pl.col("unit_price")).cast(pl.Decimal(18, 4))
    lines = raw.select(
        pl.col("line_no").cast(pl.Int64),
        order_id="invoice",
        kind=pl.when(pl.col("quantity") < 0).then(pl.lit("return")).otherwise(pl.lit("sale")),
        net_amount_base=net,
    )
    orders = raw.group_by(order_id="invoice").agg(
        account_id=pl.col("customer_id").first().cast(pl.String), ordered_on=pl.col("invoice_date").first().dt.date()
    )
    last: datetime = raw["invoice_date"].max()  # type: ignore[assignment]
    frames = frames_of(CAPABILITY, {"order": orders, "order_line": lines}, last.date(), window_days=365)
    out = model.run(frames, None, RfmParams(window_days=365), RNG)
    assert 4300 <= out["scores"].height < 4400
    evidence = evaluate.run(frames, RfmParams(window_days=365), RNG)
    assert evidence.skill
    assert evidence.n > 3000


def test_movement_and_the_other_cuts(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = model.run(frames, None, RfmParams(), RNG)
    scores, segments = out["scores"], out["segments"]
    joined = scores.filter(pl.col("direction") == "joined")
    assert joined["segment_before"].null_count() == joined.height
    assert scores.filter(pl.col("segment") == pl.col("segment_before"))["direction"].is_in(["same", "up", "down"]).all()
    best = (pl.col("segment") == "champions") & pl.col("segment_before").is_in(["loyal", "at_risk", "attention"])
    assert scores.filter(best)["direction"].unique().to_list() in (["up"], [])
    change = segments["came_in"] - segments["went_out"]
    assert change.to_list() == segments["accounts_change"].to_list()
    assert segments["accounts_other"].sum() == scores.height
    fixed = model.run(frames, None, RfmParams(method="fixed"), RNG)["scores"]
    assert scores["segment_other"].to_list() == fixed["segment"].to_list()
    assert fixed["segment_other"].to_list() == scores["segment"].to_list()
    assert (scores["play"] == scores["segment"]).all()
