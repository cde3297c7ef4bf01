"""Deals in the forecast: categories, habits of people, scenarios, the win model's word, orders that name their deal."""

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
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.analytics.forecast.revenue.tables.people import habit
from foresail.kernel.ports import rng

AS_OF = date(2025, 6, 30)
PARAMS = RevenueParams(origins=4, paths=300)
STILL = date(9999, 12, 31)
Load = Callable[..., dict[str, pl.DataFrame]]
PEOPLE = {"r-fair": 1.0, "r-high": 1.8, "r-low": 0.5}
"""Person → what is put into commit for every amount that will be won in the month."""


def month(back: int) -> date:
    """First day of a month, counted back from that of the day."""
    index = AS_OF.year * 12 + AS_OF.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)


def deal(
    number: str, owner: str, amount: float, spans: list[tuple[date, date, str, str]], due: date
) -> list[dict[str, Any]]:
    """The spans of a deal: from, until, outcome, category."""
    money = Decimal(round(amount * 100)) / 100
    same = {"opportunity_id": number, "owner_id": owner, "amount_base": money, "stage": "A", "expected_close_on": due}
    return [
        {**same, "valid_from": a, "valid_to": b, "outcome": outcome, "forecast_category": category, "probability": 0.5}
        for a, b, outcome, category in spans
    ]


def company(months: int = 30, seed: int = 5) -> dict[str, pl.DataFrame]:
    """Each month each person wins a deal; what each puts into commit for it is his habit. Every win is an order."""
    draw = np.random.default_rng(seed)
    spans: list[dict[str, Any]] = []
    orders: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []

    def order(number: str, on: date, amount: float, of: str | None, owner: str) -> None:
        orders.append(
            {"order_id": number, "ordered_on": on, "opportunity_id": of, "owner_id": owner, "account_id": "a"}
        )
        money = Decimal(round(amount * 100)) / 100
        lines.append({"order_id": number, "line_no": 1, "kind": "sale", "net_amount_base": money})

    for back in range(months - 1, -3, -1):
        first, ends = month(back), month(back) + timedelta(days=20)
        opened = first - timedelta(days=40)
        for owner, share in PEOPLE.items():
            amount = 1000 * float(draw.lognormal(0, 0.1))
            name = f"{owner}-{back}"
            won = [(opened, ends, "open", "Pipeline"), (ends, STILL, "won", "Closed")]
            spans += deal(name, owner, amount, won, first + timedelta(days=300))
            said = amount * share * float(draw.lognormal(0, 0.1))
            lost = [(opened, ends, "open", "承诺"), (ends, STILL, "lost", "排除")]
            spans += deal(f"{name}-said", owner, said, lost, first + timedelta(days=10))
            if back >= 0:
                order(f"o-{name}", ends, amount, name, owner)
                order(f"o-{name}-own", first + timedelta(days=5), 500, None, owner)
    later = AS_OF + timedelta(days=25)
    for owner in PEOPLE:
        spans += deal(f"{owner}-now", owner, 2000, [(month(1), STILL, "open", "best case")], later)
        spans += deal(f"{owner}-plain", owner, 800, [(month(1), STILL, "open", "")], later)
    return {
        "opportunity_span": pl.DataFrame(spans, schema_overrides={"amount_base": pl.Decimal(18, 4)}),
        "order": pl.DataFrame(orders, schema_overrides={"opportunity_id": pl.String}),
        "order_line": pl.DataFrame(lines, schema_overrides={"net_amount_base": pl.Decimal(18, 4)}),
        "representative": pl.DataFrame(
            {"representative_id": list(PEOPLE), "name": ["老王", "老王", "小李"], "team_id": ["t"] * 3}
        ),
        "team": pl.DataFrame({"team_id": ["t"], "name": ["东部"]}),
    }  # fmt: skip


def figures() -> pl.DataFrame:
    """What three people entered into the ledger for the person r-fair, and one for the team, a year long."""
    draw = np.random.default_rng(8)
    habits = {"乐观的人": 1.3, "谨慎的人": 0.7, "中肯的人": 1.0}
    rows = [
        {
            "issue": number, "issued_on": month(back) - timedelta(days=1), "capability_id": "forecast.adjustment",
            "person": person, "metric": "net_revenue", "series": series, "owner_id": "r-fair", "period": month(back),
            "forecast": 1500 * share * float(draw.lognormal(0, 0.08)) * (3 if series == "team_id=t" else 1),
        }
        for number, (person, share) in enumerate(habits.items())
        for back in range(1, 13)
        for series in ("owner_id=r-fair", "team_id=t")
    ]  # fmt: skip
    return pl.DataFrame(rows)


def test_three_habits_are_found(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, {**company(), "issued_forecast": figures()}, AS_OF)
    found = model.run(frames, None, PARAMS, rng(1))["habits"]
    said = {(r["said_by"], r["person"]): r for r in found.iter_rows(named=True)}
    commits = {r["owner_id"]: r for r in said.values() if r["said_by"] == "commit"}
    assert {o: r["habit"] for o, r in commits.items()} == {
        "r-high": "optimist",
        "r-low": "sandbagger",
        "r-fair": "fair",
    }
    assert len({r["person"] for r in commits.values()}) == 3, "two people of the same name stay two"
    by_figure = {p: said["figure", p] for p in ("乐观的人", "谨慎的人", "中肯的人")}
    assert [r["habit"] for r in by_figure.values()] == ["optimist", "sandbagger", "fair"]
    assert by_figure["乐观的人"]["bias"] == pytest.approx(0.3, abs=0.08)
    assert by_figure["乐观的人"]["bias_low"] < 0.3 < by_figure["乐观的人"]["bias_high"]
    assert by_figure["中肯的人"]["months"] == 24


