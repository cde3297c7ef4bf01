"""Learning a hazard: on the past, chosen on later rows, judged on still later ones, then learnt again on all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.methods.scoring.calibrate import Calibrator, nothing, platt
from foresail.methods.scoring.columns import learn as learn_columns
from foresail.methods.scoring.logistic import PENALTIES, Logistic, fit_logistic, sigmoid
from foresail.methods.scoring.measures import log_loss
from foresail.methods.scoring.split import folds
from foresail.methods.scoring.trees import fit_trees
from foresail.methods.survival.grid import BINS, AtRisk, Floats, Rows, at_risk, bin_of
from foresail.methods.survival.hazard import Part, bent, straight

MIXES = {"ends": (0.0,), "wins": (0.0, 0.25, 0.5, 0.75)}
"""Shares of trees that are tried. For ends straight lines were no worse on any data tried, and are cheap."""
TIMED = 8
MOST_AT_RISK = 60_000
"""Rows at risk that are learnt from at most; of those that did not end a part is taken, with weights to match."""
ROUNDS = 150
SOON = 49.0


@dataclass(frozen=True)
class Seen:
    """Things as they were seen, and what became of them as far as is known.

    Parameters
    ----------
    frame
        Columns to learn from, n rows.
    days
        Days of average pace until the end, or until last known to be open.
    cause
        0 open, 1 won, 2 lost.
    follow
        Days of average pace for which each has been watched, ended or not.
    group
        Number of the thing behind each row.
    """

    frame: pl.DataFrame
    days: Floats
    cause: Rows
    follow: Floats
    group: Rows


@dataclass(frozen=True)
class Settings:
    """What was found best on later rows."""

    penalty: float
    rounds: int
    mix: float


@dataclass(frozen=True)
class _Task:
    """Rows of one part: which thing, which bin, what happened, how much it counts."""

    row: Rows
    bin: Rows
    y: Floats
    weight: Floats


def learn_part(
    which: str, past: Seen, later: Seen | None, skip: Sequence[str], seed: int, given: Settings | None = None
) -> tuple[Part, Settings]:
    """Learn one of the two parts.

    Parameters
    ----------
    which
        `ends` or `wins`.
    past
        What is learnt from.
    later
        Rows on which settings are chosen; None: `given` are used.
    """
    make = _ends if which == "ends" else _wins
    task = make(past)
    known, soon = _encoded_by(which, past)
    y = np.zeros(len(past.days))
    y[known] = soon[known].astype(np.float64)
    places = np.flatnonzero(known)
    encoder, crossed = learn_columns(
        past.frame[places], y[places], np.ones(len(places)), folds(past.group[places]), skip
    )
    x = encoder.matrix(past.frame)
    x[places] = crossed
    ahead = None
    if later is not None:
        beyond = make(later)
        ahead = (encoder.matrix(later.frame), beyond)
    part = Part(encoder, _NOTHING, _timed(x, task), "", 0.0)
    return _fitted(part, x, task, ahead, seed, given, MIXES[which])


def _fitted(
    part: Part, x: Floats, task: _Task, ahead: tuple[Floats, _Task] | None, seed: int, given: Settings | None,
    mixes: tuple[float, ...],
) -> tuple[Part, Settings]:  # fmt: skip
    lines = straight(x[task.row], task.bin, part.timed)
    if ahead is None:
        said = given or Settings(PENALTIES[1], 120, 0.5)
        logistic = fit_logistic(lines, task.y, task.weight, said.penalty)
        trees = _trees(x, task, said.rounds, seed, None)[0] if said.mix > 0 else ""
        return replace(part, logistic=logistic, trees=trees, mix=said.mix), said
    later_x, beyond = ahead
    their_lines = straight(later_x[beyond.row], beyond.bin, part.timed)
    tried = {c: fit_logistic(lines, task.y, task.weight, c) for c in PENALTIES}
    losses = {c: _loss(beyond, m.log_odds(their_lines)) for c, m in tried.items()}
    penalty = min(losses, key=lambda c: losses[c])
    if mixes == (0.0,):
        return replace(part, logistic=tried[penalty]), Settings(penalty, 0, 0.0)
    trees, rounds = _trees(x, task, ROUNDS, seed, (bent(later_x[beyond.row], beyond.bin), beyond))
    whole = replace(part, logistic=tried[penalty], trees=trees)
    z_line = replace(whole, mix=0.0).raw(later_x[beyond.row], beyond.bin)
    z_tree = replace(whole, mix=1.0).raw(later_x[beyond.row], beyond.bin)
    by_mix = {m: _loss(beyond, (1 - m) * z_line + m * z_tree) for m in mixes}
    mix = min(by_mix, key=lambda m: (by_mix[m], m))
    return replace(whole, mix=mix), Settings(penalty, rounds, mix)


def calibrated(part: Part, later: Seen, which: str) -> Part:
    """The part with a line through its log odds, and a shift for each bin, learnt on later rows."""
    task = _ends(later, most=0) if which == "ends" else _wins(later)
    if not len(task.y) or not 0 < float(task.y.mean()) < 1:
        return part
    x = part.encoder.matrix(later.frame)
    z = part.raw(x[task.row], task.bin)
    line = platt(z, task.y)
    z = line.a + line.b * z
    return replace(part, calibrator=Calibrator("platt", line.a, line.b), shift=_shift(z, task))


def _shift(z: Floats, task: _Task, drawn: float = 15.0) -> tuple[float, ...]:
    """What to add to the log odds of each bin to meet what was seen; drawn to nothing where little was seen."""
    p = sigmoid(z)
    hits = np.bincount(task.bin, weights=task.y, minlength=BINS)
    told = np.bincount(task.bin, weights=p, minlength=BINS)
    room = np.bincount(task.bin, weights=p * (1 - p), minlength=BINS)
    step = (hits - told) / (room + drawn)  # one step of Newton's method with a normal prior
    return tuple(np.round(np.clip(step, -1.0, 1.0), 9).tolist())


def usual(seen: Seen, drawn: float = 20.0) -> tuple[Floats, Floats]:
    """The course that all share: chance of an end in each bin, and of its being a win; drawn to the mean of all bins.

    Returns
    -------
    Two arrays of shape (bins,).
    """
    risk: AtRisk = at_risk(seen.days, seen.cause, seen.follow)
    count = np.bincount(risk.bin, minlength=BINS).astype(np.float64)
    ended = np.bincount(risk.bin, weights=risk.ended, minlength=BINS)
    rate = ended.sum() / max(float(count.sum()), 1.0)
    ends = (ended + drawn * rate) / (count + drawn)
    done = seen.cause > 0
    place = bin_of(seen.days[done])
    won = np.bincount(place, weights=(seen.cause[done] == 1).astype(np.float64), minlength=BINS)
    n = np.bincount(place, minlength=BINS).astype(np.float64)
    share = float((seen.cause[done] == 1).mean()) if done.any() else 0.5
    return ends, (won + drawn * share) / (n + drawn)


def _ends(seen: Seen, most: int = MOST_AT_RISK) -> _Task:
    """Rows at risk; above `most` (0: no limit) a part of those that did not end, with weights to match."""
    risk = at_risk(seen.days, seen.cause, seen.follow)
    weight = np.ones(len(risk.row))
    if 0 < most < len(risk.row):
        step = int(np.ceil((len(risk.row) - risk.ended.sum()) / most))
        kept = (risk.ended > 0) | ((risk.row * 7 + risk.bin) % step == 0)
        weight = np.where(risk.ended > 0, 1.0, float(step))[kept]
        risk = AtRisk(risk.row[kept], risk.bin[kept], risk.ended[kept])
    return _Task(risk.row, risk.bin, risk.ended, weight / max(float(weight.mean()), 1e-9) if len(weight) else weight)


def _wins(seen: Seen) -> _Task:
    row = np.flatnonzero(seen.cause > 0)
    won = (seen.cause[row] == 1).astype(np.float64)
    return _Task(row.astype(np.int64), bin_of(seen.days[row]), won, np.ones(len(row)))


def _encoded_by(which: str, seen: Seen) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For which rows the event that categories are measured by is known, and whether it happened."""
    if which == "wins":
        return seen.cause > 0, seen.cause == 1
    return seen.follow >= SOON, (seen.cause > 0) & (seen.days <= SOON)


def _timed(x: Floats, task: _Task) -> tuple[int, ...]:
    """The columns that go along with the outcome most: their effect may change with the time ahead."""
    if not len(task.y):
        return ()
    filled = np.nan_to_num(x[task.row] - np.nanmean(np.where(np.isnan(x).all(axis=0), 0.0, x), axis=0))
    spread = filled.std(axis=0)
    along = np.abs(filled.T @ (task.y - task.y.mean())) / np.where(spread > 0, spread, np.inf)
    return tuple(sorted(int(c) for c in np.argsort(-np.round(along, 9), kind="stable")[:TIMED]))


def _trees(x: Floats, task: _Task, rounds: int, seed: int, later: tuple[Floats, _Task] | None) -> tuple[str, int]:
    beyond = (later[0], later[1].y) if later is not None else None
    return fit_trees(bent(x[task.row], task.bin), task.y, task.weight, rounds=rounds, seed=seed, later=beyond)


def _loss(task: _Task, z: Floats) -> float:
    return log_loss(task.y, nothing()(z), task.weight)


_NOTHING = Logistic(np.zeros(0), np.ones(0), np.zeros(0), np.zeros(0), 0.0)
