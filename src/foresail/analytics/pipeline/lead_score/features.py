"""Looks at leads as features: who they are, what has happened so far; and columns that know too much."""

from __future__ import annotations

import json
from typing import Any

import polars as pl

from foresail.analytics.pipeline.lead_score.params import LeadParams
from foresail.analytics.pipeline.lead_score.words import ENGAGEMENT, FIT
from foresail.methods.scoring.checks import CERTAIN, alone

MOST_EXTRAS, MOST_LEVELS = 8, 40
GAP = 0.6
"""A free column that is filled for converted leads and not for others knows too much: a gap of this share tells."""
PREFIX = "extra."


def with_extras(leads: pl.DataFrame) -> pl.DataFrame:
    """The leads with one column `extra.<name>` for each further column of the source that can be a category."""
    told = leads["extra"].drop_nulls().unique().sort().to_list()
    read = {text: _flat(text) for text in told}
    counts: dict[str, set[str]] = {}
    for values in read.values():
        for name, value in values.items():
            counts.setdefault(name, set()).add(value)
    names = sorted(n for n, levels in counts.items() if 2 <= len(levels) <= MOST_LEVELS)[:MOST_EXTRAS]
    # a column with one value that is not always there tells by being there
    names += sorted(n for n, levels in counts.items() if len(levels) == 1)[: MOST_EXTRAS - len(names)]
    rows = [read.get(text, {}) if text else {} for text in leads["extra"].to_list()]
    added = [pl.Series(PREFIX + n, [r.get(n) for r in rows], dtype=pl.String) for n in names]
    return leads.with_columns(added)


def _flat(text: str) -> dict[str, str]:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(k): str(v) for k, v in found.items() if v is not None and not isinstance(v, dict | list) and str(v)}


def rows_of(looks: pl.DataFrame, leads: pl.DataFrame, params: LeadParams) -> pl.DataFrame:
    """One row a look: features, `converted` (empty where nobody can know yet), `seen` and `known` in days.

    A look counts as known when the whole horizon has passed, whatever came of it: fast conversions alone would make
    young leads look better than they are.
    """
    extras = [c for c in leads.columns if c.startswith(PREFIX)]
    who = leads.select(
        "lead_id",
        "channel",
        "campaign_id",
        "industry",
        "region",
        *extras,
        has_company=(pl.col("company").fill_null("").str.strip_chars() != "").cast(pl.Int64),
        weekday=pl.col("created_on").dt.weekday().cast(pl.String),
    )
    known = pl.col("back") - params.horizon_days
    inside = pl.col("converted_ago").is_not_null() & (pl.col("converted_ago") >= known)
    made = looks.sort("lead_id", "back").with_columns(
        converted=pl.when(known >= 0).then(inside.cast(pl.Int64)),
        seen=-pl.col("back"),
        known=-known,
        answer_hours=pl.col("answer_hours").round(3),
    )
    joined = made.join(who, on="lead_id", how="left", maintain_order="left")
    return joined.select("lead_id", "back", "seen", "known", "converted", *FIT, *extras, *ENGAGEMENT)


def fit_columns(rows: pl.DataFrame) -> list[str]:
    """Columns of who a lead is."""
    return [*FIT, *(c for c in rows.columns if c.startswith(PREFIX))]


def suspects(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns that know too much, with what gave them away: `alone` (AUC), `filled_converted`, `filled_others`."""
    past = rows.filter(pl.col("converted").is_not_null())
    schema = {"column": pl.String, "alone": pl.Float64, "filled_converted": pl.Float64, "filled_others": pl.Float64}
    y = past["converted"].cast(pl.Float64).to_numpy()
    if not len(y) or y.min() == y.max():
        return pl.DataFrame(schema=schema)
    # rates of levels are learnt from one half of the leads and tried on the other
    half = past["lead_id"].rank("dense").cast(pl.Int64).to_numpy() % 2
    found = []
    for name in [*fit_columns(rows), *ENGAGEMENT]:
        column = past[name]
        filled = column.is_not_null().cast(pl.Float64).to_numpy()
        there, other = float(filled[y == 1].mean()), float(filled[y == 0].mean())
        told = alone(column, y, half)
        is_free = name.startswith(PREFIX)
        if told >= CERTAIN or (is_free and abs(there - other) >= GAP):
            found.append({"column": name, "alone": told, "filled_converted": there, "filled_others": other})
    return pl.DataFrame(found, schema=schema)
