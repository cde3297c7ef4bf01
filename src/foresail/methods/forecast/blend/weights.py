"""Weights of the models: fixed ones, moved a little to what past tests of all series say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.blend.past import GLOBAL, Tried

LEFT_OUT: Final = ("seasonal_naive", "drift", "mean")
"""Models that are there to be beaten."""
HALF: Final = 0.5
"""Weight of the best member of the exponential smoothing family: the weighted mean of the family speaks for it too."""
SHARE_OF_GLOBAL: Final = 0.3
MOST_MOVED: Final = 0.05
"""How far the weights go from the fixed ones to the learnt ones, at most; alone they do worse (Claeskens 2016)."""
MANY: Final = 200
WORTH_IT: Final = 0.0025
"""Weights that could move by no more than this are not learnt."""
STEPS: Final = 8
WILD: Final = 50.0


class Choice(NamedTuple):
    """Weights by model, and whether the naive baseline stands in for them."""

    weights: dict[str, float]
    naive: bool


def choose(names: Sequence[str], tried: Sequence[Tried]) -> Choice:
    """Weights of one kind of series from its past tests.

    The global model joins where it made the fixed mean better; the baseline stands in where the mean was worse than it
    by more than noise.
    """
    fixed = fixed_weights(names)
    tests = [t for t in tried if set(names) <= set(t.names)]
    if not tests and GLOBAL in names:
        return choose([n for n in names if n != GLOBAL], tried)
    if not tests:
        return Choice(fixed, naive=False)
    misses = np.concatenate([_misses(t, names) for t in tests], axis=1)
    misses = misses[:, np.isfinite(misses).all(axis=0) & (np.abs(misses).max(axis=0) < WILD)]
    if GLOBAL in names and not _helps(misses, list(names), fixed):
        return choose([n for n in names if n != GLOBAL], tried)
    series = len(np.unique(np.concatenate([t.which for t in tests])))
    weights = _moved(misses, list(names), fixed, MOST_MOVED * series / (series + MANY))
    return Choice(weights, naive=_naive_is_better(tests, weights))


def fixed_weights(names: Sequence[str]) -> dict[str, float]:
    """Equal ones for the local models (see HALF), a fixed share for the global one."""
    local = [n for n in names if n not in (*LEFT_OUT, GLOBAL)] or list(names)
    share = SHARE_OF_GLOBAL if GLOBAL in names else 0.0
    parts = {n: HALF if n == "ets" and len(local) > 1 else 1.0 for n in local}
    found = {n: (1 - share) * part / sum(parts.values()) for n, part in parts.items()}
    return found | ({GLOBAL: share} if share else {})


def combined(names: Sequence[str], values: Floats, weights: dict[str, float]) -> Floats:
    """The weighted mean of forecasts of shape (models, series, horizon)."""
    share = np.array([weights.get(n, 0.0) for n in names])
    return np.asarray(np.tensordot(share, values, axes=1), dtype=np.float64)


def _misses(tried: Tried, names: Sequence[str]) -> Floats:
    """Misses in units of each series, shape (models, series · horizon)."""
    rows = [tried.names.index(n) for n in names]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (tried.values[rows] - tried.actual) / np.where(tried.scale > 0, tried.scale, np.nan)[:, None]
    return found.reshape(len(rows), -1)


def _helps(misses: Floats, names: list[str], fixed: dict[str, float]) -> bool:
    without = fixed_weights([n for n in names if n != GLOBAL])
    one, other = (np.array([w.get(n, 0.0) for n in names]) for w in (fixed, without))
    return float(np.abs(one @ misses).mean()) < float(np.abs(other @ misses).mean())


def _moved(misses: Floats, names: list[str], fixed: dict[str, float], far: float) -> dict[str, float]:
    """Weights of least absolute misses that are not negative and add up to 1, then drawn to the fixed ones.

    Iteratively reweighted non-negative least squares (Lawson and Hanson 1974).
    """
    if far < WORTH_IT:
        return fixed
    from scipy.optimize import nnls

    used = [names.index(n) for n in fixed]
    e = misses[used]
    w = np.array(list(fixed.values()))
    if e.shape[1] < 20 * len(used):
        return fixed
    for _ in range(STEPS):
        each = 1 / np.sqrt((w @ e) ** 2 + 0.1)
        square = (e * each) @ e.T
        size = float(np.trace(square)) / len(used)
        root = np.linalg.cholesky(square + 1e-9 * size * np.eye(len(used))).T
        heavy = 1e3 * np.sqrt(size)
        left = np.vstack([root, np.full((1, len(used)), heavy)])
        found = nnls(left, np.append(np.zeros(len(used)), heavy))[0]
        if found.sum() <= 0:
            return fixed
        w = found / found.sum()
    drawn = far * w + (1 - far) * np.array(list(fixed.values()))
    return dict(zip(fixed, drawn.tolist(), strict=True))


def _naive_is_better(tests: Sequence[Tried], weights: dict[str, float]) -> bool:
    """Whether the baseline missed by less, by more than two standard errors over series and origins."""
    gains = []
    for t in tests:
        unit = np.where(t.scale > 0, t.scale, np.nan)[:, None]
        with np.errstate(invalid="ignore", divide="ignore"):
            ours = np.abs(combined(t.names, t.values, weights) - t.actual) / unit
            base = np.abs(t.naive - t.actual) / unit
        known = np.isfinite(ours) & np.isfinite(base)
        some = known.any(axis=1)
        if some.any():
            gains.append((np.where(known, ours - base, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1))[some])
    worse = np.concatenate(gains) if gains else np.zeros(0)
    if len(worse) < 3:
        return False
    # Origins of one series overlap: half of them count as new.
    error = float(np.std(worse, ddof=1)) / np.sqrt(max(len(worse) / 2, 1))
    return bool(float(worse.mean()) > 2 * error)
