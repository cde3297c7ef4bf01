"""Velocity by hand on few deals, and a split that adds up to the cent on random ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.velocity import evaluate, model
from foresail.analytics.pipeline.velocity.capability import CAPABILITY
from foresail.analytics.pipeline.velocity.decompose import split, to_money
from foresail.analytics.pipeline.velocity.params import VelocityParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2026, 6, 30)
STILL = date(9999, 12, 31)
PARAMS = VelocityParams()
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]
PARTS = ("from_open", "from_rate", "from_deal", "from_cycle")


def tables(deals: list[tuple[int, int | None, str, float]]) -> dict[str, pl.DataFrame]:
    """Deals as (days ago begun, days ago ended, outcome, amount), with owners in turn."""
    spans: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    for number, (began, ended, outcome, amount) in enumerate(deals):
        same = {"opportunity_id": f"d{number:04d}", "owner_id": f"r{number % 3}", "amount_base": Decimal(str(amount))}
        start = AS_OF - timedelta(days=began)
        heads.append({"opportunity_id": same["opportunity_id"], "created_on": start, "channel": "ab"[number % 2]})
        end = STILL if ended is None else AS_OF - timedelta(days=ended)
        spans.append({**same, "valid_from": start, "valid_to": end, "outcome": "open"})
        if ended is not None:
            spans.append({**same, "valid_from": end, "valid_to": STILL, "outcome": outcome})
    frame = pl.DataFrame(spans, schema_overrides={"amount_base": pl.Decimal(18, 4)})
    return {"opportunity": pl.DataFrame(heads), "opportunity_span": frame}


def random_deals(seed: int, count: int = 600) -> list[tuple[int, int | None, str, float]]:
    draw = np.random.default_rng(seed)
    made: list[tuple[int, int | None, str, float]] = []
    for _ in range(count):
        began = int(draw.integers(1, 1100))
        ended = began - int(draw.integers(5, 150))
        won = "won" if draw.random() < 0.4 else "lost"
        made.append((began, ended if ended >= 0 else None, won, round(float(draw.lognormal(9, 1)), 2)))
    return made


def test_factors_by_hand(frames_of: Load) -> None:
    now = [(60, 10, "won", 300.0), (50, 20, "won", 100.0), (40, 5, "lost", 50.0), (30, 2, "lost", 9.0)]
    before = [(200, 100, "won", 100.0), (180, 120, "won", 100.0), (190, 110, "lost", 1.0)] + [
        (150, 130, "lost", 1.0)
    ] * 3
    still: list[tuple[int, int | None, str, float]] = [(15, None, "open", 1.0)] * 3
    out = model.run(frames_of(CAPABILITY, tables([*now, *before, *still]), AS_OF), None, PARAMS, RNG)
    row = out["overview"].row(0, named=True)
    assert (row["open_deals"], row["win_rate"], row["average_deal"], row["cycle_days"]) == (3, 0.5, 200, 40)
    assert row["velocity"] == Decimal("7.5000")  # 3 × 0.5 × 200 ÷ 40
    assert row["earlier"] == Decimal(0)  # nothing stood open at the end of the period before
    steps = out["steps"].filter(pl.col("against") == "before").sort("position")
    assert steps["amount"][1:5].sum() == Decimal("7.5000")


def test_the_four_parts_add_up_to_the_cent(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(random_deals(3)), AS_OF)
    out = model.run(frames, None, PARAMS, RNG)
    assert out["people"].height == 3
    for name in ("people", "units"):
        frame = out[name]
        assert frame.height > 0
        parts = sum((frame[p] for p in PARTS[1:]), frame[PARTS[0]])
        assert (parts == frame["change"]).all()
        assert (frame["velocity"] - frame["earlier"] == frame["change"]).all()
    for against in ("before", "year"):
        steps = out["steps"].filter(pl.col("against") == against).sort("position")["amount"].to_list()
        assert sum(steps[:-1]) == steps[-1]
    assert out["trend"].height > 20
    assert out["trend"]["velocity"][-1] == out["overview"]["velocity"][0]


def test_the_split_is_exact_and_symmetric() -> None:
    draw = np.random.default_rng(1)
    for _ in range(500):
        a, b = (tuple(np.where(draw.random(4) < 0.1, 0.0, draw.lognormal(0, 2, 4)).tolist()) for _ in range(2))
        there, back = split(a, b), split(b, a)
        total = float(np.prod(b) - np.prod(a))
        assert sum(there) == pytest.approx(total, rel=1e-9, abs=1e-9)
        assert back == pytest.approx([-x for x in there], rel=1e-9, abs=1e-9)
        exact = Decimal(repr(round(total, 4)))
        assert sum(to_money(exact, there)) == exact
    assert split((2.0, 0.5, 10.0, 0.1), (2.0, 0.5, 20.0, 0.1))[2] == pytest.approx(1.0)


def test_chance_is_seldom_called_clear(frames_of: Load) -> None:
    clear = 0
    for seed in range(6):
        out = model.run(frames_of(CAPABILITY, tables(random_deals(seed)), AS_OF), None, PARAMS, RNG)
        clear += int((out["people"]["certainty"] == "clear").sum())
    assert clear <= 3


def test_evidence_and_little_data(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, tables(random_deals(2)), AS_OF), PARAMS, RNG)
    assert evidence.n > 5
    assert evidence.tested_on is not None
    for given in ({}, tables(random_deals(1, 6)), tables([(900, 800, "won", 5.0)] * 20)):
        with pytest.raises(NotEnoughData):
            model.run(frames_of(CAPABILITY, given, AS_OF), None, PARAMS, RNG)
