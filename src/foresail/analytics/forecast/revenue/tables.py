"""The outlook as rows."""

from __future__ import annotations

from math import erf, sqrt
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.engine import BASELINE, NEAR
from foresail.analytics.forecast.revenue.outlook import Outlook
from foresail.methods.forecast.plain.season import Floats

SHOWN = 36
"""Past months on the page."""
_NORMAL_80 = 1.2816
_FIFTH = 0.8416
_MONEY = pl.Float64


def monthly(look: Outlook) -> pl.DataFrame:
    """Past months with their actuals, coming months with forecast, intervals, scenarios, target."""
    past = look.past
    n, h = len(past.y), len(look.mean)
    low, high = (look.total(s * _FIFTH) / max(look.total(0.0), 1e-9) for s in (-1, 1))
    rows: list[dict[str, Any]] = [
        {"period": past.month(i), "actual": float(past.y[i])} for i in range(max(0, n - SHOWN), n)
    ]
    bands = {f"{side}_{level}": look.band(q) for side, level, q in _BANDS}
    chances = look.chances()
    for j in range(h):
        row: dict[str, Any] = {name: float(values[j]) for name, values in bands.items()}
        row |= {
            "period": past.month(n + j),
            "so_far": past.so_far if past.skipped and j == 0 else None,
            "mean": float(look.mean[j]),
            "conservative": float(look.mean[j]) * low,
            "optimistic": float(look.mean[j]) * high,
            "baseline": float(look.made[BASELINE][j]),
            "target": None if np.isnan(look.target[j]) else float(look.target[j]),
            "target_probability": chances[j],
        }
        rows.append(row)
    return pl.DataFrame(rows, schema=_MONTH)


_BANDS = (("lo", 80, 0.1), ("hi", 80, 0.9), ("lo", 95, 0.025), ("hi", 95, 0.975))
_MONTH: dict[str, Any] = {
    "period": pl.Date,
    **dict.fromkeys(
        (
            "actual",
            "so_far",
            "mean",
            "lo_80",
            "hi_80",
            "lo_95",
            "hi_95",
            "conservative",
            "optimistic",
            "baseline",
            "target",
            "target_probability",
        ),
        pl.Float64,
    ),
}


def backtest(look: Outlook) -> pl.DataFrame:
    """A row a past origin and month that has come since."""
    schema: dict[str, Any] = {
        "origin": pl.Date,
        "period": pl.Date,
        "horizon": pl.Int64,
        **dict.fromkeys(("actual", "forecast", "baseline"), pl.Float64),
    }
    if look.choice is None:
        return pl.DataFrame(schema=schema)
    back = look.choice.back
    rows = [
        {
            "origin": look.past.month(known - 1),
            "period": look.past.month(known + j),
            "horizon": j + 1,
            "actual": float(back.actual[i, j]),
            "forecast": float(back.forecasts[look.choice.tried][i, j]),
            "baseline": float(back.forecasts[BASELINE][i, j]),
        }
        for i, known in enumerate(back.origins)
        for j in range(back.actual.shape[1])
        if not np.isnan(back.actual[i, j])
    ]
    return pl.DataFrame(rows, schema=schema)


def components(look: Outlook) -> pl.DataFrame:
    """A row a method and month."""
    n = len(look.past.y)
    made: dict[str, Floats] = dict(look.made)
    if look.deals.sum() > 0:
        made["open_deals"] = look.deals
    tested = look.choice.back.forecasts if look.choice else {}
    rows = [
        {
            "component": name,
            "period": look.past.month(n + j),
            "mean": float(value),
            "chosen": name == look.method,
            "wape": look.choice.back.wape(name) if look.choice and name in tested else None,
        }
        for name, values in sorted(made.items())
        for j, value in enumerate(values)
    ]
    schema = {"component": pl.String, "period": pl.Date, "mean": _MONEY, "chosen": pl.Boolean, "wape": pl.Float64}
    return pl.DataFrame(rows, schema=schema)


