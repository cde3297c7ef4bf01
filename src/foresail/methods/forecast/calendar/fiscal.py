"""Fiscal months, and the retail calendar of four, four and five weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from foresail.methods.forecast.words import refuse
from foresail.methods.frames import days, need_columns, to_polars

PATTERN: Final = (4, 4, 5)
WEEK = timedelta(days=7)


def fiscal_month(day: date, first_month: int) -> tuple[int, int]:
    """Fiscal year (named by the calendar year in which it ends) and month of a day.

    Examples
    --------
    >>> fiscal_month(date(2025, 4, 1), 4)
    (2026, 1)
    """
    place = (day.month - first_month) % 12
    begins = day.year - (1 if day.month < first_month else 0)
    return begins + (1 if first_month > 1 else 0), place + 1


def year_begin(year: int, month: int = 2, weekday: int = 6) -> date:
    """First day of a retail year: the given weekday (Monday is 0) nearest to the first of a month.

    Examples
    --------
    >>> year_begin(2025)
    datetime.date(2025, 2, 2)
    """
    near = date(year, month, 1)
    back = (near.weekday() - weekday) % 7
    return near - timedelta(days=back) if back <= 3 else near + timedelta(days=7 - back)


def retail_period(
    day: date, pattern: tuple[int, ...] = PATTERN, month: int = 2, weekday: int = 6
) -> tuple[int, int, date, int]:
    """Retail year, period (1 – 12), first day of the period and its weeks; a 53rd week belongs to the last period.

    Examples
    --------
    >>> retail_period(date(2025, 3, 2))
    (2025, 2, datetime.date(2025, 3, 2), 4)
    """
    if sum(pattern) != 13:
        raise refuse(f"The weeks {pattern} are no quarter of 13.", f"周数 {pattern} 之和不是 13。", where="pattern")
    year = day.year + 1
    while year_begin(year, month, weekday) > day:
        year -= 1
    begin, coming = year_begin(year, month, weekday), year_begin(year + 1, month, weekday)
    lengths = list(pattern) * 4
    lengths[-1] += (coming - begin) // WEEK - 52
    for place, weeks in enumerate(lengths):
        if day < begin + weeks * WEEK:
            return year, place + 1, begin, weeks
        begin += weeks * WEEK
    raise AssertionError(day)


def to_retail_periods(frame: Any, pattern: tuple[int, ...] = PATTERN, month: int = 2, weekday: int = 6) -> pl.DataFrame:
    """Sum a frame of days to retail periods, numbered so that a season has 12 of them.

    Parameters
    ----------
    frame
        `ds` (days), `y` and perhaps `unique_id`.

    Returns
    -------
    `unique_id, ds` (12 · year + period − 1), `y`, `first_day` and `weeks`; forecast it with `season=12`, `weeks` being
    known in advance. The last period is left out where its days are not all there.
    """
    table = to_polars(frame)
    need_columns(table, "ds", "y")
    if "unique_id" not in table.columns:
        table = table.with_columns(unique_id=pl.lit("series"))
    table = table.with_columns(_day=days(table, "ds"))
    found = {day: retail_period(day, pattern, month, weekday) for day in table["_day"].unique().drop_nulls()}
    periods = pl.DataFrame(
        [(day, 12 * y + p - 1, first, weeks) for day, (y, p, first, weeks) in found.items()],
        schema={"_day": pl.Date, "period": pl.Int64, "first_day": pl.Date, "weeks": pl.Int64},
        orient="row",
    )
    newest = table["_day"].max()
    summed = (
        table.join(periods, on="_day")
        .group_by("unique_id", "period")
        .agg(pl.col("y").sum(), pl.col("first_day").first(), pl.col("weeks").first())
        .rename({"period": "ds"})
    )
    whole = pl.col("first_day") + pl.duration(weeks=pl.col("weeks")) <= pl.lit(newest) + pl.duration(days=1)
    return summed.filter(whole).select("unique_id", "ds", "y", "first_day", "weeks").sort("unique_id", "ds")
