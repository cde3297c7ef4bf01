"""Leads whose conversion is known by design: what counts is found, what was written afterwards is kept out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.pipeline.lead_score import evaluate, model
from foresail.analytics.pipeline.lead_score.capability import CAPABILITY
from foresail.analytics.pipeline.lead_score.features import with_extras
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.response import effect, mature
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2026, 6, 30)
BEGIN = datetime.combine(date(2024, 11, 1), datetime.min.time())
PARAMS = LeadParams()
LOG_ODDS = {"web": 1.2, "fair": 0.0, "mail": -1.2}
Load = Callable[..., dict[str, pl.DataFrame]]


def tables(count: int = 900, signal: float = 1.0, slower: float = -0.5, seed: int = 4) -> dict[str, pl.DataFrame]:
    """Leads that convert by channel and by the time to the first answer; a free column is written afterwards."""
    draw = np.random.default_rng(seed)
    leads: list[dict[str, Any]] = []
    acts: list[dict[str, Any]] = []
    for i in range(count):
        born = BEGIN + timedelta(days=float(draw.random() * 606))
        channel = ("web", "fair", "mail")[int(draw.integers(0, 3))]
        hours = float(draw.lognormal(2.2, 1.0))
        odds = -0.6 + signal * LOG_ODDS[channel] + slower * np.log(hours / 9)
        converted = born + timedelta(hours=hours + 24 * float(draw.gamma(2.0, 5.0)))
        wins = draw.random() < 1 / (1 + np.exp(-odds)) and converted.date() <= AS_OF
        extra = {"size": str(draw.choice(["small", "large"])), **({"reason": "fits"} if wins else {})}
        leads.append(
            {"lead_id": f"l{i:04d}", "company": f"c{i}", "channel": channel,
             "created_at": born, "created_on": born.date(),
             "converted_at": converted if wins else None, "converted_on": converted.date() if wins else None,
             "owner_id": f"r{i % 3}", "extra": json.dumps(extra), "status": "junk" if i % 50 == 0 else "open"}
        )  # fmt: skip
        first = born + timedelta(hours=hours)
        acts.append(
            {"activity_id": f"v{i}", "lead_id": f"l{i:04d}", "occurred_at": first, "occurred_on": first.date(),
             "kind": "call", "owner_id": f"r{i % 3}"}
        )  # fmt: skip
    return {"lead": pl.DataFrame(leads, infer_schema_length=None), "activity": pl.DataFrame(acts)}


def learnt(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return model.run(frames, model.fit(frames, PARAMS, rng(1, "fit")), PARAMS, rng(1))


def test_who_and_what_happened_are_told_apart_and_together(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(), AS_OF)
    out = learnt(frames)
    scores = out["scores"]
    evidence = evaluate.run(frames, PARAMS, rng(1))
    assert evidence.skill
    assert evidence.tested_on is not None
    assert evidence.tested_on < AS_OF - timedelta(days=PARAMS.horizon_days)
    by_channel = dict(scores.group_by("channel").agg(pl.col("fit").mean()).rows())
    assert by_channel["web"] > 1.5 * by_channel["fair"] > 1.5 * 1.5 * by_channel["mail"]
    assert scores["place"].to_list() == scores["probability"].rank("ordinal", descending=True).to_list() or (
        scores.sort("place")["probability"].is_sorted(descending=True)
    )
    assert out["grid"]["leads"].sum() == scores.height == out["overview"]["leads"][0]
    young = pl.DataFrame(tables()["lead"]).filter(
        (pl.col("created_on") >= AS_OF - timedelta(days=90)) & pl.col("converted_on").is_null()
    )
    assert scores.height == young.filter(pl.col("status") != "junk").height
    assert (out["reasons"]["feature"] == "channel").any()


def test_what_is_written_after_the_conversion_is_named_and_kept_out(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, tables(), AS_OF)
    out = learnt(frames)
    assert out["suspects"]["column"].to_list() == ["reason"]
    assert out["suspects"]["filled_converted"][0] == 1.0
    assert not out["reasons"]["feature"].str.contains("reason").any()
    assert any("reason" in n.en for n in evaluate.run(frames, PARAMS, rng(1)).notes)


def test_response_times_tell_the_planted_slope(frames_of: Load) -> None:
    """Doubling the time multiplies the odds by 2^-0.5; the interval among leads alike holds it."""
    frames = frames_of(CAPABILITY, tables(count=4000), AS_OF)
    told = effect(mature(with_extras(frames["leads"]), PARAMS), {"extra.reason"})
    alike = told.filter(pl.col("model") == "alike")
    assert alike["factor_low"][0] < 2**-0.5 < alike["factor_high"][0]
    assert alike["factor_high"][0] < 0.85
    nothing = frames_of(CAPABILITY, tables(count=2000, slower=0.0), AS_OF)
    flat = effect(mature(with_extras(nothing["leads"]), PARAMS), {"extra.reason"})
    assert (flat["factor_low"] < 1.05).all()
    assert (flat["factor_high"] > 0.95).all()


def test_no_skill_where_leads_convert_by_chance(frames_of: Load) -> None:
    made = tables(signal=0.0, slower=0.0)
    plain = {**made, "lead": made["lead"].drop("extra")}
    plain = {**plain, "activity": plain["activity"].head(0)}
    out = learnt(frames_of(CAPABILITY, plain, AS_OF))
    # the age alone tells: a lead that has waited for long hardly converts any more
    same_age = out["scores"].group_by("age_days").agg(spread=pl.col("probability").max() - pl.col("probability").min())
    assert same_age["spread"].max() < 0.2  # type: ignore[operator]


def test_too_few_leads_is_an_answer(frames_of: Load) -> None:
    with pytest.raises(NotEnoughData, match="need 30 leads"):
        learnt(frames_of(CAPABILITY, tables(count=20), AS_OF))
    frames = frames_of(CAPABILITY, tables(), AS_OF)
    gone = {**frames, "looks": frames["looks"].filter(pl.col("back") > 0)}
    with pytest.raises(NotEnoughData, match="waiting"):
        learnt(gone)


@pytest.mark.nightly
def test_scores_follow_the_true_odds_of_the_demo_company(
    demo_company: Callable[..., Any], demo_frames: Callable[..., Any]
) -> None:
    """Of leads that have just come in, the true odds order conversions only a little better than the scores do."""
    company = demo_company(7, 1.0)
    frames, _ = demo_frames(CAPABILITY, company, date(2026, 6, 30))
    leads = company.tables["lead"].select("lead_id", "urgency")
    extra = frames["leads"].join(leads, on="lead_id", how="left", maintain_order="left")["urgency"]
    named = [json.dumps({"urgency": u}, ensure_ascii=False) for u in extra.to_list()]
    frames["leads"] = frames["leads"].with_columns(extra=pl.Series(named))
    evidence = evaluate.run(frames, PARAMS, rng(1))
    rank = next(m.value for m in evidence.measures if m.name == "auc")
    out = learnt(frames)
    alike = out["effect"].filter(pl.col("model") == "alike").row(0, named=True)
    both = out["scores"].join(company.truth["lead_odds"], on="lead_id")
    young = both.filter(pl.col("age_days") <= 14)
    order = np.corrcoef(young["probability"].rank(), young["convert_odds"].rank())[0, 1]
    print(f"AUC {rank:.3f}; factor {alike}; rank correlation with true odds {order:.3f} over {young.height}")  # noqa: T201
    print([n.en for n in evidence.notes])  # noqa: T201
    assert evidence.skill
    assert order > 0.5
    assert alike["factor_high"] < 1
