"""The chance of being won at last as straight lines in the log odds, learnt from one look to the next.

A thing that is looked at often tells more than how it ended: each look also says what was thought of it at the next.
The target of a look is therefore a mean of the outcome and of what the model itself says at later looks of the same
thing, with weights that fall with the time between (temporal differences, Sutton 1988; why they vary less, Cheikhi
and Russo 2023). Levels of categories enter side by side; how far each category is drawn to the mean is found from the
data (empirical Bayes, Fellner 1986, Schall 1991).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.methods.scoring.columns import number, text, usable
from foresail.methods.scoring.logistic import sigmoid
from foresail.methods.survival.grid import Floats, Rows

KEEP = 0.6
"""Weight of what comes after a week ahead, against what is said now."""
ROUNDS = 6
LEAST_ROWS = 25
MOST_LEVELS = 80
MOST_COLUMNS = 400
LONG = 3.0
"""Columns without negative values that go beyond this (days, counts) enter as logarithms."""


@dataclass(frozen=True)
class Slope:
    """How a column of numbers enters: standardised (after log(1 + x) where `log`), and what its being missing adds."""

    log: bool
    centre: float
    scale: float
    slope: float
    missing: float

    def standard(self, values: Floats) -> Floats:
        """Standardised values; 0 where missing."""
        shown = np.log1p(np.maximum(values, 0.0)) if self.log else values
        return np.where(np.isnan(values), 0.0, np.clip((shown - self.centre) / self.scale, -3, 3))


@dataclass(frozen=True)
class Outlook:
    """Log odds of being won at last.

    Parameters
    ----------
    intercept
        Log odds of an average row.
    slopes
        Columns of numbers.
    levels
        Category → level → what it adds, with a mean of zero over what was learnt from; other levels add nothing.
    """

    intercept: float
    slopes: Mapping[str, Slope]
    levels: Mapping[str, Mapping[str, float]]

    @property
    def names(self) -> tuple[str, ...]:
        """Columns that it needs, numbers first."""
        return (*self.slopes, *self.levels)

    def contributions(self, frame: pl.DataFrame) -> Floats:
        """What each column adds to the log odds, shape (n, columns)."""
        parts = []
        for name, s in self.slopes.items():
            values = number(frame[name])
            parts.append(s.standard(values) * s.slope + np.isnan(values) * s.missing)
        for name, found in self.levels.items():
            table = pl.DataFrame({"l": list(found), "v": list(found.values())}, {"l": pl.String, "v": pl.Float64})
            shown = pl.DataFrame({"l": text(frame[name])}).join(table, on="l", how="left", maintain_order="left")
            parts.append(shown["v"].fill_null(0.0).to_numpy())
        return np.column_stack(parts) if parts else np.zeros((frame.height, 0))

    def log_odds(self, frame: pl.DataFrame) -> Floats:
        """Shape (n,)."""
        return np.asarray(self.contributions(frame).sum(axis=1) + self.intercept, dtype=np.float64)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        slopes = {n: [s.log, s.centre, s.scale, s.slope, s.missing] for n, s in self.slopes.items()}
        return {"intercept": self.intercept, "slopes": slopes, "levels": {n: dict(v) for n, v in self.levels.items()}}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Outlook:
        """What `to_json` gave."""
        slopes = {n: Slope(bool(s[0]), *(float(v) for v in s[1:])) for n, s in values["slopes"].items()}
        return cls(float(values["intercept"]), slopes, {n: dict(v) for n, v in values["levels"].items()})


class Looks(NamedTuple):
    """What is learnt from, sorted by thing and, within it, from the newest look to the oldest.

    Parameters
    ----------
    frame
        Columns, n rows.
    group, seen
        Number of the thing, and day of the look.
    over, won
        Whether its end is known, and whether that was a win.
    """

    frame: pl.DataFrame
    group: Rows
    seen: Rows
    over: NDArray[np.bool_]
    won: Floats


def looks(frame: pl.DataFrame, group: Rows, seen: Rows, cause: Rows) -> Looks:
    """Sort rows; `cause` is 0 for open, 1 for won, 2 for lost."""
    order = np.lexsort((-seen, group))
    over = cause[order] > 0
    return Looks(frame[order], group[order], seen[order], over, (cause[order] == 1).astype(np.float64))


def learn_outlook(given: Looks, skip: tuple[str, ...] = ()) -> Outlook:
    """Learn from looks.

    Parameters
    ----------
    skip
        Columns that must not be used.
    """
    design = _design(given.frame, skip)
    chain = _Chain.of(given)
    x, kind = design.matrix, design.kind
    share = max(1.0, len(given.group) / max(len(np.unique(given.group)), 1)) ** 0.5
    pull = np.where(kind < 0, 1e-6, np.where(kind == 0, 30.0, 20.0))
    rate = float(np.clip(given.won[given.over].mean(), 0.01, 0.99))
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(rate / (1 - rate))
    beta, spread = _newton(x[given.over], given.won[given.over], pull, beta, 5)
    for _ in range(ROUNDS):
        pull = _pulls(beta, spread, kind, share)
        target = chain.targets(sigmoid(x @ beta), given)
        beta, spread = _newton(x, target, pull, beta, 2)
    return design.outlook(beta)


def _newton(x: Floats, y: Floats, pull: Floats, beta: Floats, rounds: int) -> tuple[Floats, Floats]:
    """Penalised steps of Newton's method, and the variance of each coefficient."""
    information = np.diag(pull)
    for _ in range(rounds):
        p = sigmoid(x @ beta)
        information = (x * (p * (1 - p))[:, None]).T @ x + np.diag(pull)
        move = np.linalg.solve(information, x.T @ (y - p) - pull * beta)
        beta = beta + move * min(1.0, 4.0 / max(float(np.abs(move).max()), 1e-12))
        if float(np.abs(move).max()) < 1e-4:
            break
    return beta, np.diag(np.linalg.inv(information)).copy()


