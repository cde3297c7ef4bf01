"""The waterfall on hand-worked deals, as an identity on random histories, and its edges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.movement import evaluate, model
from foresail.analytics.pipeline.movement.capability import CAPABILITY
from foresail.analytics.pipeline.movement.moves import moves, pushes, window_end
from foresail.analytics.pipeline.movement.params import MovementParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
STILL = date(9999, 12, 31)
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]
State = tuple[int, str, float | None, int | None]
"""Days ago, outcome, amount, expected close in days from the last day."""


def tables(courses: dict[str, list[State]], rate: float = 1.0) -> dict[str, pl.DataFrame]:
    """Deals with their states, oldest first; the last one may be a removal (outcome “gone”)."""
    spans: list[dict[str, Any]] = []
    for number, (deal, states) in enumerate(sorted(courses.items())):
        ends = [AS_OF - timedelta(days=s[0]) for s in states[1:]] + [STILL]
        for (ago, outcome, amount, close), end in zip(states, ends, strict=True):
            if outcome == "gone":
                continue
            money = None if amount is None else Decimal(str(amount))
            spans.append(
                {
                    "opportunity_id": deal,
                    "valid_from": AS_OF - timedelta(days=ago),
                    "valid_to": end,
                    "outcome": outcome,
                    "amount": money,
                    "amount_base": None if money is None else money * Decimal(str(rate)),
                    "currency": "CNY",
                    "expected_close_on": None if close is None else AS_OF + timedelta(days=close),
                    "owner_id": f"r{number % 3}",
                }
            )
    kinds = {"amount": pl.Decimal(18, 4), "amount_base": pl.Decimal(18, 4), "expected_close_on": pl.Date}
    deals = pl.DataFrame(
        {"opportunity_id": list(courses), "channel": [("web", "fair")[i % 2] for i in range(len(courses))]}
    )
    return {"opportunity": deals, "opportunity_span": pl.DataFrame(spans, schema_overrides=kinds)}


def quiet(count: int = 10) -> dict[str, list[State]]:
    """Deals that never count for anything: enough of them for an answer."""
    return {f"z{i}": [(400, "open", 0, 900), (300, "lost", 0, -300)] for i in range(count)}


def known() -> dict[str, list[State]]:
    """One deal a step, with amounts that tell them apart; the window ends on the last day."""
    return {
        "grown": [(90, "open", 100, 0), (3, "open", 130, 0)],
        "lost": [(90, "open", 40, -5), (2, "lost", 40, -2)],
        "new": [(4, "open", 7, -1)],
        "new_won": [(5, "open", 3, 0), (1, "won", 4, -1)],
        "outside": [(90, "open", 9999, 60)],
        "overdue": [(90, "open", 11, -80)],
        "pulled": [(90, "open", 17, 40), (3, "open", 19, 0)],
        "pushed": [(90, "open", 23, -1), (6, "open", 29, 31)],
        "removed": [(90, "open", 31, 0), (2, "gone", 0, 0)],
        "reopened": [(90, "open", 37, 0), (50, "lost", 37, -50), (2, "open", 37, 0)],
        "shrunk": [(90, "open", 53, 0), (1, "open", 50, 0)],
        "undated": [(90, "open", 777, None)],
        "won": [(90, "open", 61, 0), (2, "won", 67, -2)],
    }


def test_every_step_is_what_it_says(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, tables(known()), AS_OF), None, MovementParams(), RNG)
    steps = {s: (n, int(a)) for s, n, a in out["waterfall"].select("step", "deals", "amount").rows()}
    opening = 100 + 40 + 11 + 23 + 31 + 53 + 61
    assert steps["opening"] == (7, opening)
    assert steps["new"] == (2, 7 + 4)
    assert steps["reopened"] == (1, 37)
    assert steps["pulled_in"] == (1, 19)
    assert steps["pushed_out"] == (1, -23)
    assert steps["grown"] == (2, 30 + 6)
    assert steps["shrunk"] == (1, -3)
    assert steps["won"] == (2, -67 - 4)
    assert steps["lost"] == (1, -40)
    assert steps["removed"] == (1, -31)
    assert steps["closing"] == (6, 130 + 7 + 11 + 19 + 37 + 50)
    assert (
        steps["opening"][1] + sum(a for s, (_, a) in steps.items() if s not in ("opening", "closing"))
        == (steps["closing"][1])
    )


def test_all_open_deals_without_a_window(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(known()), AS_OF, window_months=0)
    out = model.run(frames, None, MovementParams(window_months=0), RNG)
    steps = {s: int(a) for s, a in out["waterfall"].select("step", "amount").rows()}
    assert steps["pulled_in"] == steps["pushed_out"] == 0
    assert steps["closing"] == 130 + 7 + 9999 + 11 + 19 + 29 + 37 + 50 + 777
    assert out["overview"]["window_ends"][0] is None


def test_pushes_are_counted_as_seen(frames_of: Load) -> None:
    courses: dict[str, list[State]] = {
        "a": [(90, "open", 1, 10), (60, "open", 1, 40), (30, "open", 1, 20), (9, "open", 1, 25)],
        "b": [(90, "open", 1, 10), (60, "open", 2, 10)],
        "c": [(90, "open", 1, 10), (60, "open", 1, 40), (30, "won", 1, -30)],
        "d": [(90, "open", 1, None), (60, "open", 1, 30), (30, "open", 1, 31)],
        **quiet(),
    }
    out = model.run(frames_of(CAPABILITY, tables(courses), AS_OF), None, MovementParams(), RNG)["pushes"]
    assert out.select("opportunity_id", "pushes", "days_pushed").rows() == [("a", 2, 35), ("d", 1, 1)]
    assert out["first_close_on"].to_list() == [AS_OF + timedelta(days=10), AS_OF + timedelta(days=30)]


def random_courses(seed: int, count: int) -> dict[str, list[State]]:
    """Deals that do anything: appear, change money and date, close, reopen, vanish and come back."""
    draw = np.random.default_rng(seed)
    courses: dict[str, list[State]] = {}
    for number in range(count):
        at = int(draw.integers(1, 1200))
        states: list[State] = []
        while at >= 0 and len(states) < 9:
            outcome = str(draw.choice(["open", "open", "open", "won", "lost", "gone"])) if states else "open"
            amount = None if draw.random() < 0.05 else round(float(draw.lognormal(8, 2)), 2)
            close = None if draw.random() < 0.1 else int(draw.integers(-200, 200)) - at
            states.append((at, outcome, amount, close))
            at -= int(draw.integers(1, 200))
        courses[f"d{number:04d}"] = states
    return courses


def test_it_adds_up_to_the_cent_for_36_months_and_26_weeks(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(random_courses(3, 400)), AS_OF)
    out = model.run(frames, None, MovementParams(), RNG)
    periods = out["periods"]
    assert periods.group_by("grain_name").agg(pl.col("ends_on").n_unique()).sort("grain_name").rows() == [
        ("month", 36),
        ("week", 26),
    ]
    signed = pl.when(pl.col("step") == "closing").then(-pl.col("amount")).otherwise(pl.col("amount"))
    sums = periods.group_by("grain_name", "ends_on").agg(signed.sum().alias("rest"))
    assert (sums["rest"] == 0).all()
    for first, last in ((AS_OF - timedelta(days=700), AS_OF - timedelta(days=3)), (AS_OF - timedelta(days=1), AS_OF)):
        moved = moves(frames["spans"], first, last, window_end(last, 3))
        rest = moved.group_by("opportunity_id").agg(signed.sum().alias("rest"))
        assert (rest["rest"] == 0).all()


def test_flows_and_deals_are_the_waterfall_told_otherwise(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(random_courses(5, 200)), AS_OF, days=91, window_months=0)
    out = model.run(frames, None, MovementParams(days=91, window_months=0), RNG)
    steps = dict(out["waterfall"].select("step", "amount").rows())
    told = out["deals"].group_by("step").agg(pl.col("amount").sum())
    assert dict(told.rows()) == {s: a for s, a in steps.items() if s not in ("opening", "closing") and a}
    for dimension in ("channel", "owner"):
        mine = out["flows"].filter(pl.col("dimension") == dimension)
        assert mine["created_amount"].sum() == steps["new"] + steps.get("reopened", 0)
        assert mine["won_amount"].sum() == -steps["won"]
        assert mine["lost_amount"].sum() == -steps["lost"]
        since = AS_OF - timedelta(days=91)
        assert mine["pushed"].sum() == pushes(frames["spans"]).filter(pl.col("day") > since).height


def test_exchange_is_apart_from_growth(frames_of: Load) -> None:
    courses: dict[str, list[State]] = {"a": [(90, "open", 100, 0), (3, "open", 100.0, 0)], "b": [(90, "open", 5, 0)]}
    given = tables({**courses, **quiet()})
    spans = given["opportunity_span"].with_columns(
        amount_base=pl.when(pl.col("valid_from") > AS_OF - timedelta(days=9))
        .then(pl.col("amount") * 7)
        .otherwise(pl.col("amount_base"))
        .cast(pl.Decimal(18, 4))
    )
    out = model.run(frames_of(CAPABILITY, {**given, "opportunity_span": spans}, AS_OF), None, MovementParams(), RNG)
    steps = {s: int(a) for s, a in out["waterfall"].select("step", "amount").rows()}
    assert (steps["exchange"], steps["grown"]) == (600, 0)


def test_windows_are_calendar_blocks() -> None:
    assert window_end(date(2025, 12, 31), 3) == date(2025, 12, 31)
    assert window_end(date(2025, 1, 1), 1) == date(2025, 1, 31)
    assert window_end(date(2024, 2, 29), 12) == date(2024, 12, 31)
    assert window_end(date(2024, 2, 29), 0) is None


def test_evidence_and_little_data(frames_of: Load) -> None:
    evidence = evaluate.run(frames_of(CAPABILITY, tables(random_courses(3, 400)), AS_OF), MovementParams(), RNG)
    assert evidence.n == 30
    assert evidence.tested_on is not None
    short = evaluate.run(frames_of(CAPABILITY, tables(known()), AS_OF), MovementParams(), RNG)
    assert not short.skill
    same_day: dict[str, list[State]] = {f"a{i}": [(0, "open", 1, 1)] for i in range(20)}
    for given in ({}, tables({"a": [(9, "open", 1, 1)]}), tables(same_day)):
        frames = frames_of(CAPABILITY, given, AS_OF)
        with pytest.raises(NotEnoughData):
            model.run(frames, None, MovementParams(), RNG)
        with pytest.raises(NotEnoughData):
            evaluate.run(frames, MovementParams(), RNG)
