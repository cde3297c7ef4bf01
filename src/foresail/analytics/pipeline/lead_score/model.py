"""Fit on past looks at leads, score the waiting ones. Pure: frames in, frames and an artefact out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_score.features import PREFIX
from foresail.analytics.pipeline.lead_score.learning import KIND, Prepared, apart, learn, prepare
from foresail.analytics.pipeline.lead_score.outputs import (
    LeadCalibration,
    LeadCell,
    LeadEffect,
    LeadOverview,
    LeadOwner,
    LeadReason,
    LeadResponse,
    LeadScore,
    LeadSuspect,
)
from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.response import buckets, effect, mature
from foresail.analytics.pipeline.lead_score.tables import (
    best_reason,
    by_owner,
    cells,
    graded,
    overview,
    suspect_rows,
    worded,
)
from foresail.analytics.pipeline.lead_score.words import SPOILED
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.scorer import Scorer


def fit(frames: Mapping[str, pl.DataFrame], params: LeadParams, rng: np.random.Generator) -> Artefact:
    """Learn which leads converted after how they looked.

    Parameters
    ----------
    frames
        `looks` (a row a lead and day on which it waited) and `leads` (a row a lead).
    rng
        Seeds the trees.

    Raises
    ------
    NotEnoughData
        If too few leads are old enough, or none converted.
    """
    made = prepare(frames, params)
    return learn(made, int(rng.integers(1, 2**31 - 1))).to_artefact(KIND)


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: LeadParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Score the leads that wait.

    Raises
    ------
    NotEnoughData
        If nothing was learnt, or no lead waits.
    """
    del rng
    made = prepare(frames, params)
    if artefact is None:
        raise _none_waiting()
    scorer = Scorer.from_artefact(artefact)
    waiting = _waiting(made)
    if not waiting.height:
        raise _none_waiting()
    scores = _scored(waiting, made, scorer)
    reasons = worded(scorer.reasons(waiting, params.reasons), waiting["lead_id"])
    scores = best_reason(scores, reasons)
    old = mature(made.leads, params)
    told = buckets(old)
    changed = effect(old, {c for c in made.suspect["column"].to_list() if c.startswith(PREFIX)})
    return {
        "scores": to_output(scores, LeadScore),
        "reasons": to_output(reasons, LeadReason) if reasons.height else empty_output(LeadReason),
        "grid": to_output(cells(scores), LeadCell),
        "response": to_output(told, LeadResponse) if told.height else empty_output(LeadResponse),
        "effect": to_output(changed, LeadEffect) if changed.height else empty_output(LeadEffect),
        "suspects": to_output(suspect_rows(made.suspect), LeadSuspect),
        "owners": to_output(by_owner(scores), LeadOwner),
        "calibration": to_output(_calibration(scorer), LeadCalibration),
        "overview": to_output(overview(scores, scorer, params, made.suspect.height), LeadOverview),
    }


def _waiting(made: Prepared) -> pl.DataFrame:
    """Today's look at each lead that is not converted and not spoiled."""
    status = pl.col("status").fill_null("").str.to_lowercase()
    spoiled = made.leads.filter(pl.any_horizontal(status.str.contains(w, literal=True) for w in SPOILED))
    today = made.rows.filter(pl.col("back") == 0)
    return today.join(spoiled, on="lead_id", how="anti", maintain_order="left").sort("lead_id")


def _scored(waiting: pl.DataFrame, made: Prepared, scorer: Scorer) -> pl.DataFrame:
    p = np.clip(scorer.predict(waiting), 0.0005, 0.9995)
    low, high = scorer.interval(p)
    by_fit, by_engagement, usual = apart(scorer, waiting)
    words = made.leads.drop("answer_hours")
    scored = waiting.select("lead_id", "age_days", "activities", "answer_hours").with_columns(
        pl.Series("probability", np.round(p, 6)),
        pl.Series("probability_low", np.round(np.minimum(low, p), 6)),
        pl.Series("probability_high", np.round(np.maximum(high, p), 6)),
        pl.Series("fit", np.round(by_fit, 6)),
        pl.Series("engagement", np.round(by_engagement, 6)),
        uses_base_rate=pl.lit(not scorer.skill),
    )
    return graded(scored.join(words, on="lead_id", how="left", maintain_order="left"), usual)


def _calibration(scorer: Scorer) -> pl.DataFrame:
    bins = scorer.evidence.calibration
    return pl.DataFrame(
        {
            "bin": list(range(1, len(bins) + 1)),
            "predicted": [b.predicted for b in bins],
            "observed": [b.observed for b in bins],
            "looks": [b.n for b in bins],
        },
        schema={"bin": pl.Int64, "predicted": pl.Float64, "observed": pl.Float64, "looks": pl.Int64},
    )


def _none_waiting() -> NotEnoughData:
    return NotEnoughData(
        Text(en="No lead is waiting to be scored.", zh="没有待评分的线索。"),
        next_step=Text(
            en="Load newer leads, or rank older ones too (open_days).", zh="请载入更新的线索，或放宽天数（open_days）。"
        ),
        details={"missing": ["lead.created_at"], "found": 0},
    )