def _pulls(beta: Floats, spread: Floats, kind: Rows, share: float) -> Floats:
    """How strongly each group of coefficients is drawn to zero: one over their variance as far as it is not noise.

    Looks of one thing tell less than as many things: `share` of them count as one.
    """
    pull = np.full(len(beta), 1e-6)
    for k in range(int(kind.max()) + 1):
        mine = kind == k
        if mine.any():
            variance = float((beta[mine] ** 2 + share * spread[mine]).mean())
            pull[mine] = float(np.clip(share / max(variance, 1e-9), 1.0, 5000.0))
    return pull


class _Chain(NamedTuple):
    """Looks in layers: the newest of each thing, the one before, …; and the weight of what comes after."""

    layers: list[Rows]
    keep: Floats

    @classmethod
    def of(cls, given: Looks) -> _Chain:
        start = np.flatnonzero(np.r_[True, given.group[1:] != given.group[:-1]])
        place = np.arange(len(given.group)) - np.repeat(start, np.diff(np.r_[start, len(given.group)]))
        order = np.argsort(place, kind="stable")
        layers = np.split(order, np.flatnonzero(np.diff(place[order])) + 1)
        gap = np.r_[0, given.seen[:-1] - given.seen[1:]]
        return cls(layers, KEEP ** (np.maximum(gap, 0) / 7))

    def targets(self, said: Floats, given: Looks) -> Floats:
        """What each look should say: the end where it is next, else a mean of what later looks say and the end."""
        found = np.where(given.over, given.won, said)
        for rows in self.layers[1:]:
            found[rows] = (1 - self.keep[rows]) * said[rows - 1] + self.keep[rows] * found[rows - 1]
        return np.asarray(found, dtype=np.float64)


class _Design(NamedTuple):
    """The matrix: a constant, levels, standardised numbers, marks of what is missing; `kind` groups its columns."""

    matrix: Floats
    kind: Rows
    levels: dict[str, list[str]]
    shares: dict[str, list[float]]
    slopes: dict[str, Slope]
    marked: list[str]

    def outlook(self, beta: Floats) -> Outlook:
        """Coefficients as columns' words: each category's mean goes to the intercept."""
        values = np.round(beta, 9).tolist()
        intercept, place = values[0], 1
        levels: dict[str, dict[str, float]] = {}
        for name, found in self.levels.items():
            mine = values[place : place + len(found)]
            mean = float(np.dot(mine, self.shares[name]))
            levels[name] = {level: round(v - mean, 9) for level, v in zip(found, mine, strict=True)}
            intercept, place = intercept + mean, place + len(found)
        slopes = dict(zip(self.slopes, values[place : place + len(self.slopes)], strict=True))
        gone = dict(zip(self.marked, values[place + len(self.slopes) :], strict=True))
        made = {n: Slope(s.log, s.centre, s.scale, slopes[n], gone.get(n, 0.0)) for n, s in self.slopes.items()}
        return Outlook(round(intercept, 9), made, levels)


def _design(frame: pl.DataFrame, skip: tuple[str, ...]) -> _Design:
    numbers, categories = usable(frame, skip)
    parts: list[Floats] = [np.ones(frame.height)]
    kind = [-1]
    levels: dict[str, list[str]] = {}
    shares: dict[str, list[float]] = {}
    for name in categories:
        values = text(frame[name])
        found = _levels(values, MOST_COLUMNS - len(parts))
        if len(found) < 2:
            continue
        levels[name] = found
        marks = [(values == level).to_numpy().astype(np.float64) for level in found]
        shares[name] = [float(m.mean()) for m in marks]
        parts += marks
        kind += [len(levels)] * len(found)
    slopes: dict[str, Slope] = {}
    marks_of: dict[str, Floats] = {}
    for name in numbers:
        column = number(frame[name])
        slopes[name] = _usual(column)
        parts.append(slopes[name].standard(column))
        missing = np.isnan(column)
        if 0.005 < float(missing.mean()) < 0.995:
            marks_of[name] = missing.astype(np.float64)
    parts += list(marks_of.values())
    kind += [0] * (len(slopes) + len(marks_of))
    return _Design(np.column_stack(parts), np.asarray(kind, dtype=np.int64), levels, shares, slopes, list(marks_of))


def _levels(values: pl.Series, room: int) -> list[str]:
    """The most frequent levels, in the order of their words."""
    counted = pl.DataFrame({"level": values}).group_by("level").len().filter(pl.col("len") >= LEAST_ROWS)
    most = max(0, min(MOST_LEVELS, room))
    return counted.sort(["len", "level"], descending=[True, False])["level"].head(most).sort().to_list()


def _usual(column: Floats) -> Slope:
    there = column[~np.isnan(column)]
    log = bool(len(there)) and float(there.min()) >= 0 and float(there.max()) > LONG
    shown = np.log1p(there) if log else there
    spread = float(shown.std()) if len(shown) else 0.0
    return Slope(log, float(shown.mean()) if len(shown) else 0.0, spread if spread > 1e-12 else 1.0, 0.0, 0.0)
