"""Velocity and its change, by factor. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.velocity.measure import DIMENSIONS, Change, Factors, change, factors, windows
from foresail.analytics.pipeline.velocity.outputs import (
    VelocityDeal,
    VelocityOverview,
    VelocityPerson,
    VelocityPoint,
    VelocityStep,
    VelocityUnit,
)
from foresail.analytics.pipeline.velocity.params import VelocityParams
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

LEAST = 10
YEAR = 364
POINTS = 24
PARTS = ("from_open", "from_rate", "from_deal", "from_cycle")
LABELS = {"owner": "owner_name", "team": "team_name"}


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: VelocityParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Velocity of the last days against the days before and a year ago, by unit and factor.

    Raises
    ------
    NotEnoughData
        With fewer than ten ended deals, or none in one of the two last windows.
    """
    del artefact, rng
    deals, spans = prepared(frames)
    day: date = deals["as_of"][0]
    (now, then), year = windows(day, params.days, 2), day - timedelta(days=YEAR)
    company = {
        "before": _company(deals, spans, now, then),
        "year": _company(deals, spans, now, (year - timedelta(days=params.days), year)),
    }
    if company["before"] is None:
        raise too_few(deals.filter(pl.col("closed_on") > then[0]).height)
    units = [r for d in DIMENSIONS if d != "company" for r in _units(deals, spans, d, now, then, params)]
    people = [r | {"owner_id": r["value"], "owner_name": r["label"]} for r in units if r["dimension"] == "owner"]
    others = [r for r in units if r["dimension"] != "owner"]
    behind = deals.filter((pl.col("closed_on") > then[0]) & pl.col("closed_on").is_not_null())
    return {
        "steps": to_output(pl.DataFrame(_steps(company), schema_overrides=_MONEY), VelocityStep),
        "units": _rows(others, VelocityUnit),
        "people": _rows(people, VelocityPerson),
        "trend": _rows(_trend(deals, spans, day, params.days), VelocityPoint),
        "deals": to_output(_behind(behind, now[0]), VelocityDeal) if behind.height else empty_output(VelocityDeal),
        "overview": to_output(_overview(company["before"], company["year"], day, params.days), VelocityOverview),
    }


_MONEY = {"amount": pl.Decimal(18, 4)}


