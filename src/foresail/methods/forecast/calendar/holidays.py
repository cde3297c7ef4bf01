"""Holidays and working days of a country by day, and the Chinese New Year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from foresail.methods.forecast.arrays import Flags, Ints
from foresail.methods.forecast.words import refuse

LUNAR = ("CN", "HK", "MO", "TW", "SG", "MY", "VN", "KR")
"""Countries whose business rests around the lunar New Year."""


@lru_cache(maxsize=64)
def _calendar(country: str, first: int, last: int) -> Any:
    import holidays

    try:
        return holidays.country_holidays(country, years=range(first, last + 1))
    except NotImplementedError as error:
        raise refuse(
            f"There is no calendar of {country!r}.",
            f"没有 {country!r} 的日历。",
            where="calendar",
            next_en="Give a country's two letters, such as CN or DE.",
            next_zh="请给出国家的两位代码，例如 CN 或 DE。",
        ) from error


def holiday_flags(days: Ints, country: str) -> Flags:
    """Whether each day (since 1970-01-01) is a public holiday, shape (n,)."""
    calendar, dates = _spanning(days, country)
    return np.array([day in calendar for day in dates], dtype=np.bool_)


def working_flags(days: Ints, country: str) -> Flags:
    """Whether people work on each day: no weekend, no holiday, or a weekend day that is worked instead (调休)."""
    calendar, dates = _spanning(days, country)
    worked: set[date] = getattr(calendar, "weekend_workdays", set())
    found = [(not calendar._is_weekend(day) and day not in calendar) or day in worked for day in dates]  # noqa: SLF001
    return np.array(found, dtype=np.bool_)


def working_days(first: date, last: date, country: str) -> int:
    """Working days from one day to another, both counted.

    Examples
    --------
    >>> working_days(date(2024, 2, 1), date(2024, 2, 29), "CN")
    18
    """
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1).astype(np.int64)
    return int(working_flags(days, country).sum())


def _spanning(days: Ints, country: str) -> tuple[Any, list[date]]:
    dates = days.astype("datetime64[D]").tolist()
    years = [day.year for day in dates] or [2000]
    return _calendar(country, min(years), max(years)), dates


@lru_cache(maxsize=512)
def new_year(year: int) -> date:
    """The first day of the Chinese year that begins in a calendar year.

    Examples
    --------
    >>> new_year(2026)
    datetime.date(2026, 2, 17)
    """
    import holidays

    found = holidays.country_holidays("CN", years=year, language="en_US")
    named = [day for day, name in found.items() if "Spring Festival" in name and "observed" not in name]
    # Before 2008 and from 2027 the eve counts as a holiday of its own name.
    return min(named)


def days_from_new_year(days: Ints) -> Ints:
    """Days since the nearest Chinese New Year, negative before it, shape (n,)."""
    dates = days.astype("datetime64[D]").tolist()
    years = sorted({day.year + k for day in dates for k in (-1, 0, 1)})
    begins = np.array([(new_year(y) - date(1970, 1, 1)) // timedelta(days=1) for y in years if 1950 <= y <= 2099])
    place = np.clip(np.searchsorted(begins, days), 1, len(begins) - 1)
    before, after = days - begins[place - 1], days - begins[place]
    return np.asarray(np.where(np.abs(after) < before, after, before), dtype=np.int64)
