"""Spring Festival as a moving holiday: how much of it falls into each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from foresail.methods.forecast.plain.season import Floats

BEFORE, AFTER = 7, 9
"""Days around New Year's Day in which business rests or slows down."""


@lru_cache(maxsize=256)
def new_year(year: int) -> date:
    """The day of the Chinese New Year in a calendar year.

    Examples
    --------
    >>> new_year(2026)
    datetime.date(2026, 2, 17)
    """
    import holidays

    found = holidays.country_holidays("CN", years=year, language="en_US")
    return min(day for day, name in found.items() if "Spring Festival" in name and "observed" not in name)


def exposure(months: Sequence[date]) -> Floats:
    """Share of the days around Spring Festival that fall into each month.

    Parameters
    ----------
    months
        First days of months.

    Returns
    -------
    Shape (months,); the shares of one festival add up to 1.
    """
    return np.array([_in_month(month) for month in months])


def _in_month(month: date) -> float:
    if month.month > 3:
        return 0.0
    middle = new_year(month.year)
    days = [middle + timedelta(days=d) for d in range(-BEFORE, AFTER + 1)]
    return sum(d.month == month.month for d in days) / len(days)
