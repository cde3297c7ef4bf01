"""The rows of the outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import erf, sqrt
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.forecast.series.drivers import drivers, growth
from foresail.analytics.forecast.series.look import Fan, Look
from foresail.analytics.forecast.series.params import SeriesParams
from foresail.methods.rolling.roll import ENGINE, NAIVE

_EIGHTY = 2 * 1.2815515655446004
Targets = Mapping[tuple[str, str, date], float]


def names(found: Look, params: SeriesParams, people: Mapping[str, str]) -> list[dict[str, Any]]:
    """What every row of a series says about it."""
    rows = []
    for i, (columns, values) in enumerate(found.panel.keys):
        said = dict(zip(columns, values, strict=True))
        row = {c: said.get(c) for c in ("region", "category", "family", "channel", "owner_id")}
        owner = row["owner_id"]
        who = people.get(str(owner)) if owner else None
        rows.append(
            {
                "series": found.panel.names[i],
                "level": found.level[i],
                "metric": params.metric,
                **row,
                "owner_name": who,
            }
        )
    return rows


def points(found: Look, shown: Fan, about: list[dict[str, Any]], goals: Targets) -> pl.DataFrame:
    """A row a series and period, past and coming."""
    rows = []
    for i, said in enumerate(about):
        rows += [_past(said, p, v) for p, v in zip(found.panel.periods, found.panel.y[i].tolist(), strict=True)]
        rows += [{**said, **row} for row in _coming(found, shown, i, said, goals)]
    kinds = {"period": pl.Date, **dict.fromkeys(_VALUES, pl.Float64)}
    return pl.DataFrame(rows, schema={**dict.fromkeys(about[0], pl.String), **kinds})


_VALUES = (
    "actual", "so_far", "mean", "median", "lo_80", "hi_80", "lo_95", "hi_95", "baseline", "target",
    "target_probability",
)  # fmt: skip


def _past(said: dict[str, Any], period: date, value: float) -> dict[str, Any]:
    return {**said, "period": period, "actual": None if np.isnan(value) else value}


def _coming(found: Look, shown: Fan, i: int, said: dict[str, Any], goals: Targets) -> Iterator[dict[str, Any]]:
    running = bool(found.panel.elapsed)
    for j, period in enumerate(found.panel.coming(shown.mean.shape[1])):
        goal = _goal(said, period, goals)
        spread = float(shown.high[80][i, j] - shown.low[80][i, j]) / _EIGHTY
        yield {
            "period": period,
            "so_far": float(found.panel.so_far[i]) if running and j == 0 else None,
            "mean": float(shown.mean[i, j]),
            "median": float(shown.median[i, j]),
            **{f"{side}_{k}": float(v[k][i, j]) for side, v in (("lo", shown.low), ("hi", shown.high)) for k in v},
            "baseline": float(shown.baseline[i, j]),
            "target": goal,
            "target_probability": None if goal is None else chance(float(shown.median[i, j]), spread, goal),
        }


def _goal(said: dict[str, Any], period: date, goals: Targets) -> float | None:
    if said["level"] == "company":
        return next((v for (scope, _, p), v in goals.items() if scope == "company" and p == period), None)
    if said["level"] == "region":
        return goals.get(("region", said["region"], period))
    return goals.get(("representative", said["owner_id"], period)) if said["level"] == "owner" else None


def chance(middle: float, spread: float, goal: float) -> float:
    """The chance of reaching a goal; never quite 0 or 1."""
    if spread <= 0:
        return 0.99 if middle >= goal else 0.01
    return round(min(max(0.5 * (1 - erf((goal - middle) / spread / sqrt(2))), 0.01), 0.99), 4)


def past(found: Look, about: list[dict[str, Any]]) -> pl.DataFrame:
    """What each method would have said."""
    rolled, panel = found.rolled, found.panel
    ahead = (*panel.periods, *panel.coming(rolled.actual.shape[2]))
    rows = [
        (about[i]["series"], about[i]["level"], about[i]["owner_id"], method, panel.periods[n - 1], ahead[n + j], j + 1,
         float(rolled.actual[o, i, j]), float(made[o, i, j]))
        for method, made in rolled.past.items()
        for o, n in enumerate(rolled.known)
        for i, j in np.argwhere(~np.isnan(rolled.actual[o]) & ~np.isnan(made[o])).tolist()
    ]  # fmt: skip
    schema = {
        **dict.fromkeys(("series", "level", "owner_id", "method"), pl.String),
        **dict.fromkeys(("origin", "period"), pl.Date),
        "horizon": pl.Int64,
        "actual": pl.Float64,
        "forecast": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def accuracy(found: Look, about: list[dict[str, Any]]) -> pl.DataFrame:
    """How each method did on each series."""
    rolled = found.rolled
    rows = []
    for i, said in enumerate(about):
        for method in rolled.methods:
            told = ~np.isnan(rolled.actual[:, i]) & ~np.isnan(rolled.past[method][:, i])
            n = int(told.sum())
            rows.append(
                {
                    **{k: said[k] for k in ("series", "level", "owner_id")},
                    "method": method,
                    "n": n,
                    "wape": rolled.wape(method, i) if n else None,
                    "bias": rolled.bias(method, i) if n else None,
                    "shown": method == found.shown(i),
                }
            )
    return pl.DataFrame(rows, schema_overrides={"owner_id": pl.String, "wape": pl.Float64, "bias": pl.Float64})


def series(found: Look, params: SeriesParams, about: list[dict[str, Any]]) -> pl.DataFrame:
    """A row a series."""
    rows = []
    for i, said in enumerate(about):
        y = found.panel.y[i]
        season = int(found.rolled.report["season"][i])
        words = drivers(y, found.panel.periods, params.grain, season)
        tested = bool(found.rolled.known)
        rows.append(
            {
                **said,
                "method": found.shown(i),
                "n": int((~np.isnan(y)).sum()),
                "season": season,
                "wape": found.rolled.wape(found.shown(i), i) if tested else None,
                "baseline_wape": found.rolled.wape(NAIVE, i) if tested else None,
                "growth": growth(y, params.grain),
                "drivers_en": words.en,
                "drivers_zh": words.zh,
            }
        )
    kinds = {
        **dict.fromkeys(about[0], pl.String),
        "wape": pl.Float64,
        "baseline_wape": pl.Float64,
        "growth": pl.Float64,
    }
    return pl.DataFrame(rows, schema_overrides=kinds)


def overview(found: Look, params: SeriesParams) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    rolled = found.rolled
    tested = bool(rolled.known)
    # The company's own error where it is among the series: levels that tell the same twice make no total.
    whole = found.level.index("company") if "company" in found.level else slice(None)
    mine, base = (rolled.wape(m, whole) if tested else None for m in (ENGINE, NAIVE))
    row = {
        "as_of": found.as_of,
        "metric": params.metric,
        "series": len(found.panel.keys),
        "left_out": found.panel.left_out,
        "periods": params.horizon,
        "wape": mine,
        "baseline_wape": base,
        "gain": 1 - mine / base if mine is not None and base else None,
        "has_skill": found.skill,
    }
    return pl.DataFrame([row], schema_overrides=dict.fromkeys(("wape", "baseline_wape", "gain"), pl.Float64))


def targets(frames: Mapping[str, pl.DataFrame], params: SeriesParams) -> Targets:
    """(scope, id, month) → target; only where periods are months."""
    if params.grain != "month":
        return {}
    wanted = ("scope", "scope_id", "period", "target")
    return {
        (str(s), str(i), p): float(t) for s, i, p, t in frames["targets"].select(wanted).iter_rows() if t is not None
    }
