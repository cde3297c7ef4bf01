"""Intervals from what past forecasts really missed by, pooled over series in units of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.blend.past import GLOBAL, Tried
from foresail.methods.forecast.blend.weights import Choice, combined

ENOUGH: Final = 60
"""Misses of one horizon that can tell its own quantiles; fewer are joined with those of the other horizons."""
EARLIER: Final = 0.03
"""Weight of a miss at an earlier origin beside one at the latest, where there are many series."""
OWN: Final = 25.0
"""Tests that the usual size of misses counts for beside those of one series."""


@dataclass(frozen=True)
class Spread:
    """Past misses, standardised.

    Parameters
    ----------
    misses
        (actual − forecast) in units of the series, one row an origin of a series, shape (rows, horizon).
    weight
        Of each row.
    scale
        Unit of each series, shape (series,).
    both_sides
        Whether a miss to one side tells as much of the other; not so for demand that often is zero.
    """

    misses: Floats
    weight: Floats
    scale: Floats
    both_sides: bool = True

    def quantile(self, share: float) -> Floats:
        """What is added to the mean for the value below which a share lies, shape (series, horizon)."""
        return np.asarray(self.scale[:, None] * self.unit_quantile(share)[None, :], dtype=np.float64)

    def unit_quantile(self, share: float) -> Floats:
        """The same for a series of unit one, shape (horizon,): a conformal quantile (Vovk et al. 2005)."""
        horizon = self.misses.shape[1]
        side = 1.0 if share >= 0.5 else -1.0
        level = abs(2 * share - 1) if self.both_sides else max(share, 1 - share)
        if self.both_sides and level == 0:
            return np.zeros(horizon)
        values = np.abs(self.misses) if self.both_sides else side * self.misses
        if len(values) >= ENOUGH:
            wide = np.array([conformal(values[:, j], self.weight, level) for j in range(horizon)])
            return np.asarray(side * (rising(wide) if self.both_sides else wide), dtype=np.float64)
        growth = growth_of(self.misses)
        if not len(values):
            return np.asarray(side * growth, dtype=np.float64) * _tail(level, 4, self.both_sides)
        joined = (values / growth).ravel()
        free = max(len(values), 3)
        wide_one: float = conformal(joined, np.repeat(self.weight, horizon), level)
        least = (1 - 1 / np.sqrt(free)) * _tail(level, free, self.both_sides)
        return np.asarray(side * growth * max(wide_one, least), dtype=np.float64)

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """Whole past misses, shape (series, n, horizon)."""
        series, horizon = len(self.scale), self.misses.shape[1]
        if not len(self.misses):
            walk = rng.standard_normal((series, n, 1)) * growth_of(self.misses)
            return np.asarray(self.scale[:, None, None] * walk, dtype=np.float64)
        picked = rng.choice(len(self.misses), (series, n), p=self.weight / self.weight.sum())
        sign = rng.choice([-1.0, 1.0], (series, n, 1)) if self.both_sides else np.ones((series, n, 1))
        return np.asarray(self.scale[:, None, None] * self.misses[picked] * sign, dtype=np.float64).reshape(
            series, n, horizon
        )


def _tail(level: float, free: int, both: bool) -> float:
    """Student's t: what few misses cannot tell."""
    from scipy.special import stdtrit  # not `scipy.stats`, which takes more than a second to read

    return float(stdtrit(free, (1 + level) / 2 if both else level))


def conformal(values: Floats, weight: Floats, level: float) -> float:
    """The smallest value that a share of the weight lies below, one more miss counted at infinity.

    Examples
    --------
    >>> conformal(np.arange(1.0, 10.0), np.ones(9), 0.8)
    8.0
    """
    order = np.argsort(values)
    below = np.cumsum(weight[order])
    place = int(np.searchsorted(below, level * (below[-1] + float(weight.max())) - 1e-9))
    return float(values[order][min(place, len(values) - 1)])


def rising(values: Floats) -> Floats:
    """The nearest values that never fall, by pooling neighbours (Ayer et al. 1955); a running maximum is too high.

    Examples
    --------
    >>> rising(np.array([1.0, 4.0, 2.0, 5.0])).tolist()
    [1.0, 3.0, 3.0, 5.0]
    """
    blocks: list[tuple[float, int]] = []
    for value in values.tolist():
        mean, size = value, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        blocks.append((mean, size))
    return np.repeat([mean for mean, _ in blocks], [size for _, size in blocks])


def growth_of(misses: Floats) -> Floats:
    """Median size of misses by horizon, scaled to a standard deviation, never falling; shape (horizon,)."""
    horizon = misses.shape[1]
    usual = np.asarray(np.sqrt(1 + 0.5 * np.arange(horizon)), dtype=np.float64)
    if not len(misses):
        return usual
    size = np.sqrt(np.mean(misses**2, axis=0)) + 1e-12
    # Few rows: the level is theirs, the growth half theirs and half the usual.
    told = len(misses) / (len(misses) + 8.0)
    level = float(np.mean(size / usual))
    return np.asarray(np.maximum.accumulate(told * size + (1 - told) * level * usual), dtype=np.float64)


def _believed(choice: Choice) -> dict[str, float]:
    """The weights of the local models alone: see the notes of `spread_of`."""
    if GLOBAL not in choice.weights or choice.naive:
        return choice.weights
    share = 1 - choice.weights[GLOBAL]
    return {n: w / share for n, w in choice.weights.items() if n != GLOBAL}


def spread_of(tests: Sequence[Tried], choice: Choice, scale: Floats, horizon: int, *, both_sides: bool) -> Spread:
    """Learn from the past tests of one kind of series.

    Parameters
    ----------
    scale
        Unit of every series of the panel as it is known now, shape (all series,).

    Notes
    -----
    The latest origin is most like now and weighs most. Models that knew less missed by more: see `past.doubt`. The
    global model joins where it gained on these very tests, which flatters it: misses are those of the local models. A
    series whose misses were larger than usual in its units gets a larger unit.
    """
    rows, owners, latest = [], [], []
    newest = min((t.last for t in tests), default=0)
    for t in tests:
        made = t.naive if choice.naive else combined(t.names, t.values, _believed(choice))
        with np.errstate(invalid="ignore", divide="ignore"):
            z = (t.actual - made) / np.where(t.scale > 0, t.scale, np.nan)[:, None]
        z *= t.surer[:, None]
        good = np.isfinite(z).all(axis=1)
        rows.append(z[good])
        owners.append(t.which[good])
        latest.append(np.full(int(good.sum()), t.last == newest))
    if not rows or not sum(len(r) for r in rows):
        return Spread(np.zeros((0, horizon)), np.zeros(0), scale, both_sides)
    misses, owner = np.concatenate(rows), np.concatenate(owners)
    few = int(np.concatenate(latest).sum()) < ENOUGH
    weight = np.where(np.concatenate(latest), 1.0, 1.0 if few else EARLIER)
    usual = np.median(np.abs(misses), axis=0) + 1e-12
    own = np.median(np.abs(misses) / usual, axis=1)
    total, count = np.bincount(owner, own, len(scale)), np.bincount(owner, minlength=len(scale))
    others = (OWN + total[owner] - own) / (OWN + count[owner] - 1)
    return Spread(misses / others[:, None], weight, scale * (OWN + total) / (OWN + count), both_sides)
