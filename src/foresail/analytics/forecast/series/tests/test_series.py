"""Levels, shares, targets, row rules, other measures, and words that teach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.series import evaluate, model
from foresail.analytics.forecast.series.capability import CAPABILITY
from foresail.analytics.forecast.series.params import SeriesParams
from foresail.kernel.problem import InvalidInput, NotEnoughData

AS_OF = date(2025, 6, 30)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]
MONEY = {"net_amount_base": pl.Decimal(18, 4)}


def company(months: int = 40) -> dict[str, pl.DataFrame]:
    """Two regions and two owners, one order a month each; the north has a season, the south grows."""
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for back in range(months - 1, -1, -1):
        index = AS_OF.year * 12 + AS_OF.month - 1 - back
        day = date(index // 12, index % 12 + 1, 5)
        for region, owner, value in (
            ("北", "r1", 1000 + 300 * np.sin(2 * np.pi * index / 12)),
            ("南", "r2", 500 * 1.02 ** (months - back)),
        ):
            number = f"{region}{index}"
            orders.append(
                {"order_id": number, "account_id": "a", "owner_id": owner, "region": region, "ordered_on": day}
            )
            amount = Decimal(int(value * 100)) / 100
            lines.append(
                {
                    "order_id": number,
                    "line_no": 1,
                    "kind": "sale",
                    "product_id": "p",
                    "quantity": 2,
                    "net_amount_base": amount,
                }
            )
    return {
        "order": pl.DataFrame(orders),
        "order_line": pl.DataFrame(lines, schema_overrides=MONEY),
        "product": pl.DataFrame({"product_id": ["p"], "category": ["硬件"], "family": ["传感"]}),
        "representative": pl.DataFrame({"representative_id": ["r1", "r2"], "name": ["张三", "李四"]}),
    }


def run(frames_of: Load, tables: dict[str, pl.DataFrame], as_of: date = AS_OF, **given: Any) -> dict[str, pl.DataFrame]:
    params = SeriesParams(**{"origins": 4, "horizon": 3, **given})
    frames = frames_of(CAPABILITY, tables, as_of, **params.model_dump())
    return model.run(frames, None, params, RNG)


def test_every_level_stands_with_its_words(frames_of: Load) -> None:
    out = run(frames_of, company())
    names = set(out["series"]["series"])
    assert {"company", "region=北", "owner_id=r1", "region=南/category=硬件"} <= names
    mine = out["points"].filter((pl.col("series") == "owner_id=r2") & pl.col("mean").is_not_null())
    assert mine["owner_name"].unique().to_list() == ["李四"]
    assert mine["period"].to_list() == [date(2025, 7, 1), date(2025, 8, 1), date(2025, 9, 1)]
    assert mine.select((pl.col("lo_95") <= pl.col("lo_80")).all() & (pl.col("hi_80") <= pl.col("hi_95")).all()).item()
    north = out["series"].filter(pl.col("series") == "region=北").row(0, named=True)
    assert "weakest" in north["drivers_en"]
    assert "最弱" in north["drivers_zh"]
    assert out["accuracy"].filter(pl.col("series") == "company")["method"].n_unique() == 4
    assert out["past"].filter(pl.col("period") <= pl.col("origin")).height == 0


def test_targets_and_the_running_month(frames_of: Load) -> None:
    goal = {"metric": "net_revenue", "grain": "month", "scope": "company", "scope_id": "ALL"}
    rows = [{**goal, "starts_on": date(2025, 6 + i, 1), "value_base": Decimal(v)} for i, v in enumerate((1, 10**7))]
    target = pl.DataFrame(rows, schema_overrides={"value_base": pl.Decimal(18, 4)})
    out = run(frames_of, {**company(), "target": target}, date(2025, 6, 15), by="company")
    coming = out["points"].filter(pl.col("mean").is_not_null())
    assert coming["period"][0] == date(2025, 6, 1)
    assert coming["so_far"][0] is not None
    assert coming["mean"][0] >= coming["so_far"][0]
    assert coming["target_probability"].to_list()[:2] == [0.99, 0.01]


@pytest.mark.parametrize("metric", ["units", "orders", "average_order_value", "gross_margin", "discount_rate"])
def test_counts_and_shares_are_no_money(frames_of: Load, metric: str) -> None:
    tables = company()
    if metric == "gross_margin":
        cost = (pl.col("net_amount_base") / 2).cast(pl.Decimal(18, 4)).alias("cost_amount_base")
        tables["order_line"] = tables["order_line"].with_columns(cost)
    out = run(frames_of, tables, metric=metric, by="company", origins=3)
    filled = "points" if metric == "average_order_value" else "numbers"
    value = float(out[filled].filter(pl.col("mean").is_not_null())["mean"][0])
    expected = {"units": 4.0, "orders": 2.0, "gross_margin": 0.5, "discount_rate": 0.0}
    if metric in expected:
        assert value == pytest.approx(expected[metric], abs=1e-3)
    else:
        assert 800 < value < 1500
    assert not out["numbers" if filled == "points" else "points"].height


def test_other_grains_and_crossings(frames_of: Load) -> None:
    quarters = run(frames_of, company(), grain="quarter", by="region+family,channel", horizon=2)
    assert quarters["points"].filter(pl.col("mean").is_not_null())["period"].unique().sort().to_list() == [
        date(2025, 7, 1),
        date(2025, 10, 1),
    ]
    assert "region=北/family=传感" in set(quarters["points"]["series"])
    weeks = run(frames_of, company(), grain="week", by="company", origins=0)
    assert weeks["points"]["period"].dt.weekday().unique().to_list() == [1]


def test_wrong_levels_and_too_little_are_said(frames_of: Load) -> None:
    with pytest.raises(InvalidInput, match="no level “area”"):
        run(frames_of, company(), by="area")
    with pytest.raises(InvalidInput, match="does not add up over products"):
        run(frames_of, company(), metric="orders", by="category")
    for tables in ({}, company(months=4)):
        with pytest.raises(NotEnoughData, match="at least 6 whole periods"):
            run(frames_of, tables)
    short = SeriesParams(horizon=2)
    frames = frames_of(CAPABILITY, company(months=8), AS_OF, **short.model_dump())
    assert evaluate.run(frames, short, RNG).skill in (True, False)
