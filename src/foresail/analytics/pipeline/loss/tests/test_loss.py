"""Losses with planted causes, without any, and the arithmetic against oracles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.loss import evaluate, model
from foresail.analytics.pipeline.loss.capability import CAPABILITY
from foresail.analytics.pipeline.loss.params import LossParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2026, 6, 30)
STILL = date(9999, 12, 31)
PARAMS = LossParams()
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]
RIVALS = ("甲公司", "乙公司", None)


def tables(count: int = 900, strong: float = 0.9, priced: float = 0.7, seed: int = 1) -> dict[str, pl.DataFrame]:
    """Deals of two years; 甲公司 wins `strong` of those it bids for, others half; in the west the price is the
    reason of `priced` of the losses, elsewhere of a quarter."""
    draw = np.random.default_rng(seed)
    deals: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    quotes: list[dict[str, Any]] = []
    for i in range(count):
        rival, region = RIVALS[int(draw.integers(0, 3))], ("north", "west")[int(draw.integers(0, 2))]
        lost = draw.random() < (strong if rival == "甲公司" else 0.5)
        price = draw.random() < (priced if region == "west" else 0.25)
        ends = AS_OF - timedelta(days=int(draw.integers(0, 720)))
        start, moved = ends - timedelta(days=60), ends - timedelta(days=20)
        amount = Decimal(int(draw.integers(100, 900)))
        deals.append(
            {"opportunity_id": f"d{i:04d}", "account_id": f"a{i}", "competitor": rival, "region": region,
             "lost_reason": ("价格过高" if price else "其他") if lost else None}
        )  # fmt: skip
        same = {"opportunity_id": f"d{i:04d}", "owner_id": f"r{int(draw.integers(0, 6))}", "amount_base": amount}
        spans += [
            {**same, "valid_from": start, "valid_to": moved, "outcome": "open", "stage": "A"},
            {**same, "valid_from": moved, "valid_to": ends, "outcome": "open", "stage": "B"},
            {**same, "valid_from": ends, "valid_to": STILL, "outcome": "lost" if lost else "won", "stage": "Z"},
        ]
        quotes.append({"quote_id": f"q{i}", "opportunity_id": f"d{i:04d}", "issued_on": start,
                       "discount_rate": float(draw.integers(0, 20)) / 100})  # fmt: skip
    frame = pl.DataFrame(deals)
    return {
        "opportunity": frame.drop("region"),
        "account": frame.select("account_id", "region"),
        "opportunity_span": pl.DataFrame(spans, schema_overrides={"amount_base": pl.Decimal(18, 4)}),
        "quote": pl.DataFrame(quotes),
    }


def test_planted_causes_are_found_with_their_deals(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(), AS_OF)
    out = model.run(frames, None, PARAMS, RNG)
    told = out["findings"].sort("place")
    worst = told.filter(pl.col("kind") == "loss_rate").row(0, named=True)
    assert worst["value"] == "甲公司"
    kinds = set(told.select("kind", "value", "reason").rows())
    assert ("reason", "west", "价格过高") in kinds
    assert "甲公司" in worst["finding_zh"]
    first = out["behind"].filter(pl.col("place") == worst["place"])
    lost = out["deals"].filter(pl.col("competitor") == "甲公司")
    assert first["opportunity_id"].to_list() == lost["opportunity_id"].to_list()
    assert out["overview"]["findings"][0] == told.height
    evidence = evaluate.run(frames, PARAMS, RNG)
    assert evidence.skill
    held = next(m.value for m in evidence.measures if m.name == "held_later")
    assert held > 0.9


def test_numbers_are_those_of_the_deals(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, tables(), AS_OF), None, PARAMS, RNG)
    lost, row = out["deals"], out["overview"].row(0, named=True)
    assert row["lost"] == lost.height == out["reasons"]["lost"].sum() == out["stages"]["lost"].sum()
    assert row["lost_amount"] == lost["amount"].sum() == out["reasons"]["lost_amount"].sum()
    assert out["reasons"]["share"].sum() == pytest.approx(1)
    assert out["reasons"]["share_by_value"].sum() == pytest.approx(1)
    assert out["stages"]["stage"].to_list() == ["B"]
    for dimension in ("competitor", "region", "size"):
        mine = out["cuts"].filter(pl.col("dimension") == dimension)
        assert mine["lost"].sum() == row["lost"]
        assert mine["closed"].sum() == row["closed"]
    assert out["people"]["lost"].sum() == row["lost"]
    assert out["discounts"]["closed"].sum() == row["closed"]
    by_quarter = out["trend"].group_by("quarter").agg(pl.col("share").sum())
    assert all(abs(s - 1) < 1e-9 for s in by_quarter["share"])
    within = (pl.col("share_low") <= pl.col("share")) & (pl.col("share") <= pl.col("share_high"))
    assert out["reasons"].select(within.all()).item()


def test_where_nothing_is_behind_it_little_stands_out(frames_of: Load) -> None:
    """Of twenty companies whose deals end by chance, at most a few are told anything."""
    told = [
        model.run(frames_of(CAPABILITY, tables(400, 0.5, 0.25, seed), AS_OF), None, PARAMS, RNG)["findings"].height
        for seed in range(20)
    ]
    assert sum(t > 0 for t in told) <= 5
    assert not evaluate.run(frames_of(CAPABILITY, tables(400, 0.5, 0.25), AS_OF), PARAMS, RNG).skill


def test_little_data_says_so(frames_of: Load) -> None:
    for given in ({}, tables(15), tables(300, strong=0.0)):
        changed = given
        if len(given) and given["opportunity"].height == 300:
            won = pl.when(pl.col("outcome") == "lost").then(pl.lit("won")).otherwise(pl.col("outcome"))
            changed = {**given, "opportunity_span": given["opportunity_span"].with_columns(outcome=won)}
        with pytest.raises(NotEnoughData, match="at least 20 ended"):
            model.run(frames_of(CAPABILITY, changed, AS_OF), None, PARAMS, RNG)
