"""Promotions and other events as columns that are known in advance."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from foresail.methods.frames import days, need_columns, to_polars


def event_columns(frame: Any, events: Any, *, before: int = 0, after: int = 0) -> pl.DataFrame:
    """Join events to a frame of days: 1 on the days of an event, 0 else.

    Parameters
    ----------
    frame
        `ds` (days) and perhaps `unique_id`: the history, or the coming days.
    events
        `event` (its name, which becomes a column), `first` and `last` day, and perhaps `unique_id` where an event
        concerns one series only.
    before, after
        Days of lead and lag that get columns of their own (`<event> before`, `<event> after`): people wait for a
        promotion, and have bought after it.

    Returns
    -------
    The frame with a column for each event.

    Examples
    --------
    >>> calm = {"ds": ["2025-11-10", "2025-11-11"]}
    >>> sale = {"event": ["11.11"], "first": ["2025-11-11"], "last": ["2025-11-11"]}
    >>> event_columns(calm, sale)["11.11"].to_list()
    [0.0, 1.0]
    """
    table, told = to_polars(frame), to_polars(events)
    need_columns(table, "ds")
    need_columns(told, "event", "first", "last")
    table = table.with_columns(_day=days(table, "ds"))
    told = told.with_columns(first=days(told, "first"), last=days(told, "last"))
    one = pl.lit(timedelta(days=1))
    spans = [("", pl.col("first"), pl.col("last"))]
    if before:
        spans.append((" before", pl.col("first") - one * before, pl.col("first") - one))
    if after:
        spans.append((" after", pl.col("last") + one, pl.col("last") + one * after))
    for suffix, low, high in spans:
        for name in told["event"].unique(maintain_order=True):
            own = told.filter(pl.col("event") == name).select("^unique_id$", low=low, high=high)
            table = _flagged(table, own, f"{name}{suffix}")
    return table.drop("_day")


def _flagged(table: pl.DataFrame, spans: pl.DataFrame, name: str) -> pl.DataFrame:
    inside = pl.lit(False)
    for row in spans.iter_rows(named=True):
        here = pl.col("_day").is_between(row["low"], row["high"])
        if "unique_id" in row and row["unique_id"] is not None and "unique_id" in table.columns:
            here = here & (pl.col("unique_id") == row["unique_id"])
        inside = inside | here
    return table.with_columns(inside.cast(pl.Float64).alias(name))
