"""Days, weeks (from Monday), months and quarters as whole numbers, and back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, get_args

Grain = Literal["day", "week", "month", "quarter"]
GRAINS: tuple[Grain, ...] = get_args(Grain)
SEASON: dict[Grain, int] = {"day": 7, "week": 52, "month": 12, "quarter": 4}
"""Periods of the main season of each grain."""
MONDAY = date(1970, 1, 5)


def index_of(day: date, grain: Grain) -> int:
    """The number of the period that holds a day.

    Examples
    --------
    >>> index_of(date(1970, 2, 3), "month"), index_of(date(1970, 1, 11), "week")
    (1, 0)
    """
    if grain == "day":
        return (day - date(1970, 1, 1)).days
    if grain == "week":
        return (day - MONDAY).days // 7
    months = (day.year - 1970) * 12 + day.month - 1
    return months if grain == "month" else months // 3


def period_of(index: int, grain: Grain) -> date:
    """The first day of a numbered period.

    Examples
    --------
    >>> period_of(1, "quarter")
    datetime.date(1970, 4, 1)
    """
    if grain == "day":
        return date(1970, 1, 1) + timedelta(days=index)
    if grain == "week":
        return MONDAY + timedelta(days=7 * index)
    months = index if grain == "month" else 3 * index
    return date(1970 + months // 12, months % 12 + 1, 1)


def add(day: date, periods: int, grain: Grain) -> date:
    """The first day of the period so many after the one that holds a day."""
    return period_of(index_of(day, grain) + periods, grain)


def elapsed(day: date, grain: Grain) -> float:
    """The share of its period that has passed when a day is over, above 0 up to 1."""
    first, following = add(day, 0, grain), add(day, 1, grain)
    return ((day - first).days + 1) / (following - first).days
