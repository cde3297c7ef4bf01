"""Small local models of a series without season, in plain numpy: settings are searched on a grid, all points at once.

Each takes values of shape (n,), n ≥ 2, and gives the mean of the next h values.
"""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.plain.season import Floats

ALPHAS = np.linspace(0.02, 0.98, 33)


def seasonal_naive(y: Floats, m: int, h: int) -> Floats:
    """The value one season before; the last value where there is no whole season yet.

    Examples
    --------
    >>> seasonal_naive(np.array([1.0, 2.0, 3.0, 4.0]), 2, 3)
    array([3., 4., 3.])
    """
    if len(y) < m:
        return np.full(h, y[-1])
    return np.asarray(y[len(y) - m + np.arange(h) % m], dtype=np.float64)


def grown_season(y: Floats, m: int, h: int) -> Floats:
    """The values one season before, times most of the growth (in logs) since the season before that.

    Growth is that of the last half season against the same places a season earlier; where it cannot be told, or values
    are not positive, this is the seasonal naive.
    """
    naive = seasonal_naive(y, m, h)
    k = max(1, m // 2)
    if len(y) < m + k or y.min() <= 0:
        return naive
    growth = float(np.log(y[-k:].sum() / y[-m - k : -m].sum()))
    return np.asarray(naive * np.exp(np.clip(0.7 * growth, -0.7, 0.7)), dtype=np.float64)


def drift(y: Floats, h: int) -> Floats:
    """The last value, going on by the mean step."""
    step = (y[-1] - y[0]) / max(len(y) - 1, 1)
    return np.asarray(y[-1] + step * np.arange(1, h + 1), dtype=np.float64)


def smooth(y: Floats, alphas: Floats = ALPHAS) -> tuple[float, float, float]:
    """Simple exponential smoothing: the last level, its alpha, the mean squared one-step error."""
    level = np.full(len(alphas), float(y[: max(2, len(y) // 6)].mean()))
    error = np.zeros(len(alphas))
    for value in y:
        error += (value - level) ** 2
        level = level + alphas * (value - level)
    best = int(np.argmin(error))
    return float(level[best]), float(alphas[best]), float(error[best] / len(y))


def level_only(y: Floats, h: int) -> Floats:
    """Simple exponential smoothing (Brown 1956)."""
    return np.full(h, smooth(y)[0])


def theta(y: Floats, h: int) -> Floats:
    """The classic theta method (Assimakopoulos and Nikolopoulos 2000).

    Notes
    -----
    In the closed form of Hyndman and Billah (2003): simple exponential smoothing with half the slope of the linear
    trend as drift, ŷ(n+j) = ℓₙ + ½b·(j − 1 + (1 − (1 − α)ⁿ)/α).
    """
    n = len(y)
    time = np.arange(n) - (n - 1) / 2
    slope = float(np.sum(time * y) / np.sum(time**2))
    level, alpha = _smooth_from_first(y)
    steps = np.arange(h) + (1 - (1 - alpha) ** n) / alpha
    return np.asarray(level + 0.5 * slope * steps, dtype=np.float64)


def _smooth_from_first(y: Floats) -> tuple[float, float]:
    level = np.full(len(ALPHAS), float(y[0]))
    error = np.zeros(len(ALPHAS))
    for value in y[1:]:
        error += (value - level) ** 2
        level = level + ALPHAS * (value - level)
    best = int(np.argmin(error))
    return float(level[best]), float(ALPHAS[best])


def damped(y: Floats, h: int) -> Floats:
    """Exponential smoothing with an additive damped trend (Gardner and McKenzie 1985), ETS(A, Ad, N)."""
    alpha, share, phi = (
        g.ravel() for g in np.meshgrid(np.linspace(0.05, 0.95, 10), np.linspace(0.02, 0.5, 6), (0.8, 0.9, 0.97))
    )
    k = min(len(y), 8)
    time = np.arange(k) - (k - 1) / 2
    slope = float(np.sum(time * y[:k]) / np.sum(time**2)) if k > 1 else 0.0
    level = np.full(len(alpha), float(y[:k].mean() - slope * (k + 1) / 2))
    trend = np.full(len(alpha), slope)
    error = np.zeros(len(alpha))
    for value in y:
        ahead = level + phi * trend
        miss = value - ahead
        error += miss**2
        level = ahead + alpha * miss
        trend = phi * trend + alpha * share * miss
    best = int(np.argmin(error))
    reach = np.cumsum(phi[best] ** np.arange(1, h + 1))
    return np.asarray(level[best] + trend[best] * reach, dtype=np.float64)


def autoregression(y: Floats, h: int) -> Floats:
    """Autoregressions of order 0 – 3 on log differences (plain ones where a value is ≤ 0), averaged by AICc weights."""
    logs = bool(y.min() > 0)
    z = np.log(y) if logs else y
    w = np.diff(z)
    if len(w) < 6:
        return drift(y, h)
    found, weights = [], []
    for order in range(4):
        made = _ar(w, order, h)
        if made is not None:
            found.append(z[-1] + np.cumsum(made[0]))
            weights.append(made[1])
    if not found:
        return drift(y, h)
    share = np.exp(-0.5 * (np.array(weights) - min(weights)))
    mean = np.asarray(np.average(np.array(found), axis=0, weights=share), dtype=np.float64)
    spread = float(z.max() - z.min()) + 1e-12
    mean = np.clip(mean, z.min() - spread, z.max() + spread)
    return np.exp(mean) if logs else mean


def _ar(w: Floats, order: int, h: int) -> tuple[Floats, float] | None:
    rows = len(w) - 3
    if rows < order + 4:
        return None
    lagged = np.column_stack([w[3 - j - 1 : len(w) - j - 1] for j in range(order)]) if order else np.zeros((rows, 0))
    target = w[3:]
    ridge = np.eye(order) * (0.1 * float(np.sum(target**2)) / max(rows, 1) + 1e-12)
    beta = np.linalg.solve(lagged.T @ lagged + ridge, lagged.T @ target) if order else np.zeros(0)
    left = float(np.mean((target - lagged @ beta) ** 2)) + 1e-300
    k = order + 1
    aicc = rows * np.log(left) + 2 * k + 2 * k * (k + 1) / max(rows - k - 1, 1)
    past = list(w)
    for _ in range(h):
        past.append(float(sum(beta[j] * past[-1 - j] for j in range(order))))
    return np.asarray(past[len(w) :], dtype=np.float64), float(aicc)
