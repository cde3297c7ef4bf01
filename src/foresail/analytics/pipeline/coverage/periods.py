"""Periods that are looked at, and their like in the past, seen from the same distance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

KINDS = {"month": 1, "next_month": 1, "quarter": 3, "next_quarter": 3}


class Period(NamedTuple):
    """A period: which it is, its days, and the day from which it is looked at."""

    kind: str
    starts_on: date
    ends_on: date
    seen_on: date

    @property
    def current(self) -> bool:
        """Whether it has begun, or begins on the next day: overdue deals count into it."""
        return not self.kind.startswith("next")


def month_start(day: date, shift: int = 0, length: int = 1) -> date:
    """The first day of the block of `length` months that holds a day, shifted by so many blocks.

    Examples
    --------
    >>> month_start(date(2026, 2, 28), 1, 3).isoformat()
    '2026-04-01'
    """
    number = (day.year * 12 + day.month - 1) // length * length + shift * length
    return date(number // 12, number % 12 + 1, 1)


def coming(as_of: date) -> list[Period]:
    """This and the next month and quarter; a period that ends on the day is over, so the next one is this one."""
    tomorrow = as_of + timedelta(days=1)
    found = []
    for kind, length in KINDS.items():
        shift = 1 if kind.startswith("next") else 0
        starts = month_start(tomorrow, shift, length)
        ends = month_start(tomorrow, shift + 1, length) - timedelta(days=1)
        found.append(Period(kind, starts, ends, as_of))
    return found


def like(period: Period, first_day: date, count: int) -> Iterator[Period]:
    """Past periods of the same length that are over, seen from the same number of days into (or before) them."""
    length = KINDS[period.kind]
    into = (period.seen_on - period.starts_on).days
    shift, found = 0, 0
    while found < count:
        shift -= 1
        starts = month_start(period.starts_on, shift, length)
        ends = month_start(period.starts_on, shift + 1, length) - timedelta(days=1)
        seen = min(starts + timedelta(days=into), ends - timedelta(days=1))
        if seen < first_day:
            return
        if ends <= period.seen_on:
            found += 1
            yield Period(period.kind, starts, ends, seen)
