"""Scenarios and what each driver does. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.scenarios.assumptions import assumption
from foresail.analytics.forecast.scenarios.assumptions import own as own_words
from foresail.analytics.forecast.scenarios.effects import spread
from foresail.analytics.forecast.scenarios.effects.drivers import EFFECTS, EIGHTY, applied
from foresail.analytics.forecast.scenarios.effects.spread import TOGETHER, Own
from foresail.analytics.forecast.scenarios.facts import Facts, gather
from foresail.analytics.forecast.scenarios.learn import unpacked
from foresail.analytics.forecast.scenarios.outputs import (
    ScenarioChoice,
    ScenarioDriver,
    ScenarioMonth,
    ScenarioOverview,
    ScenarioPath,
    ScenarioStep,
    ScenarioTotal,
)
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats

FIFTH = 0.8416212335729143
"""The worst and best fifth, in standard deviations."""
TRIED = 0.1


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: ScenariosParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Four scenarios, and what a tenth of each driver does.

    Parameters
    ----------
    frames
        `points`, `past`, `weeks`, `offers`, `products`, `facts`; read only where there is no artefact.

    Raises
    ------
    NotEnoughData
        If there is no base forecast.
    InvalidInput
        If a scope or index is unknown.
    """
    del rng
    return _outputs(gather(frames) if artefact is None else unpacked(artefact), params)


def whatif(artefact: Artefact, params: ScenariosParams) -> dict[str, pl.DataFrame]:
    """The same from what was learnt alone.

    Raises
    ------
    InvalidInput
        If a scope or index is unknown.
    """
    return _outputs(unpacked(artefact), params)


def _outputs(facts: Facts, params: ScenariosParams) -> dict[str, pl.DataFrame]:
    mine = spread.own(facts, params)
    made = scenarios(facts, mine)
    drivers = _drivers(facts, params)
    return {
        "scenarios": to_output(_totals(facts, params, made, mine), ScenarioTotal),
        "months": to_output(_months(facts, made), ScenarioMonth),
        "paths": to_output(_paths(facts, made, mine), ScenarioPath),
        "steps": to_output(_steps(facts, mine), ScenarioStep),
        "drivers": to_output(drivers, ScenarioDriver),
        "choices": to_output(_choices(facts), ScenarioChoice),
        "overview": to_output(_overview(facts, made, mine, drivers), ScenarioOverview),
    }


def scenarios(facts: Facts, mine: Own) -> dict[str, Floats]:
    """Scenario → revenue by period, shape (h,)."""
    width = (facts.high - facts.low) / 2 / EIGHTY * FIFTH * TOGETHER
    return {
        "conservative": np.maximum(facts.mean - width, 0.0) if facts.mean.min() >= 0 else facts.mean - width,
        "base": facts.mean,
        "optimistic": facts.mean + width,
        "own": mine.mean,
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


def _totals(facts: Facts, params: ScenariosParams, made: Mapping[str, Floats], mine: Own) -> pl.DataFrame:
    base = float(facts.mean.sum())
    sure = {"base": spread.own(facts, ScenariosParams()).total, "own": mine.total}
    rows = []
    for position, (name, values) in enumerate(made.items(), start=1):
        words = _FIXED.get(name) or own_words(facts, params)
        total = float(values.sum())
        sold = mine.volume if name == "own" else total  # prices stay as they are in the other three
        shares = [(v - base) / base if base > 0 else None for v in (total, sold)]
        rows.append((position, name, words.en, words.zh, total, *sure.get(name, (None, None)), total - base, *shares))
    names = tuple(ScenarioTotal.model_fields)
    kinds = (pl.Int64, *(pl.String,) * 3, *(pl.Float64,) * 6)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


def _paths(facts: Facts, made: Mapping[str, Floats], mine: Own) -> pl.DataFrame:
    """One's own line stands only where something was moved: else it is the base, whose interval is shown."""
    lines = {name: values for name, values in made.items() if name != "own" or mine.moved}
    coming = {**lines, "low": mine.low, "high": mine.high}
    rows: list[dict[str, Any]] = [{"period": period, "actual": value} for period, value in facts.past]
    rows += [
        {"period": period, **{name: float(values[i]) for name, values in coming.items()}}
        for i, period in enumerate(facts.periods)
    ]
    kinds = {name: pl.Date if name == "period" else pl.Float64 for name in ScenarioPath.model_fields}
    return pl.DataFrame(rows, schema=kinds)


def _steps(facts: Facts, mine: Own) -> pl.DataFrame:
    """Cents first, then the sums: the steps add up to the cent."""
    base, total = round(float(facts.mean.sum()), 2), round(float(mine.mean.sum()), 2)
    moved = {name: tuple(round(v, 2) for v in effect) for name, effect in mine.moved.items()}
    left = round(total - base - sum(effect[0] for effect in moved.values()), 2)
    rows: list[tuple[Any, ...]] = [("base", base, None, None, True)]
    rows += [(name, *effect, False) for name, effect in moved.items()]
    rows += [("together", left, None, None, False)] if len(moved) > 1 else []
    rows += [("own", total, round(mine.total[0], 2), round(mine.total[1], 2), True)]
    kinds = (pl.Int64, pl.String, *(pl.Float64,) * 3, pl.Boolean)
    schema = dict(zip(ScenarioStep.model_fields, kinds, strict=True))
    return pl.DataFrame([(i, *row) for i, row in enumerate(rows, start=1)], schema=schema, orient="row")


def _choices(facts: Facts) -> pl.DataFrame:
    kinds = sorted({c for c, worth in zip(facts.categories, facts.worth, strict=True) if worth > 0 and c != "—"})
    rows = [(name, kind) for name in ("price_scope", "promotion_scope") for kind in kinds]
    rows += [("index_name", name) for name in sorted(facts.index)]
    return pl.DataFrame(rows, schema={"param": pl.String, "value": pl.String}, orient="row")


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
                "learnt": _learnt(driver, facts, asked),
                "assumption_en": words.en,
                "assumption_zh": words.zh,
            }
        )
    return pl.DataFrame(rows)


def _learnt(driver: str, facts: Facts, params: ScenariosParams) -> bool:
    if driver == "price":
        return facts.response is not None
    if driver == "promotion":
        return facts.response is not None and facts.response.usual_rate > 0
    if driver == "budget":
        return facts.leads[2]
    name = params.index_name.strip() or next(iter(sorted(facts.index)), "")
    return driver == "index" and name in facts.index and facts.index[name][2]


def _overview(facts: Facts, made: Mapping[str, Floats], mine: Own, drivers: pl.DataFrame) -> pl.DataFrame:
    order = drivers.with_columns(size=pl.col("effect").abs()).sort(["size", "driver"], descending=[True, False])
    base = float(facts.mean.sum())
    row = {
        "as_of": facts.as_of,
        "periods": len(facts.periods),
        **{name: float(values.sum()) for name, values in made.items()},
        "own_low": mine.total[0],
        "own_high": mine.total[1],
        "own_change": float(mine.mean.sum()) - base,
        "own_share": float(mine.mean.sum()) / base - 1 if base > 0 else None,
        "volume_share": mine.volume / base - 1 if base > 0 else None,
        "strongest": order["driver"][0],
        "strongest_effect": float(order["effect"][0]),
    }
    return pl.DataFrame([row])
