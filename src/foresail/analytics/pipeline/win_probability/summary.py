"""Sums over the scored deals."""

from __future__ import annotations

import polars as pl

NO_STAGE = "—"
STRONG, WEAK = 0.6, 0.2


def by_stage(scores: pl.DataFrame) -> pl.DataFrame:
    """A row a pipeline and stage, in the stages' own order."""
    named = scores.with_columns(pl.col("pipeline", "stage").fill_null(NO_STAGE))
    grouped = named.group_by("pipeline", "stage").agg(
        *_sums(),
        crm_probability=pl.col("crm_probability").mean(),
        place=pl.col("stage_position").min(),
    )
    # Stages without a position of their own stand by their mean probability, never by the alphabet.
    ordered = grouped.sort("pipeline", "place", "probability", "stage", nulls_last=True)
    return ordered.with_columns(position=pl.int_range(1, pl.len() + 1).over("pipeline"))


def by_owner(scores: pl.DataFrame) -> pl.DataFrame:
    """A row a person with open deals."""
    return (
        scores.filter(pl.col("owner_id").is_not_null())
        .group_by("owner_id")
        .agg(*_sums(), owner_name=pl.col("owner_name").min())
    )


def overview(scores: pl.DataFrame, rate: float, skill: bool) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    weak = pl.col("probability") < WEAK
    return scores.select(
        as_of=pl.col("as_of").first(),
        deals=pl.len(),
        amount=_money("amount"),
        expected_amount=_money("expected_amount"),
        expected_wins=pl.col("probability").sum(),
        base_rate=pl.lit(rate),
        strong_deals=(pl.col("probability") > STRONG).sum(),
        weak_deals=weak.sum(),
        weak_amount=pl.col("amount").filter(weak).sum().fill_null(0),
        has_skill=pl.lit(skill),
    )


def for_the_crm(scores: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    """One row an open deal, by the CRM's own id; of records that are one deal here, the one it is known by."""
    first = reasons.filter(pl.col("rank") == 1).select(
        "opportunity_id", foresail_reason_en="label_en", foresail_reason_zh="label_zh"
    )
    source = pl.coalesce("source", pl.col("opportunity_id").str.split(":").list.first())
    record = pl.coalesce("source_id", pl.col("opportunity_id").str.replace(r"^[^:]*:", ""))
    return scores.join(first, on="opportunity_id", how="left").select(
        source.alias("source"),
        record.alias("record_id"),
        "opportunity_id",
        "foresail_reason_en",
        "foresail_reason_zh",
        foresail_win_percent=(pl.col("probability") * 100).round(0).cast(pl.Int64),
        foresail_close_on="close_likely",
        foresail_expected_amount="expected_amount",
        foresail_as_of="as_of",
    )


def _sums() -> list[pl.Expr]:
    return [
        pl.len().alias("deals"),
        pl.col("probability").mean(),
        _money("amount").alias("amount"),
        _money("expected_amount").alias("expected_amount"),
    ]


def _money(column: str) -> pl.Expr:
    return pl.col(column).sum().fill_null(0)