def scenarios(look: Outlook) -> pl.DataFrame:
    """The three scenarios over the whole horizon."""
    goal = float(look.target.sum()) if not np.isnan(look.target).any() else None
    rows = []
    for position, (name, deviations, english, chinese) in enumerate(_SCENARIOS, start=1):
        total = look.total(deviations)
        gap = None if goal is None else total - goal
        rows.append((position, name, english, chinese, total, goal, gap))
    names = ("position", "scenario", "assumption_en", "assumption_zh", "total", "target", "gap")
    kinds = (pl.Int64, pl.String, pl.String, pl.String, pl.Float64, pl.Float64, pl.Float64)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


_SCENARIOS = (
    (
        "conservative",
        -_FIFTH,
        "Business falls short of the forecast as far as in the worst fifth of past forecasts.",
        "实际低于预测的幅度，相当于历史预测中最差的五分之一。",
    ),
    (
        "base",
        0.0,
        "Season, trend and level go on as they were; no new campaign, price or person.",
        "季节、趋势与水平延续以往；没有新的活动、价格或人员变化。",
    ),
    (
        "optimistic",
        _FIFTH,
        "Business exceeds the forecast as far as in the best fifth of past forecasts.",
        "实际高于预测的幅度，相当于历史预测中最好的五分之一。",
    ),
)


def overview(look: Outlook) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    past, h, n = look.past, len(look.mean), len(look.past.y)
    total = look.total(0.0)
    before = float(past.y[n - 12 : n - 12 + h].sum()) if n >= 12 >= h else None
    aimed = int(np.argmax(np.isnan(look.target))) if np.isnan(look.target).any() else h
    goal = float(look.target[:aimed].sum()) if aimed else None
    back = look.choice.back if look.choice else None
    values: dict[str, Any] = {
        "as_of": past.as_of,
        "measure": past.measure,
        "method": look.method,
        "months": h,
        "first_period": past.month(n),
        "first_mean": float(look.mean[0]),
        "total": total,
        "total_low": look.total(-_NORMAL_80),
        "total_high": look.total(_NORMAL_80),
        "before": before,
        "growth": total / before - 1 if before and before > 0 else None,
        "target": goal,
        "target_months": aimed,
        "target_probability": None if goal is None else _reach(look, goal, aimed),
        "open_deals": float(look.deals[:NEAR].sum()) if look.deals.sum() > 0 else None,
        "wape": back.wape(look.method) if back else None,
        "baseline_wape": back.wape(BASELINE) if back else None,
        "has_skill": bool(look.choice and look.choice.skill),
    }
    texts: dict[str, Any] = {"as_of": pl.Date, "measure": pl.String, "method": pl.String, "months": pl.Int64}
    texts["target_months"] = pl.Int64
    schema = {k: texts.get(k, pl.Float64) for k in values}
    return pl.DataFrame([values], schema={**schema, "first_period": pl.Date, "has_skill": pl.Boolean})


def _reach(look: Outlook, goal: float, months: int) -> float:
    """The chance that the sum of the first months reaches a goal, from the spread of past sums; never quite 0 or 1."""
    fixed = look.past.so_far if look.past.skipped else 0.0
    middle = float(look.mean[:months].sum())
    whole = months == len(look.mean)
    # Misses of single months even out in a sum, though not wholly: they go together.
    spread = look.spread if whole else float(look.misses.spread()[:months].mean()) * (0.75 if months > 1 else 1.0)
    if look.misses.relative:
        if goal <= fixed:
            return 0.99
        z = np.log((goal - fixed) / max(middle - fixed, 1e-9)) / spread
    else:
        z = (goal - middle) / (spread * look.misses.scale * months)
    chance = 0.5 * (1 - erf(float(z) / sqrt(2)))
    return round(min(max(chance, 0.01), 0.99), 6)
