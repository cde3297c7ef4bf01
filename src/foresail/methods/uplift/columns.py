"""Columns of any kind as a matrix: numbers with their logarithms, words one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.frames import need_columns
from foresail.methods.uplift.measures import Floats

MOST_LEVELS = 20
LEAST_SHARE = 0.005


@dataclass(frozen=True)
class Columns:
    """How a frame becomes a matrix.

    Parameters
    ----------
    middle
        Number column → median, which stands for what is missing.
    levels
        Word column → its frequent words.
    """

    middle: dict[str, float]
    levels: dict[str, tuple[str, ...]]

    def matrix(self, frame: pl.DataFrame) -> Floats:
        """Shape (rows, columns): each number, its signed logarithm and whether it is missing; each word 0 or 1."""
        need_columns(frame, *self.middle, *self.levels)
        parts: list[Floats] = []
        for name, middle in self.middle.items():
            found = _number(frame[name])
            gone = ~np.isfinite(found)
            filled = np.where(gone, middle, found)
            parts += [filled, np.sign(filled) * np.log1p(np.abs(filled)), gone * 1.0]
        for name, words in self.levels.items():
            text = frame[name].cast(pl.String)
            parts += [(text == w).fill_null(False).cast(pl.Float64).to_numpy() for w in words]
        return np.column_stack(parts) if parts else np.zeros((frame.height, 0))


def learn_columns(frame: pl.DataFrame, exclude: Sequence[str]) -> Columns:
    """All columns but the excluded that are no constants; words only if they are frequent enough.

    Raises
    ------
    NotEnoughData
        If no column can tell customers apart.
    """
    middle: dict[str, float] = {}
    levels: dict[str, tuple[str, ...]] = {}
    for name in frame.columns:
        kind = frame.schema[name]
        if name in exclude or frame[name].n_unique() < 2:
            continue
        if kind.is_numeric() or kind == pl.Boolean:
            found = _number(frame[name])
            middle[name] = float(np.median(found[np.isfinite(found)])) if np.isfinite(found).any() else 0.0
        elif kind in (pl.String, pl.Categorical, pl.Enum):
            counts = (
                frame[name]
                .cast(pl.String)
                .drop_nulls()
                .value_counts(sort=True)
                .filter(pl.col("count") >= LEAST_SHARE * frame.height)
            )
            levels[name] = tuple(sorted(counts[name].head(MOST_LEVELS).to_list()))
    if not middle and not any(levels.values()):
        raise NotEnoughData(
            Text(en="No column tells customers apart.", zh="没有可以区分客户的列。"),
            next_step=Text(en="Add columns known before the treatment.", zh="请添加处理之前已知的列。"),
        )
    return Columns(middle, levels)


def _number(column: pl.Series) -> Floats:
    return np.asarray(column.cast(pl.Float64).fill_null(np.nan).to_numpy(), dtype=np.float64)
