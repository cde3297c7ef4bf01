"""Learn the rules from deals that have ended, hold open deals against them. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.deal_health.features import snapshot_values
from foresail.analytics.pipeline.deal_health.judge import classes, judge
from foresail.analytics.pipeline.deal_health.learn import Flags, Learnt, learn
from foresail.analytics.pipeline.deal_health.outputs import (
    HealthBroken,
    HealthClass,
    HealthDeal,
    HealthLimit,
    HealthOverview,
    HealthOwner,
    HealthRule,
)
from foresail.analytics.pipeline.deal_health.params import HealthParams
from foresail.analytics.pipeline.deal_health.rules import NONE, RULES
from foresail.analytics.pipeline.deal_health.sums import by_owner, by_rule, limit_rows, overview
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.measures import Floats

GOOD, FAIR = 75.0, 50.0
"""Health from which a deal counts as healthy, and from which it needs care rather than rescue."""


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: HealthParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """What each open deal lacks against those that were won, what that costs, and what mends it.

    Parameters
    ----------
    frames
        `snapshots` (past and present looks at deals) and `deals` (the open ones with their words).

    Raises
    ------
    NotEnoughData
        With too few ended deals, or none open.
    """
    del artefact, rng
    values = snapshot_values(frames["snapshots"])
    ended = np.flatnonzero(values["outcome"].is_not_null().to_numpy())
    found = learn(values, ended, 0.0, params)
    deals = frames["deals"].sort("opportunity_id")
    if not deals.height:
        raise _none_open()
    now = deals.select("opportunity_id").join(
        values.filter(pl.col("ago") == 0), on="opportunity_id", how="left", maintain_order="left"
    )
    now = now.with_columns(pl.col("pipeline", "stage").fill_null("—"))
    held = _held(deals, now, found)
    broken = held.pop("broken")
    scored = deals.with_columns(now.select("days_in_stage", "quiet_days", "people", "pushes"), **held)
    judged = judge(values, params)
    rules = by_rule(found, broken, scored, judged)
    lacks = _lacks(now, broken, scored, found)
    return {
        "deals": to_output(scored.with_columns(_class(), _at_risk()), HealthDeal),
        "broken": to_output(lacks, HealthBroken) if lacks.height else empty_output(HealthBroken),
        "rules": to_output(rules, HealthRule),
        "limits": to_output(limit_rows(found), HealthLimit),
        "owners": to_output(by_owner(scored.with_columns(_class(), _at_risk())), HealthOwner),
        "classes": to_output(classes(judged), HealthClass),
        "overview": to_output(
            overview(scored.with_columns(_class(), _at_risk()), found, judged, rules), HealthOverview
        ),
    }


def health_of(found: Learnt, rows: pl.DataFrame, broken: Flags) -> tuple[Floats, Floats, Floats]:
    """Health 0 – 100, the chance of winning as things stand, and with all rules kept; each of shape (rows,).

    Health is the share of the winning chance that is left: what the broken rules have not cost.
    """
    now = 1 - found.loses(rows, broken)
    kept = 1 - found.loses(rows, np.zeros_like(broken))
    return np.asarray(np.round(100 * now / kept, 4), dtype=np.float64), now, kept


def _held(deals: pl.DataFrame, now: pl.DataFrame, found: Learnt) -> dict[str, Any]:
    """Health, loss of chance, and the rule whose mending gives most, of each open deal."""
    broken = found.broken(now)
    counted = broken & (np.array([found.worth[c] for c in RULES]) > 0)
    health, chance, kept = health_of(found, now, counted)
    codes = [*RULES]
    gains = mended(found, now, counted)
    first = np.argmax(np.round(gains, 9), axis=1)
    any_broken = counted.sum(axis=1) > 0
    return {
        "broken": counted,
        "health": pl.Series(health),
        "lost_chance": pl.Series(np.round(kept - chance, 9)),
        "broken_rules": pl.Series(counted.sum(axis=1), dtype=pl.Int64),
        "main_rule": pl.Series(
            [codes[i] if b else None for i, b in zip(first, any_broken, strict=True)], dtype=pl.String
        ),
        "play": pl.Series([codes[i] if b else NONE for i, b in zip(first, any_broken, strict=True)], dtype=pl.String),
    }


def mended(found: Learnt, rows: pl.DataFrame, broken: Flags) -> Floats:
    """By how much the winning chance would rise if one broken rule alone were kept, shape (rows, rules)."""
    now = found.loses(rows, broken)
    gains = np.zeros(broken.shape)
    for i in range(broken.shape[1]):
        other = broken.copy()
        other[:, i] = False
        gains[:, i] = now - found.loses(rows, other)
    return gains


def _class() -> pl.Expr:
    health = pl.col("health")
    return (
        pl.when(health >= GOOD).then(pl.lit("healthy"))
        .when(health >= FAIR).then(pl.lit("care")).otherwise(pl.lit("critical"))
        .alias("health_class")
    )  # fmt: skip


def _at_risk() -> pl.Expr:
    share = pl.col("lost_chance").cast(pl.Decimal(18, 6))
    return (pl.col("amount").cast(pl.Decimal(38, 6)) * share).cast(pl.Decimal(18, 4)).alias("at_risk")


def _lacks(now: pl.DataFrame, broken: Flags, scored: pl.DataFrame, found: Learnt) -> pl.DataFrame:
    """A row an open deal and broken rule, in words of both languages."""
    gains = mended(found, now, broken)
    rows = []
    amounts = scored["amount"].to_list()
    places = now.select("pipeline", "stage").rows()
    ids, names = scored["opportunity_id"].to_list(), scored["opportunity_name"].to_list()
    for row, rule in zip(*(a.tolist() for a in np.nonzero(broken)), strict=True):
        code = [*RULES][rule]
        limits = found.limits[code]
        limit = limits.get(places[row], limits.get(("—", "—")))
        value = now[RULES[code].column][row]
        words = {"found": _whole(value), "limit": _whole(limit.value if limit else 0.0)}
        gain = round(float(gains[row, rule]), 9)
        rows.append(
            {
                "opportunity_id": ids[row],
                "opportunity_name": names[row],
                "owner_name": scored["owner_name"][row],
                "stage": scored["stage"][row],
                "rule": code,
                "found": value,
                "allowed": limit.value if limit else None,
                "reason_en": RULES[code].reason.en.format(**words),
                "reason_zh": RULES[code].reason.zh.format(**words),
                "play": code,
                "points": gain,
                "amount": amounts[row],
                "worth": None if amounts[row] is None else float(amounts[row]) * gain,
            }
        )
    return pl.DataFrame(rows, schema_overrides={"amount": pl.Decimal(18, 4)}, infer_schema_length=None)


def _whole(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}"


def _none_open() -> NotEnoughData:
    return NotEnoughData(
        Text(en="There is no open deal to look at.", zh="没有进行中的商机。"),
        next_step=Text(en="Load the open opportunities too.", zh="请同时载入进行中的商机。"),
        details={"missing": ["opportunity.outcome"], "found": 0},
    )
