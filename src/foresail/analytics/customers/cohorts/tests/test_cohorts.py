"""Cohorts on a history worked by hand, and what must hold for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.customers.cohorts import evaluate, model
from foresail.analytics.customers.cohorts.capability import CAPABILITY
from foresail.analytics.customers.cohorts.grid import label
from foresail.analytics.customers.cohorts.outlook import outlook
from foresail.analytics.customers.cohorts.params import CohortsParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 3, 31)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]


def tables(rows: list[tuple[str, date, float]]) -> dict[str, pl.DataFrame]:
    """Orders of one line each: account, day, net; the channel is the account's first letter."""
    orders = [
        {"order_id": f"o{i}", "account_id": a, "ordered_on": on, "channel": {"a": "web", "b": "展会"}.get(a[0])}
        for i, (a, on, _) in enumerate(rows)
    ]
    lines = [
        {"order_id": f"o{i}", "line_no": 1, "kind": "sale", "net_amount_base": Decimal(str(net)), "product_id": "p"}
        for i, (_, _, net) in enumerate(rows)
    ]
    kinds: Any = {"net_amount_base": pl.Decimal(18, 4)}
    return {
        "order": pl.DataFrame(orders),
        "order_line": pl.DataFrame(lines, schema_overrides=kinds),
        "product": pl.DataFrame({"product_id": ["p"], "category": ["配件"]}),
    }


def load(frames_of: Load, rows: list[tuple[str, date, float]], as_of: date = AS_OF) -> dict[str, pl.DataFrame]:
    return frames_of(CAPABILITY, tables(rows), as_of)


HAND = [
    ("a1", date(2024, 4, 1), 100.0),
    ("a1", date(2024, 7, 1), 10.0),
    ("a2", date(2024, 6, 30), 50.0),
    ("a2", date(2025, 1, 1), 20.0),
    ("b1", date(2024, 9, 1), 5.0),
    ("b2", date(2024, 12, 1), 7.0),
    ("b2", date(2025, 2, 1), 7.0),
]


def test_hand_worked_grid(frames_of: Load) -> None:
    out = model.run(load(frames_of, HAND), None, CohortsParams(), RNG)
    grid = {(r["cohort"], r["age"]): r for r in out["grid"].to_dicts()}
    assert [grid["2024-Q2", age]["retention"] for age in range(4)] == [1.0, 0.5, 0.0, 0.5]
    assert [grid["2024-Q2", age]["net_so_far"] for age in range(4)] == [
        Decimal(75),
        Decimal(80),
        Decimal(80),
        Decimal(90),
    ]
    assert [grid["2024-Q4", age]["active"] for age in range(2)] == [1, 1]
    assert ("2024-Q4", 2) not in grid
    assert out["grid"].filter(pl.col("age") == 0)["customers"].sum() == 4
    assert out["overview"]["next_period"][0] == pytest.approx(2 / 4)


def test_a_running_period_stays_out(frames_of: Load) -> None:
    out = model.run(load(frames_of, HAND, date(2025, 3, 30)), None, CohortsParams(), RNG)
    assert out["grid"].filter(pl.col("cohort") == "2024-Q4")["age"].to_list() == [0]


def test_beginnings_count_only_who_was_watched_long_enough(frames_of: Load) -> None:
    many = [(f"a{i}", date(2024, 4, 1), 10.0) for i in range(6)] + [(f"a{i}", date(2024, 5, 1), 10.0) for i in range(3)]
    late = [(f"b{i}", date(2025, 3, 1), 10.0) for i in range(9)]
    out = model.run(load(frames_of, [*HAND, *many, *late]), None, CohortsParams(), RNG)
    starts = {(r["dimension"], r["start"]): r for r in out["starts"].to_dicts()}
    web = starts["channel", "web"]
    assert web["customers"] == 6  # a1 and a2 of HAND are two of them
    assert web["again"] == pytest.approx(3 / 6)
    assert web["again_low"] < web["again"] < web["again_high"]
    assert ("channel", "展会") not in starts  # b1 alone, and the late ones
    assert starts["category", "配件"]["customers"] == 7


def company(seed: int = 0, customers: int = 400) -> list[tuple[str, date, float]]:
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(customers):
        day, gap = rng.uniform(0, 1100), float(np.exp(rng.normal(3.6, 0.5)))
        while day < 1180 and rng.random() < 0.95:
            rows.append((f"a{i}", date(2022, 1, 1) + timedelta(days=int(day)), 10.0))
            day += rng.exponential(gap)
    return rows


def test_outputs_hold_together(frames_of: Load) -> None:
    out = model.run(load(frames_of, company()), None, CohortsParams(), RNG)
    sizes = out["grid"].filter(pl.col("age") == 0)
    assert (sizes["retention"] == 1).all()
    assert sizes["customers"].sum() == out["overview"]["customers"][0]
    assert out["grid"]["retention"].is_between(0, 1).all()
    assert out["coming"].height == sizes.height
    assert out["coming"]["expected"].is_between(0, 1).all()


def test_the_outlook_is_the_last_share_steadied(frames_of: Load) -> None:
    """A large cohort keeps its own share, a small one goes toward the others'."""
    made = pl.DataFrame(
        {
            "cohort_month": [0, 0, 1, 1],
            "start_month": [0, 1, 0, 1],
            "age": [0, 1, 0, 1],
            "customers": [10_000, 10_000, 2, 2],
            "active": [10_000, 5_000, 2, 0],
            "retention": [1.0, 0.5, 1.0, 0.0],
        }
    )
    told, same = outlook(made, 1)
    assert told[0] == pytest.approx(0.5, abs=1e-3)
    assert same.tolist() == [0.5, 0.0]
    assert 0.4 < told[1] < 0.5


def test_evidence_beats_the_last_share_where_cohorts_are_small(frames_of: Load) -> None:
    frames = load(frames_of, company())
    evidence = evaluate.run(frames, CohortsParams(), RNG)
    assert evidence.n >= 6
    assert evidence.measures[0].value < evidence.measures[0].baseline


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_is_an_answer(frames_of: Load, count: int) -> None:
    frames = load(frames_of, HAND[:count]) if count else frames_of(CAPABILITY, {}, AS_OF)
    with pytest.raises(NotEnoughData, match="at least 3 complete periods"):
        model.run(frames, None, CohortsParams(), RNG)


def test_labels() -> None:
    assert label(2024 * 12 + 3, "quarter") == "2024-Q2"
    assert label(2024 * 12 + 3, "month") == "2024-04"
