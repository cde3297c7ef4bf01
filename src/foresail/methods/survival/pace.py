"""The pace of business over the year: how fast things end on a day against an average day, learnt from past ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int64]
DRAWN = 25.0
"""Ends that the prior "an average day" is worth in every part of the year."""
LEAST_DAYS = 540
"""Below a year and a half of history a part of the year cannot be told from a bad month."""


@dataclass(frozen=True)
class Pace:
    """Relative speed in each part of the year; days are counted from 1970.

    Parameters
    ----------
    parts
        Part of the year → speed; 1 is the average. Missing parts have 1.
    festival
        Whether days around Spring Festival are parts of their own.
    """

    parts: Mapping[int, float] = field(default_factory=dict)
    festival: bool = True

    def of(self, first: int, count: int) -> Floats:
        """Speed on each of `count` days from day `first`, shape (count,)."""
        part = parts_of(np.arange(first, first + count), festival=self.festival)
        table = np.ones(int(part.max()) + 1 if count else 1)
        for code, speed in self.parts.items():
            if code < len(table):
                table[code] = speed
        return np.asarray(table[part], dtype=np.float64)

    def elapsed(self, start: Days, end: Days) -> Floats:
        """Days of average pace between two days of each row, shape (n,)."""
        if not len(start):
            return np.zeros(0)
        first = int(start.min())
        total = np.concatenate([[0.0], np.cumsum(self.of(first + 1, int(max(end.max(), start.max())) - first))])
        return np.asarray(total[np.maximum(end, start) - first] - total[start - first], dtype=np.float64)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"parts": {str(k): v for k, v in self.parts.items()}, "festival": self.festival}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Pace:
        """What `to_json` gave."""
        return cls({int(k): float(v) for k, v in values["parts"].items()}, bool(values["festival"]))


def parts_of(days: Days, *, festival: bool) -> Days:
    """The part of the year of each day: half months (0 – 23), and windows around Spring Festival (24 – 26)."""
    stamp = days.astype("datetime64[D]")
    month = stamp.astype("datetime64[M]")
    day = (stamp - month.astype("datetime64[D]")).astype(np.int64)
    part = month.astype(np.int64) % 12 * 2 + (day >= 15)
    if festival and len(days):
        years = stamp.astype("datetime64[Y]").astype(np.int64) + 1970
        for first in spring_festivals(tuple(range(int(years.min()), int(years.max()) + 1))):
            gap = days - first
            part = np.where((gap >= -7) & (gap < 0), 24, part)
            part = np.where((gap >= 0) & (gap < 9), 25, part)
            part = np.where((gap >= 9) & (gap < 18), 26, part)
    return np.asarray(part, dtype=np.int64)


@lru_cache(maxsize=64)
def spring_festivals(years: tuple[int, ...]) -> tuple[int, ...]:
    """The first day of Spring Festival of each year that the calendar of holidays knows, in days from 1970."""
    import holidays

    found = holidays.country_holidays("CN", years=years, language="en_US")
    epoch = np.datetime64("1970-01-01")
    days = {y: [d for d, name in found.items() if d.year == y and "Spring Festival" in name] for y in years}
    return tuple(int((np.datetime64(min(d)) - epoch).astype(np.int64)) for d in days.values() if d)


def learn(start: Days, end: Days, ended: NDArray[np.bool_], last: int) -> Pace:
    """Learn the pace from things that were open from `start` and ended on `end`, or are open still.

    Parameters
    ----------
    start, end
        Days from 1970, shape (n,); `end` counts only where `ended`.
    last
        The last day that has been seen.

    Notes
    -----
    Speed of a part = (ends + k) / (expected ends + k), expected from the number open on its days at the average rate: a
    gamma prior worth k ends (Clayton and Kaldor 1987).
    """
    close = np.where(ended, np.minimum(end, last), last + 1)
    if not len(start) or last - int(start.min()) < LEAST_DAYS or ended.sum() < 8 * DRAWN:
        return Pace()
    first = int(start.min())
    size = last - first + 1
    change = np.bincount(np.clip(start - first, 0, size), minlength=size + 2)[: size + 1].astype(np.float64)
    change -= np.bincount(np.clip(close - first, 0, size), minlength=size + 2)[: size + 1]
    at_risk = np.cumsum(change)[:size]
    ends = np.bincount(np.clip(end[ended] - first, 0, size - 1), minlength=size).astype(np.float64)
    part = parts_of(np.arange(first, last + 1), festival=True)
    return Pace(_speeds(part, ends, at_risk))


def _speeds(part: Days, ends: Floats, at_risk: Floats) -> dict[int, float]:
    rate = ends.sum() / max(float(at_risk.sum()), 1e-9)
    seen, expected = np.bincount(part, weights=ends), np.bincount(part, weights=at_risk * rate)
    speed = (seen + DRAWN) / (expected + DRAWN)
    return {int(p): round(float(speed[p]), 6) for p in np.unique(part)}


def calendar_days(pace: Pace, first: int, elapsed: Sequence[float], most: int) -> Floats:
    """After how many calendar days from day `first` so many days of average pace have gone by, shape (n,)."""
    total = np.concatenate([[0.0], np.cumsum(pace.of(first + 1, most))])
    return np.asarray(np.interp(np.asarray(elapsed), total, np.arange(most + 1)), dtype=np.float64)
