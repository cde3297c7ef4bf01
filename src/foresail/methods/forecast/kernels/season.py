# mypy: disable-error-code="no-any-return"
"""Is there a season, and what is its shape."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.kernels.compiled import kernel

LEAST_INDEX = 0.01


@kernel
def average(y: Floats) -> float:
    """The mean."""
    total = 0.0
    for value in y:
        total += value
    return total / len(y)


@kernel
def lowest(y: Floats) -> float:
    """The smallest value."""
    found = y[0]
    for value in y:
        found = min(found, value)
    return found


@kernel
def highest(y: Floats) -> float:
    """The largest value."""
    found = y[0]
    for value in y:
        found = max(found, value)
    return found


@kernel
def fill(out: Floats, value: float) -> None:
    """Set every place (a slice assignment would compile numba's messages about shapes too)."""
    for j in range(len(out)):
        out[j] = value


@kernel
def copy(given: Floats, out: Floats) -> None:
    """Copy what `given` holds to the begin of `out`."""
    for j in range(len(given)):
        out[j] = given[j]


@kernel
def is_seasonal(y: Floats, m: int) -> bool:
    """Whether the autocorrelation at lag m stands out at 90% (Fiorucci et al. 2016; Bartlett's standard error)."""
    n = len(y)
    if m < 2 or n < 2 * m + 2:
        return False
    centre = average(y)
    total = 0.0
    for value in y:
        total += (value - centre) ** 2
    if total <= 0:
        return False
    squares, last = 0.0, 0.0
    for lag in range(1, m + 1):
        together = 0.0
        for t in range(lag, n):
            together += (y[t] - centre) * (y[t - lag] - centre)
        last = together / total
        if lag < m:
            squares += last * last
    return abs(last) > 1.645 * np.sqrt((1 + 2 * squares) / n)


@kernel
def moving_average(y: Floats, m: int, t: int) -> float:
    """The average of the season around t; for an even m both ends count half."""
    half = m // 2
    total = 0.0
    for j in range(t - half, t + half + 1):
        total += y[j]
    if m % 2 == 0:
        total -= 0.5 * (y[t - half] + y[t + half])
    return total / m


@kernel
def seasonal_shape(y: Floats, m: int, ratio: bool) -> Floats:
    """Classical decomposition: mean ratio (difference) to the centred average by place, of mean 1 (0); shape (m,)."""
    n = len(y)
    total, count = np.zeros(m), np.zeros(m)
    for t in range(m // 2, n - m // 2):
        middle = moving_average(y, m, t)
        if ratio and middle <= 0:
            continue
        total[t % m] += y[t] / middle if ratio else y[t] - middle
        count[t % m] += 1
    shape = np.empty(m)
    for j in range(m):
        shape[j] = total[j] / count[j] if count[j] > 0 else (1.0 if ratio else 0.0)
        if ratio:
            shape[j] = max(shape[j], LEAST_INDEX)
    centre = average(shape)
    for j in range(m):
        shape[j] = shape[j] / centre if ratio else shape[j] - centre
    return shape


@kernel
def without_season(y: Floats, shape: Floats, ratio: bool) -> Floats:
    """The values with the season taken out."""
    m = len(shape)
    out = np.empty(len(y))
    for t in range(len(y)):
        out[t] = y[t] / shape[t % m] if ratio else y[t] - shape[t % m]
    return out


@kernel
def put_back(ahead: Floats, shape: Floats, n: int, ratio: bool) -> None:
    """Put the season back into forecasts that follow n values."""
    m = len(shape)
    for j in range(len(ahead)):
        s = shape[(n + j) % m]
        ahead[j] = ahead[j] * s if ratio else ahead[j] + s
