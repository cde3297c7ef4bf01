"""What models learn from: gaps filled, sold-out periods lifted, what stands far out dampened, lasting shifts undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from foresail.methods.forecast.arrays import Flags, Floats, Ints
from foresail.methods.forecast.panel import Panel

LEAST: Final = 4
"""Known values that a model needs; fewer get the last one."""
MANY_ZEROS: Final = 1 / 3
"""Share of empty periods from which demand is intermittent: a mean gap of 1.5 (1.32 in Syntetos and Boylan 2005)."""
FAR_OUT: Final = 7.0
"""Robust standard deviations beyond which a single period is dampened to as many."""
ALL_OF_IT: Final = 0.6
"""Share of all squares that those few periods must make up: else the series is rough, not disturbed."""
SHIFT: Final = 0.1
"""A step must leave at most this share of the squares that a straight line leaves."""

SUDDEN: Final = 0.75
"""Share of the step that must come within three periods: growth is no step."""

SMOOTH, INTERMITTENT, CONSTANT, SHORT = "smooth", "intermittent", "constant", "short"


@dataclass(frozen=True)
class Prepared:
    """A panel that models can learn from.

    Parameters
    ----------
    y
        As long as the panel's; no NaN.
    kind
        smooth, intermittent, constant or short; one a series.
    warnings
        Codes of `WARNINGS`, one list a series.
    """

    panel: Panel
    y: Floats
    kind: tuple[str, ...]
    warnings: tuple[tuple[str, ...], ...]

    def of_kind(self, kind: str) -> Ints:
        """Numbers of the series of one kind."""
        return np.array([i for i, k in enumerate(self.kind) if k == kind], dtype=np.int64)


def prepare(panel: Panel, m: int) -> Prepared:
    """Mend every series for learning; what it was stays in the panel."""
    y = panel.y.copy()
    kinds, warnings = [], []
    for i in range(panel.size):
        part = slice(int(panel.starts[i]), int(panel.starts[i + 1]))
        y[part], kind, told = mended(panel.y[part], panel.sold_out[part], m)
        kinds.append(kind)
        warnings.append(told)
    return Prepared(panel, y, tuple(kinds), tuple(warnings))


def mended(values: Floats, sold_out: Flags, m: int) -> tuple[Floats, str, tuple[str, ...]]:
    """One series: its values for learning, its kind, and what was done."""
    told: list[str] = []
    known = ~np.isnan(values)
    y = values
    if not known.all() or sold_out.any():
        y = filled(values, known & ~sold_out, m)
        y = np.where(sold_out & known, np.maximum(values, y), y)
        told += ["gaps"] * (not known.all()) + ["stock_out"] * bool(sold_out.any())
    low, high = float(y.min()), float(y.max())
    if low < 0:
        told.append("negative")
    if known.sum() < LEAST:
        return y, SHORT, (*told, "short")
    if low == high:
        return y, CONSTANT, (*told, "constant")
    if low >= 0 and float(np.mean(y == 0)) > MANY_ZEROS:
        return y, INTERMITTENT, (*told, "intermittent")
    if len(y) >= 12:
        y, stepped = unshifted(y, m)
        y, dampened = dampen(y, m)
        told += ["level_shift"] * stepped + ["outliers"] * dampened
    return y, SMOOTH, tuple(told)


def filled(values: Floats, trusted: Flags, m: int) -> Floats:
    """Unknown values from the same place of the seasons beside, else on a line between neighbours.

    Examples
    --------
    >>> filled(np.array([1.0, np.nan, 3.0]), np.array([True, False, True]), 1)
    array([1., 2., 3.])
    """
    if not trusted.any():
        return np.nan_to_num(values)
    places = np.arange(len(values))
    line = np.interp(places, places[trusted], values[trusted])
    if m < 2 or len(values) < 2 * m:
        return line
    y = np.where(trusted, values, np.nan)
    moves = []
    for side in (-m, m):
        beside = np.full(len(y), np.nan)
        beside[max(0, -side) : len(y) - max(0, side)] = y[max(0, side) : len(y) + min(0, side)]
        # The season beside, moved by as much as the line has moved since.
        moves.append(beside + line - np.interp(places + side, places, line))
    known = ~np.isnan(np.array(moves))
    count = known.sum(axis=0)
    from_seasons = np.where(known, moves, 0.0).sum(axis=0) / np.maximum(count, 1)
    guess = np.where(count > 0, from_seasons, line)
    low, high = float(values[trusted].min()), float(values[trusted].max())
    return np.where(trusted, values, np.clip(guess, low, high))


def unshifted(y: Floats, m: int) -> tuple[Floats, bool]:
    """Bring what came before one lasting step to the level after it, where a step explains far more than a trend."""
    n, side = len(y), max(m, 6)
    if n < 2 * side + 2:
        return y, False
    z = np.log(y) if y.min() > 0 else y
    time = np.arange(n) - (n - 1) / 2
    centred = z - z.mean()
    total = float(centred @ centred)
    line = total - float(time @ centred) ** 2 / float(time @ time)
    cuts = np.arange(side, n - side + 1)
    before = np.cumsum(centred)[cuts - 1]
    gain = before**2 * n / (cuts * (n - cuts))
    best = int(np.argmax(gain))
    if line <= 0 or total - float(gain[best]) > SHIFT * line:
        return y, False
    cut = int(cuts[best])
    step = float(np.median(z[cut:]) - np.median(z[:cut]))
    sudden = float(np.median(z[cut : cut + 3]) - np.median(z[cut - 3 : cut]))
    if sudden / step < SUDDEN:
        return y, False
    moved = z.copy()
    moved[:cut] += step
    return (np.exp(moved) if y.min() > 0 else moved), True


def _medians(values: Floats, m: int) -> Floats:
    """The median of each place of a season, shape (m,)."""
    whole, more = divmod(len(values), m)
    table = values[: whole * m].reshape(whole, m)
    found = np.median(table, axis=0)
    if more:
        found[:more] = np.median(np.vstack([table[:, :more], values[whole * m :]]), axis=0)
    return np.asarray(found, dtype=np.float64)


def dampen(y: Floats, m: int) -> tuple[Floats, bool]:
    """Pull single periods that stand far out of their surroundings and season to the edge of the usual."""
    positive = bool(y.min() > 0)
    z = np.log(y) if positive else y
    width = 7
    around = np.lib.stride_tricks.sliding_window_view(np.pad(z, width // 2, mode="reflect"), width)
    rest = z - np.median(around, axis=1)
    if m > 1 and len(y) >= 3 * m:
        rest -= np.resize(_medians(rest, m), len(y))
    spread = 1.4826 * float(np.median(np.abs(rest)))
    if spread <= 0:
        return y, False
    beyond = np.abs(rest) > FAR_OUT * spread
    alone = beyond & ~np.roll(beyond, 1) & ~np.roll(beyond, -1)
    # The last periods may be the first of a new level.
    alone[-2:] = False
    if not alone.any() or alone.sum() > max(1, len(y) // 20):
        return y, False
    if float(np.sum(rest[alone] ** 2)) < ALL_OF_IT * float(np.sum(rest**2)):
        return y, False
    z = np.where(alone, z - rest + np.sign(rest) * 2 * spread, z)
    return (np.exp(z) if positive else z), True
