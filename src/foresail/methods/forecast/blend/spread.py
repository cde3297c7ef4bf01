"""Intervals from what past forecasts really missed by, pooled over series in units of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.methods.forecast.arrays import Floats

ENOUGH = 60
"""Misses of one horizon that can tell its own quantiles; fewer are joined with those of the other horizons."""


@dataclass(frozen=True)
class Spread:
    """Past misses, standardised.

    Parameters
    ----------
    misses
        (actual − forecast) in units of the series, one row an origin of a series, shape (rows, horizon).
    growth
        Root mean square miss of each horizon, never falling, shape (horizon,).
    scale
        Unit of each series, shape (series,).
    """

    misses: Floats
    growth: Floats
    scale: Floats

    def quantile(self, share: float) -> Floats:
        """What is added to the mean for the value below which a share lies, shape (series, horizon).

        The ⌈(n + 1)·share⌉-th smallest miss (Vovk, Gammerman and Shafer 2005); beyond the largest, the tail of
        Student's t on so many misses.
        """
        return self.scale[:, None] * self.unit_quantile(share)[None, :]

    def unit_quantile(self, share: float) -> Floats:
        """The same for a series of unit one, shape (horizon,)."""
        rows = len(self.misses)
        if rows >= ENOUGH:
            return np.array([conformal(self.misses[:, j], share) for j in range(self.misses.shape[1])])
        z = (self.misses / self.growth).ravel() if rows else np.zeros(0)
        return conformal(np.concatenate([z, -z]), share, len(z) // 2 + rows) * self.growth

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """Whole past misses, shape (series, n, horizon)."""
        series, horizon = len(self.scale), len(self.growth)
        if not len(self.misses):
            walk = rng.standard_normal((series, n, horizon)) * self.growth
            return self.scale[:, None, None] * walk
        picked = rng.integers(0, len(self.misses), (series, n))
        flipped = 1.0 if len(self.misses) >= ENOUGH else rng.choice([-1.0, 1.0], (series, n))[:, :, None]
        return np.asarray(self.scale[:, None, None] * self.misses[picked] * flipped, dtype=np.float64)


def conformal(values: Floats, share: float, told: int | None = None) -> float:
    """The conformal quantile of a sample, either tail.

    Parameters
    ----------
    told
        How many independent misses the sample holds; its size where not given.
    """
    from scipy.stats import t

    n = len(values)
    free = max(n if told is None else told, 2)
    if n == 0:
        return float(t.ppf(share, 4))
    ordered = np.sort(values)
    if share < 0.5:
        return -conformal(-values, 1 - share, told)
    place = (n + 1) * share
    if n - place < 1 and n < 400:
        middle, spread = float(np.median(values)), float(np.sqrt(np.mean(values**2)))
        return max(float(ordered[-1]) if n >= 20 else 0.0, middle + spread * float(t.ppf(share, free)))
    return float(ordered[min(int(np.ceil(place)), n) - 1])


def growth_of(misses: Floats) -> Floats:
    """Root mean square miss by horizon, never falling, at least that of a slowly widening doubt; shape (horizon,)."""
    horizon = misses.shape[1]
    if not len(misses):
        return np.asarray(np.sqrt(1 + 0.5 * np.arange(horizon)), dtype=np.float64)
    size = np.sqrt(np.mean(misses**2, axis=0)) + 1e-12
    return np.asarray(np.maximum.accumulate(size), dtype=np.float64)
