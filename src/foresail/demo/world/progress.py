"""How opportunities move, week by week, and the log of every change that an export could have seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Timeline, office_minute
from foresail.demo.world.deals import Deals, amounts
from foresail.demo.world.odds import ACTIVE_SHARE, Odds, State, hazards, step
from foresail.demo.world.people import People

WON, LOST = 4, 5
TYPICAL_DAYS = np.array([92, 68, 44, 22])
"""What people think is left to go in each stage."""
FIELDS = ("stage", "amount", "close", "next_step", "next_on", "probability")
STAGE_PROBABILITY = np.array([10, 30, 50, 75, 100, 0])
MORNING, LATE = 8 * 60 + 20, 8 * 60 + 40


@dataclass(frozen=True)
class Log:
    """Changes of one field in order of deal and moment; the first of a deal is its opening."""

    deal: Ints
    minute: Ints
    value: Ints

    def at(self, deal: Ints, minute: Ints) -> Ints:
        """The position in the log of the last change up to a moment; the deal must be open by then."""
        key = self.deal * KEY + self.minute
        return np.asarray(np.searchsorted(key, deal * KEY + minute, side="right") - 1, dtype=np.int64)


KEY = 1 << 24
"""More than any moment, so that (deal, moment) packs into one number."""


@dataclass
class Course:
    """How all deals went.

    Attributes
    ----------
    logs
        Changes by field.
    weeks
        Columns of the weekly record of each open deal: deal, week, odds now, odds when nothing happens in the week
        and its chance, odds after advancing, engagement.
    outcome, closed
        4 won, 5 lost, and the minute; closings after the last day are the truth's alone.
    joined
        (deal, day, which): contacts as they were added; which 0 is the decision maker.
    """

    logs: dict[str, Log]
    weeks: dict[str, NDArray[Any]]
    outcome: Ints
    closed: Ints
    joined: tuple[Ints, Ints, Ints]


@dataclass
class _Book:
    """Collects changes while the weeks go by."""

    rows: dict[str, list[tuple[Ints, Ints, Ints]]] = field(default_factory=lambda: {f: [] for f in FIELDS})
    weeks: dict[str, list[NDArray[Any]]] = field(default_factory=dict)
    joined: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)

    def note(self, name: str, deal: Ints, minute: Ints, value: Ints) -> None:
        self.rows[name].append((deal, np.broadcast_to(minute, deal.shape), np.broadcast_to(value, deal.shape)))

    def log(self, name: str) -> Log:
        deal, minute, value = (np.concatenate(c).astype(np.int64) for c in zip(*self.rows[name], strict=True))
        order = np.lexsort((np.arange(len(deal)), minute, deal))
        deal, minute, value = deal[order], minute[order], value[order]
        fresh = (np.diff(deal, prepend=-1) != 0) | (np.diff(value, prepend=MISSING - 1) != 0)
        return Log(deal[fresh], minute[fresh], value[fresh])


def run(rng: np.random.Generator, time: Timeline, deals: Deals, odds: Odds) -> Course:
    """Simulate every deal to its end."""
    count = len(deals)
    zeros = np.zeros(count, dtype=np.int64)
    state = State(
        zeros.copy(),
        zeros.copy(),
        (rng.random(count) < 0.3).astype(np.int64),
        (rng.random(count) < 0.22).astype(np.int64),
        rng.integers(0, 3, count),
    )
    book = _Book()
    close = _open(rng, time, deals, state, book)
    outcome, closed = np.full(count, LOST), np.full(count, time.horizon * DAY - 1)
    begins = deals.minute // DAY // 7 + 1
    is_open = np.ones(count, dtype=np.bool_)
    prices = (amounts(deals, deals.discount), amounts(deals, np.minimum(deals.discount + deals.extra, 0.4)))
    for week in range(int(begins.min()) if count else 0, time.horizon // 7):
        rows = np.flatnonzero(is_open & (begins <= week))
        if not len(rows):
            continue
        _housekeeping(rng, time, week, rows, deals, state, close, book)
        ended = _week(rng, time, week, rows, deals, state, odds, close, prices, book)
        for result, (which, minute) in ended.items():
            outcome[which], closed[which], is_open[which] = result, minute, False
    empty = np.zeros(0, dtype=np.int64)
    joined = tuple(np.concatenate([empty, *c]) for c in zip(*book.joined, strict=True))
    weeks: dict[str, NDArray[Any]] = {k: np.concatenate(v) for k, v in book.weeks.items()}
    return Course({f: book.log(f) for f in FIELDS}, weeks, outcome, closed, (joined[0], joined[1], joined[2]))


def _open(rng: np.random.Generator, time: Timeline, deals: Deals, state: State, book: _Book) -> Ints:
    """The first values of every field; gives the first expected close dates."""
    rows, minute = np.arange(len(deals)), deals.minute
    book.note("stage", rows, minute, np.zeros(len(rows), dtype=np.int64))
    book.note("amount", rows, minute, deals.estimate)
    book.note("probability", rows, minute, _probability(deals, rows, state.stage))
    close = _promise(rng, time, deals, rows, state.stage, minute // DAY)
    book.note("close", rows, minute, close)
    _plan(rng, deals, rows, state, minute, book)
    for which, there in ((1, np.ones(len(rows), dtype=np.bool_)), (2, state.contacts >= 1), (0, state.decision == 1)):
        chosen = rows[there]
        book.joined.append((chosen, minute[chosen] // DAY, np.full(len(chosen), which)))
    return close


def _probability(deals: Deals, rows: Ints, stage: Ints) -> Ints:
    """The percentage that the CRM shows: the stage's default, coloured by the owner's optimism."""
    usual = STAGE_PROBABILITY[stage]
    tint = np.round(np.clip((1.0 / deals.optimism[rows] - 1.1) * 15, -10, 15) / 5).astype(np.int64) * 5
    return np.asarray(np.where(stage < WON, np.clip(usual + tint, 5, 95), usual), dtype=np.int64)


def _promise(rng: np.random.Generator, time: Timeline, deals: Deals, rows: Ints, stage: Ints, today: Ints) -> Ints:
    """An expected close date, often the end of a month, usually too early."""
    ahead = TYPICAL_DAYS[stage] * deals.optimism[rows] * rng.lognormal(0, 0.2, len(rows))
    day = np.minimum(today + np.maximum(ahead.astype(np.int64), 3), time.horizon - 1)
    to_end = rng.random(len(rows)) < 0.6
    return np.asarray(np.where(to_end, day + time.days_left_in_month[day], day), dtype=np.int64)


def _plan(rng: np.random.Generator, deals: Deals, rows: Ints, state: State, minute: Ints, book: _Book) -> None:
    """A next step, likelier where the customer is engaged; −1 is an empty one."""
    has = rng.random(len(rows)) < np.array([0.25, 0.70, 0.92])[state.level]
    step_no = np.where(has, state.stage * 3 + rng.integers(0, 3, len(rows)), -1)
    book.note("next_step", rows, minute, step_no)
    book.note("next_on", rows, minute, np.where(has, minute // DAY + rng.integers(4, 15, len(rows)), MISSING))


def _housekeeping(
    rng: np.random.Generator,
    time: Timeline,
    week: int,
    rows: Ints,
    deals: Deals,
    state: State,
    close: Ints,
    book: _Book,
) -> None:
    """Monday morning: passed dates are pushed (not by everybody), plans are renewed."""
    if not time.workday[week * 7]:
        return
    today = week * 7
    late = rows[(close[rows] < today) & (rng.random(len(rows)) < 0.3)]
    if len(late):
        again = _promise(rng, time, deals, late, state.stage[late], np.full(len(late), today))
        close[late] = again
        book.note("close", late, np.full(len(late), today * DAY + MORNING), again)
    renew = rows[rng.random(len(rows)) < 0.4]
    _plan(rng, deals, renew, state.take(renew), np.full(len(renew), today * DAY + LATE), book)


def _week(
    rng: np.random.Generator,
    time: Timeline,
    week: int,
    rows: Ints,
    deals: Deals,
    state: State,
    odds: Odds,
    close: Ints,
    prices: tuple[Ints, Ints],
    book: _Book,
) -> dict[int, tuple[Ints, Ints]]:
    """One week of all open deals; gives those that ended, by outcome."""
    here, quality = state.take(rows), deals.quality[rows]
    ahead, lost = hazards(quality, here)
    active = min(1.0, ACTIVE_SHARE * float(time.week_pace[week]))
    _record(week, rows, here, quality, odds, (ahead, lost, active), book)
    draw = rng.random(len(rows)) / active  # beyond 1 the week is not active
    goes, fails = draw < ahead, (draw >= ahead) & (draw < ahead + lost)
    minute = _event_minutes(rng, time, week, len(rows))
    wins = goes & (here.stage == 3)
    moves = goes & ~wins
    awake = draw < 1
    after = State(
        here.stage + moves,
        np.where(moves, 0, np.minimum(here.week + awake, 9)),
        here.contacts,
        here.decision,
        here.level,
    )
    _advance(rng, time, rows[moves], deals, after.stage[moves], minute[moves], close, prices, book)
    stays = np.flatnonzero(awake & ~wins & ~fails)
    moved = step(rng, after.take(stays))
    grew = moved.contacts > after.contacts[stays]
    met = moved.decision > after.decision[stays]
    evening = np.full(len(stays), week * 7 + 6)
    book.joined.append((rows[stays][grew], evening[grew], moved.contacts[grew] + 1))
    book.joined.append((rows[stays][met], evening[met], np.zeros(int(met.sum()), dtype=np.int64)))
    after.put(stays, moved)
    state.put(rows, after)
    ended = {}
    for result, which in ((WON, wins), (LOST, fails)):
        done, when = rows[which], minute[which]
        book.note("stage", done, when, np.full(len(done), result))
        book.note("probability", done, when, np.full(len(done), STAGE_PROBABILITY[result]))
        ended[result] = (done, when)
    return ended


def _event_minutes(rng: np.random.Generator, time: Timeline, week: int, count: int) -> Ints:
    """Moments within the week, on its days in proportion to their pace."""
    edges = day_edges(time, week)
    day = np.minimum(np.searchsorted(edges, rng.random(count), side="right"), 6)
    return office_minute(rng, week * 7 + day)


def day_edges(time: Timeline, week: int) -> Floats:
    """Cumulative share of a week's events by day; people close deals on working days only, if there are any."""
    pace = time.season[week * 7 : week * 7 + 7] * time.workday[week * 7 : week * 7 + 7]
    if pace.sum() == 0:
        pace = np.ones(7)
    return np.asarray(np.cumsum(pace) / pace.sum(), dtype=np.float64)


