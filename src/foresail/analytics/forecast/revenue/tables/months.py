"""Months: past and coming, what they are made of, past forecasts, methods, and the headline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.outlook import Outlook
from foresail.analytics.forecast.revenue.tables.aims import targets
from foresail.analytics.forecast.revenue.tables.money import amounts, in_cents
from foresail.analytics.forecast.revenue.words import COMPONENTS
from foresail.methods.forecast.arrays import Floats
from foresail.methods.fused.rolling import METHODS
from foresail.methods.fused.scale import REACH_80, scale_of, widths
from foresail.methods.rolling.roll import NAIVE

SHOWN = 36
"""Past months on the page."""
BANDS = (("lo_80", 0.1), ("hi_80", 0.9), ("lo_95", 0.025), ("hi_95", 0.975))
_MONTH = (
    "actual", "so_far", "mean", "lo_80", "hi_80", "lo_95", "hi_95", "conservative", "optimistic", "baseline", "target",
    "target_probability",
)  # fmt: skip


def monthly(look: Outlook, turned: Mapping[str, Floats], frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Past months with their actuals, coming months with forecast, intervals, scenarios and target."""
    past, h, n = look.past, len(look.mean), look.past.months
    total = past.book.total
    rows: list[dict[str, Any]] = [
        {"period": past.month(i), "actual": float(total[i])} for i in range(max(0, n - SHOWN), n)
    ]
    bands = {name: np.quantile(look.paths, share, axis=0) for name, share in BANDS}
    goal = targets(frames, past, h)
    shown = in_cents(look.mean) / 100
    for j in range(h):
        row: dict[str, Any] = {name: float(values[j]) for name, values in bands.items()}
        rows.append(
            row
            | {
                "period": past.month(n + j),
                "so_far": past.so_far if past.running and j == 0 else None,
                "mean": float(shown[j]),
                "conservative": float(turned["conservative"][j]),
                "optimistic": float(turned["optimistic"][j]),
                "baseline": float(look.rivals[NAIVE][j]),
                "target": None if np.isnan(goal[j]) else float(goal[j]),
                "target_probability": None if np.isnan(goal[j]) else reach(look.paths[:, j], float(goal[j])),
            }
        )
    return pl.DataFrame(rows, schema={"period": pl.Date, **dict.fromkeys(_MONTH, pl.Float64)})


def reach(outcomes: Floats, goal: float) -> float:
    """The share of futures that reach a goal; never quite 0 or 1."""
    return round(float(np.clip((np.sum(outcomes >= goal) + 0.5) / (len(outcomes) + 1), 0.005, 0.995)), 6)


def components(look: Outlook) -> pl.DataFrame:
    """A row a component and coming month."""
    made = amounts(look)
    names = [name for name in COMPONENTS if name != "so_far" or look.past.running]
    n, h = look.past.months, len(look.mean)
    return pl.DataFrame(
        {
            "period": [look.past.month(n + j) for _ in names for j in range(h)],
            "position": [place + 1 for place, _ in enumerate(names) for _ in range(h)],
            "component": [name for name in names for _ in range(h)],
            "mean": np.concatenate([made[name] for name in names]) / 100,
        }
    )


def backtest(look: Outlook) -> pl.DataFrame:
    """A row a past origin and month that has come since, by the method that is shown (the best one beside the
    baseline)."""
    names = ("actual", "forecast", "lo_80", "hi_80", "baseline")
    schema: dict[str, Any] = {"origin": pl.Date, "period": pl.Date, "horizon": pl.Int64}
    schema |= dict.fromkeys(names, pl.Float64)
    tested = look.tested
    if tested is None:
        return pl.DataFrame(schema=schema)
    made = tested.made[look.tried]
    width = widths(tested, look.tried)
    rows = []
    for i, known in enumerate(tested.known):
        sd = scale_of(tested, look.tried, leave=i).sd(made[i], width[i])
        for j in np.flatnonzero(~np.isnan(tested.actual[i])).tolist():
            ends = (made[i, j] - REACH_80 * sd[j], made[i, j] + REACH_80 * sd[j])
            values = (tested.actual[i, j], made[i, j], *ends, tested.made[NAIVE][i, j])
            place = {"origin": look.past.month(known - 1), "period": look.past.month(known + j), "horizon": j + 1}
            rows.append(place | {name: float(v) for name, v in zip(names, values, strict=True)})
    return pl.DataFrame(rows, schema=schema)


def methods(look: Outlook) -> pl.DataFrame:
    """A row a method."""
    tested = look.tested
    rows = [
        {
            "method": name,
            "wape": tested.wape(name) if tested else None,
            "wape_next_month": tested.wape(name, slice(0, 1)) if tested else None,
            "bias": tested.bias(name) if tested else None,
            "shown": name == look.method,
        }
        for name in METHODS
    ]
    kinds = dict.fromkeys(("wape", "wape_next_month", "bias"), pl.Float64)
    return pl.DataFrame(rows, schema_overrides=kinds)


def overview(look: Outlook, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    past, h, n = look.past, len(look.mean), look.past.months
    total = float(in_cents(look.mean).sum()) / 100
    low, high = np.quantile(look.paths.sum(axis=1), (0.1, 0.9))
    y = past.book.total
    before = float(y[n - 12 : n - 12 + h].sum()) if n >= 12 >= h else None
    goal = targets(frames, past, h)
    aimed = int(np.argmax(np.isnan(goal))) if np.isnan(goal).any() else h
    aim = float(goal[:aimed].sum()) if aimed else None
    made = {name: float(values.sum()) / 100 for name, values in amounts(look).items()}
    row: dict[str, Any] = {
        "as_of": past.as_of,
        "measure": past.measure,
        "method": look.method,
        "months": h,
        "first_period": past.month(n),
        "first_mean": float(in_cents(look.mean)[0]) / 100,
        "total": total,
        "total_low": float(low),
        "total_high": float(high),
        "before": before,
        "growth": round(total / before - 1, 8) if before and before > 0 else None,
        "target": aim,
        "target_months": aimed,
        "target_mean": float(in_cents(look.mean)[:aimed].sum()) / 100 if aimed else None,
        "target_probability": None if aim is None else reach(look.paths[:, :aimed].sum(axis=1), aim),
        "open_deals": made["in_hand"],
        "new_deals": made["new_deals"],
        "repeat": made["repeat"],
        "modelled": look.modelled,
        "wape": look.tested.wape(look.method) if look.tested else None,
        "baseline_wape": look.tested.wape(NAIVE) if look.tested else None,
        "has_skill": look.skill,
    }
    kinds: dict[str, Any] = dict.fromkeys(row, pl.Float64)
    kinds |= {"as_of": pl.Date, "first_period": pl.Date, "measure": pl.String, "method": pl.String}
    return pl.DataFrame([row], schema=kinds | {"months": pl.Int64, "target_months": pl.Int64, "has_skill": pl.Boolean})
