"""Time cut into bins: rows of things at risk, one a bin, out of things that ended or were last seen open."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

EDGES: Floats = np.concatenate(
    [np.arange(0, 57, 7), np.arange(70, 113, 14), np.arange(140, 365, 28), np.arange(455, 729, 91)]
).astype(np.float64)
"""Edges of the bins in days: weeks for two months, then wider and wider, to two years."""
BINS = len(EDGES) - 1
MIDDLES: Floats = (EDGES[1:] + EDGES[:-1]) / 2


class AtRisk(NamedTuple):
    """One row a thing and bin in which it was at risk from the bin's beginning to its end (or its own end).

    Parameters
    ----------
    row, bin
        Which thing and which bin, shape (m,).
    ended
        1 where it ended in the bin, shape (m,).
    """

    row: Rows
    bin: Rows
    ended: Floats


def bin_of(days: Floats) -> Rows:
    """The bin in which a day lies; what lies beyond the last edge counts for the last bin.

    Examples
    --------
    >>> bin_of(np.array([0.0, 6.9, 7.0, 5000.0])).tolist()
    [0, 0, 1, 24]
    """
    return np.clip(np.searchsorted(EDGES, days, side="right") - 1, 0, BINS - 1).astype(np.int64)


def at_risk(days: Floats, cause: NDArray[Any], follow: Floats) -> AtRisk:
    """Spread things over the bins that they went through.

    Parameters
    ----------
    days
        Until the end, or until last seen open, shape (n,), ≥ 0.
    cause
        0 for “still open”, shape (n,).
    follow
        How long each has been watched, ended or not, shape (n,). A bin that was not watched to its end is left out for
        all alike: of those open in it only the ones that ended would be known, and ends would look too frequent.
    """
    last = bin_of(days)
    watched = np.searchsorted(EDGES[1:], follow + 1e-9, side="right")
    ended = (cause > 0) & (last < watched)
    count = np.where(ended, last + 1, np.minimum(watched, np.where(cause > 0, last, BINS)))
    row = np.repeat(np.arange(len(days)), count)
    start = np.repeat(np.cumsum(count) - count, count)
    place = (np.arange(len(row)) - start).astype(np.int64)
    happened = ended[row] & (place == last[row])
    return AtRisk(row.astype(np.int64), place, happened.astype(np.float64))


class Course(NamedTuple):
    """What lies ahead of things: shares that end in each bin by either cause, and what is open beyond the last.

    Parameters
    ----------
    won, lost
        Shape (n, bins).
    beyond
        Share that is still open after the last bin, shape (n,).
    beyond_won
        Of that, the share that will be won, shape (n,).
    """

    won: Floats
    lost: Floats
    beyond: Floats
    beyond_won: Floats

    @property
    def chance(self) -> Floats:
        """Chance of being won at last, shape (n,)."""
        return np.asarray(self.won.sum(axis=1) + self.beyond * self.beyond_won, dtype=np.float64)

    def given_by(self, days: Floats) -> Floats:
        """Chance of having been won, given that the end came within so many days of each, shape (n,)."""
        won, lost = at(self.won, days), at(self.lost, days)
        return np.asarray(won / np.maximum(won + lost, 1e-12), dtype=np.float64)

    def moved_to(self, chance: Floats) -> Course:
        """The same shape in time with another chance of being won (after calibration)."""
        now = self.chance
        up, down = chance / np.maximum(now, 1e-12), (1 - chance) / np.maximum(1 - now, 1e-12)
        open_won = self.beyond * self.beyond_won * up
        open_lost = self.beyond * (1 - self.beyond_won) * down
        rest = open_won + open_lost
        share = np.where(rest > 0, open_won / np.maximum(rest, 1e-300), self.beyond_won)
        return Course(self.won * up[:, None], self.lost * down[:, None], rest, share)


def course_of(ends: Floats, wins: Floats) -> Course:
    """From the chance of ending in each bin, and of that end being a win, to shares of the beginning.

    Parameters
    ----------
    ends, wins
        Shape (n, bins): P(ends in the bin | open at its beginning), P(won | ends in the bin).

    Examples
    --------
    >>> half = np.full((1, BINS), 0.5)
    >>> found = course_of(half, half)
    >>> [round(float(v), 3) for v in (found.won[0, 0], found.lost[0, 1], found.chance[0])]
    [0.25, 0.125, 0.5]
    """
    still = np.cumprod(1 - ends, axis=1)
    before = np.column_stack([np.ones(len(ends)), still[:, :-1]])
    ending = before * ends
    beyond = np.asarray(still[:, -1], dtype=np.float64)
    return Course(ending * wins, ending * (1 - wins), beyond, np.asarray(wins[:, -1], dtype=np.float64))


def at(shares: Floats, days: Floats) -> Floats:
    """Cumulative share by a day of each row, straight lines inside a bin, shape (n,)."""
    place = bin_of(days)
    width = EDGES[place + 1] - EDGES[place]
    part = np.clip((days - EDGES[place]) / width, 0.0, 1.0)
    total = np.cumsum(shares, axis=1)
    rows = np.arange(len(shares))
    before = np.where(place > 0, total[rows, np.maximum(place - 1, 0)], 0.0)
    return np.asarray(before + part * shares[rows, place], dtype=np.float64)


def by_days(shares: Floats, days: Floats) -> Floats:
    """Cumulative share by each of several days, the same for all rows, shape (n, days)."""
    columns = [at(shares, np.full(len(shares), d)) for d in days]
    return np.column_stack(columns) if columns else np.zeros((len(shares), 0))


def quantile(shares: Floats, q: float) -> Floats:
    """The day by which a share `q` of those who end by a cause (as far as the bins reach) has done so, shape (n,)."""
    total = np.cumsum(shares, axis=1)
    goal = q * total[:, -1]
    place = np.minimum((total < goal[:, None]).sum(axis=1), BINS - 1)
    rows = np.arange(len(shares))
    before = np.where(place > 0, total[rows, np.maximum(place - 1, 0)], 0.0)
    inside = shares[rows, place]
    part = np.clip((goal - before) / np.maximum(inside, 1e-300), 0.0, 1.0)
    return np.asarray(EDGES[place] + part * (EDGES[place + 1] - EDGES[place]), dtype=np.float64)
