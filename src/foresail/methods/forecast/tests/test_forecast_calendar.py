"""Dates and steps, the calendar of a country, a New Year that moves, fiscal periods."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.methods.forecast import backtest, forecast
from foresail.methods.forecast.calendar import (
    event_columns,
    fiscal_month,
    new_year,
    retail_period,
    to_retail_periods,
    working_days,
)
from foresail.methods.forecast.steps import find_steps

STEPS = {
    "1d": (date(2024, 1, 1), "day", 7),
    "1w": (date(2024, 1, 3), "week", 52),
    "1mo": (date(2024, 1, 1), "month", 12),
    "1q": (date(2024, 1, 1), "quarter", 4),
    "1y": (date(2001, 1, 1), "year", 1),
}


@pytest.mark.parametrize("every", STEPS)
def test_steps_are_found_and_go_on(every: str) -> None:
    first, unit, season = STEPS[every]
    dates = pl.date_range(first, date(2040, 1, 10), every, eager=True)[:30].alias("ds")
    ids = pl.Series(["a"] * 20)
    steps = find_steps(dates[:20], ids)
    assert (steps.unit, steps.seasons[0]) == (unit, season)
    numbers = steps.number(dates)
    assert np.diff(numbers).tolist() == [1] * 29
    assert steps.date(numbers).equals(dates)
    begins, ends = steps.days(numbers)
    assert (begins[1:] == ends[:-1]).all()


def test_month_ends_hours_workdays_and_numbers() -> None:
    ends = pl.Series("ds", [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)])
    steps = find_steps(ends, pl.Series(["a"] * 3))
    assert steps.date(steps.number(ends) + 1).to_list() == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)]
    hours = pl.datetime_range(date(2024, 1, 1), date(2024, 1, 3), "1h", eager=True, time_unit="ms").alias("ds")
    steps = find_steps(hours, pl.Series(["a"] * len(hours)))
    assert steps.seasons == (24, 168)
    assert steps.date(steps.number(hours)).equals(hours)
    weekdays = pl.date_range(date(2024, 1, 1), date(2024, 3, 1), "1d", eager=True).alias("ds")
    weekdays = weekdays.filter(weekdays.dt.weekday() <= 5)
    steps = find_steps(weekdays, pl.Series(["a"] * len(weekdays)))
    assert steps.unit == "workday"
    assert steps.date(steps.number(weekdays)).equals(weekdays)
    numbers = pl.Series("ds", [202, 204, 206])
    assert find_steps(numbers, pl.Series(["a"] * 3)).size == 2


def test_shifted_working_days_are_worked() -> None:
    """2024: Sunday 4 and 18 February were worked, 10 – 17 February were free (State Council)."""
    assert new_year(2024) == date(2024, 2, 10)
    assert working_days(date(2024, 2, 4), date(2024, 2, 4), "CN") == 1
    assert working_days(date(2024, 2, 10), date(2024, 2, 17), "CN") == 0
    assert working_days(date(2024, 2, 1), date(2024, 2, 29), "CN") == 18
    assert working_days(date(2024, 5, 1), date(2024, 5, 1), "DE") == 0


def moving_new_year(seed: int) -> pl.DataFrame:
    """Eight years by month: stocks are filled before the New Year and sales fall to half in the days around it."""
    rng = np.random.default_rng(seed)
    days = pl.date_range(date(2016, 1, 1), date(2023, 12, 31), "1d", eager=True)
    since = np.array([(day - new_year(day.year)).days for day in days])
    effect = np.ones(len(days))
    effect[(since >= -21) & (since <= -4)] = 1.3
    effect[(since >= -3) & (since <= 8)] = 0.45
    season = 1 + 0.15 * np.sin(2 * np.pi * days.dt.ordinal_day().to_numpy() / 365.25)
    y = 100 * np.exp(0.0002 * np.arange(len(days)) + rng.normal(0, 0.08, len(days))) * season * effect
    return pl.DataFrame({"ds": days, "y": y}).group_by_dynamic("ds", every="1mo").agg(pl.col("y").sum())


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_new_year_moves_between_months_and_the_forecast_with_it(seed: int) -> None:
    """Judged on January to March of the last three years, each forecast at the end of the year before."""

    def missed(column: str, calendar: str | None) -> float:
        found = backtest(moving_new_year(seed), 12, 3, calendar=calendar, levels=(), mode="fast").frame
        first = found.filter(pl.col("ds").dt.month() <= 3)
        return float((first[column] - first["y"]).abs().sum() / first["y"].sum())

    assert missed("mean", "CN") < 0.03
    assert missed("mean", "CN") < 0.6 * missed("mean", None)
    assert missed("mean", "CN") < 0.3 * missed("seasonal_naive", None)


def test_two_seasons_of_a_shop_by_day() -> None:
    """Day of the week and year together, judged on the last four weeks."""
    rng = np.random.default_rng(4)
    days = pl.date_range(date(2021, 1, 1), date(2023, 12, 31), "1d", eager=True)
    time = np.arange(len(days))
    y = 100 * np.exp(0.4 * np.sin(2 * np.pi * time / 365.25) + rng.normal(0, 0.05, len(days)))
    y = y * (1 + 0.5 * (days.dt.weekday().to_numpy() >= 6))
    found = forecast({"ds": days[:-28], "y": y[:-28]}, 28, mode="fast", levels=())
    assert np.abs(found.mean[0] / y[-28:] - 1).mean() < 0.07


def test_fiscal_and_retail_calendars() -> None:
    assert fiscal_month(date(2025, 3, 31), 4) == (2025, 12)
    assert fiscal_month(date(2025, 3, 31), 1) == (2025, 3)
    assert retail_period(date(2025, 2, 2)) == (2025, 1, date(2025, 2, 2), 4)
    assert retail_period(date(2025, 2, 1))[:2] == (2024, 12)
    assert retail_period(date(2024, 1, 31)) == (2023, 12, date(2023, 12, 24), 6)
    days = pl.date_range(date(2023, 1, 29), date(2025, 2, 3), "1d", eager=True)
    found = to_retail_periods({"ds": days, "y": np.ones(len(days))})
    assert found["ds"].diff().drop_nulls().unique().to_list() == [1]
    assert (found["y"] == 7 * found["weeks"]).all()
    assert found["weeks"].sum() == 53 + 52


def test_events_have_days_before_and_after() -> None:
    days = {"ds": pl.date_range(date(2025, 11, 9), date(2025, 11, 13), "1d", eager=True)}
    sale = {"event": ["11.11"], "first": ["2025-11-11"], "last": ["2025-11-11"]}
    found = event_columns(days, sale, before=1, after=2)
    assert found["11.11"].to_list() == [0, 0, 1, 0, 0]
    assert found["11.11 before"].to_list() == [0, 1, 0, 0, 0]
    assert found["11.11 after"].to_list() == [0, 0, 0, 1, 1]