def prepared(frames: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Deals, and their open spans with the dimensions; an open span counts for the owner it had.

    Raises
    ------
    NotEnoughData
        With fewer than ten ended deals.
    """
    deals = frames["deals"].sort("opportunity_id")
    ended = deals["closed_on"].drop_nulls().len()
    if ended < LEAST:
        raise too_few(ended)
    team = deals.select("owner_id", "team").drop_nulls().unique("owner_id", keep="first", maintain_order=True)
    words = deals.select("opportunity_id", "region", "industry", "channel", "product")
    spans = frames["spans"].join(words, on="opportunity_id", how="left").join(team, on="owner_id", how="left")
    return deals, spans


def _company(
    deals: pl.DataFrame, spans: pl.DataFrame, now: tuple[date, date], then: tuple[date, date]
) -> Change | None:
    none = Factors(0, 0, 0, None, None, None, None)
    new, old = (factors(deals, spans, *window, "company").get("", none) for window in (now, then))
    return change(new, old)


def _units(
    deals: pl.DataFrame,
    spans: pl.DataFrame,
    dimension: str,
    now: tuple[date, date],
    then: tuple[date, date],
    params: VelocityParams,
) -> list[dict[str, Any]]:
    """A row a value of a dimension with enough ended deals in both windows."""
    new, old = (factors(deals, spans, *window, dimension) for window in (now, then))
    column = DIMENSIONS[dimension] or ""
    label = LABELS.get(dimension, column)
    named = deals.select(column, name=pl.col(label)).drop_nulls()
    names = dict(named.unique(column, keep="first", maintain_order=True).rows())
    rows = []
    for value in sorted(set(new) & set(old)):
        if min(new[value].closed, old[value].closed) < params.least:
            continue
        found = change(new[value], old[value])
        if found is not None:
            rows.append({"dimension": dimension, "value": value, "label": names.get(value, value), **_told(found)})
    return rows


def _told(found: Change) -> dict[str, Any]:
    spread = 1.96 * found.now.noise if found.now.noise is not None else None
    speed = float(found.velocity)
    return {
        "velocity": found.velocity,
        "velocity_low": None if spread is None else speed * float(np.exp(-spread)),
        "velocity_high": None if spread is None else speed * float(np.exp(spread)),
        "earlier": found.earlier,
        "change": found.change,
        **dict(zip(PARTS, found.parts, strict=True)),
        "certainty": {True: "clear", False: "chance", None: "unknown"}[found.clear],
        "open_deals": found.now.open,
        "closed": found.now.closed,
        "win_rate": found.now.rate,
        "average_deal": found.now.deal,
        "cycle_days": found.now.cycle,
        "open_before": found.before.open,
        "win_rate_before": found.before.rate,
        "deal_before": found.before.deal,
        "cycle_before": found.before.cycle,
    }


def _steps(company: Mapping[str, Change | None]) -> list[dict[str, Any]]:
    """The waterfalls of the company: against the days before, and against a year ago."""
    rows = []
    for name, found in company.items():
        if found is None:
            continue
        listed = [("earlier", found.earlier), *zip(PARTS, found.parts, strict=True), ("now", found.velocity)]
        rows += [
            {"against": name, "position": i, "step": step, "amount": amount, "is_total": step in ("earlier", "now")}
            for i, (step, amount) in enumerate(listed, start=1)
        ]
    return rows


def _trend(deals: pl.DataFrame, spans: pl.DataFrame, day: date, days: int) -> list[dict[str, Any]]:
    """Velocity at the day and at past months' ends, each over the days before, as far as the history reaches."""
    none = Factors(0, 0, 0, None, None, None, None)
    earliest = spans["valid_from"].min()
    ends = [day]
    while len(ends) < POINTS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    rows = []
    for end in ends:
        first = end - timedelta(days=days)
        if earliest is None or first < earliest:  # type: ignore[operator]
            break
        found = factors(deals, spans, first, end, "company").get("", none)
        if found.velocity is not None:
            row = {"ends_on": end, "velocity": found.velocity, "open_deals": found.open, "win_rate": found.rate}
            rows.append({**row, "average_deal": found.deal, "cycle_days": found.cycle})
    return rows


def _behind(ended: pl.DataFrame, cut: date) -> pl.DataFrame:
    return ended.with_columns(
        period=pl.when(pl.col("closed_on") > cut).then(pl.lit("now")).otherwise(pl.lit("before")),
        days=(pl.col("closed_on") - pl.col("began_on")).dt.total_days(),
    )


def _rows(rows: list[dict[str, Any]], kind: Any) -> pl.DataFrame:
    if not rows:
        return empty_output(kind)
    return to_output(pl.DataFrame(rows, infer_schema_length=None), kind)


def _overview(found: Change, year: Change | None, day: date, days: int) -> pl.DataFrame:
    names = dict(zip(PARTS, found.parts, strict=True))
    main = max(PARTS, key=lambda p: (abs(names[p]), -PARTS.index(p)))
    row = {
        "as_of": day,
        "days": days,
        **_told(found),
        "main": main,
        "main_amount": names[main],
        "year_change": None if year is None else year.change,
    }
    return pl.DataFrame([row], infer_schema_length=None, schema_overrides={"year_change": pl.Decimal(18, 4)})


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Velocity needs {LEAST} ended deals, and some in each of the last two periods; there are {found}.",
            zh=f"销售速度需要 {LEAST} 个已结束的商机，且最近两期内均有；现有 {found} 个。",
        ),
        next_step=Text(
            en="Load opportunities with outcome and closing date, or compare longer periods (days).",
            zh="请载入含结果和结束日期的商机，或加长对比期间（days）。",
        ),
        details={"missing": ["opportunity.outcome", "opportunity.closed_at"], "found": found},
    )
