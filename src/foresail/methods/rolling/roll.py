"""The engine on many series: the coming periods, and what it would have said on past days."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl

from foresail.methods.forecast import backtest, forecast
from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.habits import HABITS, NAIVE, Habit
from foresail.methods.rolling.periods import SEASON, Grain, add

ENGINE = "engine"
LEVELS = (80, 95)
KEEP = 12


@dataclass(frozen=True, eq=False)
class Rolled:
    """Forecasts of every series by every method.

    Parameters
    ----------
    methods
        `engine`, and the habits of `HABITS`.
    known
        How many values were known at each origin, rising, shape (origins,).
    actual
        What came, NaN where it has not come yet, shape (origins, series, h).
    past
        Method → forecasts made at the origins, shape (origins, series, h); NaN where a series was too short.
    coming
        Method → forecasts of the coming periods, shape (series, h).
    low, high
        Level → ends of the engine's intervals, shape (series, h).
    report
        The engine's report, a row a series in order.
    """

    known: tuple[int, ...]
    actual: Floats
    past: Mapping[str, Floats]
    coming: Mapping[str, Floats]
    median: Floats
    low: Mapping[int, Floats]
    high: Mapping[int, Floats]
    paths: Floats
    report: pl.DataFrame

    @property
    def methods(self) -> tuple[str, ...]:
        return tuple(self.past)

    def scaled(self, unit: Floats | float) -> Rolled:
        """The same in another unit: one for all, or one a series, shape (series, 1)."""
        each: Floats = np.asarray(unit, dtype=np.float64)
        return replace(
            self,
            actual=self.actual * each,
            past={k: v * each for k, v in self.past.items()},
            coming={k: v * each for k, v in self.coming.items()},
            median=self.median * each,
            low={k: v * each for k, v in self.low.items()},
            high={k: v * each for k, v in self.high.items()},
            paths=self.paths * (each[..., None] if each.ndim else each),
        )

    def wape(self, method: str, series: slice | int = slice(None)) -> float:
        """Sum of absolute errors over the sum of absolute actuals, where both the method and the engine spoke."""
        actual, made = self.actual[:, series], self.past[method][:, series]
        told = ~np.isnan(actual) & ~np.isnan(made) & ~np.isnan(self.past[ENGINE][:, series])
        total = float(np.abs(actual[told]).sum())
        return float(np.abs(actual - made)[told].sum()) / total if total > 0 else 0.0

    def bias(self, method: str, series: slice | int = slice(None)) -> float:
        """Sum of (forecast − actual) over the sum of absolute actuals: positive is too high."""
        actual, made = self.actual[:, series], self.past[method][:, series]
        told = ~np.isnan(actual) & ~np.isnan(made)
        total = float(np.abs(actual[told]).sum())
        return float((made - actual)[told].sum()) / total if total > 0 else 0.0


_KEPT: OrderedDict[str, Rolled] = OrderedDict()
"""The last results by their whole input: a run and its evidence ask the same."""


def roll(
    y: Floats,
    periods: Sequence[date],
    horizon: int,
    *,
    grain: Grain = "month",
    origins: int = 8,
    mode: str = "fast",
    levels: Sequence[int] = LEVELS,
    covariates: Mapping[str, Floats] | None = None,
    paths: int = 0,
    seed: int = 0,
) -> Rolled:
    """Forecast the coming periods, and from the last past origins.

    Parameters
    ----------
    y
        Shape (series, n); NaN before a series begins and where nothing is known.
    periods
        First days of the n periods, without holes.
    origins
        How many past origins: the last ones, one a period, as far as 4 values are known. 0 tests nothing.
    covariates
        Name → values known in advance, shape (series, n + horizon).
    paths
        Sample paths to draw a series.

    Notes
    -----
    Values are measured in units of the panel's mean and rounded to twelve digits, so that another unit of money gives
    the same answer to the last digit. The result is kept for the next question with the same input.

    Examples
    --------
    >>> from datetime import date
    >>> months = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(36)]
    >>> made = roll(np.full((1, 36), 7.0), months, 2, origins=3)
    >>> made.coming["engine"].round(6).tolist(), made.known
    ([[7.0, 7.0]], (33, 34, 35))
    """
    unit = float(np.nanmean(np.abs(y))) if y.size and not np.isnan(y).all() else 1.0
    unit = unit if unit > 0 else 1.0
    plain = np.round(y / unit, 12)
    known = tuple(range(max(4, y.shape[1] - origins), y.shape[1])) if origins else ()
    more = dict(covariates or {})
    key = _key(plain, periods[0], horizon, grain, known, mode, tuple(levels), paths, seed, more)
    if key not in _KEPT:
        _KEPT[key] = _made(plain, list(periods), horizon, grain, known, mode, levels, more, paths, seed)
        while len(_KEPT) > KEEP:
            _KEPT.popitem(last=False)
    return _KEPT[key].scaled(unit)


def _made(
    y: Floats,
    periods: list[date],
    horizon: int,
    grain: Grain,
    known: tuple[int, ...],
    mode: str,
    levels: Sequence[int],
    more: Mapping[str, Floats],
    paths: int,
    seed: int,
) -> Rolled:
    frame, future = _long(y, periods, horizon, grain, more)
    season = _season(y.shape[1], grain)
    made = forecast(frame, horizon, season, levels, mode, future, seed=seed)  # type: ignore[arg-type]
    shape = (len(y), horizon)
    past = {name: np.full((len(known), *shape), np.nan) for name in (ENGINE, *HABITS)}
    actual = np.full((len(known), *shape), np.nan)
    for row, n in enumerate(known):
        actual[row, :, : y.shape[1] - n] = y[:, n : n + horizon]
        for name, habit in HABITS.items():
            past[name][row] = _by_habit(habit, y[:, :n], SEASON[grain], horizon)
    if known:
        _fill_engine(past[ENGINE], frame, horizon, season, mode, known, y.shape[1], future, seed)
    return Rolled(
        known=known,
        actual=actual,
        past=past,
        coming={ENGINE: made.mean, **{k: _by_habit(f, y, SEASON[grain], horizon) for k, f in HABITS.items()}},
        median=made.frame["median"].to_numpy().reshape(shape),
        low={level: made.frame[f"lo-{level}"].to_numpy().reshape(shape) for level in levels},
        high={level: made.frame[f"hi-{level}"].to_numpy().reshape(shape) for level in levels},
        paths=made.paths(paths) if paths else np.zeros((len(y), 0, horizon)),
        report=made.report,
    )


def _fill_engine(
    out: Floats,
    frame: pl.DataFrame,
    horizon: int,
    season: int | None,
    mode: str,
    known: tuple[int, ...],
    n: int,
    future: pl.DataFrame | None,
    seed: int,
) -> None:
    """What the engine would have said at each origin; series that had not begun stay unknown."""
    longest = int(frame.group_by("unique_id").len()["len"].max() or 0)  # type: ignore[arg-type]
    left = [n - k for k in known if longest > n - k]
    if not left:
        return
    told = backtest(
        frame, horizon, left, season=season, levels=(), mode=mode, future=future, seed=seed  # type: ignore[arg-type]
    ).frame  # fmt: skip
    order = {d: i for i, d in enumerate(sorted(frame["ds"].unique().to_list()))}
    row = {k: i for i, k in enumerate(known)}
    places = told.select("unique_id", "origin", "ahead", "mean").iter_rows()
    for name, origin, ahead, mean in places:
        at = row.get(order[origin] + 1)
        if at is not None:
            out[at, int(name), ahead - 1] = mean


def _long(
    y: Floats, periods: list[date], horizon: int, grain: Grain, more: Mapping[str, Floats]
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """The values as a long frame; the rows before a series begins are left out."""
    n = y.shape[1]
    begun = np.array([int(np.argmax(~np.isnan(row))) if not np.isnan(row).all() else n - 1 for row in y])
    ids = [f"{i:06d}" for i in range(len(y))]
    rows = np.concatenate([np.arange(b, n) + i * n for i, b in enumerate(begun)])
    dates = pl.Series("ds", periods, dtype=pl.Date)
    frame = pl.DataFrame(
        {
            "unique_id": pl.Series(ids).gather(rows // n),
            "ds": dates.gather(rows % n),
            "y": pl.Series(_never_zero(y).ravel()[rows]).fill_nan(None),
            **{name: np.ascontiguousarray(values[:, :n]).ravel()[rows] for name, values in more.items()},
        }
    )
    # A series whose last values are unknown goes on to the last period all the same: nothing was sold.
    frame = frame.with_columns(pl.when(pl.col("ds") == periods[-1]).then(pl.col("y").fill_null(0.0)).otherwise("y"))
    if not more:
        return frame, None
    ahead = pl.Series("ds", [add(periods[-1], j + 1, grain) for j in range(horizon)], dtype=pl.Date)
    places = np.tile(np.arange(horizon), len(y))
    names = pl.Series(ids).gather(np.repeat(np.arange(len(y)), horizon))
    values = {name: np.ascontiguousarray(found[:, n:]).ravel() for name, found in more.items()}
    return frame, pl.DataFrame({"unique_id": names, "ds": ahead.gather(places), **values})


def _never_zero(y: Floats) -> Floats:
    """A series of which nothing was ever known counts as zero."""
    never = np.isnan(y).all(axis=1, keepdims=True)
    return np.asarray(np.where(never, 0.0, y), dtype=np.float64)


def _by_habit(habit: Habit, y: Floats, m: int, h: int) -> Floats:
    rows = []
    for row in y:
        told = np.flatnonzero(~np.isnan(row))
        rows.append(habit(row[int(told[0]) :], m, h) if len(told) else np.full(h, np.nan))
    return np.array(rows, dtype=np.float64).reshape(len(y), h)


def _season(n: int, grain: Grain) -> int | None:
    """Found by the engine from the dates, but none where not even one season has passed."""
    return None if n > SEASON[grain] else 1


def _key(y: Floats, *rest: object) -> str:
    digest = hashlib.sha256(np.ascontiguousarray(y).tobytes())
    more = rest[-1]
    digest.update(repr((y.shape, *rest[:-1])).encode())
    if isinstance(more, dict):
        for name in sorted(more):
            digest.update(name.encode() + np.ascontiguousarray(more[name]).tobytes())
    return digest.hexdigest()


__all__ = ["ENGINE", "LEVELS", "NAIVE", "Rolled", "roll"]
