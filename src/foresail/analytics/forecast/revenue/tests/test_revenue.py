"""The revenue forecast on simulated companies: skill, honesty, intervals, the running month, targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.revenue import evaluate, model
from foresail.analytics.forecast.revenue.capability import CAPABILITY
from foresail.analytics.forecast.revenue.look.outlook import choice
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData
from foresail.methods.fused.rolling import Judged

AS_OF = date(2025, 6, 30)
PARAMS = RevenueParams()
Load = Callable[..., dict[str, pl.DataFrame]]
MONEY = {"net_amount_base": pl.Decimal(18, 4)}


def company(months: int = 42, money: int = 1, seed: int = 1, noise: float = 0.06) -> dict[str, pl.DataFrame]:
    """Four orders a month; revenue grows by a fifth a year and has a season."""
    draw = np.random.default_rng(seed)
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for back in range(months - 1, -1, -1):
        index = AS_OF.year * 12 + AS_OF.month - 1 - back
        season = 1 + 0.25 * np.sin(2 * np.pi * index / 12)
        total = 10_000 * 1.2 ** (-back / 12) * season * np.exp(draw.normal(0, noise))
        for k, day in enumerate((2, 10, 18, 26)):
            number = f"o{index}-{k}"
            orders.append({"order_id": number, "account_id": "a", "ordered_on": date(index // 12, index % 12 + 1, day)})
            amount = Decimal(int(total * 25)) / 100 * money
            lines.append({"order_id": number, "line_no": 1, "kind": "sale", "net_amount_base": amount})
    return {"order": pl.DataFrame(orders), "order_line": pl.DataFrame(lines, schema_overrides=MONEY)}


def test_growth_and_season_beat_last_year(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = model.run(frames, None, PARAMS, rng(1))
    evidence = evaluate.run(frames, PARAMS, rng(1))
    assert evidence.skill
    assert evidence.measures[0].value < 0.75 * evidence.measures[0].baseline
    coming = out["monthly"].filter(pl.col("mean").is_not_null())
    assert coming["period"].to_list()[0] == date(2025, 7, 1)
    assert coming.height == 6
    for low, high in (("lo_95", "lo_80"), ("lo_80", "mean"), ("mean", "hi_80"), ("hi_80", "hi_95")):
        assert coming.select((pl.col(low) < pl.col(high)).all()).item(), low
    overview = out["overview"].row(0, named=True)
    assert 0.1 < overview["growth"] < 0.3  # a fifth
    assert overview["total_low"] < overview["total"] < overview["total_high"]
    totals = dict(out["scenarios"].select("scenario", "total").rows())
    assert totals["conservative"] < totals["base"] < totals["optimistic"]
    assert float(coming["conservative"].sum()) == pytest.approx(float(totals["conservative"]), rel=1e-6)


def test_where_last_year_comes_again_no_skill_is_claimed(frames_of: Load) -> None:
    draw = np.random.default_rng(11)
    tables = company(noise=0.0)
    year = np.exp(draw.normal(0, 0.5, 12))
    amounts = [Decimal(round(float(a) * 1000)) for a in np.repeat(np.resize(year, 42), 4)]
    tables["order_line"] = tables["order_line"].with_columns(
        pl.Series("net_amount_base", amounts, dtype=pl.Decimal(18, 4))
    )
    frames = frames_of(CAPABILITY, tables, AS_OF)
    evidence = evaluate.run(frames, PARAMS, rng(1))
    assert not evidence.skill
    assert evidence.verdict.en.startswith("No skill")


def test_the_baseline_is_shown_where_it_is_surely_better() -> None:
    draw = np.random.default_rng(4)
    actual = 100 + draw.normal(0, 5, (12, 6))
    near, far = actual + draw.normal(0, 3, (12, 6)), actual + draw.normal(0, 20, (12, 6))
    spread = np.full((12, 6), 5.0)

    def shown(fused: Any, series: Any, naive: Any) -> str:
        made = {"fused": fused, "series": series, "seasonal_naive": naive}
        return choice(Judged(tuple(range(20, 32)), actual, made, spread, ()))[0]

    assert shown(far, far, near) == "seasonal_naive"
    assert shown(near, far, far) == "fused"
    assert shown(far, near, far) == "series"
    assert shown(near, near, near) == "fused"
    assert choice(None)[0] == "seasonal_naive"


def test_the_running_month_keeps_what_has_come(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), date(2025, 6, 20))
    coming = model.run(frames, None, PARAMS, rng(1))["monthly"].filter(pl.col("mean").is_not_null())
    first = coming.row(0, named=True)
    assert first["period"] == date(2025, 6, 1)
    assert first["so_far"] < first["lo_95"] < first["mean"]
    sales = frames_of(CAPABILITY, company(), AS_OF)["sales"]
    whole = sales.filter((pl.col("months_ago") == 0) & (pl.col("measure") == "net_revenue"))["amount"].sum()
    assert float(first["mean"]) == pytest.approx(float(whole), rel=0.15)


def test_targets_and_the_chance_of_reaching_them(frames_of: Load) -> None:
    months = [date(2025, 7 + i, 1) for i in range(6)]
    low = {"metric": "net_revenue", "grain": "month", "scope": "company", "scope_id": "ALL"}
    rows = [
        {**low, "starts_on": m, "value_base": Decimal(v)} for m, v in zip(months, (1, 10**9, 1, 1, 1, 1), strict=True)
    ]
    target = pl.DataFrame(rows, schema_overrides={"value_base": pl.Decimal(18, 4)})
    out = model.run(frames_of(CAPABILITY, {**company(), "target": target}, AS_OF), None, PARAMS, rng(1))
    coming = out["monthly"].filter(pl.col("mean").is_not_null())
    assert coming["target_probability"][0] > 0.95
    assert coming["target_probability"][1] < 0.05
    assert out["overview"]["target_months"][0] == 6
    assert out["overview"]["target_probability"][0] < 0.05


def test_won_deals_serve_where_there_are_no_orders(frames_of: Load) -> None:
    spans: list[dict[str, Any]] = []
    for back in range(40):
        ends = AS_OF - timedelta(days=30 * back)
        span = {"opportunity_id": f"d{back}", "amount_base": Decimal(100), "stage": "A"}
        spans.append({**span, "valid_from": ends - timedelta(days=40), "valid_to": ends, "outcome": "open"})
        spans.append({**span, "valid_from": ends, "valid_to": date(9999, 12, 31), "outcome": "won"})
    tables = {"opportunity_span": pl.DataFrame(spans, schema_overrides={"amount_base": pl.Decimal(18, 4)})}
    out = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    assert out["overview"]["measure"][0] == "won_amount"
    assert float(out["overview"]["total"][0]) == pytest.approx(600, rel=0.2)


def test_row_order_scale_and_the_future_change_nothing(frames_of: Load) -> None:
    plain = model.run(frames_of(CAPABILITY, company(), AS_OF), None, PARAMS, rng(1))
    mixed = {k: v.sample(fraction=1, shuffle=True, seed=2) for k, v in company().items()}
    late = pl.DataFrame([{"order_id": "x", "account_id": "a", "ordered_on": AS_OF + timedelta(days=1)}])
    mixed["order"] = pl.concat([mixed["order"], late])
    again = model.run(frames_of(CAPABILITY, mixed, AS_OF), None, PARAMS, rng(1))
    for name, frame in plain.items():
        assert frame.equals(again[name]), name
    large = model.run(frames_of(CAPABILITY, company(money=100), AS_OF), None, PARAMS, rng(1))["monthly"]
    ratio = large["mean"].drop_nulls().cast(pl.Float64) / plain["monthly"]["mean"].drop_nulls().cast(pl.Float64)
    assert ratio.to_list() == pytest.approx([100.0] * 6, rel=1e-6)


def test_little_history_is_an_answer_or_an_honest_baseline(frames_of: Load) -> None:
    for tables in ({}, company(months=3)):
        frames = frames_of(CAPABILITY, tables, AS_OF)
        with pytest.raises(NotEnoughData, match="at least 6 whole months"):
            model.run(frames, None, PARAMS, rng(1))
        with pytest.raises(NotEnoughData):
            evaluate.run(frames, PARAMS, rng(1))
    frames = frames_of(CAPABILITY, company(months=8), AS_OF)
    assert model.run(frames, None, PARAMS, rng(1))["overview"]["has_skill"][0] is False
    assert evaluate.run(frames, PARAMS, rng(1)).n == 0


def test_negative_and_zero_months_are_survived(frames_of: Load) -> None:
    tables = company()
    turned = pl.when(pl.col("order_id").str.starts_with("o24290")).then(-5).otherwise(pl.col("net_amount_base"))
    tables["order_line"] = tables["order_line"].with_columns(turned.cast(pl.Decimal(18, 4)).alias("net_amount_base"))
    out = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    assert out["monthly"]["mean"].drop_nulls().len() == 6
