"""When open deals are won, from the state that they are in: a discrete hazard of counts, learnt as of any past day.

Every look at a deal (`Looks`) goes through the bins of `survival.grid` from its day on; ends and wins are counted by
state and bin and drawn toward the coarser state where there are few (stage, days in stage and size; stage and days in
stage; stage; all). It is the plain cousin of `survival.hazard`: quick enough to be learnt anew at each of many past
origins, and it never sees what came later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foresail.methods.survival.grid import BINS, Course, Floats, Rows, at_risk, by_days, course_of
from foresail.methods.survival.pace import Pace

DRAWN_ENDS, DRAWN_WINS = 20.0, 5.0
"""What the coarser state is worth: deals at risk, and ends."""


@dataclass(frozen=True)
class Looks:
    """Deals as they stood, open, on some days; days are counted from 1970.

    Parameters
    ----------
    seen
        Day of the look, shape (n,).
    ended
        Day of the end; any number where `cause` is 0.
    cause
        0 still open, 1 won, 2 lost.
    state
        Number of the state at each level, finest first; shape (levels, n). Finer states lie within coarser ones.
    """

    seen: Rows
    ended: Rows
    cause: Rows
    state: Rows

    def take(self, rows: Rows) -> Looks:
        """Some of the looks."""
        return Looks(self.seen[rows], self.ended[rows], self.cause[rows], self.state[:, rows])


@dataclass(frozen=True)
class StateHazard:
    """Chances by state.

    Parameters
    ----------
    levels
        (ends, wins) of each level, finest first, each of shape (states, bins); the last is of everything, shape
        (1, bins).
    pace
        In whose days the bins count.
    """

    levels: tuple[tuple[Floats, Floats], ...]
    pace: Pace

    def course(self, state: Rows) -> Course:
        """What lies ahead of deals in these states, shape (levels, n): the finest state that was ever seen counts."""
        ends, wins = self.levels[-1]
        ends, wins = np.tile(ends, (state.shape[1], 1)), np.tile(wins, (state.shape[1], 1))
        for (own_ends, own_wins), mine in zip(reversed(self.levels[:-1]), state[::-1], strict=True):
            known = mine < len(own_ends)
            ends[known], wins[known] = own_ends[mine[known]], own_wins[mine[known]]
        return course_of(ends, wins)

    def won_by(self, state: Rows, edges: Floats) -> Floats:
        """Chance of being won within so many days of average pace, shape (n, edges)."""
        return by_days(self.course(state).won, edges)


def learn(looks: Looks, last: int, pace: Pace) -> StateHazard:
    """Learn from looks what was known on a day.

    Parameters
    ----------
    looks
        Looks of later days than `last` are left out, ends after it count as not yet come.

    Examples
    --------
    >>> import numpy as np
    >>> day = np.zeros(40, dtype=np.int64)
    >>> looks = Looks(day, day + 10, 1 + (np.arange(40) % 2), np.zeros((1, 40), dtype=np.int64))
    >>> made = learn(looks, 200, Pace())
    >>> bool(0.4 < made.won_by(np.zeros((1, 1), dtype=np.int64), np.array([14.0]))[0, 0] <= 0.5)
    True
    """
    rows = np.flatnonzero(looks.seen <= last)
    known = looks.take(rows)
    over = (known.cause > 0) & (known.ended <= last)
    until = np.where(over, known.ended, last)
    days = pace.elapsed(known.seen, until)
    follow = pace.elapsed(known.seen, np.full(len(rows), last))
    spread = at_risk(days, np.where(over, known.cause, 0), follow)
    won = (known.cause[spread.row] == 1).astype(np.float64) * spread.ended
    whole = _rates(_counts(np.zeros(len(spread.row), dtype=np.int64), 1, spread.bin, spread.ended, won), *_flat())
    levels = [whole]
    for number in range(len(known.state) - 1, -1, -1):
        state = known.state[number]
        size = int(state.max()) + 1 if len(state) else 0
        upper = _parents(known.state, number, size)
        counts = _counts(state[spread.row], size, spread.bin, spread.ended, won)
        levels.append(_rates(counts, levels[-1][0][upper], levels[-1][1][upper]))
    return StateHazard(tuple(reversed(levels)), pace)


def _parents(state: Rows, number: int, size: int) -> Rows:
    """The coarser state of each state of a level."""
    upper = np.zeros(size, dtype=np.int64)
    if number + 1 < len(state):
        upper[state[number]] = state[number + 1]
    return upper


def _counts(state: Rows, size: int, place: Rows, ended: Floats, won: Floats) -> tuple[Floats, Floats, Floats]:
    """At risk, ended, won, each of shape (size, bins)."""
    key, cells = state * BINS + place, size * BINS
    found = np.stack([np.bincount(key, weight, cells) for weight in (np.ones(len(key)), ended, won)])
    risk, ends, wins = found.reshape(3, size, BINS).astype(np.float64)
    return risk, ends, wins


def _rates(counts: tuple[Floats, Floats, Floats], ends: Floats, wins: Floats) -> tuple[Floats, Floats]:
    """Rates drawn toward those of the coarser state; a bin's wins are drawn to those of the state's other bins too."""
    risk, ended, won = counts
    made = (ended + DRAWN_ENDS * ends) / (risk + DRAWN_ENDS)
    mean = won.sum(axis=1, keepdims=True) - (ended * wins).sum(axis=1, keepdims=True)
    lean = mean / (ended.sum(axis=1, keepdims=True) + DRAWN_WINS)
    prior = np.clip(wins + lean, 0.0, 1.0)
    return made, np.clip((won + DRAWN_WINS * prior) / (ended + DRAWN_WINS), 0.0, 1.0)


def _flat() -> tuple[Floats, Floats]:
    """Before anything is known: hardly anything ends in a week, and half of it is won."""
    return np.full((1, BINS), 0.02), np.full((1, BINS), 0.5)


def states(*columns: Rows) -> Rows:
    """Numbers of states from columns, coarse to fine: level k crosses the first k columns; shape (columns, n).

    Examples
    --------
    >>> states(np.array([0, 1, 1]), np.array([2, 0, 2])).tolist()
    [[2, 3, 5], [0, 1, 1]]
    """
    found: list[Rows] = []
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        code = code * (int(column.max(initial=0)) + 1) + column
        found.append(code)
    return np.array(found[::-1], dtype=np.int64).reshape(len(columns), len(columns[0]))


def month_edges(pace: Pace, start: int, ends: Sequence[int]) -> Floats:
    """Days of average pace from a day to each of some later days."""
    goal = np.asarray(ends, dtype=np.int64)
    return pace.elapsed(np.full(len(goal), start, dtype=np.int64), goal)
