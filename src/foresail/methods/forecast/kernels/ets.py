# mypy: disable-error-code="no-any-return"
"""Exponential smoothing in state-space form: the family, the best by AICc and the mean weighted by it.

Hyndman, Koehler, Snyder and Grose (2002); Hyndman, Koehler, Ord and Snyder (2008); weights: Burnham and Anderson
(2002).
Level and slope begin from the data and are moved by the search; the seasonal states begin from a classical
decomposition and are not.
"""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.compiled import kernel

NONE, ADDED, TIMES = 0, 1, 2
ALPHA, BETA, GAMMA, PHI, LEVEL, SLOPE = 0, 1, 2, 3, 4, 5
BAD = 1e15


@kernel
def logistic(x: float) -> float:
    """From any number to (0, 1)."""
    return 1 / (1 + np.exp(-x))


@kernel
def unpack(x: Floats, code: Ints, begin: Floats, p: Floats) -> None:
    """From the free numbers of the search to alpha, beta, gamma, phi, first level and slope in their usual region."""
    trend, season = code[2], code[3]
    i = 1
    p[ALPHA] = 1e-4 + 0.9998 * logistic(x[0])
    p[BETA], p[GAMMA], p[PHI], p[SLOPE] = 0.0, 0.0, 1.0, 0.0
    if trend > 0:
        p[BETA] = p[ALPHA] * (1e-4 + 0.999 * logistic(x[i]))
        i += 1
    if season > 0:
        p[GAMMA] = (1 - p[ALPHA]) * (1e-4 + 0.999 * logistic(x[i]))
        i += 1
    if trend == 2:
        p[PHI] = 0.8 + 0.18 * logistic(x[i])
        i += 1
    p[LEVEL] = begin[0] + x[i] * begin[2]
    if trend > 0:
        p[SLOPE] = begin[1] + x[i + 1] * begin[2] * 0.1


@kernel
def run(y: Floats, code: Ints, p: Floats, s: Floats, miss: Floats) -> float:
    """−2 log likelihood up to a constant; p and s become the last states, `miss` (if it has room) the misses."""
    relative, season, m, n = code[1] == 1, code[3], code[4], len(y)
    level, slope, a, b, g, phi = p[LEVEL], p[SLOPE], p[ALPHA], p[BETA], p[GAMMA], p[PHI]
    squares, logs, product = 0.0, 0.0, 1.0
    keep = len(miss) == n
    k = 0
    for t in range(n):
        q = level + phi * slope
        f = q
        if season == ADDED:
            f = q + s[k]
        elif season == TIMES:
            f = q * s[k]
        e = y[t] - f
        if keep:
            miss[t] = e
        if relative:
            if f <= 1e-8:
                return BAD
            product *= f
            if product > 1e100 or product < 1e-100:
                logs += np.log(product)
                product = 1.0
            squares += (e / f) ** 2
        else:
            squares += e * e
        if season == TIMES:
            # With a relative error e / f, level and season move by their own share of it.
            level, slope, s[k] = q * (1 + a * e / f), phi * slope + b * q * e / f, s[k] * (1 + g * e / f)
        else:
            level, slope = q + a * e, phi * slope + b * e
            if season == ADDED:
                s[k] += g * e
        if not abs(level) < 1e14:
            return BAD
        k = k + 1 if k + 1 < m else 0
    p[LEVEL], p[SLOPE] = level, slope
    return n * np.log(squares / n + 1e-300) + 2 * (logs + np.log(product))


@kernel
def extend(code: Ints, p: Floats, s: Floats, n: int, ahead: Floats) -> None:
    """The means that follow the last states."""
    power, reach = 1.0, 0.0
    for j in range(len(ahead)):
        power *= p[PHI]
        reach += power
        q = p[LEVEL] + reach * p[SLOPE]
        if code[3] == ADDED:
            q += s[(n + j) % code[4]]
        elif code[3] == TIMES:
            q *= s[(n + j) % code[4]]
        ahead[j] = q


@kernel
def start(y: Floats, begin: Floats) -> None:
    """First level and slope from a line through the first values (season apart), and their scale."""
    k = min(len(y), int(begin[3]))
    middle = 0.0
    for t in range(k):
        middle += y[t]
    middle /= k
    centre = (k - 1) / 2
    up, down, square = 0.0, 0.0, 0.0
    for t in range(k):
        up += (t - centre) * (y[t] - middle)
        down += (t - centre) ** 2
        square += (y[t] - middle) ** 2
    begin[1] = up / down if down > 0 else 0.0
    begin[0] = middle
    begin[2] = np.sqrt(square / k) + 1e-9
