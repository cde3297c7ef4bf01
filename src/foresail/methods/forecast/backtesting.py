"""`backtest`: the whole engine on past origins, each knowing only what was known then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.forecast.calendar.columns import with_calendar
from foresail.methods.forecast.engine import Mode, forecast_panel
from foresail.methods.forecast.groups import seasons_of
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.reading import read_panel
from foresail.methods.forecast.result import Backtested
from foresail.methods.forecast.scores import evaluate
from foresail.methods.forecast.words import refuse


def backtest(
    frame: Any,
    horizon: int,
    origins: int | Sequence[int] = 3,
    *,
    step: int | None = None,
    season: int | None = None,
    levels: Sequence[float] = (80, 95),
    mode: Mode = "best",
    future: Any = None,
    static: Any = None,
    workers: int | None = None,
    seed: int = 0,
    calendar: str | None = None,
    as_of: date | None = None,
) -> Backtested:
    """Forecast from past origins and measure.

    Parameters
    ----------
    origins
        How many origins, the latest such that its whole horizon is known; or, for each, the periods left out at the
        end.
    step
        Periods between origins; a horizon where not given.
    future
        As for `forecast`: its columns count as known in advance at every origin.

    Returns
    -------
    Frames with the forecasts and the measures beside the seasonal naive's.

    Raises
    ------
    InvalidInput
        If an input cannot be used, or no series is longer than what is left out.
    """
    panel = read_panel(frame, horizon, future, static, as_of)
    if calendar:
        panel = with_calendar(panel, calendar, horizon)
    between = step or horizon
    lasts = [horizon + k * between for k in range(origins)][::-1] if isinstance(origins, int) else list(origins)
    if not lasts or min(lasts) < 1 or panel.lengths.max() <= max(lasts):
        raise refuse(
            f"No series is longer than the {max(lasts, default=0)} periods that are left out.",
            f"没有序列长于被留出的 {max(lasts, default=0)} 个时期。",
            where="origins",
            next_en="Ask for fewer origins or a shorter horizon.",
            next_zh="请减少起点数或缩短预测期。",
        )
    settings: dict[str, Any] = {"season": season, "levels": levels, "mode": mode, "workers": workers, "seed": seed}
    parts = []
    for last in lasts:
        whole = panel.take(np.flatnonzero(panel.lengths > last))
        then = whole.cut(last, horizon)
        made = forecast_panel(then, horizon, **settings)
        parts.append(_beside(made.frame, whole, then, horizon, last, season))
    everything = pl.concat(parts)
    scores = _scores(everything, _history(panel, max(lasts)), seasons_of(panel, season).main)
    return Backtested(everything, scores, made.report)


def _scores(everything: pl.DataFrame, history: pl.DataFrame, m: int) -> pl.DataFrame:
    """The engine and the baseline over all origins."""
    actual = everything.select("unique_id", "ds", "y").unique(["unique_id", "ds"])
    scores = []
    for name, column in (("forecast", "mean"), ("seasonal_naive", "seasonal_naive")):
        told = everything if name == "forecast" else everything.select("unique_id", "ds", "seasonal_naive")
        measured = evaluate(told, actual, history, season=m, point=column)
        scores.append(measured.insert_column(0, pl.Series("method", [name])))
    return pl.concat(scores, how="diagonal")


def _beside(made: pl.DataFrame, whole: Panel, then: Panel, horizon: int, last: int, season: int | None) -> pl.DataFrame:
    m = seasons_of(whole, season).main
    rows = []
    naive = np.empty((then.size, horizon))
    for i in range(then.size):
        y, known = whole.series(i), len(then.series(i))
        came = np.full(horizon, np.nan)
        seen = y[known : known + horizon]
        came[: len(seen)] = seen
        rows.append(came)
        past = y[:known]
        naive[i] = past[known - m + np.arange(horizon) % m] if known >= m else past[-1]
    origin = then.steps.date(then.first + then.lengths - 1)
    return made.with_columns(
        origin=pl.Series(np.repeat(np.arange(then.size), horizon)).replace_strict(
            np.arange(then.size), origin, return_dtype=origin.dtype
        ),
        ahead=pl.Series(np.tile(np.arange(1, horizon + 1), then.size)),
        y=pl.Series(np.concatenate(rows)).fill_nan(None),
        seasonal_naive=pl.Series(naive.ravel()),
    ).filter(pl.col("y").is_not_null() & (pl.col("ahead") <= max(last, horizon)))


def _history(panel: Panel, last: int) -> pl.DataFrame:
    """What was known at the first origin: the unit of scaled measures."""
    keep = np.where(panel.lengths > last, panel.lengths - last, 0)
    rows = [np.arange(s, s + k) for s, k in zip(panel.starts[:-1], keep, strict=True)]
    places = np.concatenate(rows).astype(np.int64)
    owner = np.repeat(np.arange(panel.size), keep)
    return pl.DataFrame({"unique_id": panel.ids.gather(owner), "ds": places, "y": panel.y[places]}).with_columns(
        pl.col("y").fill_nan(None)
    )
