"""Fit on past snapshots, score the open deals. Pure: frames in, frames and an artefact out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from foresail.analytics.pipeline.win_probability.features import (
    features,
    joined,
    typical_amount,
    typical_revenue,
)
from foresail.analytics.pipeline.win_probability.frame import close_days, closing, deals_of
from foresail.analytics.pipeline.win_probability.labels import LABELS
from foresail.analytics.pipeline.win_probability.outputs import (
    WinCalibration,
    WinCategory,
    WinCheck,
    WinClosing,
    WinLift,
    WinMonth,
    WinOverview,
    WinOwner,
    WinReason,
    WinRival,
    WinScore,
    WinStage,
    WinWriteBack,
)
from foresail.analytics.pipeline.win_probability.params import WinParams
from foresail.analytics.pipeline.win_probability.summary import by_owner, by_stage, for_the_crm, overview
from foresail.analytics.pipeline.win_probability.trust import drift, learnt_trust
from foresail.analytics.pipeline.win_probability.words import worded
from foresail.contracts.frames import empty_output, to_output
from foresail.contracts.output import OutputRow
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.survival.fit import Judged, fit_hazard
from foresail.methods.survival.grid import Course, Floats
from foresail.methods.survival.hazard import Hazard

KIND = "win-probability/3"
CLOSE = ("close_early", "close_likely", "close_late")
LEAST_CLOSED = 20


def fit(frames: Mapping[str, pl.DataFrame], params: WinParams, rng: np.random.Generator) -> Artefact:
    """Learn from the snapshots of deals that have ended.

    Parameters
    ----------
    frames
        `snapshots`: a row a deal and day on which it was open.
    rng
        Seeds the trees.

    Raises
    ------
    NotEnoughData
        If fewer than 20 deals have ended.
    """
    del params
    found = learnt(frames, rng)
    kept = found.model.to_artefact(KIND)
    trust = learnt_trust(found.model, found.judged, found.columns, rng)
    more = {"amount": found.amount, "revenue": found.revenue, "trust": trust}
    return kept.model_copy(update={"values": {**kept.values, **more}})


class Learnt(NamedTuple):
    """The model, what it said of the last deals, the features in its order, and what amounts are measured by."""

    model: Hazard
    judged: Judged | None
    columns: pl.DataFrame
    amount: float
    revenue: float


def learnt(frames: Mapping[str, pl.DataFrame], rng: np.random.Generator, *, judge_only: bool = False) -> Learnt:
    """Learn from snapshots.

    Parameters
    ----------
    frames
        As the SQL gives them.
    judge_only
        For the evidence alone: the model is judged, but not learnt again on all deals.

    Raises
    ------
    NotEnoughData
        If fewer than 20 deals have ended.
    """
    snapshots = frames["snapshots"]
    closed = snapshots.filter(pl.col("outcome").is_not_null())["opportunity_id"].n_unique()
    if closed < LEAST_CLOSED:
        raise _too_few(closed)
    snapshots = joined(frames).sort("opportunity_id", "ago")
    amount, revenue = typical_amount(snapshots), typical_revenue(snapshots)
    columns = features(snapshots, amount, revenue)
    columns = columns.with_columns(_only_where_scored(columns, snapshots))
    seed = int(rng.integers(1, 2**31 - 1))
    model, judged = fit_hazard(deals_of(snapshots, columns), seed, judge_only=judge_only)
    return Learnt(model, judged, columns, amount, revenue)


def _only_where_scored(rows: pl.DataFrame, snapshots: pl.DataFrame) -> list[pl.Expr]:
    """Empty the features that hardly any open deal has: what only ended deals show cannot help, and may betray."""
    now = rows.filter(snapshots["ago"] == 0)
    if not now.height:
        return []
    rare = [name for name in LABELS if now[name].null_count() > 0.95 * now.height]
    return [pl.lit(None, dtype=rows.schema[name]).alias(name) for name in rare]


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: WinParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Score every open deal.

    Parameters
    ----------
    frames
        `snapshots` and `deals` (the open deals with their words).
    artefact
        What `fit` gave.

    Raises
    ------
    NotEnoughData
        If no deal is open.
    """
    del rng
    if artefact is None:
        raise _too_few(0)
    deals = frames["deals"].sort("opportunity_id")
    if not deals.height:
        raise _none_open()
    model = Hazard.from_artefact(artefact)
    now = _aligned(deals, frames)
    columns = features(now, float(artefact.values["amount"]), float(artefact.values["revenue"]))
    course = model.course(columns)
    scores = _scores(deals, course, model)
    reasons = worded(model.reasons(columns, params.reasons), deals["opportunity_id"])
    return {
        "scores": to_output(scores, WinScore),
        "closing": to_output(closing(deals["opportunity_id"], course, model.pace, deals["as_of"][0]), WinClosing),
        "reasons": to_output(reasons, WinReason),
        "calibration": to_output(_calibration(model), WinCalibration),
        **_trust(artefact.values["trust"], course.chance),
        "stages": to_output(by_stage(scores), WinStage),
        "owners": to_output(by_owner(scores), WinOwner),
        "writeback": to_output(for_the_crm(scores, reasons), WinWriteBack),
        "overview": to_output(overview(scores, model.rate, model.skill), WinOverview),
    }


