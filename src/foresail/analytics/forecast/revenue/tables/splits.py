"""The coming months by person, team, region and product: shares that add up to the month to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.outlook import Outlook
from foresail.analytics.forecast.revenue.tables.aims import targets, targets_of
from foresail.analytics.forecast.revenue.tables.money import amounts
from foresail.analytics.forecast.revenue.words import DIMENSIONS, NO_ONE
from foresail.methods.forecast.arrays import Floats
from foresail.methods.fused.cents import shared
from foresail.methods.survival.grid import Rows

RECENT = 6
"""Whole months whose shares the deals to come and the orders without a deal are given by."""
COLUMNS = {"company": "company", "owner": "owner_id", "team": "team_id", "region": "region", "category": "category"}
PARTS = ("so_far", "in_hand", "new_deals", "repeat")


def splits(look: Outlook, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A row a dimension, member and coming month."""
    team = dict(frames["people"].select("owner_id", "team_id").iter_rows())
    deals, sales = (_with_team(f, team) for f in (look.past.deals, look.past.sales))
    names = _names(frames["people"])
    whole = amounts(look)
    return pl.concat([_cut(look, frames, dimension, deals, sales, whole, names) for dimension in DIMENSIONS])


def _with_team(frame: pl.DataFrame, team: Mapping[str, str | None]) -> pl.DataFrame:
    owner = [NO_ONE if o is None else str(o) for o in frame["owner_id"].to_list()]
    return frame.with_columns(
        pl.Series("owner_id", owner, dtype=pl.String),
        pl.Series("team_id", [team.get(o) or NO_ONE for o in owner], dtype=pl.String),
        pl.lit("company").alias("company"),
    )


def _names(people: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Dimension → member → what people call it."""
    found: dict[str, dict[str, str]] = {"owner": {}, "team": {}}
    for owner, name, team, team_name in people.select("owner_id", "owner_name", "team_id", "team_name").iter_rows():
        found["owner"][owner] = name or owner
        if team:
            found["team"][team] = team_name or team
    return found


def _cut(
    look: Outlook,
    frames: Mapping[str, pl.DataFrame],
    dimension: str,
    deals: pl.DataFrame,
    sales: pl.DataFrame,
    whole: Mapping[str, Rows],
    names: Mapping[str, Mapping[str, str]],
) -> pl.DataFrame:
    column, past, h = COLUMNS[dimension], look.past, len(look.mean)
    goals = {"company": targets(frames, past, h)} if dimension == "company" else targets_of(frames, past, h, dimension)
    open_of = deals[column].gather(look.parts.deal.tolist())
    recent = sales.filter((pl.col("place") >= past.months - RECENT) | (pl.col("place") == past.months))
    members = sorted({str(m) for m in open_of} | {str(m) for m in recent[column]} | set(goals)) or [NO_ONE]
    place = {member: i for i, member in enumerate(members)}
    by_deal, by_order = (_shares(recent, kind, column, place, past.months) for kind in ("deal", "repeat"))
    in_hand = np.zeros((len(members), h))
    np.add.at(in_hand, [place[str(m)] for m in open_of], look.parts.worth[:, None] * look.parts.chance)
    sizes: dict[str, Floats] = {
        "so_far": _so_far(recent, column, place, past.months, h),
        "in_hand": look.parts.to_revenue(in_hand) + by_deal[:, None] * look.parts.owed,
        "new_deals": by_deal[:, None] * look.parts.new,
        "repeat": by_order[:, None] * np.maximum(look.shares["repeat"], 0.0),
    }
    split = {name: shared(whole[name], np.round(sizes[name], 6)) for name in PARTS}
    return _frame(look, dimension, members, split, goals, names.get(dimension, {}))


def _shares(recent: pl.DataFrame, kind: str, column: str, place: Mapping[str, int], months: int) -> Floats:
    """Shares of the last whole months' revenue of a kind; of all revenue where the kind brought none."""
    found = np.zeros(len(place))
    for rows in (recent.filter(pl.col("kind") == kind), recent):
        past = rows.filter(pl.col("place") < months).group_by(column).agg(pl.col("amount").sum()).sort(column)
        for member, amount in past.iter_rows():
            found[place[str(member)]] += max(float(amount), 0.0)
        if found.sum() > 0:
            return np.asarray(np.round(found / found.sum(), 12), dtype=np.float64)
    return np.full(len(place), 1 / len(place))


def _so_far(recent: pl.DataFrame, column: str, place: Mapping[str, int], months: int, h: int) -> Floats:
    found = np.zeros((len(place), h))
    running = recent.filter(pl.col("place") == months).group_by(column).agg(pl.col("amount").sum()).sort(column)
    for member, amount in running.iter_rows():
        found[place[str(member)], 0] += float(amount)
    return found


def _frame(
    look: Outlook, dimension: str, members: list[str], split: Mapping[str, Rows], goals: Mapping[str, Floats],
    names: Mapping[str, str],
) -> pl.DataFrame:  # fmt: skip
    h, n = len(look.mean), look.past.months
    each = [m for m in members for _ in range(h)]
    none = np.full(h, np.nan)
    owner = [m if m != NO_ONE else None for m in each] if dimension == "owner" else [None] * len(each)
    columns: dict[str, Any] = {
        "dimension": [dimension] * len(each),
        "member": each,
        "label": [names.get(m, m) for m in each],
        "owner_id": pl.Series(owner, dtype=pl.String),
        "series": [m if dimension == "company" else f"{COLUMNS[dimension]}={m}" for m in each],
        "level": [dimension] * len(each),
        "period": [look.past.month(n + j) for j in range(h)] * len(members),
        "mean": sum(split[name] for name in PARTS).ravel() / 100,  # type: ignore[union-attr]
        **{name: split[name].ravel() / 100 for name in PARTS},
        "target": pl.Series(np.concatenate([goals.get(m, none) for m in members])).fill_nan(None),
    }
    return pl.DataFrame(columns)
