"""The true law of an open deal: weekly hazards from its drivers, and the exact odds of winning that follow from them.

A deal is a Markov chain over (stage, weeks in stage, number of contacts, decision maker known, engagement). In each
*active* week it may advance, be lost or, in the last stage, be won, with hazards from a linear predictor; otherwise
it stays. A week is active with a probability that follows the season, whatever the state, so the season moves dates
but not odds, and the odds of an eventual win solve one fixed-point equation, once for all deals.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.demo.clock import Floats, Ints

STAGES = 4
WEEKS = 10
"""Weeks in a stage are counted up to here."""
CONTACTS = 3
LEVELS = 3

ADVANCE = np.array([-0.85, -1.05, -1.30, -1.15])
"""Log weight of advancing from each stage; in the last one, of winning."""
LOSE = np.array([-2.05, -2.30, -2.10, -1.95])
ADVANCE_SLOPE = np.array([0.36, 0.40, 0.45, 0.65])
LOSE_SLOPE = np.array([0.82, 0.82, 0.82, 0.82])

CONTACT_EFFECT = np.array([-0.45, 0.05, 0.45])
DECISION_EFFECT = np.array([-0.45, 0.55])
LEVEL_EFFECT = np.array([-0.55, 0.05, 0.50])
PACE_EFFECT = -0.11 * np.clip(np.arange(WEEKS) - 2, 0, None)

CONTACT_STEP = 0.06
DECISION_STEP = 0.05
LEVEL_STEP = np.array([[0.85, 0.14, 0.01], [0.07, 0.86, 0.07], [0.02, 0.14, 0.84]])
ACTIVE_SHARE = 0.68
GRID = np.linspace(-5.0, 5.0, 51)


@dataclass
class State:
    """Where deals stand: equal-length arrays, one entry a deal."""

    stage: Ints
    week: Ints
    contacts: Ints
    decision: Ints
    level: Ints

    def take(self, rows: Ints) -> State:
        """The same for some deals."""
        return State(self.stage[rows], self.week[rows], self.contacts[rows], self.decision[rows], self.level[rows])

    def put(self, rows: Ints, other: State) -> None:
        """Write the states of some deals back."""
        self.stage[rows], self.week[rows] = other.stage, other.week
        self.contacts[rows], self.decision[rows], self.level[rows] = other.contacts, other.decision, other.level

    @property
    def flat(self) -> Ints:
        """Index into tables over all states."""
        index = (self.stage * WEEKS + self.week) * CONTACTS + self.contacts
        return np.asarray((index * 2 + self.decision) * LEVELS + self.level, dtype=np.int64)


def hazards(quality: Floats, state: State) -> tuple[Floats, Floats]:
    """Chances of advancing (winning, in the last stage) and of losing in an active week."""
    score = quality + CONTACT_EFFECT[state.contacts] + DECISION_EFFECT[state.decision]
    score = score + LEVEL_EFFECT[state.level] + PACE_EFFECT[state.week]
    ahead = np.exp(ADVANCE[state.stage] + ADVANCE_SLOPE[state.stage] * score)
    lost = np.exp(LOSE[state.stage] - LOSE_SLOPE[state.stage] * score)
    total = 1 + ahead + lost
    return ahead / total, lost / total


@dataclass(frozen=True)
class Odds:
    """Tables over the grid of quality and all states: chance of an eventual win now, if staying, if advancing."""

    now: Floats
    stay: Floats
    ahead: Floats

    def read(self, table: Floats, quality: Floats, state: State) -> Floats:
        """Interpolate a table at each deal's own quality."""
        place = np.clip((quality - GRID[0]) / (GRID[1] - GRID[0]), 0, len(GRID) - 1.001)
        low = place.astype(np.int64)
        share = place - low
        flat = state.flat
        return np.asarray(table[low, flat] * (1 - share) + table[low + 1, flat] * share, dtype=np.float64)


def _drift(value: Floats) -> Floats:
    """Expectation of a table after contacts, decision maker and engagement have moved by a week."""
    more = np.concatenate([value[:, :, :, 1:], value[:, :, :, -1:]], axis=3)
    value = value + CONTACT_STEP * (more - value)
    known = np.broadcast_to(value[..., 1:, :], value.shape)
    value = value + DECISION_STEP * (known - value)
    return np.asarray(value @ LEVEL_STEP.T, dtype=np.float64)


def solve(rounds: int = 200) -> Odds:
    """Solve for the odds by value iteration.

    Parameters
    ----------
    rounds
        Active weeks looked ahead; hazards of a quarter a week make what lies beyond vanish.
    """
    shape = (STAGES, WEEKS, CONTACTS, 2, LEVELS)
    cells = [a.ravel() for a in np.indices(shape)]
    states = State(*cells)
    size = len(cells[0])
    ahead, lost = hazards(np.repeat(GRID, size), State(*(np.tile(c, len(GRID)) for c in cells)))
    full = (len(GRID), *shape)
    up, down = ahead.reshape(full), lost.reshape(full)
    value = np.zeros(full)
    assert states.flat[-1] == size - 1  # noqa: S101  (the flat index and the reshape must agree)
    for _ in range(rounds):
        drifted = _drift(value)
        stay = np.concatenate([drifted[:, :, 1:], drifted[:, :, -1:]], axis=2)
        onward = np.ones_like(value)
        onward[:, :-1] = drifted[:, 1:, :1]
        value = up * onward + (1 - up - down) * stay
    flat = (len(GRID), size)
    return Odds(now=value.reshape(flat), stay=stay.reshape(flat), ahead=onward.reshape(flat))


def step(rng: np.random.Generator, state: State) -> State:
    """Contacts, decision maker and engagement after one more week."""
    count = len(state.stage)
    contacts = np.minimum(state.contacts + (rng.random(count) < CONTACT_STEP), CONTACTS - 1)
    decision = np.maximum(state.decision, (rng.random(count) < DECISION_STEP).astype(np.int64))
    edges = np.cumsum(LEVEL_STEP, axis=1)[state.level]
    level = np.minimum((edges < rng.random(count)[:, None]).sum(axis=1), LEVELS - 1)
    return State(state.stage, state.week, contacts.astype(np.int64), decision, level.astype(np.int64))
