"""Events by period and group, as series of many levels without holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.periods import Grain, elapsed, index_of, period_of

LATE = 0.25
"""A first period of which more than this share had passed before its first event is taken as incomplete."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Series of several levels over the same whole periods.

    Parameters
    ----------
    keys
        (level, values of its columns) of each series.
    periods
        First days of the whole periods.
    y, base
        Values, and for shares their denominators; shape (series, periods). NaN before a series begins, and where a
        share has no denominator.
    so_far
        What the running period has brought, shape (series,); 0 where the day ends a period.
    elapsed
        The share of the running period that has passed; 0 where the day ends one.
    left_out
        How many smaller or ended series were left out.
    """

    keys: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    periods: tuple[date, ...]
    y: Floats
    so_far: Floats
    elapsed: float
    grain: Grain
    left_out: int

    @property
    def names(self) -> tuple[str, ...]:
        """`region=华东/category=硬件`; `company` for the whole."""
        return tuple("/".join(f"{c}={v}" for c, v in zip(*key, strict=True)) or "company" for key in self.keys)

    def coming(self, horizon: int) -> list[date]:
        """First days of the periods to forecast."""
        last = index_of(self.periods[-1], self.grain)
        return [period_of(last + 1 + j, self.grain) for j in range(horizon)]

    def completed(self, values: Floats) -> Floats:
        """Forecasts of whole periods with what the running one has brought put in, shape (series, h)."""
        if not self.elapsed:
            return values
        out = values.copy()
        out[:, 0] = self.so_far + (1 - self.elapsed) * values[:, 0]
        return out


def lay_out(
    frame: pl.DataFrame,
    levels: Sequence[Sequence[str]],
    grain: Grain,
    as_of: date,
    *,
    share: bool = False,
    ended: int = 0,
    most: int = 300,
) -> Panel | None:
    """Sum events into series.

    Parameters
    ----------
    frame
        `period` (first day), the columns of the levels, `value`, `base`, `first_on`.
    levels
        Columns of each level; an empty one is the company.
    as_of
        The day up to which events are known.
    share
        Values are `value` ÷ `base`.
    ended
        Series with nothing in the last so many whole periods are left out.
    most
        Most series a level, the largest ones.

    Returns
    -------
    None where there is not one whole period.
    """
    if not frame.height:
        return None
    part = elapsed(as_of, grain)
    last = index_of(as_of, grain) - (0 if part == 1.0 else 1)
    first_day: date = frame["first_on"].min()  # type: ignore[assignment]
    first = index_of(first_day, grain)
    if grain != "day" and elapsed(first_day, grain) > LATE + 1 / 31:
        first += 1
    n = last - first + 1
    if n < 1:
        return None
    numbered = frame.with_columns(
        pl.col("period").map_elements(lambda d: index_of(d, grain), return_dtype=pl.Int64).alias("_at")
        - first
    ).filter(pl.col("_at") >= 0)  # fmt: skip
    keys: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    rows: list[tuple[Floats, float]] = []
    left_out = 0
    for level in levels:
        found = _level(numbered, tuple(level), n, share=share)
        alive = [s for s in found if not ended or _lives(s[1][max(0, n - ended) :], share=share)]
        alive.sort(key=lambda s: (-float(np.nansum(np.abs(s[1]))), s[0]))
        left_out += len(found) - len(alive[:most])
        for values, series, running in sorted(alive[:most], key=lambda s: s[0]):
            keys.append((tuple(level), values))
            rows.append((series, running))
    y = np.array([r[0] for r in rows]).reshape(len(rows), n)
    so_far = np.array([r[1] if part < 1.0 else 0.0 for r in rows], dtype=np.float64)
    periods = tuple(period_of(first + i, grain) for i in range(n))
    return Panel(tuple(keys), periods, y, so_far, part if part < 1.0 else 0.0, grain, left_out)


def _lives(recent: Floats, *, share: bool) -> bool:
    """Whether anything happened; a share may be zero."""
    return not np.isnan(recent).all() if share else bool(np.nansum(np.abs(recent)) > 0)


def _level(
    numbered: pl.DataFrame, level: tuple[str, ...], n: int, *, share: bool
) -> list[tuple[tuple[str, ...], Floats, float]]:
    """(values of the columns, series, so far) of each series of a level."""
    summed = numbered.group_by([*level, "_at"]).agg(pl.col("value").sum(), pl.col("base").sum()).sort([*level, "_at"])
    found: dict[tuple[str, ...], tuple[Floats, Floats]] = {}
    for row in summed.iter_rows():
        key, (at, value, base) = tuple(str(v) for v in row[:-3]), row[-3:]
        top, bottom = found.setdefault(key, (np.zeros(n + 1), np.zeros(n + 1)))
        if at <= n:
            top[at] += value
            bottom[at] += base or 0.0
    return [_series(key, top, bottom, n, share=share) for key, (top, bottom) in found.items()]


def _series(
    key: tuple[str, ...], top: Floats, bottom: Floats, n: int, *, share: bool
) -> tuple[tuple[str, ...], Floats, float]:
    if share:
        with np.errstate(invalid="ignore", divide="ignore"):
            return key, np.where(bottom[:n] != 0, top[:n] / bottom[:n], np.nan), 0.0
    y = top[:n].copy()
    begun = np.flatnonzero(y)
    y[: int(begun[0]) if len(begun) else n] = np.nan
    return key, y, float(top[n])