def _aligned(deals: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Today's snapshot of each open deal, in the order of the deals."""
    now = joined({**frames, "snapshots": frames["snapshots"].filter(pl.col("ago") == 0)})
    return deals.select("opportunity_id").join(now, on="opportunity_id", how="left", maintain_order="left")


def _scores(deals: pl.DataFrame, course: Course, model: Hazard) -> pl.DataFrame:
    p = np.round(course.chance, 6)
    low, high = model.interval(p)
    day = deals["as_of"][0]
    scored = deals.with_columns(
        pl.Series("probability", p),
        pl.Series("probability_low", np.round(low, 6)),
        pl.Series("probability_high", np.round(high, 6)),
        *(
            close_days(course, model.pace, day, q, late=name == "close_late").alias(name)
            for name, q in zip(CLOSE, model.levels, strict=True)
        ),
        uses_base_rate=pl.lit(not model.skill),
    )
    share = pl.col("probability").cast(pl.Decimal(18, 6))
    return scored.with_columns(
        close_late=pl.max_horizontal("close_likely", "close_late"),
        difference=pl.col("probability") - pl.col("crm_probability"),
        expected_amount=(pl.col("amount").cast(pl.Decimal(38, 6)) * share).cast(pl.Decimal(18, 4)),
    )


def _trust(kept: Mapping[str, Any], p: Floats) -> dict[str, pl.DataFrame]:
    """What was found when the model was learnt, and how today's deals compare."""
    moved = drift(kept, p)
    rows = {**kept, "checks": [*kept["checks"], *([moved] if moved else [])]}
    kinds: dict[str, type[OutputRow]] = {
        "checks": WinCheck,
        "lift": WinLift,
        "months": WinMonth,
        "rivals": WinRival,
        "categories": WinCategory,
    }
    return {name: _listed(rows[name], kind) for name, kind in kinds.items()}


def _listed(rows: list[dict[str, Any]], kind: type[OutputRow]) -> pl.DataFrame:
    if not rows:
        return empty_output(kind)
    frame = pl.DataFrame(rows)
    if "month" in frame.columns:
        frame = frame.with_columns(pl.col("month").str.to_date())
    return to_output(frame.with_columns(pl.col(pl.String).replace("", None)), kind)


def _calibration(model: Hazard) -> pl.DataFrame:
    bins = model.evidence.calibration
    return pl.DataFrame(
        {
            "bin": list(range(1, len(bins) + 1)),
            "predicted": [b.predicted for b in bins],
            "observed": [b.observed for b in bins],
            "snapshots": [b.n for b in bins],
        },
        schema={"bin": pl.Int64, "predicted": pl.Float64, "observed": pl.Float64, "snapshots": pl.Int64},
    )


def _too_few(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Win probabilities need at least {LEAST_CLOSED} won or lost deals; there are {found}.",
            zh=f"赢率预测至少需要 {LEAST_CLOSED} 个已结束（赢单或输单）的商机，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load opportunities with outcome (or stage), created and closed dates.",
            zh="请载入含结果（或阶段）、创建日期和结束日期的商机。",
        ),
        details={"missing": ["opportunity.outcome", "opportunity.created_at", "opportunity.closed_at"], "found": found},
    )


def _none_open() -> NotEnoughData:
    return NotEnoughData(
        Text(en="There is no open deal to score.", zh="没有进行中的商机可供预测。"),
        next_step=Text(en="Load the open opportunities too.", zh="请同时载入进行中的商机。"),
        details={"missing": ["opportunity.outcome"], "found": 0},
    )
