# mypy: disable-error-code="no-any-return"
"""The simplest forecasts: one season before, the straight line, and those of demand that often is zero."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.season import average, fill


@kernel
def fit_naive(y: Floats, m: int, ahead: Floats) -> None:
    """The value one season before; the last value where there is no whole season."""
    n = len(y)
    for j in range(len(ahead)):
        ahead[j] = y[n - m + j % m] if n >= m else y[n - 1]


@kernel
def fit_drift(y: Floats, ahead: Floats) -> None:
    """The last value, going on by the mean step."""
    n = len(y)
    step = (y[n - 1] - y[0]) / (n - 1) if n > 1 else 0.0
    for j in range(len(ahead)):
        ahead[j] = y[n - 1] + (j + 1) * step


@kernel
def smooth(y: Floats, out: Floats) -> float:
    """Simple exponential smoothing, alpha of the smallest squared miss on a grid; the level goes to out[0]."""
    least = np.inf
    for i in range(1, 20):
        a, level, squares = 0.05 * i, y[0], 0.0
        for value in y:
            squares += (value - level) ** 2
            level += a * (value - level)
        if squares < least:
            least = squares
            out[0] = level
    return least


@kernel
def intervals(y: Floats, sizes: Floats, gaps: Floats) -> int:
    """Sizes of demand and periods from one to the next; how many there are."""
    found, since = 0, 1.0
    for value in y:
        if value != 0:
            sizes[found], gaps[found] = value, since
            found += 1
            since = 1.0
        else:
            since += 1
    return found


@kernel
def fit_croston(y: Floats, a: float) -> float:
    """Croston (1972): smoothed size over smoothed gap; SBA (Syntetos and Boylan 2005) is this × (1 − a/2)."""
    sizes, gaps = np.empty(len(y)), np.empty(len(y))
    n = intervals(y, sizes, gaps)
    if n == 0:
        return 0.0
    size, gap = sizes[0], gaps[0]
    for i in range(1, n):
        size += a * (sizes[i] - size)
        gap += a * (gaps[i] - gap)
    return size / gap


@kernel
def fit_tsb(y: Floats, a: float, b: float) -> float:
    """Teunter, Syntetos and Babai (2011): the chance of demand is updated in every period, so that it can fade."""
    sizes, gaps = np.empty(len(y)), np.empty(len(y))
    n = intervals(y, sizes, gaps)
    if n == 0:
        return 0.0
    chance, size = n / len(y), sizes[0]
    for value in y:
        chance += b * ((1.0 if value != 0 else 0.0) - chance)
        if value != 0:
            size += a * (value - size)
    return chance * size


@kernel
def fit_adida(y: Floats, out: Floats) -> float:
    """Nikolopoulos et al. (2011): sums over the mean gap are smoothed, and shared out again."""
    sizes, gaps = np.empty(len(y)), np.empty(len(y))
    n = intervals(y, sizes, gaps)
    if n == 0:
        return 0.0
    k = max(1, min(int(average(gaps[:n]) + 0.5), len(y) // 2))
    whole = len(y) // k
    sums = np.zeros(whole)
    for t in range(whole * k):
        sums[t // k] += y[len(y) - whole * k + t]
    smooth(sums, out)
    return out[0] / k


@kernel
def fit_intermittent(y: Floats, ahead: Floats) -> None:
    """Croston, SBA, TSB, ADIDA, simple smoothing and the mean: one row each, shape (6, horizon)."""
    level = np.empty(1)
    croston = fit_croston(y, 0.1)
    found = np.empty(6)
    found[0], found[1], found[2] = croston, croston * 0.95, fit_tsb(y, 0.1, 0.1)
    found[3] = fit_adida(y, level)
    smooth(y, level)
    found[4], found[5] = level[0], average(y)
    for i in range(6):
        fill(ahead[i], found[i])
