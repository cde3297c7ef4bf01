"""The methods that people use by hand: what any forecast has to beat."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foresail.methods.forecast.arrays import Floats

NAIVE = "seasonal_naive"
Habit = Callable[[Floats, int, int], Floats]


def seasonal_naive(y: Floats, m: int, h: int) -> Floats:
    """The same period of the last season; the last value where there is no whole season.

    Parameters
    ----------
    y
        Known values, shape (n,), n ≥ 1; NaN counts as zero.
    m, h
        Periods in a season, and ahead.
    """
    known = np.nan_to_num(y)
    return known[len(y) - m + np.arange(h) % m] if len(y) >= m else np.full(h, known[-1])


def last_three(y: Floats, m: int, h: int) -> Floats:
    """The mean of the last three periods."""
    del m
    return np.full(h, float(np.nan_to_num(y[-3:]).mean()))


def last_year_grown(y: Floats, m: int, h: int) -> Floats:
    """The same period of the last season times the growth of the last season over the one before, at most halved or
    doubled."""
    base = seasonal_naive(y, m, h)
    if len(y) < 2 * m:
        return base
    known = np.nan_to_num(y)
    now, before = float(known[-m:].sum()), float(known[-2 * m : -m].sum())
    return base * float(np.clip(now / before, 0.5, 2.0)) if before > 0 and now > 0 else base


HABITS: dict[str, Habit] = {NAIVE: seasonal_naive, "last_year_grown": last_year_grown, "last_three": last_three}
