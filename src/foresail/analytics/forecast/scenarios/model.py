"""Scenarios and what each driver does. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.scenarios.assumptions import assumption, own
from foresail.analytics.forecast.scenarios.drivers import EFFECTS, EIGHTY, applied, together
from foresail.analytics.forecast.scenarios.facts import Facts, gather
from foresail.analytics.forecast.scenarios.outputs import (
    ScenarioDriver,
    ScenarioMonth,
    ScenarioOverview,
    ScenarioTotal,
)
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats

FIFTH = 0.8416212335729143
"""The worst and best fifth, in standard deviations."""
TOGETHER = 0.8
"""Misses of single periods even out in a sum, though not wholly: they go together."""
TRIED = 0.1


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: ScenariosParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Four scenarios, and what a tenth of each driver does.

    Parameters
    ----------
    frames
        `points`, `past`, `weeks`, `offers`, `products`, `facts`.

    Raises
    ------
    NotEnoughData
        If there is no base forecast.
    InvalidInput
        If a scope or index is unknown.
    """
    del artefact, rng
    facts = gather(frames)
    made = scenarios(facts, params)
    drivers = _drivers(facts, params)
    return {
        "scenarios": to_output(_totals(facts, params, made), ScenarioTotal),
        "months": to_output(_months(facts, made), ScenarioMonth),
        "drivers": to_output(drivers, ScenarioDriver),
        "overview": to_output(_overview(facts, made, drivers), ScenarioOverview),
    }


def scenarios(facts: Facts, params: ScenariosParams) -> dict[str, Floats]:
    """Scenario → revenue by period, shape (h,)."""
    spread = (facts.high - facts.low) / 2 / EIGHTY * FIFTH * TOGETHER
    return {
        "conservative": np.maximum(facts.mean - spread, 0.0) if facts.mean.min() >= 0 else facts.mean - spread,
        "base": facts.mean,
        "optimistic": facts.mean + spread,
        "own": applied(facts, together(facts, params)),
    }


_FIXED = {
    "conservative": Text(
        en="Business falls short as far as in the worst fifth of past forecasts.",
        zh="实际低于预测的幅度相当于历史最差的五分之一。",
    ),
    "base": Text(
        en="Season, trend and level go on; no new price, promotion, budget or person.",
        zh="季节、趋势与水平延续；价格、促销、预算与人员不变。",
    ),
    "optimistic": Text(
        en="Business exceeds the forecast as far as in the best fifth of past forecasts.",
        zh="实际高于预测的幅度相当于历史最好的五分之一。",
    ),
}


def _totals(facts: Facts, params: ScenariosParams, made: Mapping[str, Floats]) -> pl.DataFrame:
    base = float(facts.mean.sum())
    rows = []
    for position, (name, values) in enumerate(made.items(), start=1):
        words = _FIXED.get(name) or own(facts, params)
        change = float(values.sum()) - base
        share = change / base if base > 0 else None
        rows.append((position, name, words.en, words.zh, float(values.sum()), change, share))
    names = tuple(ScenarioTotal.model_fields)
    kinds = (pl.Int64, pl.String, pl.String, pl.String, pl.Float64, pl.Float64, pl.Float64)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


def _months(facts: Facts, made: Mapping[str, Floats]) -> pl.DataFrame:
    rows = [
        {"scenario": name, "period": period, "mean": float(value)}
        for name, values in made.items()
        for period, value in zip(facts.periods, values, strict=True)
    ]
    return pl.DataFrame(rows)


def _drivers(facts: Facts, params: ScenariosParams) -> pl.DataFrame:
    tenth = max(round(facts.people * TRIED), 1)
    kept = params.model_dump(
        include={"price_scope", "promotion_scope", "market_elasticity", "ramp_months", "index_name"}
    )
    tried: dict[str, dict[str, Any]] = {
        "price": {"price_change": TRIED},
        "promotion": {"promotion_rate": TRIED},
        "budget": {"budget_change": TRIED},
        "headcount": {"headcount_change": min(tenth, 500)},
        "conversion": {"conversion_change": TRIED},
        "index": {"index_change": TRIED},
    }
    base = float(facts.mean.sum())
    rows = []
    for driver, change in tried.items():
        asked = ScenariosParams(**{**kept, **change})
        effects = [
            float(applied(facts, EFFECTS[driver](facts, asked, lean)).sum()) - base for lean in (0.0, -EIGHTY, EIGHTY)
        ]
        words = assumption(driver, facts, asked)
        size = tenth / facts.people if driver == "headcount" and facts.people else TRIED
        rows.append(
            {
                "driver": driver,
                "tried": float(size),
                "effect": effects[0],
                "effect_share": effects[0] / base if base > 0 else 0.0,
                "low": min(effects),
                "high": max(effects),
                "learnt": _learnt(driver, facts),
                "assumption_en": words.en,
                "assumption_zh": words.zh,
            }
        )
    return pl.DataFrame(rows)


def _learnt(driver: str, facts: Facts) -> bool:
    if driver == "price":
        return facts.response is not None
    if driver == "promotion":
        return facts.response is not None and facts.response.usual_rate > 0
    if driver == "budget":
        return facts.leads[2]
    return bool(facts.index) if driver == "index" else False


def _overview(facts: Facts, made: Mapping[str, Floats], drivers: pl.DataFrame) -> pl.DataFrame:
    order = drivers.with_columns(size=pl.col("effect").abs()).sort(["size", "driver"], descending=[True, False])
    row = {
        "as_of": facts.as_of,
        "periods": len(facts.periods),
        **{name: float(values.sum()) for name, values in made.items()},
        "strongest": order["driver"][0],
        "strongest_effect": float(order["effect"][0]),
    }
    return pl.DataFrame([row])
