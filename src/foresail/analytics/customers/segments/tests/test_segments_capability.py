"""Segments of a company with three kinds of customers, and of one without kinds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.customers.segments import evaluate, groups, model
from foresail.analytics.customers.segments.capability import CAPABILITY
from foresail.analytics.customers.segments.params import SegmentsParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]


def company(customers: int = 120, kinds: bool = True) -> dict[str, pl.DataFrame]:
    """Frequent small buyers, rare large ones, and those who stopped a year and a half ago; or all of one kind."""
    rng = np.random.default_rng(4)
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for i in range(customers):
        kind = i % 3 if kinds else 0
        count, low, high, size = ((24, 0, 200, 50), (4, 0, 200, 5000), (3, 540, 700, 80))[kind]
        for ago in rng.integers(low, high, count):
            number = f"o{len(orders)}"
            on = AS_OF - timedelta(days=int(ago))
            orders.append({"order_id": number, "account_id": f"a{i:03d}", "ordered_on": on})
            for line in range(1 + int(rng.integers(0, 3))):
                net = Decimal(int(size * 100 * np.exp(rng.normal(0, 0.2)))) / 100
                product = f"p{rng.integers(20)}"
                lines.append(
                    {
                        "order_id": number,
                        "line_no": line,
                        "kind": "sale",
                        "product_id": product,
                        "net_amount_base": net,
                        "discount_amount_base": net / 20,
                    }
                )
    kinds_of = [
        {"account_id": f"a{i:03d}", "name": f"N{i}", "region": ("华东", "西部")[i % 2]} for i in range(customers)
    ]
    return {
        "order": pl.DataFrame(orders),
        "order_line": pl.DataFrame(
            lines, schema_overrides={c: pl.Decimal(18, 4) for c in ("net_amount_base", "discount_amount_base")}
        ),
        "account": pl.DataFrame(kinds_of),
    }


def run(frames: dict[str, pl.DataFrame], params: SegmentsParams) -> dict[str, pl.DataFrame]:
    return model.run(frames, groups.fit(frames, params, RNG), params, RNG)


def test_three_kinds_are_found_and_told(frames_of: Load) -> None:
    params = SegmentsParams()
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = run(frames, params)
    members = out["members"].with_columns(kind=pl.col("account_id").str.slice(1).cast(pl.Int64) % 3)
    assert out["summary"].height == 3
    assert members.select("segment", "kind").unique().height == 3
    overview = out["overview"].row(0, named=True)
    assert overview["steady"] == "stable"
    assert overview["agreement"] > 0.95
    assert out["summary"]["accounts"].sum() == 120 == out["members"].height
    assert out["summary"]["monetary"].sum() == out["members"]["monetary"].sum()
    silent = out["summary"].filter(pl.col("recency_median") > 400).row(0, named=True)
    assert silent["play"] in ("win_back", "serve_cheaply")
    assert "recency_days_high" in (silent["trait"], silent["trait_2"])
    assert out["choice"].filter("chosen")["segments"].to_list() == [3]
    assert evaluate.run(frames, params, RNG).skill


def test_rules_hold_for_the_customers_that_they_count(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = run(frames, SegmentsParams())
    for (rule,), conditions in out["rules"].group_by("rule", maintain_order=True):
        held = groups.prepared(frames["customers"])
        for c in conditions.iter_rows(named=True):
            bound = float(c["amount"]) if c["amount"] is not None else c["number"] or 0.0
            tests = {
                "at_most": pl.col(c["feature"]) <= bound,
                "above": pl.col(c["feature"]) > bound,
                "is": pl.col(c["feature"]) == (c["word"] or ""),
                "is_not": pl.col(c["feature"]) != (c["word"] or ""),
            }
            held = held.filter(tests[c["operator"]])
        assert held.height == conditions["accounts"][0], rule


def test_no_kinds_no_claim(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(kinds=False), AS_OF)
    evidence = evaluate.run(frames, SegmentsParams(), RNG)
    steady = run(frames, SegmentsParams())["overview"]["steady"][0]
    assert (steady == "stable") == evidence.skill
    assert not evidence.skill


def test_a_tree_makes_segments_by_conditions(frames_of: Load) -> None:
    params = SegmentsParams(method="tree", segments=4)
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = run(frames, params)
    assert 2 <= out["summary"].height <= 4
    assert out["overview"]["steady"][0] == "tree"
    means = out["summary"].sort("segment")["monetary_mean"].to_list()
    assert means == sorted(means, reverse=True)
    assert evaluate.run(frames, params, RNG).skill


@pytest.mark.parametrize("customers", [0, 1, 20])
def test_too_few_is_an_answer(frames_of: Load, customers: int) -> None:
    frames = frames_of(CAPABILITY, company(customers) if customers else {}, AS_OF)
    with pytest.raises(NotEnoughData, match="at least 30 customers"):
        groups.fit(frames, SegmentsParams(), RNG)


def test_customers_that_all_buy_alike_are_no_segments(frames_of: Load) -> None:
    ids = [f"a{i}" for i in range(40)]
    order = pl.DataFrame({"order_id": ids, "account_id": ids}).with_columns(ordered_on=pl.lit(AS_OF))
    line = pl.DataFrame(
        {"order_id": ids, "line_no": [1] * 40, "kind": ["sale"] * 40, "net_amount_base": [Decimal(5)] * 40}
    )
    with pytest.raises(NotEnoughData, match="do not all buy alike"):
        groups.fit(frames_of(CAPABILITY, {"order": order, "order_line": line}, AS_OF), SegmentsParams(), RNG)
