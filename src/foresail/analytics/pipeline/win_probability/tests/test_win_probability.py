"""Win probability on simulated deals, on deals that end by chance, and on a real export without any signal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.win_probability import evaluate, model
from foresail.analytics.pipeline.win_probability.capability import CAPABILITY
from foresail.analytics.pipeline.win_probability.features import joined
from foresail.analytics.pipeline.win_probability.params import WinParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData
from foresail.methods.survival.hazard import Hazard

AS_OF = date(2025, 6, 30)
STILL = date(9999, 12, 31)
PARAMS = WinParams()
Load = Callable[..., dict[str, pl.DataFrame]]


def company(count: int = 550, signal: float = 1.6, money: int = 1, seed: int = 2) -> dict[str, pl.DataFrame]:
    """Deals whose owner decides their fate as far as `signal` says; a third is still open."""
    draw = np.random.default_rng(seed)
    skill = draw.normal(0, 1, 8)
    deals: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    for i in range(count):
        owner = int(draw.integers(0, 8))
        created = AS_OF - timedelta(days=int(draw.integers(1, 800)))
        ends = created + timedelta(days=int(draw.integers(20, 120)))
        won = draw.random() < 1 / (1 + np.exp(-signal * skill[owner]))
        amount = Decimal(int(draw.integers(1_000, 90_000))) * money
        deals.append(
            {"opportunity_id": f"d{i:04d}", "account_id": f"a{i % 50}", "created_on": created, "next_step": "x"}
        )
        span = {"opportunity_id": f"d{i:04d}", "owner_id": f"r{owner}", "amount_base": amount, "amount": amount}
        first = {**span, "valid_from": created, "valid_to": min(ends, STILL), "outcome": "open", "stage": "A"}
        if ends > AS_OF:
            spans.append({**first, "valid_to": STILL})
            continue
        last = {**span, "valid_from": ends, "valid_to": STILL, "stage": "Z"}
        spans += [first, {**last, "outcome": "won" if won else "lost"}]
    kinds = {"amount": pl.Decimal(18, 4), "amount_base": pl.Decimal(18, 4)}
    return {"opportunity": pl.DataFrame(deals), "opportunity_span": pl.DataFrame(spans, schema_overrides=kinds)}


def learnt(frames: dict[str, pl.DataFrame]) -> Artefact:
    return model.fit(frames, PARAMS, rng(1, "fit"))


_USUAL: list[tuple[dict[str, pl.DataFrame], Artefact]] = []


def usual(frames_of: Load) -> tuple[dict[str, pl.DataFrame], Artefact]:
    """Frames and model of the usual company, made once for all tests."""
    if not _USUAL:
        frames = frames_of(CAPABILITY, company(), AS_OF)
        _USUAL.append((frames, learnt(frames)))
    return _USUAL[0]


def test_skill_is_found_and_explained(frames_of: Load) -> None:
    frames, artefact = usual(frames_of)
    out = model.run(frames, artefact, PARAMS, rng(1))
    evidence = Hazard.from_artefact(artefact).evidence
    assert evidence.skill
    assert evidence.measures[0].value < 0.9 * evidence.measures[0].baseline
    assert out["scores"].height == frames["deals"].height > 20
    assert out["scores"]["probability"].std() > 0.1  # type: ignore[operator]
    strongest = out["reasons"].filter(pl.col("rank") == 1)["feature"].mode().to_list()
    assert strongest == ["owner_id"]
    assert out["stages"]["deals"].sum() == out["owners"]["deals"].sum() == out["overview"]["deals"][0]
    between = (pl.col("probability_low") <= pl.col("probability")) & (
        pl.col("probability") <= pl.col("probability_high")
    )
    assert out["scores"].select(between.all()).item()


def test_months_add_up_and_days_are_in_order(frames_of: Load) -> None:
    """What the revenue forecast simulates from: months from the day after on, whose wins add up to the probability."""
    frames, artefact = usual(frames_of)
    out = model.run(frames, artefact, PARAMS, rng(1))
    closing, scores = out["closing"], out["scores"]
    assert closing["month"].min() == date(2025, 7, 1)
    assert closing.group_by("opportunity_id").len()["len"].unique().to_list() == [18]
    sums = closing.group_by("opportunity_id").agg(pl.col("p_won", "p_lost").sum()).sort("opportunity_id")
    assert np.allclose(sums["p_won"], scores["probability"], atol=1e-5)
    assert np.allclose(sums["p_won"] + sums["p_lost"], 1.0, atol=1e-9)
    still = closing.sort("opportunity_id", "month")["p_open"].to_numpy().reshape(-1, 18)
    assert (np.diff(still, axis=1) <= 1e-12).all()
    early, likely, late = (scores[c] for c in ("close_early", "close_likely", "close_late"))
    assert (early > AS_OF).all()
    assert ((early <= likely) & (likely <= late)).all()
    checks = dict(out["checks"].select("check", "ok").rows())
    assert set(checks) == {"brier", "ece", "slope", "close_80", "leak", "drift"}
    assert checks["brier"]
    assert checks["leak"]
    rivals = dict(out["rivals"].select("rival", "brier").rows())
    assert rivals["model"] < rivals["base"]
    assert out["lift"]["lift"][0] > 1.2 > 0.8 > out["lift"]["lift"][-1]
    back = out["writeback"]
    assert back["foresail_win_percent"].is_between(0, 100).all()
    assert back["record_id"].to_list() == scores["opportunity_id"].to_list()


def test_a_column_written_after_the_end_is_named(frames_of: Load) -> None:
    """A count that only lost deals have tells the end too well: the check says so by name."""
    frames = frames_of(CAPABILITY, company(signal=0.6), AS_OF)
    wrong = frames["snapshots"].with_columns(
        account_lost=pl.when(pl.col("outcome") == "lost").then(9).otherwise(0).cast(pl.Int32)
    )
    artefact = learnt({**frames, "snapshots": wrong})
    leak = next(c for c in artefact.values["trust"]["checks"] if c["check"] == "leak")
    assert not leak["ok"]
    assert leak["feature"] == "account_lost"


def test_artefact_survives_its_text(frames_of: Load) -> None:
    frames, artefact = usual(frames_of)
    again = model.run(frames, Artefact.loads(artefact.dumps()), PARAMS, rng(1))
    for name, frame in model.run(frames, artefact, PARAMS, rng(1)).items():
        assert frame.equals(again[name]), name


def test_no_skill_where_deals_end_by_chance(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(signal=0.0), AS_OF)
    artefact = learnt(frames)
    out = model.run(frames, artefact, PARAMS, rng(1))
    assert not Hazard.from_artefact(artefact).skill
    assert out["scores"]["probability"].n_unique() == 1
    assert out["reasons"].height == 0
    assert out["scores"]["uses_base_rate"].all()


def test_row_order_scale_and_the_future_change_nothing(frames_of: Load) -> None:
    plain_frames, artefact = usual(frames_of)
    plain = model.run(plain_frames, artefact, PARAMS, rng(1))
    later = {"opportunity_id": "d0001", "valid_from": AS_OF + timedelta(days=3), "valid_to": STILL, "outcome": "won"}
    shuffled = {k: v.sample(fraction=1, shuffle=True, seed=5) for k, v in company(money=100).items()}
    more = pl.concat([shuffled["opportunity_span"], pl.DataFrame([later])], how="diagonal")
    frames = frames_of(CAPABILITY, {**shuffled, "opportunity_span": more}, AS_OF)
    again = model.run(frames, learnt(frames), PARAMS, rng(1))
    for name in ("closing", "reasons", "calibration", "checks", "lift", "months", "rivals"):
        assert plain[name].equals(again[name]), name
    assert again["scores"]["probability"].equals(plain["scores"]["probability"])
    assert again["scores"]["amount"].sum() == plain["scores"]["amount"].sum() * 100


def test_too_little_is_an_answer(frames_of: Load) -> None:
    for tables in ({}, company(count=8)):
        frames = frames_of(CAPABILITY, tables, AS_OF)
        with pytest.raises(NotEnoughData, match="at least 20"):
            learnt(frames)
        with pytest.raises(NotEnoughData):
            evaluate.run(frames, PARAMS, rng(1))


def test_forty_deals_give_the_base_rate_not_an_error(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(count=60), AS_OF)
    out = model.run(frames, learnt(frames), PARAMS, rng(1))
    assert out["scores"]["probability"].n_unique() == 1


def test_the_evidence_names_the_day_of_the_cut(frames_of: Load) -> None:
    frames, artefact = usual(frames_of)
    evidence = evaluate.run(frames, PARAMS, rng(1, "fit"))
    assert evidence.tested_on is not None
    assert evidence.tested_on < AS_OF
    assert evidence.measures == Hazard.from_artefact(artefact).evidence.measures


@pytest.mark.nightly
def test_where_only_forty_deals_have_ended_it_is_better_or_says_no_skill(frames_of: Load) -> None:
    """Over 30 draws: where a model is used it is nearer to the true chances than the base rate; intervals hold."""
    held, used, gain, draws = 0, 0, 0.0, 30
    for seed in range(draws):
        frames = frames_of(CAPABILITY, company(count=46, seed=100 + seed), AS_OF)
        artefact = learnt(frames)
        scores = model.run(frames, artefact, PARAMS, rng(1))["scores"]
        skill = np.random.default_rng(100 + seed).normal(0, 1, 8)
        chance = 1 / (1 + np.exp(-1.6 * skill))
        mine = chance[scores["owner_id"].str.slice(1).cast(pl.Int64).to_numpy()]
        low, high = scores["probability_low"].mean(), scores["probability_high"].mean()
        if artefact.values["method"] == "base":
            mine = chance  # owners are drawn alike: the base rate speaks of deals at large
        else:
            used += 1
            p = scores["probability"].to_numpy()
            gain += float(((artefact.values["rate"] - mine) ** 2 - (p - mine) ** 2).mean())
        held += int(low <= mine.mean() <= high)
    assert held >= 0.8 * draws, held
    assert gain >= 0, (used, gain)


def maven(folder: Path) -> tuple[dict[str, pl.DataFrame], date]:
    """The canonical tables of the export, as one single load gives them."""
    raw = pl.read_csv(folder / "sales_pipeline.csv")
    day = [pl.col(c).str.to_date("%m/%d/%Y") for c in ("engage_date", "close_date")]
    raw = raw.with_columns(*day, outcome=pl.col("deal_stage").str.to_lowercase())
    as_of: date = raw["close_date"].max()  # type: ignore[assignment]
    closed = raw.filter(pl.col("outcome").is_in(["won", "lost"]))
    running = raw.filter(pl.col("outcome") == "engaging")
    span = {"opportunity_id": "opportunity_id", "owner_id": "sales_agent", "amount_base": "close_value"}
    spans = pl.concat(
        [
            closed.select(
                **span, valid_from="engage_date", valid_to="close_date", outcome=pl.lit("open"), assumed=True
            ),
            closed.select(
                **span,
                valid_from="close_date",
                valid_to=pl.lit(STILL),
                outcome="outcome",
                assumed=pl.lit(False),
                stage="deal_stage",
            ),
            running.select(
                **span,
                valid_from="engage_date",
                valid_to=pl.lit(STILL),
                outcome=pl.lit("open"),
                assumed=pl.lit(False),
                stage="deal_stage",
            ),
        ],
        how="diagonal",
    )
    deals = raw.select("opportunity_id", account_id="account", product_id="product", created_on="engage_date")
    accounts = pl.read_csv(folder / "accounts.csv").select(
        account_id="account", industry="sector", employee_count="employees", annual_revenue_base="revenue"
    )
    tables = {"opportunity": deals, "opportunity_span": spans, "account": accounts}
    return tables, as_of


@pytest.mark.data
@pytest.mark.nightly
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("snapshots", [6_000, 40_000])
def test_crm_maven_has_no_skill_and_says_so(snapshots: int, frames_of: Load, data_folder: Path) -> None:
    """Outcomes there do not depend on the columns: the base rate is the honest answer."""
    tables, as_of = maven(data_folder / "crm_maven")
    frames = frames_of(CAPABILITY, tables, as_of, snapshots=snapshots)
    artefact = learnt(frames)
    evidence = Hazard.from_artefact(artefact).evidence
    assert not evidence.skill
    assert evidence.measures[0].value <= evidence.measures[0].baseline + 0.001
    out = model.run(frames, artefact, PARAMS, rng(1))
    assert out["scores"]["probability"].n_unique() == 1
    assert "No skill" in evidence.verdict.en


def test_what_is_known_of_owner_and_origin_is_as_of_the_day(frames_of: Load) -> None:
    """An assessment, a course and a customer count from their day on, not before."""
    tables = company(60)
    days = [AS_OF - timedelta(days=n) for n in (400, 100)]
    tables["skill"] = pl.DataFrame(
        {"representative_id": ["r0"] * 2, "skill": ["talk"] * 2, "on_date": days, "level": [2.0, 4.0]}
    )
    tables["training"] = pl.DataFrame({"representative_id": ["r0"], "course": ["x"], "on_date": [days[1]]})
    tables["lead"] = pl.DataFrame(
        {"lead_id": ["l"], "opportunity_id": ["d0001"], "created_on": [AS_OF - timedelta(days=900)]}
    )
    frames = frames_of(CAPABILITY, tables, AS_OF)
    found = joined(frames).with_columns(mine=pl.col("owner_id") == "r0")
    assert found.filter(~pl.col("mine"))["owner_level"].null_count() == found.filter(~pl.col("mine")).height
    mine = found.filter("mine")
    assert mine.filter(pl.col("ago") > 400)["owner_level"].drop_nulls().len() == 0
    assert set(mine.filter(pl.col("ago").is_between(101, 400))["owner_level"]) <= {2.0}
    assert set(mine.filter(pl.col("ago") <= 100).select("owner_level", "owner_courses").rows()) <= {(4.0, 1)}
    assert set(found.filter(pl.col("opportunity_id") == "d0001")["from_lead"]) == {1}
    assert set(found.filter(pl.col("opportunity_id") != "d0001")["from_lead"]) == {0}
