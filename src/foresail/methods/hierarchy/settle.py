"""From single forecasts to what adds up: reconciliation chosen on the past, joint futures, and a frame for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Flags
from foresail.methods.frames import need_columns, to_polars
from foresail.methods.hierarchy.choose import Choice, apply, choose, known_errors, score, usual_change
from foresail.methods.hierarchy.paths import draw, quantiles
from foresail.methods.hierarchy.structure import Floats, Hierarchy, Level, crossed, read
from foresail.methods.rolling.periods import SEASON, Grain, index_of, period_of
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled, roll

LEAST_TESTS = 3
"""Fewer past origins choose nothing: all groups then count alike."""


@dataclass(frozen=True, eq=False)
class Settled:
    """Forecasts that add up.

    Parameters
    ----------
    choice
        The reconciliation, and the errors of its forecasts on past origins.
    scores
        Method → RMSSE averaged over levels; `base` and the seasonal naive too. Empty where nothing was tested.
    mean
        Coherent forecasts, shape (nodes, h).
    drawn
        Joint futures of the bottom series, shape (paths, bottoms, h).
    """

    choice: Choice
    scores: Mapping[str, float]
    mean: Floats
    drawn: Floats


def settle(
    nodes: Hierarchy, values: Floats, rolled: Rolled, *, grain: Grain = "month", paths: int = 400, seed: int = 0
) -> Settled:
    """Choose the reconciliation on past origins and apply it; nothing falls below zero where nothing ever did.

    Parameters
    ----------
    values
        The past of all nodes, coherent, shape (nodes, n).
    rolled
        Forecasts of all nodes from past origins, and of the coming periods.
    """
    nonnegative = bool(values.min() >= 0)
    scale = usual_change(values, SEASON[grain])
    # What had not begun was nothing: zero is what came and what was said.
    actual = np.where(np.isnan(rolled.actual) & ~_later(rolled, values.shape[1]), 0.0, rolled.actual)
    base = np.nan_to_num(rolled.past[ENGINE])
    known, h = rolled.known, rolled.coming[ENGINE].shape[1]
    if len(known) >= LEAST_TESTS:
        choice = choose(nodes, actual, base, known, scale, nonnegative=nonnegative)
        scores = {**choice.scores, NAIVE: score(nodes, actual, np.nan_to_num(rolled.past[NAIVE]), scale)}
    else:
        choice, scores = Choice("ols", {}, np.zeros((0, nodes.n, h))), {}
    errors = known_errors(actual, base, known, values.shape[1]) if len(known) else None
    mean = apply(nodes, rolled.coming[ENGINE], choice.method, errors, nonnegative=nonnegative)
    drawn = draw(nodes, mean, choice.errors, paths=paths, seed=seed, nonnegative=nonnegative)
    return Settled(choice, scores, mean, drawn)


def _later(rolled: Rolled, n: int) -> Flags:
    """Which cells lie after the last known period, shape (origins, 1, h)."""
    steps = np.array(rolled.known, dtype=np.int64)[:, None] + np.arange(rolled.actual.shape[2])[None, :]
    return np.asarray((steps >= n)[:, None, :], dtype=np.bool_)


def forecast_groups(
    frame: Any,
    columns: Sequence[str],
    horizon: int,
    *,
    levels: Sequence[Level] | None = None,
    grain: Grain = "month",
    origins: int = 8,
    mode: str = "best",
    shares: Sequence[int] = (80, 95),
    seed: int = 0,
) -> tuple[pl.DataFrame, Choice]:
    """Forecast every group of a long frame so that all add up.

    Parameters
    ----------
    frame
        Polars, pandas or Arrow: the columns, `ds` (dates) and `y`. Rows of one group and period are summed; a period
        without a row counts as zero.
    columns
        What names a bottom series.
    levels
        From `tree` or `crossed`, or chosen by hand; every crossing where not given.
    shares
        Of the intervals, in percent.

    Returns
    -------
    A row a group and coming period: the columns (null where summed over), `group`, `ds`, `mean` and the ends of the
    intervals; and the choice with its scores.

    Examples
    --------
    >>> months = [date(2023 + i // 12, i % 12 + 1, 1) for i in range(30)]
    >>> frame = {"shop": ["a"] * 30 + ["b"] * 30, "ds": months * 2, "y": [2.0] * 30 + [3.0] * 30}
    >>> made, choice = forecast_groups(frame, ["shop"], 1, origins=3, mode="fast")
    >>> made.select("group", pl.col("mean").round(6)).rows()
    [('total', 5.0), ('shop=a', 2.0), ('shop=b', 3.0)]
    """
    table = to_polars(frame)
    need_columns(table, *columns, "ds", "y")
    first, last = (index_of(d, grain) for d in (table["ds"].min(), table["ds"].max()))  # type: ignore[arg-type]
    whole = [period_of(i, grain) for i in range(first, last + 1)]
    cut = pl.col("ds").map_elements(lambda d: period_of(index_of(d, grain), grain), return_dtype=pl.Date)
    every = pl.DataFrame({c: [table[c][0]] * len(whole) for c in columns} | {"ds": whole, "y": [0.0] * len(whole)})
    named = [pl.col(c).cast(pl.String) for c in columns]
    plain = table.select(*named, cut, pl.col("y").cast(pl.Float64))
    nodes, periods, values = read(pl.concat([plain, every.with_columns(named)]), columns, levels or crossed(*columns))
    begun = (values != 0).cumsum(axis=1) > 0
    rolled = roll(
        np.where(begun, values, np.nan), periods, horizon, grain=grain, origins=origins, mode=mode, levels=()  # type: ignore[arg-type]
    )  # fmt: skip
    found = settle(nodes, values, rolled, grain=grain, seed=seed)
    return _frame(nodes, found, columns, [period_of(last + 1 + j, grain) for j in range(horizon)], shares), found.choice


def _frame(
    nodes: Hierarchy, found: Settled, columns: Sequence[str], coming: Sequence[date], shares: Sequence[int]
) -> pl.DataFrame:
    place = np.repeat(np.arange(nodes.n), len(coming))
    keys = {c: pl.Series([nodes.keys[i][k] for i in place], dtype=pl.String) for k, c in enumerate(columns)}
    ends = [(f"{side}-{s}", 0.5 + sign * s / 200) for s in sorted(shares) for side, sign in (("lo", -1), ("hi", 1))]
    values = quantiles(nodes, found.drawn, tuple(q for _, q in ends)) if ends else np.zeros((0, nodes.n, len(coming)))
    return pl.DataFrame(
        {
            "group": [nodes.names[i] for i in place],
            **keys,
            "ds": list(coming) * nodes.n,
            "mean": found.mean.ravel(),
            **{name: v.ravel() for (name, _), v in zip(ends, values, strict=True)},
        }
    )