def test_a_habit_needs_more_than_chance() -> None:
    assert habit(np.array([30.0, 10, 12, 8]), np.array([10.0, 12, 10, 9]))["habit"] == "unclear"
    assert habit(np.array([11.0, 10, 12, 8]), np.array([10.0, 12, 10, 9]))["habit"] == "fair"
    assert habit(np.array([11.0, 0, 0, 0, 0]), np.array([7.0, 0, 0, 0, 0]))["habit"] == "unclear"
    assert habit(np.array([20.0, 20, 20]), np.array([10.0, 10, 10]))["habit"] == "unclear"
    assert habit(np.array([20.0] * 6), np.zeros(6))["habit"] == "unclear"
    made = [habit(np.exp(np.random.default_rng(s).normal(0, 0.3, 12)), np.ones(12))["habit"] for s in range(200)]
    assert np.mean([m == "fair" for m in made]) > 0.85


def test_categories_are_the_crms_or_by_probability(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = model.run(frames, None, PARAMS, rng(1))
    found = {r["category"]: r for r in out["categories"].iter_rows(named=True)}
    deals = {name: row["deals"] for name, row in found.items()}
    assert sum(deals.values()) == 6 + 12
    assert deals["commit"] >= 6, "承诺 is commit, and two months of it are open"
    assert deals["best_case"] >= 3
    assert deals["pipeline"] >= 6
    assert found["commit"]["kept"] == 0, "what was in commit was always lost"
    assert sum(r["stated"] * r["deals"] for r in found.values()) == pytest.approx(18 - 3)
    people = out["rollup"].group_by("category").agg(pl.col("deals").sum(), pl.col("amount").sum())
    for row in people.iter_rows(named=True):
        assert (row["deals"], row["amount"]) == (found[row["category"]]["deals"], found[row["category"]]["amount"])
    assert set(out["rollup"]["team_name"]) == {"东部"}


def test_the_win_models_word_counts_for_open_deals(frames_of: Load) -> None:
    tables = company()
    months = [month(-k) for k in range(1, 8)]
    told = {
        "opportunity_id": [f"{o}-{kind}" for o in PEOPLE for kind in ("now", "plain") for _ in months],
        "month": months * 6,
        "p_won": [1.0, *[0.0] * 6] * 6,
    }
    plain = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    sure = frames_of(CAPABILITY, {**tables, "pipeline_win_probability_closing": pl.DataFrame(told)}, AS_OF)
    made = model.run(sure, None, PARAMS, rng(1))
    assert plain["overview"]["modelled"][0] == 0
    assert 0.3 < made["overview"]["modelled"][0] < 0.5, "the model speaks of the six that were asked of it"
    share = made["overview"]["open_deals"][0] / plain["overview"]["open_deals"][0]
    assert share > 1.02
    assert "win model" in evaluate.run(sure, PARAMS, rng(1)).notes[1].en


def test_an_order_of_a_deal_counts_once(frames_of: Load) -> None:
    """Where orders name their deals, deals bring them; where they do not, all is forecast from orders alone."""
    tables = company()
    named = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))["overview"].row(0, named=True)
    blind = {**tables, "order": tables["order"].with_columns(opportunity_id=pl.lit(None, dtype=pl.String))}
    plain = model.run(frames_of(CAPABILITY, blind, AS_OF), None, PARAMS, rng(1))["overview"].row(0, named=True)
    assert (plain["open_deals"], plain["new_deals"]) == (0, 0)
    assert plain["repeat"] == plain["total"]
    assert float(plain["total"]) == pytest.approx(6 * 4500, rel=0.15)
    assert named["open_deals"] + named["new_deals"] > 0
    assert float(named["repeat"]) == pytest.approx(6 * 1500, rel=0.15)
    assert named["open_deals"] + named["new_deals"] + named["repeat"] == named["total"]


def test_scenarios_say_what_they_assume(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, company(), AS_OF), None, PARAMS, rng(1))
    total = dict(out["scenarios"].select("scenario", "total").rows())
    assert total["conservative"] <= total["base"] <= total["optimistic"]
    assert total["conservative"] < total["optimistic"]
    words = dict(out["scenarios"].select("scenario", "assumption_en").rows())
    assert "25% of past quarters" in words["conservative"]
    drivers = out["drivers"]
    assert set(drivers["driver"]) == {"conversion", "size", "timing", "arrivals", "repeat"}
    assert drivers.filter(pl.col("scenario") == "base").select((pl.col("factor") == 1).all()).item()
    assert drivers.filter(pl.col("scenario") == "conservative").select((pl.col("factor") <= 1).all()).item()
    month_by_month = out["monthly"].filter(pl.col("mean").is_not_null())
    assert float(month_by_month["conservative"].sum()) == pytest.approx(float(total["conservative"]), rel=1e-6)
