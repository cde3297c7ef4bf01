"""Columns of any kind as numbers in which distance means something.

A number becomes asinh((x − median) / spread): the unit plays no part, and long tails are drawn in as by a logarithm,
also below zero. A word becomes one column for each frequent value, weighted so that a word counts as much as a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.methods.frames import need_columns

Floats = NDArray[np.float64]
RARE = 0.03
"""Values of a word column below this share count as one: “other”."""
SLIGHT = 1e-3
"""A number that differs by less than this share of its middle is constant but for rounding."""
MOST_VALUES = 12
MOST_COLUMNS = 200


@dataclass(frozen=True)
class NumberColumn:
    """A number: what is taken off and what it is divided by; an absent one stands in the middle."""

    name: str
    middle: float
    spread: float

    def matrix(self, frame: pl.DataFrame) -> Floats:
        raw = frame[self.name].cast(pl.Float64, strict=False).to_numpy().astype(np.float64)
        value = np.arcsinh((raw - self.middle) / self.spread)
        return np.nan_to_num(value, nan=0.0, posinf=20.0, neginf=-20.0)[:, None]


@dataclass(frozen=True)
class WordColumn:
    """A word: its frequent values, each a column; the weight makes two different words one apart."""

    name: str
    values: tuple[str, ...]
    weight: float = 0.5**0.5

    def matrix(self, frame: pl.DataFrame) -> Floats:
        given = frame[self.name].cast(pl.String).to_numpy()
        return np.column_stack([np.where(given == v, self.weight, 0.0) for v in self.values])


Column = NumberColumn | WordColumn


@dataclass(frozen=True)
class Encoder:
    """How a frame becomes a matrix; learnt once, the same for every later frame."""

    columns: tuple[Column, ...]

    def matrix(self, frame: pl.DataFrame) -> Floats:
        """Shape (rows, encoded columns).

        Raises
        ------
        InvalidInput
            If a column that was learnt is missing.
        """
        need_columns(frame, *(c.name for c in self.columns))
        parts = [c.matrix(frame) for c in self.columns]
        return np.column_stack(parts) if parts else np.zeros((frame.height, 0))

    def formless(self, points: Floats, rng: np.random.Generator) -> Floats:
        """Points without groups: numbers drawn from one normal of the same covariance, words shuffled column by column.

        Parameters
        ----------
        points
            What `matrix` gave, shape (rows, encoded columns).
        """
        is_number: list[bool] = []
        parts: list[Floats] = []
        start = 0
        for column in self.columns:
            width = 1 if isinstance(column, NumberColumn) else len(column.values)
            is_number += [isinstance(column, NumberColumn)] * width
            parts.append(points[rng.permutation(len(points)), start : start + width])
            start += width
        made = np.column_stack(parts)
        numbers = np.flatnonzero(is_number)
        if len(numbers):
            own = points[:, numbers]
            spread = np.atleast_2d(np.cov(own, rowvar=False))
            values, axes = np.linalg.eigh(spread)
            drawn = rng.standard_normal(own.shape) * np.sqrt(np.maximum(values, 0.0))
            made[:, numbers] = own.mean(axis=0) + drawn @ axes.T
        return made

    def to_json(self) -> list[dict[str, Any]]:
        """Plain JSON."""
        return [
            {"name": c.name, "middle": c.middle, "spread": c.spread}
            if isinstance(c, NumberColumn)
            else {"name": c.name, "values": list(c.values)}
            for c in self.columns
        ]

    @classmethod
    def of_json(cls, said: Sequence[Mapping[str, Any]]) -> Encoder:
        """Back from `to_json`."""
        return cls(
            tuple(
                WordColumn(s["name"], tuple(s["values"]))
                if "values" in s
                else NumberColumn(s["name"], float(s["middle"]), float(s["spread"]))
                for s in said
            )
        )


def learn(frame: pl.DataFrame, columns: Sequence[str]) -> Encoder:
    """An encoder of the columns that tell anything; constant and empty ones are left out.

    Raises
    ------
    InvalidInput
        If there are more than `MOST_COLUMNS`, or none that differs between rows.

    Examples
    --------
    >>> frame = pl.DataFrame({"orders": [1, 2, 9], "region": ["east", "east", "west"], "same": [1, 1, 1]})
    >>> [c.name for c in learn(frame, ["orders", "region", "same"]).columns]
    ['orders', 'region']
    """
    if len(columns) > MOST_COLUMNS:
        raise InvalidInput(
            Text(
                en=f"{len(columns)} columns are too many to group by; at most {MOST_COLUMNS}.",
                zh=f"分群列过多（{len(columns)} 列），最多 {MOST_COLUMNS} 列。",
            ),
            next_step=Text(en="Choose the ones that matter.", zh="请选择重要的列。"),
        )
    need_columns(frame, *columns)
    found = [_learn_one(frame[name]) for name in columns]
    kept = tuple(c for c in found if c is not None)
    if not kept:
        raise InvalidInput(
            Text(en="No column differs between the rows.", zh="各行在所有列上都相同，无法分群。"),
            where=", ".join(columns),
            next_step=Text(en="Choose other columns.", zh="请选择其他列。"),
        )
    return Encoder(kept)


def _learn_one(column: pl.Series) -> Column | None:
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        values = column.cast(pl.Float64).drop_nulls().to_numpy()
        values = values[np.isfinite(values)]
        if len(values) == 0 or values.min() == values.max():
            return None
        low, middle, high = (float(v) for v in np.quantile(values, (0.25, 0.5, 0.75)))
        spread = (high - low) / 1.349 or float(values.std())
        if spread < SLIGHT * abs(middle):
            return None
        return NumberColumn(column.name, middle, spread)
    counts = column.cast(pl.String).drop_nulls().value_counts().sort(["count", column.name], descending=[True, False])
    frequent = counts.filter(pl.col("count") >= max(RARE * len(column), 2)).head(MOST_VALUES)
    values_seen = tuple(frequent[column.name].to_list())
    if not values_seen or (len(values_seen) == 1 and counts["count"][0] == len(column)):
        return None
    return WordColumn(column.name, values_seen)
