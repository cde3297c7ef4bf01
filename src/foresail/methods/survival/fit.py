"""Fit a hazard and say what it shows for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from foresail.kernel.evidence import Evidence
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.logistic import logit, sigmoid
from foresail.methods.scoring.measures import Gain, brier, log_loss, paired_gain
from foresail.methods.scoring.report import evidence_of, untested
from foresail.methods.scoring.scorer import BAND_Z, Band
from foresail.methods.shares import half_wilson
from foresail.methods.survival.grid import EDGES, Course, Floats, Rows, at, course_of
from foresail.methods.survival.hazard import Hazard, Part
from foresail.methods.survival.learn import Seen, Settings, calibrated, learn_part, usual
from foresail.methods.survival.outlook import Outlook, learn_outlook, looks
from foresail.methods.survival.pace import Pace
from foresail.methods.survival.pace import learn as learn_pace

LEAST = 20
LEAST_JUDGED = 30
LEAST_GROUPS = 20
"""Fewer things than this tell nothing, however often each was looked at."""
MATERIAL = 0.01
"""A gain over the base rate below this share of its Brier score is of no use to anybody."""
SHARES = (0.6, 0.8)
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Shares of the outlook that are tried."""


@dataclass(frozen=True)
class Judged:
    """What was predicted for later rows of known end, for the trust page.

    Parameters
    ----------
    seen
        Day (from 1970) on which each row was seen, shape (n,).
    row
        Places of the rows in the frame that was given to `fit_hazard`.
    won, chance, base
        Outcome, chance of having been won given that it ended by now, and the same of the base rate.
    place
        Where the day of a win lay in its foretold distribution, given a win by now (NaN for losses).
    low, high, took
        Ends of the 80% interval of the day of a win or loss, and the day (days of average pace from `seen`), given
        that it ended by now.
    """

    seen: Rows
    row: Rows
    won: Floats
    chance: Floats
    base: Floats
    place: Floats
    low: Floats
    high: Floats
    took: Floats


@dataclass(frozen=True)
class Deals:
    """Rows of a fit.

    Parameters
    ----------
    frame
        Columns, one row a thing and day on which it was seen open.
    seen, ended, began
        Days from 1970: of the look, of the end (any number where open), of its beginning.
    cause
        0 still open, 1 won, 2 lost.
    group
        Number of the thing.
    last
        The last day that is known.
    """

    frame: pl.DataFrame
    seen: Rows
    ended: Rows
    began: Rows
    cause: Rows
    group: Rows
    last: int

    def take(self, rows: Rows) -> Deals:
        """Some of the rows."""
        return Deals(
            self.frame[rows], self.seen[rows], self.ended[rows], self.began[rows], self.cause[rows], self.group[rows],
            self.last,
        )  # fmt: skip

    def known_at(self, cut: int, pace: Pace, first: int | None = None) -> tuple[Seen, Rows]:
        """What was known on a day of the rows seen before it (and from `first` on), and which rows these are."""
        early = (self.seen < cut) if first is None else (self.seen < cut) & (self.seen >= first)
        rows = np.flatnonzero(early)
        over = (self.cause[rows] > 0) & (self.ended[rows] <= cut)
        until = np.where(over, self.ended[rows], cut)
        days = pace.elapsed(self.seen[rows], until)
        follow = pace.elapsed(self.seen[rows], np.full(len(rows), cut))
        cause = np.where(over, self.cause[rows], 0)
        return Seen(self.frame[rows], days, cause, follow, self.group[rows]), rows


def fit_hazard(
    deals: Deals, seed: int, exclude: Sequence[str] = (), *, judge_only: bool = False
) -> tuple[Hazard, Judged | None]:
    """Learn when things end and whether they are won.

    Parameters
    ----------
    deals
        In any order; the result does not depend on it.
    exclude
        Columns that must not be used.
    judge_only
        Leave out the last step, learning again on all rows.

    Returns
    -------
    The model, and what it predicted for the last rows (None where there were too few).

    Raises
    ------
    NotEnoughData
        If fewer than 20 things have ended.
    """
    over = deals.cause > 0
    groups = len(np.unique(deals.group[over]))
    if groups < LEAST:
        raise _too_few(groups)
    pace = _pace(deals, deals.last)
    everything, _ = deals.known_at(deals.last + 1, pace)
    ends, wins = usual(everything)
    rate = float(course_of(ends[None, :], wins[None, :]).chance[0])
    plain = Hazard("base", rate, untested(groups, rate), ends, wins, pace, band=_flat(rate, groups))
    cuts = _cuts(deals)
    if cuts is None:
        return plain, None
    return _chosen(deals, plain, cuts, seed, exclude, judge_only=judge_only)


