"""The engine beside last year's season grown: short monthly histories show their season to the latter first.

Of less than three years the engine trusts a season only where it is beyond doubt. Both are joined with weights by how
they missed up to each origin, and by nothing that came later (Bates and Granger 1969).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from foresail.methods.rolling.roll import ENGINE, Rolled
from foresail.methods.survival.grid import Floats

GROWN = "last_year_grown"
DRAWN = 12.0
"""Months that the belief in equal weights is worth."""
SHARP = 2.0


def blended(rolled: Rolled) -> Rolled:
    """The same forecasts, the engine's replaced by the blend; a series is one row.

    Notes
    -----
    Weights go with the inverse of the mean squared miss to the power `SHARP`. Paths keep the engine's misses as they
    are, around the new mean.
    """
    names = [name for name in (ENGINE, GROWN) if name in rolled.past]
    past = rolled.past[ENGINE].copy()
    coming = rolled.coming[ENGINE].copy()
    for row in range(past.shape[1]):
        for i, known in enumerate(rolled.known):
            weights = _weights(rolled, names, row, known)
            past[i, row] = sum(w * rolled.past[n][i, row] for w, n in zip(weights, names, strict=True))
        weights = _weights(rolled, names, row, 10**9)
        coming[row] = sum(w * rolled.coming[n][row] for w, n in zip(weights, names, strict=True))
    paths = rolled.paths + (coming - rolled.coming[ENGINE])[:, None, :]
    return replace(rolled, past={**rolled.past, ENGINE: past}, coming={**rolled.coming, ENGINE: coming}, paths=paths)


def _weights(rolled: Rolled, names: list[str], row: int, until: int) -> Floats:
    """Shares by the misses of months that had come when `until` months were known."""
    known = np.array(rolled.known, dtype=np.int64)
    came = known[:, None] + np.arange(1, rolled.actual.shape[2] + 1) <= until
    told = came & ~np.isnan(rolled.actual[:, row]) & ~np.isnan(rolled.past[ENGINE][:, row])
    misses = np.array([float(((rolled.past[n][:, row] - rolled.actual[:, row])[told] ** 2).sum()) for n in names])
    count = float(told.sum())
    if count == 0 or misses.sum() <= 0:
        return np.full(len(names), 1 / len(names))
    mean = (misses + DRAWN * misses.mean() / count) / (count + DRAWN)
    score = np.maximum(mean, 1e-12 * mean.max()) ** -SHARP
    return np.asarray(score / score.sum(), dtype=np.float64)
