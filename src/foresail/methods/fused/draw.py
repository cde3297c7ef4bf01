"""Futures: sample paths of the three springs, and the spread that they would have without drawing any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.methods.fused.parts import Parts
from foresail.methods.survival.grid import Floats

SINGLE = 10_000
"""Open deals that are drawn one by one, the ones that sway the sum most; all others enter with mean and spread."""
BLOCK = 2_000
MANY_WINS = 20_000.0
"""More new wins than this in all paths of a month are drawn as a normal sum."""


@dataclass(frozen=True, eq=False)
class Futures:
    """Sample paths of revenue, each of shape (paths, h); the parts of one path add up to its total."""

    in_hand: Floats
    new: Floats
    repeat: Floats

    @property
    def total(self) -> Floats:
        """Shape (paths, h)."""
        return self.in_hand + self.new + self.repeat


def spread(parts: Parts, repeat: Floats, arrivals: Floats) -> Floats:
    """Standard deviation of each month's revenue, shape (h,).

    Parameters
    ----------
    repeat, arrivals
        Standard deviations of the forecasts of orders without a deal, and of new deals, as shares of them, shape (h,).
    """
    first = float(parts.realised[0]) or 1.0
    open_deals = (parts.worth**2) @ (parts.chance * (1 - parts.chance))
    square = float(np.mean(parts.sizes**2)) if len(parts.sizes) else 0.0
    new = parts.new_wins * square + (parts.new_wins * parts.size * arrivals) ** 2
    return np.asarray(np.sqrt(first**2 * (open_deals + new) + (parts.repeat * repeat) ** 2), dtype=np.float64)


def draw(parts: Parts, repeat: Floats, arrivals: Floats, rng: np.random.Generator, paths: int = 1000) -> Futures:
    """Draw futures.

    Parameters
    ----------
    repeat, arrivals
        Paths of the engine around its forecasts, as shares of them: 1 is the forecast itself, shape (paths, h).
    """
    return Futures(
        parts.owed + parts.to_revenue(_won_open(parts, rng, paths)),
        parts.to_revenue(_won_new(parts, arrivals, rng, paths)),
        parts.repeat * repeat,
    )


def _won_open(parts: Parts, rng: np.random.Generator, paths: int) -> Floats:
    """Each open deal is won in one month or none."""
    h = parts.chance.shape[1]
    found = np.zeros((paths, h))
    sway = parts.worth**2 * parts.chance.sum(axis=1)
    order = np.lexsort((parts.deal, -sway))
    for start in range(0, min(len(order), SINGLE), BLOCK):
        mine = order[start : start + BLOCK][: SINGLE - start]
        total = np.cumsum(parts.chance[mine], axis=1)
        u = rng.random((len(mine), paths))
        before = np.zeros(u.shape, dtype=np.bool_)
        for j in range(h):
            by = u < total[:, j : j + 1]
            found[:, j] += parts.worth[mine] @ (by & ~before)
            before = by
    rest = order[SINGLE:]
    if len(rest):
        p, worth = parts.chance[rest], parts.worth[rest]
        found += worth @ p + rng.normal(size=(paths, h)) * np.sqrt(worth**2 @ (p * (1 - p)))
    return found


def _won_new(parts: Parts, arrivals: Floats, rng: np.random.Generator, paths: int) -> Floats:
    """Deals that begin in each month, as many as the path says, are won in later months for what wins bring."""
    mean = (parts.arrivals * np.maximum(arrivals, 0.0)) @ parts.ripe
    wins = rng.poisson(mean)
    found = np.zeros(wins.shape)
    if not len(parts.sizes):
        return found
    for j in range(wins.shape[1]):
        total = int(wins[:, j].sum())
        if total > MANY_WINS * 100:
            noise = rng.normal(size=paths) * float(parts.sizes.std())
            found[:, j] = wins[:, j] * parts.size + np.sqrt(wins[:, j]) * noise
            continue
        worth = parts.sizes[rng.integers(0, len(parts.sizes), total)]
        owner = np.repeat(np.arange(paths), wins[:, j])
        found[:, j] = np.bincount(owner, worth, paths)
    return found