def _chosen(
    deals: Deals, plain: Hazard, cuts: tuple[int, int], seed: int, exclude: Sequence[str], *, judge_only: bool
) -> tuple[Hazard, Judged | None]:
    first, second = cuts
    pace = _pace(deals, second)
    learnt, rows = deals.known_at(first, pace)
    later, _ = deals.known_at(second, pace, first)
    past, said = _parts(learnt, later, exclude, seed)
    before, _ = deals.known_at(second, pace)
    told = _told(past, pace, usual(before))
    told = _weighed(replace(told, outlook=_outlook(learnt, deals.seen[rows], exclude)), later)
    judged = _judge(deals, told, second)
    if judged is None:
        return plain, None
    group = deals.group[judged.row]
    gain = paired_gain((judged.chance - judged.won) ** 2, (judged.base - judged.won) ** 2, group)
    skill = gain.beyond_noise() and gain.mean >= MATERIAL * brier(judged.won, judged.base)
    evidence = _evidence(judged, skill, gain, group, len(np.unique(learnt.group)))
    plain = replace(plain, evidence=evidence)
    if not skill or judge_only:
        return plain, judged
    newest, _ = deals.known_at(deals.last + 1, plain.pace, first)
    everything, rows = deals.known_at(deals.last + 1, plain.pace)
    lines = {which: calibrated(part, newest, which) for which, part in past.items()}
    final = {
        which: replace(learn_part(which, everything, None, exclude, seed, _grown(said[which]))[0],
                       calibrator=lines[which].calibrator, shift=lines[which].shift)
        for which in past
    }  # fmt: skip
    learnt_all = replace(
        plain,
        method="hazard",
        ends=final["ends"],
        wins=final["wins"],
        band=_band(judged, group),
        levels=_levels(judged, group),
        outlook=_outlook(everything, deals.seen[rows], exclude) if told.weight > 0 else None,
        weight=told.weight,
    )
    return learnt_all, judged


def _parts(learnt: Seen, later: Seen, exclude: Sequence[str], seed: int) -> tuple[dict[str, Part], dict[str, Settings]]:
    parts: dict[str, Part] = {}
    said: dict[str, Settings] = {}
    for which in ("ends", "wins"):
        part, found = learn_part(which, learnt, later, exclude, seed)
        parts[which], said[which] = calibrated(part, later, which), found
    return parts, said


def _grown(said: Settings) -> Settings:
    return replace(said, rounds=round(said.rounds * 1.15))


def _told(parts: dict[str, Part], pace: Pace, base: tuple[Floats, Floats]) -> Hazard:
    """A model to be judged: never kept."""
    return Hazard("hazard", 0.5, untested(0, 0.5), base[0], base[1], pace, parts["ends"], parts["wins"])


def _outlook(known: Seen, seen: Rows, exclude: Sequence[str]) -> Outlook:
    return learn_outlook(looks(known.frame, known.group, seen, known.cause), tuple(exclude))


def _weighed(told: Hazard, later: Seen) -> Hazard:
    """With the share of the outlook that says best how later rows ended, given that they have ended."""
    over = np.flatnonzero(later.cause > 0)
    frame, won = later.frame[over], (later.cause[over] == 1).astype(np.float64)
    course, ahead = told.course(frame), told.outlook.log_odds(frame) if told.outlook is not None else 0.0
    days, loss = later.follow[over], {}
    for weight in WEIGHTS:
        chance = sigmoid((1 - weight) * logit(course.chance) + weight * ahead)
        loss[weight] = log_loss(won, course.moved_to(chance).given_by(days))
    return replace(told, weight=min(WEIGHTS, key=lambda w: (round(loss[w], 9), w)))


