"""Purchases as a sparse table of users by items, with decay over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.methods.frames import days, need_columns, to_polars

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Bought:
    """Who bought what on which day; one entry a user, item and day.

    Parameters
    ----------
    users, items
        Sorted names.
    row, column
        Place of the user and the item of each entry.
    ago
        Days before `last` of each entry.
    last
        The day as of which this is.
    """

    users: pl.Series
    items: pl.Series
    row: Numbers
    column: Numbers
    ago: Floats
    last: date

    @property
    def shape(self) -> tuple[int, int]:
        """Users and items."""
        return len(self.users), len(self.items)

    @property
    def span(self) -> float:
        """Days of history, at least one."""
        return max(float(self.ago.max(initial=0.0)), 1.0)

    def table(self, half_life: float) -> Any:
        """Sparse users × items: purchases, each counting half for every `half_life` days that passed."""
        from scipy.sparse import csr_matrix

        return csr_matrix((0.5 ** (self.ago / half_life), (self.row, self.column)), self.shape)


def entries(frame: Any, *, user: str, item: str, at: str) -> pl.DataFrame:
    """Columns `user`, `item`, `on`: distinct and sorted. Rows without one of them are left out.

    Raises
    ------
    InvalidInput
        If a column is missing or `at` holds no days.
    """
    table = to_polars(frame)
    need_columns(table, user, item, at)
    chosen = table.select(pl.col(user).alias("user"), pl.col(item).alias("item"), days(table, at).alias("on"))
    return chosen.drop_nulls().unique().sort("user", "item", "on")


def upto(rows: pl.DataFrame, last: date) -> Bought:
    """History at the end of a day."""
    seen = rows.filter(pl.col("on") <= last)
    users, items = (seen[c].unique().sort() for c in ("user", "item"))
    ago = seen.select((pl.lit(last) - pl.col("on")).dt.total_days().cast(pl.Float64).alias("ago"))["ago"].to_numpy()
    return Bought(users, items, place(users, seen["user"]), place(items, seen["item"]), ago, last)


def place(names: pl.Series, values: pl.Series) -> Numbers:
    """Place of each value among sorted distinct names; −1 where it is none."""
    table = pl.DataFrame({"name": names, "at": pl.arange(0, len(names), dtype=pl.Int64, eager=True)})
    found = values.to_frame("name").join(table, on="name", how="left", maintain_order="left")["at"]
    return np.asarray(found.fill_null(-1).to_numpy(), dtype=np.int64)
