"""Sums over deals and rules."""

from __future__ import annotations

from typing import Any

import polars as pl

from foresail.analytics.pipeline.deal_health.features import ANY
from foresail.analytics.pipeline.deal_health.judge import Judged, of_rule
from foresail.analytics.pipeline.deal_health.learn import Flags, Learnt
from foresail.analytics.pipeline.deal_health.rules import RULES
from foresail.methods.scoring.measures import brier, paired_gain

MONEY = pl.Decimal(18, 4)


def by_rule(found: Learnt, broken: Flags, scored: pl.DataFrame, judged: Judged | None) -> pl.DataFrame:
    """A row a rule: whether it tells, how often it was broken, what that cost, and who breaks it now."""
    rows: list[dict[str, Any]] = []
    amounts = scored["amount"].fill_null(0)
    for i, code in enumerate(RULES):
        told = of_rule(judged, code)
        mine = broken[:, i]
        rows.append(
            {
                "rule": code,
                "play": code,
                "state": _state(found, code),
                "past_share": found.share[code] if code in found.limits else None,
                "lift": told.value if told else None,
                "lift_low": told.low if told else None,
                "lift_high": min(told.high, 99.0) if told else None,
                "past_deals": told.deals if told else 0,
                "deals": int(mine.sum()),
                "amount": amounts.filter(pl.Series(mine)).sum() or 0,
            }
        )
    floats = dict.fromkeys(("past_share", "lift", "lift_low", "lift_high"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides={**floats, "amount": pl.Decimal(38, 4)})


def _state(found: Learnt, code: str) -> str:
    if code not in found.limits:
        return "not_judged"
    return "used" if found.worth[code] > 0 else "no_difference"


def limit_rows(found: Learnt) -> pl.DataFrame:
    """A row a rule and place: the limit, the share of won deals that kept to it, over how many."""
    rows = [
        {"rule": code, "pipeline": pipeline, "stage": stage, "allowed": one.value, "kept": one.level,
         "won_deals": one.n, "own": one.own}
        for code, limits in found.limits.items()
        for (pipeline, stage), one in sorted(limits.items())
        if (pipeline, stage) != (ANY, ANY) or len(limits) == 1
    ]  # fmt: skip
    schema = {"rule": pl.String, "pipeline": pl.String, "stage": pl.String, "allowed": pl.Float64, "kept": pl.Float64}
    return pl.DataFrame(rows, schema={**schema, "won_deals": pl.Int64, "own": pl.Boolean})


def by_owner(deals: pl.DataFrame) -> pl.DataFrame:
    """A row a person with open deals."""
    bad = pl.col("health_class") != "healthy"
    return (
        deals.filter(pl.col("owner_id").is_not_null())
        .group_by("owner_id")
        .agg(
            owner_name=pl.col("owner_name").min(),
            deals=pl.len(),
            health=pl.col("health").mean(),
            unhealthy=bad.sum(),
            amount=_money("amount"),
            at_risk=_money("at_risk"),
        )
    )


def overview(deals: pl.DataFrame, found: Learnt, judged: Judged | None, rules: pl.DataFrame) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    bad = pl.col("health_class") != "healthy"
    most = rules.filter(pl.col("state") == "used").sort("deals", "rule", descending=[True, False])
    top = most["rule"][0] if most.height and most["deals"][0] else None
    return deals.select(
        as_of=pl.col("as_of").first(),
        deals=pl.len(),
        amount=_money("amount"),
        health=pl.col("health").mean(),
        unhealthy=bad.sum(),
        critical=(pl.col("health_class") == "critical").sum(),
        unhealthy_amount=pl.col("amount").filter(bad).sum().fill_null(0).cast(MONEY),
        at_risk=_money("at_risk"),
        main_rule=pl.lit(top, dtype=pl.String),
        main_rule_deals=pl.lit(int(most["deals"][0]) if most.height else 0),
        rules_used=pl.lit(int((rules["state"] == "used").sum())),
        won_deals=pl.lit(found.won),
        lost_deals=pl.lit(found.lost),
        has_skill=pl.lit(judged is not None and skilled(judged)),
    )


def skilled(judged: Judged) -> bool:
    """Whether the broken rules told later ends better than the stage alone, beyond noise."""
    gain = paired_gain((judged.loses - judged.lost) ** 2, (judged.base - judged.lost) ** 2, judged.group)
    return bool(gain.beyond_noise() and gain.mean >= 0.01 * brier(judged.lost, judged.base))


def _money(column: str) -> pl.Expr:
    return pl.col(column).sum().fill_null(0).cast(MONEY)
