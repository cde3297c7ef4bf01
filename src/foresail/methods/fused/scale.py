"""How wide intervals must be, from how past forecasts missed, and paths that are as wide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t as student

from foresail.methods.fused.rolling import FUSED, Judged
from foresail.methods.survival.grid import Floats

LEVEL, DRAWN_LEVEL, DRAWN_WIDTH = 0.06, 6.0, 16.0
"""Before anything is tested: the share by which all months miss together, and what both beliefs are worth in origins
and in months."""
FREEDOM = 12
"""Degrees of freedom of the spread: it is known from a dozen origins only, so tails are Student's."""
REACH_80, REACH_95 = (float(student.ppf(0.5 + share / 2, FREEDOM)) for share in (0.8, 0.95))
"""Standard deviations that an interval reaches to either side."""


@dataclass(frozen=True)
class Scale:
    """What is put on top of the spread that draws of deals and orders have by themselves.

    Parameters
    ----------
    width
        Factor on the spread of each month.
    level
        Standard deviation of a miss that all months share, as a share of the forecast.
    """

    width: float = 1.0
    level: float = LEVEL

    def sd(self, mean: Floats, spread: Floats) -> Floats:
        """Standard deviation of each month."""
        return np.asarray(self.width * np.sqrt(spread**2 + (self.level * mean) ** 2), dtype=np.float64)

    def paths(self, mean: Floats, drawn: Floats, rng: np.random.Generator, floor: float) -> Floats:
        """Paths around a mean, shape (paths, h): the drawn ones, with a shared miss, as wide as needed."""
        whole = drawn.mean(axis=0)
        share = np.where(whole > 0, mean / np.where(whole > 0, whole, 1.0), 1.0)
        shared = rng.normal(size=(len(drawn), 1)) * self.level * mean
        tails = np.sqrt(FREEDOM / rng.chisquare(FREEDOM, (len(drawn), 1)))
        made = mean + self.width * tails * ((drawn - whole) * np.clip(share, 0.25, 4.0) + shared)
        return np.asarray(np.maximum(made, floor), dtype=np.float64)


def scale_of(tested: Judged | None, method: str = FUSED, leave: int | None = None) -> Scale:
    """Learn the scale from past origins (after the normalised conformal idea of Papadopoulos and others 2008, as
    variances: so few origins have no quantiles to speak of).

    Parameters
    ----------
    leave
        An origin that is left out.
    """
    if tested is None or not len(tested.known):
        return Scale()
    rows = np.array([i for i in range(len(tested.known)) if i != leave], dtype=np.int64)
    actual, mean = tested.actual[rows], tested.made[method][rows]
    width = widths(tested, method)[rows]
    error = actual - mean
    whole = ~np.isnan(error).any(axis=1)
    total = mean[whole].sum(axis=1)
    square = (error[whole].sum(axis=1) ** 2 - (width[whole] ** 2).sum(axis=1)) / np.maximum(total**2, 1e-12)
    level = (float(np.clip(square, -1.0, 1.0).sum()) + DRAWN_LEVEL * LEVEL**2) / (int(whole.sum()) + DRAWN_LEVEL)
    level = float(np.sqrt(max(level, 0.0)))
    told = ~np.isnan(error)
    z = error[told] ** 2 / np.maximum((width**2 + (level * mean) ** 2)[told], 1e-12)
    wide = (float(np.minimum(z, 25.0).sum()) + DRAWN_WIDTH) / (int(told.sum()) + DRAWN_WIDTH)
    return Scale(float(np.sqrt(wide)), level)


def widths(tested: Judged, method: str) -> Floats:
    """The fused forecast's own spread, carried over to another method's level, shape (origins, h)."""
    fused = tested.made[FUSED]
    share = np.where(fused > 0, tested.made[method] / np.where(fused > 0, fused, 1.0), 1.0)
    return np.asarray(tested.spread * np.clip(share, 0.25, 4.0), dtype=np.float64)


def inside(tested: Judged, method: str, z: float) -> list[bool]:
    """Whether outcomes lay within ± z standard deviations of a scale that is learnt from the other origins only."""
    found: list[bool] = []
    width = widths(tested, method)
    for i in range(len(tested.known)):
        told = ~np.isnan(tested.actual[i])
        mean = tested.made[method][i]
        sd = scale_of(tested, method, leave=i).sd(mean, width[i])
        found += (np.abs(tested.actual[i] - mean) <= z * sd)[told].tolist()
    return found
