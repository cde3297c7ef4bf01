# mypy: disable-error-code="no-any-return"
"""Autoregressions on log differences, averaged by AICc.

Differences: seasonal, plain or both; lags 1, 2, m and m + 1; ordinary least squares with a whisper of ridge (Hyndman
and Khandakar 2008 for the choice of differences; Burnham and Anderson 2002 for the weights).
"""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.fitting import WORST, weigh
from foresail.methods.forecast.kernels.season import copy, fill, highest, lowest


@kernel
def clear_below(a: Floats, b: Floats, i: int) -> None:
    """Subtract row i from those below it so that column i is empty there."""
    if a[i, i] == 0:
        a[i, i] = 1e-12
    for r in range(i + 1, len(a)):
        f = a[r, i] / a[i, i]
        for c in range(i, len(a)):
            a[r, c] -= f * a[i, c]
        for c in range(b.shape[1]):
            b[r, c] -= f * b[i, c]


@kernel
def solve(a: Floats, b: Floats) -> None:
    """Gaussian elimination with row exchange; b, shape (k, columns), becomes the solution, a is spent."""
    k = len(a)
    for i in range(k):
        top = i
        for r in range(i + 1, k):
            if abs(a[r, i]) > abs(a[top, i]):
                top = r
        if top != i:
            for c in range(k):
                a[i, c], a[top, c] = a[top, c], a[i, c]
            for c in range(b.shape[1]):
                b[i, c], b[top, c] = b[top, c], b[i, c]
        clear_below(a, b, i)
    for i in range(k - 1, -1, -1):
        for c in range(b.shape[1]):
            for r in range(i + 1, k):
                b[i, c] -= a[i, r] * b[r, c]
            b[i, c] /= a[i, i]


@kernel
def regress(w: Floats, lags: Ints, used: int, constant: bool, first: int, beta: Floats) -> float:
    """Least squares of w on its lags from place `first` on; fills beta (lags, then the constant), gives the AICc."""
    k = used + (1 if constant else 0)
    rows = len(w) - first
    a, b, row = np.zeros((k, k)), np.zeros((k, 1)), np.empty(k + 1)
    fill(row, 1.0)
    for t in range(first, len(w)):
        for i in range(used):
            row[i] = w[t - lags[i]]
        for i in range(k):
            b[i, 0] += row[i] * w[t]
            for j in range(k):
                a[i, j] += row[i] * row[j]
    for i in range(k):
        a[i, i] += 1e-6 * (a[i, i] + 1e-9) + 1e-9
    solve(a, b)
    fill(beta, 0.0)
    for i in range(k):
        beta[i] = b[i, 0]
    squares = 0.0
    for t in range(first, len(w)):
        e = w[t] - (beta[used] if constant else 0.0)
        for i in range(used):
            e -= beta[i] * w[t - lags[i]]
        squares += e * e
    told = k + 1
    return rows * np.log(squares / rows + 1e-300) + 2 * told + 2.0 * told * (told + 1) / max(rows - told - 1, 1)


@kernel
def differences(z: Floats, m: int, seasonal: bool, plain: bool) -> Floats:
    """Seasonal and plain differences."""
    lag, step = m if seasonal else 0, 1 if plain else 0
    w = np.empty(len(z) - lag - step)
    for t in range(len(w)):
        here = t + lag + step
        w[t] = z[here]
        if seasonal:
            w[t] -= z[here - m]
        if plain:
            w[t] -= z[here - 1]
        if seasonal and plain:
            w[t] += z[here - m - 1]
    return w


@kernel
def go_on(
    z: Floats, w: Floats, lags: Ints, used: int, beta: Floats, m: int, seasonal: bool, plain: bool, ahead: Floats
) -> None:
    """Let the differences go on and sum them up again."""
    n, k, horizon = len(z), len(w), len(ahead)
    both, sums = np.empty(k + horizon), np.empty(n + horizon)
    copy(w, both)
    copy(z, sums)
    for t in range(horizon):
        step = beta[used]
        for i in range(used):
            step += beta[i] * both[k + t - lags[i]]
        both[k + t] = step
        here = n + t
        value = step
        if plain:
            value += sums[here - 1]
        if seasonal:
            value += sums[here - m]
        if plain and seasonal:
            value -= sums[here - m - 1]
        sums[here] = value
        ahead[t] = value


@kernel
def lag_set(number: int, m: int, lags: Ints) -> int:
    """How many of the lags 1, 2, m, m + 1 a set uses; without a season they are 1, 2, 3, 4."""
    lags[0], lags[1] = 1, 2
    lags[2] = m if m > 2 else 3
    lags[3] = m + 1 if m > 2 else 4
    return number


@kernel
def fit_autoregression(y: Floats, m: int, ahead: Floats) -> None:
    """The mean of the autoregressions that the data allow, in logs where all values are positive."""
    n, positive = len(y), lowest(y) > 0
    z = np.empty(n)
    for t in range(n):
        z[t] = np.log(y[t]) if positive else y[t]
    made, scores = np.empty((28, len(ahead))), np.empty(28)
    fill(scores, WORST)
    lags, beta, found, least = np.zeros(4, np.int64), np.empty(6), 0, WORST
    for kind in range(3):
        seasonal, plain = kind > 0, kind != 1
        if seasonal and (m < 2 or n < 3 * m):
            continue
        w = differences(z, m, seasonal, plain)
        first = max(m + 1, 4) if m > 1 else 4
        for number in range(5):
            used = lag_set(number, m, lags)
            for constant in range(2):
                if (constant == 1 and seasonal and plain) or len(w) - first < max(used + constant + 4, 6):
                    continue
                scores[found] = regress(w, lags, used, constant == 1, first, beta) * n / (len(w) - first)
                go_on(z, w, lags, used, beta, m, seasonal, plain, made[found])
                least = min(least, scores[found])
                found += 1
    if found == 0:
        fill(ahead, y[n - 1])
        return
    weigh(made, scores, least, ahead)
    low, high = lowest(z), highest(z)
    for j in range(len(ahead)):
        kept = min(max(ahead[j], low - (high - low)), high + (high - low))
        ahead[j] = np.exp(kept) if positive else kept
