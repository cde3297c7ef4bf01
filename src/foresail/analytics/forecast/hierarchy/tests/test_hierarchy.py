"""Groups add up to the last digit, in trees and crossings, and words teach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.hierarchy import model
from foresail.analytics.forecast.hierarchy.capability import CAPABILITY
from foresail.analytics.forecast.hierarchy.params import HierarchyParams
from foresail.kernel.problem import InvalidInput, NotEnoughData

AS_OF = date(2025, 6, 20)
Load = Callable[..., dict[str, pl.DataFrame]]


def company(months: int = 30) -> dict[str, pl.DataFrame]:
    """Two regions, three products of two categories, one of them sold in one region only and late."""
    rng = np.random.default_rng(3)
    orders, lines = [], []
    for back in range(months - 1, -1, -1):
        index = AS_OF.year * 12 + AS_OF.month - 1 - back
        for region, product in (("北", "p1"), ("北", "p2"), ("南", "p1"), ("南", "p3")):
            if product == "p3" and back > 12:
                continue
            number = f"{region}{product}{index}"
            orders.append({"order_id": number, "region": region, "ordered_on": date(index // 12, index % 12 + 1, 9)})
            lines.append({"order_id": number, "line_no": 1, "kind": "sale", "product_id": product,
                          "net_amount_base": Decimal(int(rng.lognormal(9, 0.2))) / 7})  # fmt: skip
    products = {"product_id": ["p1", "p2", "p3"], "category": ["硬", "硬", "软"], "family": ["a", "b", "c"]}
    return {
        "order": pl.DataFrame(orders),
        "order_line": pl.DataFrame(lines, schema_overrides={"net_amount_base": pl.Decimal(18, 4)}),
        "product": pl.DataFrame(products),
    }


def run(frames_of: Load, tables: dict[str, pl.DataFrame], **given: Any) -> dict[str, pl.DataFrame]:
    params = HierarchyParams(**{"origins": 5, "horizon": 3, **given})
    frames = frames_of(CAPABILITY, tables, AS_OF, **params.model_dump())
    return model.run(frames, None, params, np.random.default_rng(0))


@pytest.mark.parametrize("by", ["region,category", "region > category > family"])
def test_every_level_adds_up_to_the_last_digit(frames_of: Load, by: str) -> None:
    out = run(frames_of, company(), by=by)
    nodes = out["nodes"]
    for depth in nodes["depth"].unique().to_list():
        one_kind = nodes.filter(pl.col("depth") == depth)["level_en"].unique().sort()[0]
        level = nodes.filter(pl.col("level_en") == one_kind)
        total = level.group_by("period").agg(pl.col("mean").sum()).sort("period")["mean"].to_list()
        assert total == nodes.filter(pl.col("node") == "total").sort("period")["mean"].to_list()
    for low, high in (("lo_95", "lo_80"), ("lo_80", "mean"), ("mean", "hi_80"), ("hi_80", "hi_95")):
        assert nodes.select((pl.col(low) <= pl.col(high) + Decimal("0.01")).all()).item(), (low, high)
    assert nodes["lo_95"].min() >= 0  # type: ignore[operator]
    assert out["overview"]["nodes"][0] == nodes["node"].n_unique()
    shown = out["methods"].filter(pl.col("shown"))
    assert shown.height == 1
    assert (
        shown["rmsse"][0] == out["methods"].filter(~pl.col("method").is_in(["base", "seasonal_naive"]))["rmsse"].min()
    )


def test_without_tests_the_simplest_is_taken(frames_of: Load) -> None:
    out = run(frames_of, company(), origins=0)
    assert out["methods"]["method"].to_list() == ["ols"]
    assert out["levels"]["wape"].null_count() == out["levels"].height


def test_wrong_groups_and_too_little_are_said(frames_of: Load) -> None:
    with pytest.raises(InvalidInput, match="cannot be crossed"):
        run(frames_of, company(), by="region,regoin")
    with pytest.raises(NotEnoughData, match="at least two groups"):
        run(frames_of, {})
    with pytest.raises(NotEnoughData, match="at least two groups"):
        run(frames_of, company(months=3))
