"""The calendar of a country as columns of a panel that are known in advance."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.calendar.holidays import LUNAR, days_from_new_year, holiday_flags, working_flags
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.steps import Steps

RUN_UP: Final = (-21, -4)
REST: Final = (-3, 8)
COME_BACK: Final = (9, 22)
"""Days around the Chinese New Year: stocks are filled, business rests, business comes back."""


def with_calendar(panel: Panel, country: str, horizon: int) -> Panel:
    """Add columns of working days, holidays and, where business rests then, the days around the Chinese New Year.

    Each column is a share of the days of a period, so that it means the same for days, weeks, months and quarters.
    Steps of numbers, seconds and years have no calendar.
    """
    if panel.steps.unit in ("number", "second", "year"):
        return panel
    first = int(panel.first.min())
    last = int((panel.first + panel.lengths).max()) + horizon
    table = calendar_table(panel.steps, np.arange(first, last), country)
    owner = np.repeat(np.arange(panel.size), panel.lengths)
    number = panel.first[owner] + np.arange(len(panel.y)) - panel.starts[:-1][owner] - first
    coming = (panel.first + panel.lengths)[:, None] + np.arange(horizon) - first
    kept = {name: values for name, values in table.items() if np.ptp(values) > 0}
    return replace(
        panel,
        past=panel.past | {name: values[number] for name, values in kept.items()},
        ahead=panel.ahead | {name: values[coming] for name, values in kept.items()},
    )


def calendar_table(steps: Steps, numbers: Ints, country: str) -> dict[str, Floats]:
    """Columns of numbered periods, each of shape (periods,)."""
    begins, ends = steps.days(numbers)
    days = np.arange(begins[0], ends[-1])
    place = np.searchsorted(begins, days, side="right") - 1
    inside = days < ends[place]
    found = {"working days": working_flags(days, country).astype(np.float64)}
    if steps.unit in ("day", "workday"):
        found["holiday"] = holiday_flags(days, country).astype(np.float64)
        found["day before a holiday"] = np.append(found["holiday"][1:], 0.0)
    if country.upper() in LUNAR:
        since = days_from_new_year(days)
        for name, (low, high) in (("new year run-up", RUN_UP), ("new year rest", REST), ("new year after", COME_BACK)):
            found[name] = ((since >= low) & (since <= high)).astype(np.float64)
    size = np.maximum(ends - begins, 1).astype(np.float64)
    return {name: np.bincount(place[inside], values[inside], len(numbers)) / size for name, values in found.items()}
