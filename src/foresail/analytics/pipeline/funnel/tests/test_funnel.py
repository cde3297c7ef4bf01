"""The funnel on hand-worked deals, on one single load, and with two pipelines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.funnel import evaluate, model
from foresail.analytics.pipeline.funnel.capability import CAPABILITY
from foresail.analytics.pipeline.funnel.params import FunnelParams
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
STILL = date(9999, 12, 31)
PARAMS = FunnelParams()
RNG = np.random.default_rng(0)
Load = Callable[..., dict[str, pl.DataFrame]]
Steps = list[tuple[int, str | None, str]]
MONEY = {"amount_base": pl.Decimal(18, 4)}


def tables(courses: dict[str, Steps], pipeline: str = "P", money: int = 1) -> dict[str, pl.DataFrame]:
    """Courses as (days ago, stage, outcome), oldest first."""
    spans: list[dict[str, Any]] = []
    for number, (deal, steps) in enumerate(sorted(courses.items())):
        ends = [AS_OF - timedelta(days=s[0]) for s in steps[1:]] + [STILL]
        for (ago, stage, outcome), end in zip(steps, ends, strict=True):
            start = AS_OF - timedelta(days=ago)
            amount = Decimal(100 + number) * money
            span = {"opportunity_id": deal, "valid_from": start, "valid_to": end, "stage": stage, "outcome": outcome}
            spans.append({**span, "amount_base": amount, "owner_id": f"r{number % 2}"})
    deals = [{"opportunity_id": d, "pipeline": pipeline, "account_id": f"a{d}"} for d in courses]
    return {
        "opportunity": pl.DataFrame(deals),
        "opportunity_span": pl.DataFrame(spans, schema_overrides={**MONEY, "stage": pl.String}),
    }


def known() -> dict[str, Steps]:
    """Ten deals: six reach B, of which three win, one is lost there; two are lost in A, two are still there."""
    return {
        "d0": [(100, "A", "open"), (80, "B", "open"), (60, "Won", "won")],
        "d1": [(100, "A", "open"), (80, "B", "open"), (50, "Won", "won")],
        "d2": [(100, "A", "open"), (90, "B", "open"), (85, "A", "open"), (70, "B", "open"), (40, "Won", "won")],
        "d3": [(100, "A", "open"), (80, "B", "open"), (60, "Lost", "lost")],
        "d4": [(100, "A", "open"), (10, "B", "open")],
        "d5": [(50, "A", "open"), (10, "B", "open")],
        "d6": [(100, "A", "open"), (70, "Lost", "lost")],
        "d7": [(100, "A", "open"), (60, "Lost", "lost")],
        "d8": [(30, "A", "open")],
        "d9": [(5, "A", "open")],
    }


def test_counts_are_exact(frames_of: Load) -> None:
    out = model.run(frames_of(CAPABILITY, tables(known()), AS_OF), None, PARAMS, RNG)
    stages = out["stages"].select("stage", "entered", "advanced", "lost", "still_open").rows()
    assert stages == [("A", 10, 6, 2, 2), ("B", 6, 3, 1, 2), ("won", 3, None, None, None)]
    overview = out["overview"].row(0, named=True)
    assert (overview["deals"], overview["won"], overview["open_deals"]) == (10, 3, 4)
    assert overview["order_source"] == "history"
    assert out["stages"]["value"][0] == sum(Decimal(100 + i) for i in range(10))
    moves = {(a, b): n for a, b, n in out["transitions"].select("from_stage", "to_stage", "moves").rows()}
    assert moves[("A", "B")] == 7  # d2 went back once
    assert moves[("B", "A")] == 1
    assert moves[("B", "won")] == 3


def test_open_deals_are_not_losses(frames_of: Load) -> None:
    """A by hand: of ten, ends at 10, 20 ×3, 30, 40 (lost), 40 (went on), 90; two still open at 5 and 30."""
    out = model.run(frames_of(CAPABILITY, tables(known()), AS_OF), None, PARAMS, RNG)["stages"]
    first = out.row(0, named=True)
    assert first["naive_conversion"] == pytest.approx(0.6)
    assert first["conversion"] > first["naive_conversion"]
    assert first["conversion_low"] < first["conversion"] < first["conversion_high"]
    # at risk: 9 at day 10, 8 at 20, 5 at 30 (one lost), 3 at 40 (one of each), 1 at 90
    by_hand, left = 0.0, 1.0
    for at_risk, on, lost in ((9, 1, 0), (8, 3, 0), (5, 0, 1), (3, 1, 1), (1, 1, 0)):
        by_hand += left * on / at_risk
        left *= 1 - (on + lost) / at_risk
    assert first["conversion"] == pytest.approx(by_hand)


def test_stage_table_decides_the_order(frames_of: Load) -> None:
    rows = [("P", "B", 1, "open"), ("P", "A", 2, "open"), ("P", "Won", 3, "won")]
    listed = pl.DataFrame(rows, schema=["pipeline", "stage", "position", "outcome"], orient="row")
    out = model.run(frames_of(CAPABILITY, {**tables(known()), "stage": listed}, AS_OF), None, PARAMS, RNG)
    assert out["stages"]["stage"].to_list() == ["B", "A", "won"]
    assert out["overview"]["order_source"][0] == "stage_table"


def test_one_load_knows_only_the_present(frames_of: Load) -> None:
    """As in a plain export: open deals have a stage, ended ones only their end."""
    courses: dict[str, Steps] = {f"w{i}": [(100, None, "open"), (50, "Won", "won")] for i in range(6)}
    courses |= {f"l{i}": [(100, None, "open"), (50, "Lost", "lost")] for i in range(4)}
    courses |= {f"e{i}": [(40, "Engaging", "open")] for i in range(3)}
    courses |= {f"p{i}": [(5, "Prospecting", "open")] for i in range(2)}
    out = model.run(frames_of(CAPABILITY, tables(courses), AS_OF), None, PARAMS, RNG)
    stages = out["stages"].select("stage", "entered", "lost", "assumed").rows()
    assert stages == [("Prospecting", 15, 0, 10), ("Engaging", 13, 4, 10), ("won", 6, None, 10)]
    assert out["overview"]["order_source"][0] == "words"
    assert out["overview"]["assumed_share"][0] == pytest.approx(10 / 15)


def test_losses_without_a_stage_are_not_guessed_where_others_have_one(frames_of: Load) -> None:
    courses = {**known(), "x0": [(90, None, "open"), (80, "Lost", "lost")]}
    out = model.run(frames_of(CAPABILITY, tables(courses), AS_OF), None, PARAMS, RNG)["stages"]
    assert out.select("entered", "lost").rows()[:2] == [(11, 2), (6, 1)]


def test_two_pipelines_stay_apart(frames_of: Load) -> None:
    other = {f"z{k}": v for k, v in known().items()}
    one, two = tables(known()), tables(other, pipeline="Q")
    both = {k: pl.concat([one[k], two[k]]) for k in one}
    out = model.run(frames_of(CAPABILITY, both, AS_OF), None, PARAMS, RNG)
    assert out["stages"].group_by("pipeline").len().sort("pipeline").rows() == [("P", 3), ("Q", 3)]
    assert out["overview"]["deals"][0] == 20


def simulated(count: int = 500, money: int = 1, seed: int = 4) -> dict[str, pl.DataFrame]:
    """Deals with slow wins and fast losses, arriving ever faster: the plain ratio is far too low."""
    draw = np.random.default_rng(seed)
    courses: dict[str, Steps] = {}
    for i in range(count):
        began = int(720 * draw.random() ** 1.5)
        to_b = began - int(draw.integers(60, 200))
        lost = began - int(draw.integers(5, 60))
        steps: Steps = [(began, "A", "open")]
        if draw.random() < 0.5:
            steps += [(to_b, "B", "open")] if to_b >= 0 else []
            won = to_b - int(draw.integers(10, 40))
            steps += [(won, "Won", "won")] if won >= 0 else []
        elif lost >= 0:
            steps += [(lost, "Lost", "lost")]
        courses[f"d{i:04d}"] = steps
    return tables(courses, money=money)


def test_evidence_prefers_censoring_to_the_plain_ratio(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, simulated(2000), AS_OF)
    evidence = evaluate.run(frames, PARAMS, RNG)
    assert evidence.skill
    bias = next(m for m in evidence.measures if m.name == "bias")
    assert bias.value < bias.baseline
    assert evidence.tested_on == AS_OF - timedelta(days=180)


def test_row_order_scale_and_the_future_change_nothing(frames_of: Load) -> None:
    given = simulated(200)
    plain = model.run(frames_of(CAPABILITY, given, AS_OF), None, PARAMS, RNG)
    later = pl.DataFrame([{"opportunity_id": "d0001", "valid_from": AS_OF + timedelta(days=2), "valid_to": STILL}])
    mixed = {k: v.sample(fraction=1, shuffle=True, seed=8) for k, v in given.items()}
    mixed["opportunity_span"] = pl.concat([mixed["opportunity_span"], later], how="diagonal")
    again = model.run(frames_of(CAPABILITY, mixed, AS_OF), None, PARAMS, RNG)
    for name, frame in plain.items():
        assert frame.equals(again[name]), name
    large = model.run(frames_of(CAPABILITY, simulated(200, money=100), AS_OF), None, PARAMS, RNG)["stages"]
    assert large["conversion"].equals(plain["stages"]["conversion"])
    assert large["value"].sum() == plain["stages"]["value"].sum() * 100


def test_too_few_deals_is_an_answer(frames_of: Load) -> None:
    for courses in ({}, {"d0": known()["d0"]}):
        given = tables(courses) if courses else {}
        frames = frames_of(CAPABILITY, given, AS_OF)
        with pytest.raises(NotEnoughData, match="at least 10"):
            model.run(frames, None, PARAMS, RNG)
        with pytest.raises(NotEnoughData):
            evaluate.run(frames, PARAMS, RNG)
