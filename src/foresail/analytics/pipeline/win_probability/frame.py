"""From snapshots to what a hazard is learnt from, and from courses to days and months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.survival.fit import Deals
from foresail.methods.survival.grid import EDGES, Course, Floats, by_days, quantile
from foresail.methods.survival.pace import Pace, calendar_days

MONTHS = 18
EPOCH = date(1970, 1, 1)
FAR = 4 * int(EDGES[-1])
"""Calendar days looked ahead at most."""


def deals_of(rows: pl.DataFrame, columns: pl.DataFrame) -> Deals:
    """Snapshots as rows of a fit.

    Parameters
    ----------
    rows
        The snapshots, sorted by deal and day.
    columns
        Their features, row by row.
    """
    last = (rows["as_of"][0] - EPOCH).days
    ids, group = np.unique(rows["opportunity_id"].to_numpy(), return_inverse=True)
    del ids
    seen = last - rows["ago"].to_numpy().astype(np.int64)
    cause = np.where(rows["outcome"] == "won", 1, np.where(rows["outcome"] == "lost", 2, 0)).astype(np.int64)
    ended = last - rows["closed_ago"].fill_null(-1).to_numpy().astype(np.int64)
    began = seen - rows["age_days"].fill_null(0).to_numpy().astype(np.int64)
    return Deals(columns, seen, ended, began, cause, group.astype(np.int64), last)


def months_after(day: date, count: int = MONTHS) -> list[date]:
    """The first days of the months from the day after a day on."""
    first = (day + timedelta(days=1)).replace(day=1)
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def closing(ids: pl.Series, course: Course, pace: Pace, day: date) -> pl.DataFrame:
    """A row a deal and month: chance of being won or lost in it, and of still being open after it.

    The last month holds what comes later too, so that the months add up to the win probability.
    """
    months = months_after(day, MONTHS + 1)
    start = (day - EPOCH).days
    total = np.concatenate([[0.0], np.cumsum(pace.of(start + 1, (months[-1] - day).days))])
    ends = np.array([total[(m - day).days - 1] for m in months[1:]])
    won, lost = by_days(course.won, ends), by_days(course.lost, ends)
    won[:, -1] = course.chance
    lost[:, -1] = 1 - course.chance
    open_after = np.maximum(1 - won - lost, 0.0)
    parts: dict[str, Any] = {
        "opportunity_id": np.repeat(ids.to_numpy(), MONTHS).tolist(),
        "month": months[:-1] * len(ids),
        "p_won": np.diff(won, axis=1, prepend=0.0).ravel(),
        "p_lost": np.diff(lost, axis=1, prepend=0.0).ravel(),
        "p_open": open_after.ravel(),
    }
    schema = {"opportunity_id": pl.String, "month": pl.Date, "p_won": pl.Float64, "p_lost": pl.Float64}
    found = pl.DataFrame(parts, schema={**schema, "p_open": pl.Float64})
    return found.with_columns(pl.col("p_won", "p_lost", "p_open").clip(0.0, 1.0))


def close_days(course: Course, pace: Pace, day: date, q: float, *, late: bool) -> pl.Series:
    """The calendar day by which a share `q` of the wins has come, given a win."""
    start = (day - EPOCH).days
    ahead: Floats = calendar_days(pace, start, quantile(course.won, q).tolist(), FAR)
    # rounded into the interval of the later end, so that both ends together promise no more than they hold
    whole = np.floor(ahead + 1e-6) if late else np.ceil(ahead - 1e-6)
    days = start + np.maximum(whole, 1).astype(np.int64)
    return pl.Series(days.astype(np.int32)).cast(pl.Date)
