"""Season and moving holidays: taken out before the models, put back after."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def seasonal_indices(y: Floats, m: int) -> Floats:
    """Multiplicative indices of the m places in the season, of mean 1; the last value has the place (n − 1) mod m.

    Log ratios to the centred moving average, averaged by place (classical decomposition) and drawn toward 1 as far as
    they differ less between places than within them (James and Stein 1961).

    Parameters
    ----------
    y
        Positive values, shape (n,). With a season or less, or any value ≤ 0, all indices are 1.
    """
    n = len(y)
    if m < 2 or n <= m or y.min() <= 0:
        return np.ones(max(m, 1))
    ratio = np.log(y) - _trend(y, m)
    places = np.arange(n) % m
    count = np.bincount(places, minlength=m).astype(np.float64)
    mean = np.bincount(places, weights=ratio, minlength=m) / count
    mean -= mean.mean()
    index = np.exp(_kept(ratio, mean, places, n, m) * mean)
    return np.asarray(index / index.mean(), dtype=np.float64)


ONE_SEASON = 0.7
"""What is kept of a season that was seen hardly more than once, where its steadiness cannot be judged."""


def _kept(ratio: Floats, mean: Floats, places: NDArray[np.int64], n: int, m: int) -> float:
    """The share of the differences between places that is more than noise."""
    if n < 2 * m:
        return ONE_SEASON
    within = float(np.sum((ratio - mean[places]) ** 2) / max(n - m - 1, 1))
    between = float(np.sum(mean**2) / max(m - 1, 1))
    return max(0.0, 1.0 - within * m / n / between) if between > 0 else 0.0


def _trend(y: Floats, m: int) -> Floats:
    """Log trend: the centred moving average, its ends carried on by its mean growth; a level where there is no room."""
    z = np.log(y)
    if len(y) < 2 * m:
        return np.full(len(y), float(z[-m:].mean()))
    middle = np.log(_centred(y, m))
    good = np.flatnonzero(~np.isnan(middle))
    first, last = int(good[0]), int(good[-1])
    slope = float((middle[last] - middle[first]) / max(last - first, 1))
    middle[:first] = middle[first] - slope * np.arange(first, 0, -1)
    middle[last + 1 :] = middle[last] + slope * np.arange(1, len(y) - last)
    return np.asarray(middle, dtype=np.float64)


def _centred(y: Floats, m: int) -> Floats:
    """Moving average over one season; NaN at the ends, where it does not fit."""
    weights = np.ones(m) / m if m % 2 else np.concatenate([[0.5], np.ones(m - 1), [0.5]]) / m
    half = len(weights) // 2
    middle = np.convolve(y, weights, mode="valid")
    if len(middle) < 2:
        return np.full(len(y), float(y.mean()))
    out = np.full(len(y), np.nan)
    out[half : half + len(middle)] = middle
    return out


class Effect(NamedTuple):
    """The effect of a moving holiday in log points per unit of exposure, and the usual exposure of each place."""

    slope: float
    usual: Floats


def holiday_effect(y: Floats, x: Floats, m: int, ridge: float = 0.2) -> Effect:
    """How a holiday that moves between periods changes them, season apart.

    Parameters
    ----------
    y
        Positive values, shape (n,).
    x
        Exposure of each period (share of the holiday's days that fall in it), shape (n,).
    ridge
        Pull toward no effect, in units of exposure squared.

    Notes
    -----
    The exposure less its usual value in the same place of the season meets the deseasonalised log residual; only what
    moves is measured, so the season is not counted twice. Needs two seasons.
    """
    n = len(y)
    places = np.arange(n) % m
    usual = np.array([float(x[places == p].mean()) if np.any(places == p) else 0.0 for p in range(m)])
    if n < 2 * m or y.min() <= 0:
        return Effect(0.0, usual)
    moved = x - usual[places]
    trend = np.log(_centred(y, m))
    residual = np.log(y) - trend
    good = ~np.isnan(residual)
    mean = np.array(
        [float(residual[good & (places == p)].mean()) if np.any(good & (places == p)) else 0.0 for p in range(m)]
    )
    left = residual - mean[places]
    around = (
        moved
        - np.array(
            [float(moved[good & (places == p)].mean()) if np.any(good & (places == p)) else 0.0 for p in range(m)]
        )[places]
    )
    slope = float(np.sum(around[good] * left[good]) / (np.sum(around[good] ** 2) + ridge))
    return Effect(float(np.clip(slope, -1.5, 1.5)), usual)
