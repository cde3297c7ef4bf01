"""Pipeline against what is missing to the target. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.pipeline.coverage.book import Look
from foresail.analytics.pipeline.coverage.learn import Yields, all_kinds
from foresail.analytics.pipeline.coverage.outputs import (
    CoverageCompany,
    CoverageDeal,
    CoverageOverview,
    CoveragePast,
    CoveragePerson,
    CoverageTeam,
    CoverageYield,
)
from foresail.analytics.pipeline.coverage.params import CoverageParams
from foresail.analytics.pipeline.coverage.periods import Period
from foresail.analytics.pipeline.coverage.rows import Rates, Scope, deal_rows, past_rows, scopes, yield_rows
from foresail.contracts.frames import empty_output, to_output
from foresail.contracts.output import OutputRow
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST = 10
Kinds = Mapping[str, tuple[Period, list[Look], Yields | None]]


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: CoverageParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Coverage of this and the next month and quarter, for the company, teams and people.

    Raises
    ------
    NotEnoughData
        With too few deals, or a history shorter than three periods of every kind.
    """
    del artefact, rng
    kinds = learnt(frames, params)
    rates = Rates.of(frames)
    rows: list[Scope] = []
    deals = []
    for period, _, yields in kinds.values():
        if yields is not None:
            rows += scopes(period, yields, frames, rates)
            deals.append(deal_rows(period, yields, frames))
    every = pl.DataFrame([r._asdict() for r in rows], infer_schema_length=None)
    return {
        "company": _of(every, "company", CoverageCompany),
        "teams": _of(every, "team", CoverageTeam),
        "people": _of(every, "representative", CoveragePerson),
        "deals": _stacked(deals, CoverageDeal),
        "yields": _stacked([yield_rows(y, p.kind) for p, _, y in kinds.values() if y], CoverageYield),
        "past": _stacked([past_rows(looks, y) for _, looks, y in kinds.values() if y], CoveragePast),
        "overview": to_output(_overview(every, rates, kinds), CoverageOverview),
    }


def learnt(frames: Mapping[str, pl.DataFrame], params: CoverageParams) -> Kinds:
    """What past periods of each kind gave.

    Raises
    ------
    NotEnoughData
        With fewer than ten deals, or where no kind has three known periods.
    """
    spans = frames["spans"]
    count = spans["opportunity_id"].n_unique()
    if count < LEAST:
        raise _too_few(count)
    kinds = all_kinds(spans, params)
    if all(y is None for _, _, y in kinds.values()):
        raise _too_short(max(len(looks) for _, looks, _ in kinds.values()))
    return kinds


def _of(every: pl.DataFrame, scope: str, row: type[OutputRow]) -> pl.DataFrame:
    mine = every.filter(pl.col("scope") == scope)
    key, label = {"team": ("team_id", "team_name"), "representative": ("owner_id", "owner_name")}.get(scope, ("", ""))
    named = mine.with_columns(pl.col("scope_id").alias(key), pl.col("label").alias(label)) if key else mine
    return to_output(named, row) if mine.height else empty_output(row)


def _stacked(parts: list[pl.DataFrame], row: type[OutputRow]) -> pl.DataFrame:
    found = [p for p in parts if p.height]
    return to_output(pl.concat(found, how="diagonal_relaxed"), row) if found else empty_output(row)


def _overview(every: pl.DataFrame, rates: Rates, kinds: Kinds) -> pl.DataFrame:
    company = every.filter(pl.col("scope") == "company")
    named = dict.fromkeys(company["kind"].to_list())
    main = company.filter(pl.col("kind") == ("quarter" if "quarter" in named else next(iter(named))))
    people = every.filter((pl.col("scope") == "representative") & (pl.col("kind") == main["kind"][0]))
    short = people.filter(pl.col("missing_pipeline") > 0)
    return main.with_columns(
        as_of=pl.lit(next(iter(kinds.values()))[0].seen_on),
        people_short=pl.lit(short.height),
        people=pl.lit(people.filter(pl.col("target").is_not_null()).height),
        lead_rate=pl.lit(rates.lead_rate, dtype=pl.Float64),
    )


def _too_few(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Coverage needs at least {LEAST} deals; there are {found}.",
            zh=f"覆盖率至少需要 {LEAST} 个商机，现有 {found} 个。",
        ),
        next_step=Text(en="Load opportunities with their close dates.", zh="请载入含预计成交日期的商机。"),
        details={"missing": ["opportunity.expected_close_on"], "found": found},
    )


def _too_short(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Needed coverage is learnt from at least three past periods with known pipelines; there are {found}.",
            zh=f"所需覆盖率至少要从三个已知在途商机的历史周期学习，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load earlier exports of the opportunities, or their change history.",
            zh="请载入更早的商机导出文件，或其变更历史。",
        ),
        details={"missing": ["opportunity_span.expected_close_on"], "found": found},
    )
