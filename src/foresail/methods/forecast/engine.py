"""`forecast`: from a long frame to forecasts with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.blend.past import (
    GLOBAL,
    Tried,
    global_answer,
    global_model,
    joined,
    mean_miss,
    past_tests,
    sampled,
)
from foresail.methods.forecast.blend.spread import Spread, spread_of
from foresail.methods.forecast.blend.weights import Choice, choose, combined
from foresail.methods.forecast.calendar.columns import with_calendar
from foresail.methods.forecast.groups import Group, Seasons, forecast_groups, seasons_of, with_long_season
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.prepare import CONSTANT, INTERMITTENT
from foresail.methods.forecast.reading import read_panel
from foresail.methods.forecast.report import Report
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
    calendar: str | None = None,
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
    calendar
        Two letters of a country: its working days and holidays (and the Chinese New Year where business rests then)
        count as known in advance.
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
    if calendar:
        panel = with_calendar(panel, calendar, horizon)
    return forecast_panel(panel, horizon, season=season, levels=levels, mode=mode, workers=workers, seed=seed)


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
    _check(season, levels, mode)
    seasons = seasons_of(panel, season)
    wide = with_long_season(panel, seasons, horizon)
    tried, effects = _test(wide, seasons, horizon, mode, bool(levels), workers, seed)
    ready, groups = forecast_groups(wide, seasons, horizon, workers, effects=effects)
    said = None
    if any(GLOBAL in t.names for t in tried):
        model = global_model(ready, seasons, horizon, workers, seed)
        said = None if model is None else global_answer(model, ready, seasons, horizon)
    mean, spreads, report = np.empty((panel.size, horizon)), [], Report(ready, seasons)
    for group in groups:
        names, values = joined(group, said)
        tests = [t for t in tried if t.kind == group.kind]
        choice = choose(names, tests)
        mean[group.which] = group.naive if choice.naive else combined(names, values, choice.weights)
        report.add(group, choice, tests)
        if levels:
            spreads.append((group.which, _spread(group, tests, choice, panel.size, horizon)))
    floor = np.where(np.minimum.reduceat(ready.y, panel.starts[:-1]) >= 0, 0.0, -np.inf)
    frame = _frame(panel, mean, spreads, levels, floor)
    return Forecast(frame, report.frame(), mean, tuple(spreads), floor, seed)


def _test(
    panel: Panel, seasons: Seasons, horizon: int, mode: Mode, intervals: bool, workers: int | None, seed: int
) -> tuple[list[Tried], bool]:
    """Past tests, and whether the effects of columns known ahead are worth taking out for the local models."""
    if mode == "fast" and not intervals:
        return [], bool(panel.ahead)
    some, which = sampled(panel, seed)
    with_effects = bool(panel.ahead)
    asked: dict[str, Any] = {"trees": mode == "best", "workers": workers, "seed": seed}
    tried = past_tests(some, seasons, horizon, effects=with_effects, **asked)
    if with_effects and tried:
        plain = past_tests(some, seasons, horizon, effects=False, **asked)
        if mean_miss(plain) < mean_miss(tried):
            tried, with_effects = plain, False
    return [t._replace(which=which[t.which]) for t in tried], with_effects


def _spread(group: Group, tests: Sequence[Tried], choice: Choice, size: int, horizon: int) -> Spread:
    scale = np.zeros(size)
    scale[group.which] = group.scale
    found = spread_of(tests, choice, scale, horizon, both_sides=group.kind != INTERMITTENT)
    unit = found.scale[group.which]
    return replace(found, scale=np.where(group.kind == CONSTANT, 0.0, unit))


def _check(season: int | None, levels: Sequence[float], mode: str) -> None:
    if season is not None and season < 1:
        words = f"A season has at least one period, not {season}.", f"季节至少一个时期，而不是 {season}。"
        raise refuse(*words, where="season")
    if any(not 0 < level < 100 for level in levels):
        raise refuse("Levels lie between 0 and 100.", "置信水平应在 0 与 100 之间。", where="levels")
    if mode not in ("best", "fast"):
        words = f"The mode is 'best' or 'fast', not {mode!r}.", f"模式应为 best 或 fast，而不是 {mode!r}。"
        raise refuse(*words, where="mode")


def _frame(
    panel: Panel, mean: Floats, spreads: Sequence[tuple[Ints, Spread]], levels: Sequence[float], floor: Floats
) -> pl.DataFrame:
    size, horizon = mean.shape
    least = floor[:, None]
    columns: dict[str, Floats] = {"mean": np.maximum(mean, least), "median": np.maximum(mean, least)}
    names = [(level, f"lo-{level:g}", f"hi-{level:g}") for level in sorted(levels)]
    for _, low, high in names:
        columns[low], columns[high] = np.empty_like(mean), np.empty_like(mean)
    for which, spread in spreads:
        middle = mean[which] + spread.quantile(0.5)
        columns["median"][which] = np.maximum(middle, least[which])
        down = up = middle
        for level, low, high in names:
            # A wider level never lies inside a narrower one.
            down = np.minimum(down, mean[which] + spread.quantile(0.5 - level / 200))
            up = np.maximum(up, mean[which] + spread.quantile(0.5 + level / 200))
            columns[low][which], columns[high][which] = np.maximum(down, least[which]), np.maximum(up, least[which])
    return pl.DataFrame(
        {
            "unique_id": panel.ids.gather(np.repeat(np.arange(size), horizon)),
            "ds": panel.coming_dates(horizon),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )
