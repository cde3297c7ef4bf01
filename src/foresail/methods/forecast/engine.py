"""`forecast`: from a long frame to forecasts with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.blend.spread import Spread, growth_of
from foresail.methods.forecast.local import local_forecasts
from foresail.methods.forecast.measures import naive_scale
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.reading import read_panel
from foresail.methods.forecast.result import Forecast
from foresail.methods.forecast.words import refuse

Mode = Literal["best", "fast"]


def forecast(
    frame: Any,
    horizon: int,
    season: int | None = None,
    levels: Sequence[float] = (80, 95),
    mode: Mode = "best",
    future: Any = None,
    static: Any = None,
    workers: int | None = None,
    seed: int = 0,
    *,
    as_of: date | None = None,
) -> Forecast:
    """Forecast every series of a long frame.

    Parameters
    ----------
    frame
        Polars, pandas or Arrow table (or a mapping of columns) with `ds` (dates, times, ISO text or whole numbers), `y`
        and, where there are several series, `unique_id`. `sold_out` flags periods whose demand was higher than `y`.
        Further columns of numbers or flags are covariates.
    horizon
        Periods ahead, 1 to 2,000.
    season
        Periods in a season; found from the dates where not given, 1 for none.
    levels
        Of the intervals, in percent; none are made for an empty one, which is much faster.
    mode
        "best" tests on past origins and lets a global model join; "fast" takes local models only.
    future
        The covariates that are known for the coming periods: `unique_id` (left out: the same for all), `ds` and a value
        for each period. A covariate that is not in it counts as known in the past only.
    static
        `unique_id` and columns that do not change.
    workers
        Threads; as many as there are cores where not given.
    seed
        Of what is drawn: the same seed, the same answer.
    as_of
        Rows of later dates are refused.

    Raises
    ------
    InvalidInput
        Two values in a period, text or infinite values, a wrong horizon, a covariate without a coming value, dates
        after `as_of`.

    Notes
    -----
    Missing periods are unknown, not zero. Rows at the end without a value are no history. Values that were never below
    zero are not forecast below it.

    Examples
    --------
    >>> made = forecast({"ds": ["2025-01-01", "2025-02-01", "2025-03-01"], "y": [3.0, 3.0, 3.0]}, 2, levels=())
    >>> made.frame.select(pl.col("ds").cast(pl.String), "mean").rows()
    [('2025-04-01', 3.0), ('2025-05-01', 3.0)]
    """
    panel = read_panel(frame, horizon, future, static, as_of)
    return forecast_panel(panel, horizon, season=season, levels=levels, mode=mode, workers=workers, seed=seed)


def main_season(panel: Panel) -> int:
    """The usual season of the panel's step: the shortest."""
    return panel.steps.seasons[0]


def forecast_panel(
    panel: Panel,
    horizon: int,
    *,
    season: int | None,
    levels: Sequence[float],
    mode: Mode,
    workers: int | None,
    seed: int,
) -> Forecast:
    """Forecast a panel that was read."""
    del workers
    _check(season, levels, mode)
    m = season or main_season(panel)
    made = local_forecasts(panel.y, panel.starts[:-1], panel.starts[1:], m, horizon)
    mean = made.values[1:].mean(axis=0)
    low = np.minimum.reduceat(np.nan_to_num(panel.y), panel.starts[:-1])
    floor = np.where(low >= 0, 0.0, -np.inf)
    spread = _spread(panel, m, horizon) if levels else None
    return Forecast(_frame(panel, mean, spread, levels, floor), _report(panel, m), mean, spread, floor, seed)


def _check(season: int | None, levels: Sequence[float], mode: str) -> None:
    if season is not None and season < 1:
        raise refuse(
            f"A season has at least one period, not {season}.", f"季节至少一个时期，而不是 {season}。", where="season"
        )
    if any(not 0 < level < 100 for level in levels):
        raise refuse("Levels lie between 0 and 100.", "置信水平应在 0 与 100 之间。", where="levels")
    if mode not in ("best", "fast"):
        raise refuse(
            f"The mode is 'best' or 'fast', not {mode!r}.", f"模式应为 best 或 fast，而不是 {mode!r}。", where="mode"
        )


def _spread(panel: Panel, m: int, horizon: int) -> Spread:
    scale = np.array([naive_scale(panel.series(i), m) for i in range(panel.size)])
    scale = np.where(scale > 0, scale, 0.0)
    rows = []
    for last in range(horizon, horizon + 3):
        fit = np.flatnonzero(panel.lengths > last + 6)
        if not len(fit):
            break
        ends = panel.starts[fit] + panel.lengths[fit] - last
        made = local_forecasts(panel.y, panel.starts[fit], ends, m, horizon).values[1:].mean(axis=0)
        came = panel.y[ends[:, None] + np.arange(horizon)]
        with np.errstate(invalid="ignore", divide="ignore"):
            rows.append((came - made) / scale[fit][:, None])
    misses = np.concatenate(rows) if rows else np.zeros((0, horizon))
    misses = misses[np.isfinite(misses).all(axis=1)]
    return Spread(misses, growth_of(misses), scale)


def _frame(panel: Panel, mean: Floats, spread: Spread | None, levels: Sequence[float], floor: Floats) -> pl.DataFrame:
    size, horizon = mean.shape
    columns: dict[str, Any] = {"mean": mean, "median": mean}
    if spread is not None:
        middle = np.maximum(mean + spread.quantile(0.5), floor[:, None])
        columns["median"] = middle
        for level in sorted(levels):
            low, high = (mean + spread.quantile(0.5 + side * level / 200) for side in (-1, 1))
            columns[f"lo-{level:g}"] = np.maximum(np.minimum(low, middle), floor[:, None])
            columns[f"hi-{level:g}"] = np.maximum(np.maximum(high, middle), floor[:, None])
    return pl.DataFrame(
        {
            "unique_id": panel.ids.gather(np.repeat(np.arange(size), horizon)),
            "ds": panel.coming_dates(horizon),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )


def _report(panel: Panel, m: int) -> pl.DataFrame:
    size = panel.size
    return pl.DataFrame(
        {
            "unique_id": panel.ids,
            "n": panel.lengths,
            "season": np.full(size, m),
            "kind": ["smooth"] * size,
            "models": [["theta", "damped", "level", "autoregression"]] * size,
            "weights": [[0.25] * 4] * size,
            "warnings": pl.Series([[]] * size, dtype=pl.List(pl.String)),
        }
    )