def _judge(deals: Deals, told: Hazard, cut: int) -> Judged | None:
    """Rows seen after the cut that have ended, against what was said of them, given that they ended by now."""
    rows = np.flatnonzero((deals.seen >= cut) & (deals.cause > 0) & (deals.ended <= deals.last))
    won = (deals.cause[rows] == 1).astype(np.float64)
    if len(rows) < LEAST_JUDGED or not 0 < float(won.mean()) < 1:
        return None
    course, pace, n = told.course(deals.frame[rows]), told.pace, len(rows)
    days = pace.elapsed(deals.seen[rows], np.full(n, deals.last))
    took = pace.elapsed(deals.seen[rows], deals.ended[rows])
    same = course_of(np.tile(told.usual_ends, (n, 1)), np.tile(told.usual_wins, (n, 1)))
    low, high = (_quantile_given(course, days, q) for q in (0.1, 0.9))
    place = np.where(won > 0, at(course.won, took) / np.maximum(at(course.won, days), 1e-12), np.nan)
    return Judged(deals.seen[rows], rows, won, course.given_by(days), same.given_by(days), place, low, high, took)


def _quantile_given(course: Course, days: Floats, q: float) -> Floats:
    """The day by which a share `q` of the ends has come, of those that come by the given days."""
    both = course.won + course.lost
    goal = q * at(both, days)
    total = np.cumsum(both, axis=1)
    place = np.minimum((total < goal[:, None]).sum(axis=1), both.shape[1] - 1)
    rows = np.arange(len(both))
    before = np.where(place > 0, total[rows, np.maximum(place - 1, 0)], 0.0)
    part = np.clip((goal - before) / np.maximum(both[rows, place], 1e-300), 0.0, 1.0)
    return np.asarray(EDGES[place] + part * (EDGES[place + 1] - EDGES[place]), dtype=np.float64)


def _evidence(judged: Judged, skill: bool, gain: Gain, group: Rows, n_train: int) -> Evidence:
    return evidence_of("hazard", skill, judged.won, judged.chance, judged.base, gain, group, n_train)


def _pace(deals: Deals, last: int) -> Pace:
    """Learnt from each thing once, with what was known on the day."""
    _, place = np.unique(deals.group, return_index=True)
    known = place[deals.began[place] <= last]
    over = (deals.cause[known] > 0) & (deals.ended[known] <= last)
    return learn_pace(deals.began[known], deals.ended[known], over, last)


def _cuts(deals: Deals) -> tuple[int, int] | None:
    """Two days: what was seen before the first is learnt from, up to the second chosen on, after it judged."""
    seen = np.sort(deals.seen[deals.cause > 0])
    first, second = (int(seen[min(int(s * len(seen)), len(seen) - 1)]) for s in SHARES)
    parts = [
        (deals.seen < first) & (deals.cause > 0) & (deals.ended <= first),
        (deals.seen >= first) & (deals.seen < second) & (deals.cause > 0) & (deals.ended <= second),
        (deals.seen >= second) & (deals.cause > 0),
    ]
    for rows in parts:
        few = rows.sum() < LEAST_JUDGED or len(np.unique(deals.group[rows])) < LEAST_GROUPS
        if few or len(np.unique(deals.cause[rows])) < 2:
            return None
    return first, second


def _band(judged: Judged, group: Rows, bins: int = 10) -> Band:
    """Half-widths from the last rows: Wilson's interval over the groups of a bin, and the bin's own miss."""
    order = np.argsort(judged.chance, kind="stable")
    at, width = [], []
    for block in np.array_split(order, max(1, min(bins, len(np.unique(group)) // 40))):
        mean, n = float(judged.chance[block].mean()), len(np.unique(group[block]))
        miss = max(0.0, abs(float(judged.won[block].mean()) - mean) - half_wilson(mean, n, 1.0))
        at.append(mean)
        width.append(float(np.hypot(half_wilson(mean, n, BAND_Z), miss)))
    return Band(tuple(at), tuple(width))


def _levels(judged: Judged, group: Rows, drawn: float = 30.0) -> tuple[float, float, float]:
    """Levels that would have held on later wins (split conformal: Vovk, Gammerman and Shafer 2005).

    Of few wins they are drawn to what the model says by itself.
    """
    wins = np.isfinite(judged.place)
    weight = len(np.unique(group[wins])) / (len(np.unique(group[wins])) + drawn)
    found = [weight * float(np.quantile(judged.place[wins], q)) + (1 - weight) * q for q in (0.1, 0.5, 0.9)]
    low, middle, high = (min(max(v, 0.01), 0.99) for v in found)
    return low, middle, high


def _flat(rate: float, groups: int) -> Band:
    return Band((rate,), (half_wilson(rate, groups, BAND_Z),))


def _too_few(groups: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"Learning needs at least {LEAST} cases with a known outcome; there are {groups}.",
            zh=f"至少需要 {LEAST} 个已知结果的样本，现有 {groups} 个。",
        ),
        details={"found": groups, "asked": LEAST},
    )
