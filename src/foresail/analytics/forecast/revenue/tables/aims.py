"""Targets of the coming months."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.look.history import History
from foresail.methods.forecast.arrays import Floats

SCOPE_OF = {"owner": "representative", "team": "team", "region": "region"}


def targets(frames: Mapping[str, pl.DataFrame], past: History, months: int) -> Floats:
    """Targets of the company, NaN where none is set, shape (months,)."""
    return _of(frames["targets"].filter(pl.col("scope") == "company"), past, months).get("", np.full(months, np.nan))


def targets_of(frames: Mapping[str, pl.DataFrame], past: History, months: int, dimension: str) -> dict[str, Floats]:
    """Targets of the members of a dimension."""
    mine = frames["targets"].filter(pl.col("scope") == SCOPE_OF.get(dimension, ""))
    return _of(mine, past, months, by=True)


def _of(rows: pl.DataFrame, past: History, months: int, *, by: bool = False) -> dict[str, Floats]:
    first = 0 if past.running else 1
    found: dict[str, Floats] = {}
    mine = rows.filter((pl.col("measure") == past.measure) & pl.col("month").is_between(first, first + months - 1))
    for member, month, target in mine.select("scope_id", "month", "target").sort("scope_id", "month").iter_rows():
        values = found.setdefault(str(member) if by else "", np.full(months, np.nan))
        values[month - first] = float(np.nan_to_num(values[month - first])) + float(target)
    return found
