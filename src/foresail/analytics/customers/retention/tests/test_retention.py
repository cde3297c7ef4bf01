"""Retention on a history worked by hand, and what must hold for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.customers.retention import evaluate, model
from foresail.analytics.customers.retention.capability import CAPABILITY
from foresail.analytics.customers.retention.params import RetentionParams
from foresail.analytics.customers.retention.rates import foretell
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 3, 31)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]


def tables(rows: list[tuple[str, date, float]]) -> dict[str, pl.DataFrame]:
    """Orders of one line each: account, day, net (below zero: a return)."""
    orders = [{"order_id": f"o{i}", "account_id": a, "ordered_on": on} for i, (a, on, _) in enumerate(rows)]
    lines = [
        {
            "order_id": f"o{i}",
            "line_no": 1,
            "kind": "return" if net < 0 else "sale",
            "net_amount_base": Decimal(str(net)),
        }
        for i, (_, _, net) in enumerate(rows)
    ]
    kinds: Any = {"net_amount_base": pl.Decimal(18, 4)}
    return {"order": pl.DataFrame(orders), "order_line": pl.DataFrame(lines, schema_overrides=kinds)}


HAND = tables(
    [
        ("a", date(2024, 5, 1), 100),
        ("a", date(2024, 8, 1), 60),
        ("a", date(2024, 8, 20), 70),
        ("a", date(2025, 1, 5), 10),
        ("b", date(2024, 6, 1), 40),
        ("b", date(2024, 11, 1), 50),
        ("b", date(2025, 2, 1), 30),
        ("c", date(2024, 9, 30), 5),
        ("c", date(2024, 12, 31), 5),
        ("c", date(2025, 1, 1), -2),
    ]
)


def test_hand_worked_quarters(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, HAND, AS_OF, period="quarter"), None, RetentionParams(), RNG)
    known = out["periods"].filter("is_complete").sort("period").to_dicts()
    third, fourth, first = known
    assert (third["new"], third["retained"], third["back"], third["lost"]) == (1, 1, 0, 1)
    assert third["retention"] == 0.5
    assert third["revenue_retention"] == pytest.approx(130 / 140)
    assert (fourth["new"], fourth["retained"], fourth["back"], fourth["lost"]) == (0, 1, 1, 1)
    assert fourth["net_lost"] == Decimal(130)
    assert (first["retained"], first["back"], first["lost"]) == (1, 1, 1)
    assert first["net"] == Decimal(38)  # 10 + 30 and the return alone of c
    assert out["overview"]["lost"][0] == 1


def test_a_running_quarter_has_no_rate(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, HAND, date(2025, 3, 30), period="quarter"), None, RetentionParams(), RNG)
    last = out["periods"].sort("period").row(-1, named=True)
    assert not last["is_complete"]
    assert last["retention"] is None
    assert last["lost"] is None
    assert last["expected"] is not None


def company(seed: int = 0, customers: int = 200) -> list[tuple[str, date, float]]:
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(customers):
        day, gap = rng.uniform(0, 900), float(np.exp(rng.normal(4, 0.6)))
        while day < 1180 and (rng.random() < 0.93):
            net = round(float(np.exp(rng.normal(4, 1))), 2)
            rows.append((f"a{i}", date(2022, 1, 1) + timedelta(days=int(day)), net if rng.random() < 0.97 else -net))
            day += rng.exponential(gap)
    return rows


def test_the_bridge_adds_up_to_the_cent(frames_of: Load) -> None:
    rows = company()
    for period in ("quarter", "month"):
        params = RetentionParams(period=period)  # type: ignore[arg-type]
        frames = frames_of(CAPABILITY, tables(rows), AS_OF, period=period)
        out = model.run(frames, None, params, RNG)
        for (_,), steps in out["bridge"].group_by("period"):
            amount = dict(steps.select("step", "amount").rows())
            assert amount["before"] + sum(v for k, v in amount.items() if k not in ("before", "now")) == amount["now"]
        first = min(on for _, on, _ in rows)
        start = out["periods"]["period"].min()
        total = sum(Decimal(str(n)) for _, on, n in rows if on >= start)  # type: ignore[operator]
        assert out["periods"]["net"].sum() == total
        assert first < start  # type: ignore[operator]
        for row in out["periods"].to_dicts():
            known = row["expected"] is not None
            assert known == (row["low"] is not None), "an interval stands about what was foretold, and nowhere else"
            assert not known or 0 <= row["low"] <= row["expected"] <= row["high"] <= 1


def test_the_second_purchase_agrees_with_a_plain_kaplan_meier() -> None:
    rng = np.random.default_rng(2)
    event, censor = rng.integers(1, 200, 300), rng.integers(1, 300, 300)
    days, happened = np.minimum(event, censor), event <= censor
    gaps = pl.DataFrame({"kind": np.where(happened, "second", "watched"), "days": days, "customers": [1] * 300})
    found = model.second_purchase(gaps.group_by("kind", "days").agg(pl.col("customers").sum()))
    for day, share in found.select("day", "share").rows():
        left = 1.0
        for t in range(day + 1):
            risk = int((days >= t).sum())
            left *= 1 - ((days == t) & happened).sum() / risk if risk else 1.0
        assert share == pytest.approx(1 - left)


def test_the_foretold_rate_uses_the_past_alone() -> None:
    rng = np.random.default_rng(1)
    rates = 0.7 + rng.normal(0, 0.05, 16)
    whole = foretell(rates)
    assert whole.better  # a mean beats the last value where only noise moves
    assert np.allclose(foretell(rates[:9]).smooth[:10], whole.smooth[:10], equal_nan=True)
    walk = foretell(0.4 + np.cumsum(np.full(16, 0.02)))
    assert not walk.better  # a trend is better met by the last value
    assert walk.chosen[-1] == pytest.approx(0.72)


def test_evidence_names_the_baseline(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, tables(company()), AS_OF, period="month"), RetentionParams(), RNG)
    assert evidence.n >= 3
    assert evidence.measures[0].baseline > 0


def test_too_short_is_an_answer(frames_of: Load) -> None:
    for count in (1, 0):
        rows = HAND["order"].head(count)
        frames = frames_of(CAPABILITY, {"order": rows, "order_line": HAND["order_line"]}, AS_OF, period="quarter")
        with pytest.raises(NotEnoughData, match="complete periods"):
            model.run(frames, None, RetentionParams(), RNG)
    with pytest.raises(NotEnoughData):
        model.run(frames_of(CAPABILITY, {}, AS_OF, period="quarter"), None, RetentionParams(), RNG)
