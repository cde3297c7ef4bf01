"""Rules from simulated deals whose end depends on known things, and on none; the demo company's true odds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.deal_health import evaluate, model
from foresail.analytics.pipeline.deal_health.capability import CAPABILITY
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.analytics.pipeline.deal_health.rules import RULES
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2026, 6, 30)
PARAMS = HealthParams()
RNG = np.random.default_rng(0)


def named(i: int) -> dict[str, Any]:
    """The words of an open deal."""
    words = dict.fromkeys(("opportunity_name", "account_id", "account_name", "region", "channel"), f"x{i}")
    owner = {"owner_id": f"r{i % 3}", "owner_name": f"R{i % 3}", "amount": 1000.0 + i}
    return words | owner | {"expected_close_on": AS_OF}


def frames(count: int = 700, quiet: float = 2.0, people: float = 1.2, seed: int = 5) -> dict[str, pl.DataFrame]:
    """Deals that are lost the more often the longer they are quiet and the fewer people they involve; the number of
    times that they were pushed out is chance."""
    draw = np.random.default_rng(seed)
    looks: list[dict[str, Any]] = []
    deals: list[dict[str, Any]] = []
    for i in range(count):
        neglect, met = float(draw.exponential(1.0)), int(draw.integers(1, 5))
        lost = draw.random() < 1 / (1 + np.exp(-(quiet * (neglect - 1) - people * (met - 2.5))))
        closed, length = int(draw.integers(-60, 900)), int(draw.integers(30, 120))
        is_open = closed <= 0
        same = {"opportunity_id": f"d{i:04d}", "pipeline": "p", "stage": "AB"[i % 2], "as_of": AS_OF}
        for ago in range(max(closed, 0), closed + length, 14):
            looks.append(
                same
                | {
                    "ago": 0 if is_open else ago,
                    "closed_ago": None if is_open else closed,
                    "outcome": None if is_open else ("lost" if lost else "won"),
                    "age_days": closed + length - ago,
                    "days_in_stage": int(draw.integers(1, 60)),
                    "quiet_days": int(10 * neglect * draw.random()) + int(8 * neglect),
                    "activities": 5,
                    "activities_month": int(draw.integers(0, 6)),
                    "contacts": met,
                    "contacts_met": 0,
                    "decision_maker": 0,
                    "has_next_step": None,
                    "days_to_close": int(draw.integers(1, 90)),
                    "pushes": int(draw.integers(0, 4)),
                }
            )
            if is_open:
                break
        if is_open:
            deals.append(same | named(i))
    found = pl.DataFrame(deals).with_columns(pl.col("amount").cast(pl.Decimal(18, 4)))
    return {"snapshots": pl.DataFrame(looks, infer_schema_length=None), "deals": found}


def test_rules_that_matter_count_and_the_others_do_not() -> None:
    given = frames()
    out = model.run(given, None, PARAMS, RNG)
    state = dict(out["rules"].select("rule", "state").rows())
    assert state["quiet"] == state["few_contacts"] == "used"
    assert state["no_decision_maker"] == state["no_next_step"] == "not_judged"
    lift = dict(out["rules"].select("rule", "lift_low").rows())
    assert lift["quiet"] > 1.2
    told = dict(out["broken"].group_by("rule").agg(pl.col("points").mean()).rows())
    assert told["quiet"] > 3 * told.get("slow", 0.0)
    evidence = evaluate.run(given, PARAMS, RNG)
    assert evidence.skill
    assert evidence.measures[2].name == "lift_of_unhealthy"
    assert evidence.measures[2].interval is not None
    assert evidence.measures[2].interval[0] > 1.2
    bands = out["classes"].sort("position")
    assert bands["lost"][0] > 2 * bands["lost"][-1]


def test_limits_are_what_won_deals_kept_to() -> None:
    given = frames()
    out = model.run(given, None, PARAMS, RNG)
    won = given["snapshots"].filter(pl.col("outcome") == "won")
    for stage, allowed, kept in (
        out["limits"].filter(pl.col("rule") == "quiet").select("stage", "allowed", "kept").rows()
    ):
        mine = won.filter(pl.col("stage") == stage)["quiet_days"]
        assert abs(float((mine <= allowed).mean()) - kept) < 0.08  # type: ignore[arg-type]
    assert out["limits"]["won_deals"].min() >= 20  # type: ignore[operator]


def test_health_money_and_plays_agree() -> None:
    out = model.run(frames(), None, PARAMS, RNG)
    deals, broken = out["deals"], out["broken"]
    assert deals["health"].is_between(0, 100).all()
    sound = deals.filter(pl.col("broken_rules") == 0)
    assert (sound["health"] == 100).all()
    assert (sound["at_risk"] == 0).all()
    assert (sound["play"] == "none").all()
    counted = broken.group_by("opportunity_id").len()
    both = deals.join(counted, on="opportunity_id", how="left").fill_null(0)
    assert (both["broken_rules"] == both["len"]).all()
    best = broken.sort("points", descending=True).unique("opportunity_id", keep="first", maintain_order=True)
    joined = deals.filter(pl.col("broken_rules") > 0).join(best, on="opportunity_id")
    assert (joined["main_rule"] == joined["rule"]).mean() > 0.95  # type: ignore[operator]
    assert out["overview"]["at_risk"][0] == deals["at_risk"].sum() == out["owners"]["at_risk"].sum()
    assert set(broken["rule"].to_list()) <= set(RULES)
    assert not broken["reason_zh"].str.contains(r"\{").any()


def test_no_skill_where_deals_end_by_chance() -> None:
    claims = sum(evaluate.run(frames(quiet=0, people=0, seed=s), PARAMS, RNG).skill for s in range(5))
    assert claims <= 1


def test_too_little_is_an_answer() -> None:
    with pytest.raises(NotEnoughData, match="at least 15 won"):
        model.run(frames(20), None, PARAMS, RNG)
    given = frames()
    with pytest.raises(NotEnoughData, match="no open deal"):
        model.run({**given, "deals": given["deals"].head(0)}, None, PARAMS, RNG)


@pytest.mark.nightly
def test_health_follows_the_true_odds(demo_company: Callable[..., Any], demo_frames: Callable[..., Any]) -> None:
    """Unhealthy deals of the demo company really have worse odds than others of their stage."""
    gaps = []
    for seed in (7, 8, 9):
        given, truth = demo_frames(CAPABILITY, demo_company(seed, 0.5), date(2026, 6, 30))
        deals = model.run(given, None, PARAMS, RNG)["deals"].join(truth, on="opportunity_id")
        own = pl.col("win_odds") - pl.col("win_odds").mean().over("stage")
        odds = (
            deals.with_columns(own=own, bad=pl.col("health") < 75).group_by("bad").agg(pl.col("own").mean()).sort("bad")
        )
        gaps.append(odds["own"][0] - odds["own"][1])
        print(f"seed {seed}: healthy deals' true odds lie {gaps[-1]:.3f} above the others' of their stage")  # noqa: T201
        assert evaluate.run(given, PARAMS, RNG).skill
    assert min(gaps) > 0.05
