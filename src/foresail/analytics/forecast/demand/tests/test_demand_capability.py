"""Demand, stock and orders on a small shop; price and promotion come back where they moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.demand import model
from foresail.analytics.forecast.demand.capability import CAPABILITY
from foresail.analytics.forecast.demand.ended import is_silent
from foresail.analytics.forecast.demand.params import DemandParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
Load = Callable[..., dict[str, pl.DataFrame]]


def shop(months: int = 26) -> dict[str, pl.DataFrame]:
    """Three products; p1 sells 60 a month, p2 30, p3 nothing any more. p1 got dearer by a fifth half-way."""
    rng = np.random.default_rng(4)
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    start = date(2025, 7, 1) - timedelta(days=round(months * 30.44))
    for day in range((AS_OF - start).days + 1):
        on = start + timedelta(days=day)
        for product, mean, units in (("p1", 1.0 if on < date(2024, 6, 1) else 0.7, 2), ("p2", 1.0, 1), ("p3", 0.4, 1)):
            if product == "p3" and on > date(2024, 3, 1):
                continue
            for k in range(int(rng.poisson(mean))):
                number = f"{product}{day}-{k}"
                orders.append({"order_id": number, "ordered_on": on})
                lines.append(
                    {"order_id": number, "line_no": 1, "kind": "sale", "product_id": product, "quantity": units}
                )
    lines_frame = pl.DataFrame(lines).with_columns(net_amount_base=pl.lit(Decimal(100), pl.Decimal(18, 4)))
    return {"order": pl.DataFrame(orders), "order_line": lines_frame, **shelf()}


def shelf() -> dict[str, pl.DataFrame]:
    """The products with their stock and prices."""
    stock = [("p1", 10, 0, 30), ("p2", 900, 0, 10), ("p3", 50, 0, 10)]
    price = [("p1", date(2023, 1, 1), 100), ("p1", date(2024, 6, 1), 120), ("p2", date(2023, 1, 1), 80)]
    money = pl.Decimal(18, 6)
    return {
        "product": pl.DataFrame(
            {
                "product_id": ["p1", "p2", "p3"],
                "name": ["甲", "乙", "丙"],
                "list_price_base": [120, 80, 10],
                "unit_cost_base": [50, 40, 5],
            },
            schema_overrides={"list_price_base": money, "unit_cost_base": money},
        ),
        "stock": pl.DataFrame(
            [
                {"product_id": p, "location": "仓", "on_date": AS_OF, "on_hand": h, "on_order": o, "lead_days": d}
                for p, h, o, d in stock
            ]
        ),
        "price": pl.DataFrame(
            [{"product_id": p, "valid_from": v, "list_price": w, "list_price_base": w} for p, v, w in price],
            schema_overrides={"list_price": money, "list_price_base": money},
        ),
    }


def run(frames_of: Load, tables: dict[str, pl.DataFrame], **given: Any) -> dict[str, pl.DataFrame]:
    params = DemandParams(**{"origins": 4, "horizon_months": 3, **given})
    frames = frames_of(CAPABILITY, tables, AS_OF, **params.model_dump())
    return model.run(frames, None, params, np.random.default_rng(0))


def test_stock_orders_and_prices(frames_of: Load) -> None:
    out = run(frames_of, shop())
    stock = {r["product_id"]: r for r in out["stock"].iter_rows(named=True)}
    assert set(stock) == {"p1", "p2", "p3"}
    assert (stock["p3"]["state"], stock["p3"]["order_units"]) == ("silent", 0)  # what lies there is still shown
    assert "p3" not in out["points"]["product_id"]
    assert stock["p1"]["state"] == "run_out"
    assert stock["p1"]["run_out"] > 0.95
    assert 40 < stock["p1"]["order_units"] < 140
    assert float(stock["p1"]["order_money"]) == pytest.approx(stock["p1"]["order_units"] * 50)
    assert stock["p2"]["state"] == "too_much"
    assert stock["p2"]["order_units"] == 0
    dearer = out["response"].filter(pl.col("product_id") == "p1").row(0, named=True)
    assert dearer["low"] < dearer["elasticity"] < 0
    points = out["points"].filter((pl.col("product_id") == "p2") & pl.col("mean").is_not_null())
    assert points["mean"].to_list() == pytest.approx([30] * 3, rel=0.35)
    assert points["product_name"].unique().to_list() == ["乙"]
    overview = out["overview"].row(0, named=True)
    assert (overview["run_out"], overview["too_much"]) == (1, 1)


def test_of_what_was_taken_off_the_list_or_not_sold_for_long_nothing_is_expected(frames_of: Load) -> None:
    tables = shop()
    tables["product"] = tables["product"].with_columns(
        retired_on=pl.Series([None, date(2025, 6, 1), None], dtype=pl.Date)
    )
    keep = pl.col("order_id").str.starts_with("p1").not_() | (pl.col("ordered_on") < date(2024, 11, 20))
    tables["order"] = tables["order"].filter(keep)
    tables["order_line"] = tables["order_line"].join(tables["order"], on="order_id", how="semi")
    tables["order"] = pl.concat([tables["order"], pl.DataFrame({"order_id": ["x"], "ordered_on": [AS_OF]})])
    out = run(frames_of, tables)
    told = {r["product_id"]: r["state"] for r in out["points"].iter_rows(named=True)}
    assert told == {"p1": "silent", "p2": "retired"}
    coming = out["points"].filter(pl.col("mean").is_not_null())
    assert coming.select("mean", "lo_80", "hi_80", "lo_95", "hi_95").sum_horizontal().sum() == 0
    assert out["totals"]["mean"].sum() == 0
    stock = {r["product_id"]: (r["state"], r["order_units"], r["run_out"]) for r in out["stock"].iter_rows(named=True)}
    nothing = (0.0, 0.0)
    assert stock == {"p1": ("silent", *nothing), "p2": ("retired", *nothing), "p3": ("silent", *nothing)}
    assert out["points"]["product_name"].unique().sort().to_list() == ["乙", "甲"]
    assert out["overview"]["ended"][0] == 2


def test_a_sold_out_product_is_not_silent() -> None:
    y = np.array([4.0, 5, 3, 4, 0, 0, 0, 0, 0, 0])
    assert is_silent(y)
    assert not is_silent(y, y == 0)
    assert not is_silent(np.array([np.nan, np.nan]))


def test_without_stock_or_prices_demand_stands_alone(frames_of: Load) -> None:
    tables = {k: v for k, v in shop().items() if k in ("order", "order_line")}
    out = run(frames_of, tables, origins=0)
    assert not out["stock"].height
    assert not out["response"].height
    assert out["overview"]["method"][0] == "seasonal_naive"
    assert out["overview"]["order_money"][0] is None
    with pytest.raises(NotEnoughData, match="whole months"):
        run(frames_of, {})
