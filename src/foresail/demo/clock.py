"""The invented company's time: days and weeks counted from a Monday, working days, and the season of its business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, TypeAlias

import holidays
import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[Any]
"""An object array of `str` (or `None`)."""

WARM_UP_WEEKS = 26
AFTER_WEEKS = 104
ZONE_HOURS = 8
"""The exports write Beijing time, which knows no summer time."""


@dataclass(frozen=True)
class Timeline:
    """The span of the simulation. A day is counted from `origin`, a moment in minutes of local time from there.

    Parameters
    ----------
    until
        The last day with data.
    """

    until: date

    @cached_property
    def begin(self) -> date:
        """The first of the three years that the loads cover."""
        try:
            before = self.until.replace(year=self.until.year - 3)
        except ValueError:  # 29 February
            before = self.until.replace(year=self.until.year - 3, day=28)
        return before + timedelta(days=1)

    @cached_property
    def origin(self) -> date:
        """A Monday half a year before `begin`, so that the pipeline is full when the three years start."""
        early = self.begin - timedelta(weeks=WARM_UP_WEEKS)
        return early - timedelta(days=early.weekday())

    @cached_property
    def start(self) -> int:
        """`begin` as a day number."""
        return (self.begin - self.origin).days

    @cached_property
    def days(self) -> int:
        """How many days there are from the origin to `until`, both counted."""
        return (self.until - self.origin).days + 1

    @cached_property
    def weeks(self) -> int:
        """Weeks begun up to `until`."""
        return -(-self.days // 7)

    @cached_property
    def horizon(self) -> int:
        """Days simulated, beyond `until`, so that the truth knows how every open deal ends."""
        return (self.weeks + AFTER_WEEKS) * 7

    @cached_property
    def _holidays(self) -> holidays.HolidayBase:
        last = self.origin + timedelta(days=self.horizon)
        return holidays.country_holidays("CN", years=range(self.origin.year, last.year + 1), language="en_US")

    @cached_property
    def workday(self) -> Flags:
        """Whether people work, shifted working days included."""
        table = self._holidays
        first = self.origin
        return np.array([table.is_working_day(first + timedelta(days=d)) for d in range(self.horizon)], dtype=np.bool_)

    @cached_property
    def spring_festivals(self) -> Ints:
        """Day numbers of each Spring Festival's first day."""
        found = []
        for year in range(self.origin.year, self.origin.year + 7):
            days = [d for d, name in self._holidays.items() if d.year == year and "Spring Festival)" in name]
            if days:
                found.append((min(days) - self.origin).days)
        return np.array(found, dtype=np.int64)

    @cached_property
    def season(self) -> Floats:
        """The pace of business on each day: about 1, low around Spring Festival, high before a quarter's end."""
        day = np.arange(self.horizon)
        pace = np.ones(self.horizon)
        for festival in self.spring_festivals:
            gap = day - festival
            pace *= np.where((gap >= -5) & (gap < 9), 0.25, 1.0)
            pace *= np.where((gap >= 9) & (gap < 18), 0.75, 1.0)
        month, left = self.month_number, self.days_left_in_month
        quarter_end = (month % 3 == 2) & (left < 12)
        pace *= np.where(quarter_end, 1.3, 1.0) * np.where(quarter_end & (month % 12 == 11), 1.12, 1.0)
        return pace * np.where(self.workday, 1.3, 0.12)

    @cached_property
    def _months(self) -> NDArray[np.datetime64]:
        days = np.datetime64(self.origin, "D") + np.arange(self.horizon)
        return days.astype("datetime64[M]")

    @cached_property
    def month_number(self) -> Ints:
        """Months since January 1970, of each day; `% 12` is 0 in January."""
        return self._months.astype(np.int64)

    @cached_property
    def days_left_in_month(self) -> Ints:
        """Days from each day to the end of its month."""
        days = np.datetime64(self.origin, "D") + np.arange(self.horizon)
        return ((self._months + 1).astype("datetime64[D]") - days).astype(np.int64) - 1

    @cached_property
    def week_pace(self) -> Floats:
        """The mean season of each week."""
        pace: Floats = self.season.reshape(-1, 7).mean(axis=1)
        return pace

    def day_of(self, on: date) -> int:
        """The number of a calendar day."""
        return (on - self.origin).days

    def month_ends(self) -> list[int]:
        """Day numbers of the month ends of the three years; the last one is `until` itself."""
        left = self.days_left_in_month[: self.days]
        ends = [int(d) for d in np.flatnonzero(left == 0) if d >= self.start]
        return ends if ends and ends[-1] == self.days - 1 else [*ends, self.days - 1]

    def on(self, day: Ints, name: str = "") -> pl.Series:
        """Day numbers as calendar dates; a negative number is no date."""
        days = np.asarray(day, dtype=np.int64)
        base = (self.origin - date(1970, 1, 1)).days
        series = pl.Series(name, (days + base).astype(np.int32)).cast(pl.Date)
        return series.zip_with(pl.Series(days > MISSING), pl.Series(name, [None], dtype=pl.Date))

    def at(self, minute: Ints, name: str = "") -> pl.Series:
        """Local minutes as UTC moments; `MISSING` is no moment."""
        minutes = np.asarray(minute, dtype=np.int64)
        base = int((datetime.combine(self.origin, time()) - datetime(1970, 1, 1)).total_seconds()) // 60  # noqa: DTZ001
        micro = (minutes + base - ZONE_HOURS * 60) * 60_000_000
        series = pl.Series(name, micro).cast(pl.Datetime("us", "UTC"))
        return series.zip_with(pl.Series(minutes > MISSING), pl.Series(name, [None], dtype=pl.Datetime("us", "UTC")))


MISSING = -1_000_000_000
"""Stands for "no day" and "no moment" in integer arrays."""

DAY = 24 * 60


def office_minute(rng: np.random.Generator, day: Ints) -> Ints:
    """A moment of the working day, 09:00 to 18:00, on each of the days."""
    return np.asarray(day, dtype=np.int64) * DAY + 9 * 60 + rng.integers(0, 9 * 60, len(day))