def _advance(
    rng: np.random.Generator,
    time: Timeline,
    rows: Ints,
    deals: Deals,
    stage: Ints,
    minute: Ints,
    close: Ints,
    prices: tuple[Ints, Ints],
    book: _Book,
) -> None:
    """A new stage: its default probability, the quote's or the negotiated amount, sometimes a new date."""
    book.note("stage", rows, minute, stage)
    book.note("probability", rows, minute, _probability(deals, rows, stage))
    for target, price in ((2, prices[0]), (3, prices[1])):
        there = stage == target
        book.note("amount", rows[there], minute[there], price[rows[there]])
    again = rng.random(len(rows)) < 0.45
    if again.any():
        date = _promise(rng, time, deals, rows[again], stage[again], minute[again] // DAY)
        close[rows[again]] = date
        book.note("close", rows[again], minute[again], date)


def _record(
    week: int,
    rows: Ints,
    here: State,
    quality: Floats,
    odds: Odds,
    chances: tuple[Floats, Floats, float],
    book: _Book,
) -> None:
    """Keep what the truth needs to say the odds at any day of the week."""
    ahead, lost, active = chances
    onward, stay = odds.read(odds.ahead, quality, here), odds.read(odds.stay, quality, here)
    still = odds.read(odds.now, quality, here)
    quiet = 1 - active * (ahead + lost)
    later = ((1 - active) * still + active * (1 - ahead - lost) * stay) / quiet
    columns: dict[str, NDArray[Any]] = {
        "deal": rows,
        "week": np.full(len(rows), week),
        "odds": active * ahead * onward + quiet * later,
        "quiet": quiet,
        "later": later,
        "onward": onward,
        "level": here.level,
        "stage": here.stage,
    }
    for name, values in columns.items():
        book.weeks.setdefault(name, []).append(values)


def merge(one: Course, two: Course, place: Ints) -> Course:
    """The courses of two sets of deals as one; `place` says where each deal went."""
    shift = len(one.outcome)
    logs = {}
    for name in FIELDS:
        a, b = one.logs[name], two.logs[name]
        deal = place[np.concatenate([a.deal, b.deal + shift])]
        minute = np.concatenate([a.minute, b.minute])
        order = np.lexsort((minute, deal))
        logs[name] = Log(deal[order], minute[order], np.concatenate([a.value, b.value])[order])
    weeks: dict[str, NDArray[Any]] = {k: np.concatenate([one.weeks[k], two.weeks[k]]) for k in one.weeks}
    weeks["deal"] = place[np.concatenate([one.weeks["deal"], two.weeks["deal"] + shift]).astype(np.int64)]
    order = np.lexsort((weeks["week"], weeks["deal"]))
    weeks = {k: v[order] for k, v in weeks.items()}
    outcome, closed = np.empty_like(place), np.empty_like(place)
    outcome[place] = np.concatenate([one.outcome, two.outcome])
    closed[place] = np.concatenate([one.closed, two.closed])
    deal, day, which = (np.concatenate([a, b]) for a, b in zip(one.joined, two.joined, strict=True))
    deal = place[np.concatenate([one.joined[0], two.joined[0] + shift])]
    order = np.lexsort((which, day, deal))
    return Course(logs, weeks, outcome, closed, (deal[order], day[order], which[order]))


def owner_log(people: People, deals: Deals, course: Course) -> Log:
    """Owners over time: the first one, and the successor where the first left while the deal was open."""
    rows = np.arange(len(deals))
    gone = people.left[deals.owner]
    moved = rows[(gone > deals.minute // DAY) & (gone * DAY < course.closed)]
    heir = people.successor[deals.owner[moved]]
    deal = np.concatenate([rows, moved])
    minute = np.concatenate([deals.minute, gone[moved] * DAY + MORNING])
    value = np.concatenate([deals.owner, heir])
    order = np.lexsort((minute, deal))
    return Log(deal[order], minute[order], value[order])
