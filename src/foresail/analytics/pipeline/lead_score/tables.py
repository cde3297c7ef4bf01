"""From probabilities to rows: grades, plays, places, sums."""

from __future__ import annotations

from typing import Any

import polars as pl

from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.words import phrase
from foresail.methods.scoring.scorer import Scorer

STEPS = (1.5, 1.0, 0.6)
"""Times the chance of a usual lead from which a side is graded best, second, third."""
FIT_GRADES, ENGAGEMENT_GRADES = ("A", "B", "C", "D"), ("1", "2", "3", "4")


def graded(scored: pl.DataFrame, usual: float) -> pl.DataFrame:
    """With grades of both sides, what to do, and places by probability."""
    made = scored.with_columns(
        fit_grade=_grade("fit", FIT_GRADES, usual), engagement_grade=_grade("engagement", ENGAGEMENT_GRADES, usual)
    )
    good_fit, engaged = pl.col("fit_grade").is_in(["A", "B"]), pl.col("engagement_grade").is_in(["1", "2"])
    play = (
        pl.when((pl.col("activities") == 0) & good_fit).then(pl.lit("answer"))
        .when(good_fit & engaged).then(pl.lit("convert"))
        .when(good_fit).then(pl.lit("wake"))
        .when(engaged).then(pl.lit("qualify"))
        .otherwise(pl.lit("nurture"))
    )  # fmt: skip
    ordered = made.with_columns(play=play).sort("probability", "lead_id", descending=[True, False])
    return ordered.with_row_index("place", offset=1)


def _grade(column: str, names: tuple[str, ...], usual: float) -> pl.Expr:
    # the last bit of a float must not decide a grade
    value = pl.col(column).round(6)
    found: Any = pl.when(value >= round(STEPS[0] * usual, 6)).then(pl.lit(names[0]))
    for step, name in zip(STEPS[1:], names[1:], strict=False):
        found = found.when(value >= round(step * usual, 6)).then(pl.lit(name))
    graded_as: pl.Expr = found.otherwise(pl.lit(names[-1]))
    return graded_as


def worded(reasons: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """Reasons by row number → reasons by lead, in words of both languages."""
    pairs = reasons.select("column", "value").rows()
    return reasons.select(
        lead_id=ids.gather(reasons["row"]),
        rank="rank",
        feature="column",
        label_en=pl.Series([phrase(c, v, zh=False) for c, v in pairs], dtype=pl.String),
        label_zh=pl.Series([phrase(c, v, zh=True) for c, v in pairs], dtype=pl.String),
        points=pl.col("points").round(6),
    )


def best_reason(scores: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """The first reason of each lead beside its score."""
    first = reasons.filter(pl.col("rank") == 1)
    signed = [f"{100 * p:+.1f}".replace("-", "−") for p in first["points"].to_list()]
    first = first.with_columns(signed=pl.Series(signed, dtype=pl.String)).select(
        "lead_id",
        reason_en=pl.format("{} ({} points)", "label_en", "signed"),
        reason_zh=pl.format("{}（{} 个百分点）", "label_zh", "signed"),
    )
    return scores.join(first, on="lead_id", how="left", maintain_order="left")


def cells(scores: pl.DataFrame) -> pl.DataFrame:
    """Leads by fit and engagement."""
    return scores.group_by("fit_grade", "engagement_grade").agg(
        leads=pl.len(), expected=pl.col("probability").sum(), probability=pl.col("probability").mean()
    )


def by_owner(scores: pl.DataFrame) -> pl.DataFrame:
    """A row a person with waiting leads."""
    return (
        scores.filter(pl.col("owner_id").is_not_null())
        .group_by("owner_id")
        .agg(
            owner_name=pl.col("owner_name").min(),
            leads=pl.len(),
            unanswered=(pl.col("activities") == 0).sum(),
            best=(pl.col("fit_grade").is_in(["A", "B"]) & pl.col("engagement_grade").is_in(["1", "2"])).sum(),
            expected=pl.col("probability").sum(),
        )
    )


def suspect_rows(suspect: pl.DataFrame) -> pl.DataFrame:
    """Columns that are kept out."""
    return suspect.with_columns(pl.col("column").str.strip_prefix("extra."))


def overview(scores: pl.DataFrame, scorer: Scorer, params: LeadParams, kept_out: int) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    tenth = max(1, round(scores.height / 10))
    return scores.select(
        as_of=pl.col("as_of").first(),
        horizon_days=pl.lit(params.horizon_days),
        leads=pl.len(),
        expected=pl.col("probability").sum(),
        unanswered=(pl.col("activities") == 0).sum(),
        to_convert=(pl.col("play") == "convert").sum(),
        top_leads=pl.lit(tenth),
        top_expected=pl.col("probability").sort(descending=True).head(tenth).sum(),
        base_rate=pl.lit(scorer.rate),
        kept_out=pl.lit(kept_out),
        has_skill=pl.lit(scorer.skill),
    )
