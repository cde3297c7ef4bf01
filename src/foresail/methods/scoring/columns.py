"""Columns of any kind as numbers: what is learnt is plain JSON.

A number stays a number (missing stays missing). A category becomes the log odds of its level against all rows, drawn
toward zero where there are few rows (partial pooling): for training rows it is learnt from the *other* folds, so that
a row's own outcome never enters its feature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.scoring.measures import Floats

FOLDS = 5
MAX_NUMBER_LEVELS = 200_000
MOST_NUMBERS, MOST_CATEGORIES = 300, 100
"""Of more columns only the most telling ones are learnt from: the work grows with the cube of their number."""


@dataclass(frozen=True)
class Encoder:
    """How columns become a matrix.

    Parameters
    ----------
    numbers
        Names of columns that are taken as numbers.
    levels
        Category column → level → shrunken log odds against all rows.
    """

    numbers: tuple[str, ...] = ()
    levels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the matrix' columns: those of the frame, numbers first."""
        return (*self.numbers, *self.levels)

    def matrix(self, frame: pl.DataFrame) -> Floats:
        """Shape (rows, columns); NaN where a number is missing, 0 where a level is unknown."""
        parts = [number(frame[n]) for n in self.numbers]
        parts += [_looked_up(text(frame[n]), levels) for n, levels in self.levels.items()]
        return np.column_stack(parts) if parts else np.zeros((frame.height, 0))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"numbers": list(self.numbers), "levels": {k: dict(v) for k, v in self.levels.items()}}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Encoder:
        """What `to_json` gave."""
        return cls(tuple(values["numbers"]), {k: dict(v) for k, v in values["levels"].items()})


def usable(frame: pl.DataFrame, exclude: Sequence[str], least_filled: float = 0.02) -> tuple[list[str], list[str]]:
    """Columns that can carry something: numbers (with booleans and days) and categories; constants are left out."""
    numbers: list[str] = []
    categories: list[str] = []
    for name, kind in frame.schema.items():
        column = frame[name]
        filled = column.len() - column.null_count()
        if name in exclude or filled < max(1.0, least_filled * column.len()) or column.n_unique() < 2:
            continue
        if kind.is_numeric() or kind == pl.Boolean or kind == pl.Date or isinstance(kind, pl.Datetime):
            numbers.append(name)
        elif kind in (pl.String, pl.Categorical, pl.Enum):
            categories.append(name)
    return sorted(numbers), sorted(categories)


def telling(frame: pl.DataFrame, numbers: list[str], y: Floats) -> list[str]:
    """Of very many columns of numbers those that go with the outcome most (absolute correlation), in their order."""
    if len(numbers) <= MOST_NUMBERS:
        return numbers
    centred = y - y.mean()
    strength = {}
    for name in numbers:
        values = number(frame[name])
        values = np.where(np.isfinite(values), values, 0.0)
        spread = float(values.std()) * float(y.std()) * len(y)
        strength[name] = abs(float(centred @ values)) / spread if spread > 0 else 0.0
    kept = sorted(numbers, key=lambda n: (-round(strength[n], 12), n))[:MOST_NUMBERS]
    return sorted(kept)


def number(column: pl.Series) -> Floats:
    """A column as floats, NaN where empty; days count from 1970."""
    if column.dtype == pl.Date or isinstance(column.dtype, pl.Datetime):
        column = column.cast(pl.Date).to_physical()
    values = column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return np.where(np.isfinite(values), values, np.nan)


def text(column: pl.Series) -> pl.Series:
    """A column as text; empty becomes a level of its own."""
    return column.cast(pl.String).fill_null("∅")


def _looked_up(column: pl.Series, levels: Mapping[str, float]) -> Floats:
    table = pl.DataFrame(
        {"level": list(levels), "odds": list(levels.values())}, schema={"level": pl.String, "odds": pl.Float64}
    )
    found = pl.DataFrame({"level": column}).join(table, on="level", how="left", maintain_order="left")
    values: Floats = found["odds"].fill_null(0.0).to_numpy()
    return values


def learn(
    frame: pl.DataFrame, y: Floats, weight: Floats, fold: np.ndarray[Any, Any], exclude: Sequence[str] = ()
) -> tuple[Encoder, Floats]:
    """Learn the encoding, and give the training matrix with cross-fitted categories.

    Parameters
    ----------
    frame, y, weight
        Training rows, outcomes 0/1, weights.
    fold
        Fold of each row (rows of one group share theirs).
    """
    encoder = learn_encoder(frame, y, weight, exclude)
    parts = [number(frame[n]) for n in encoder.numbers]
    for name in encoder.levels:
        values = text(frame[name])
        crossed = np.zeros(frame.height)
        for f in np.unique(fold):
            out = fold == f
            seen = level_odds(values.filter(pl.Series(~out)), y[~out], weight[~out])
            crossed[out] = _looked_up(values.filter(pl.Series(out)), seen)
        parts.append(crossed)
    matrix = np.column_stack(parts) if parts else np.zeros((frame.height, 0))
    return encoder, matrix


def learn_encoder(frame: pl.DataFrame, y: Floats, weight: Floats, exclude: Sequence[str] = ()) -> Encoder:
    """Learn the encoding alone."""
    numbers, categories = usable(frame, exclude)
    levels = {name: level_odds(text(frame[name]), y, weight) for name in categories[:MOST_CATEGORIES]}
    return Encoder(tuple(telling(frame, numbers, y)), levels)


def level_odds(values: pl.Series, y: Floats, weight: Floats) -> dict[str, float]:
    """Log odds of each level against all rows, shrunken by an empirical-Bayes prior.

    The prior's strength follows from how much the levels differ beyond what chance explains (method of moments for the
    beta-binomial): levels that do not differ are drawn wholly to zero.
    """
    frame = pl.DataFrame({"level": values, "w": weight, "wy": weight * y})
    if not frame.height:
        return {}
    grouped = frame.group_by("level").agg(pl.col("w").sum(), pl.col("wy").sum()).sort("level")
    n, wins = grouped["w"].to_numpy(), grouped["wy"].to_numpy()
    rate = float(np.clip(wins.sum() / max(n.sum(), 1e-9), 1e-3, 1 - 1e-3))
    strength = prior_strength(n, wins, rate)
    p = (wins + strength * rate) / (n + strength)
    odds = np.log(p / (1 - p)) - np.log(rate / (1 - rate))
    return dict(zip(grouped["level"].to_list(), np.round(odds, 9).tolist(), strict=True))


def prior_strength(n: Floats, wins: Floats, rate: float, lowest: float = 5.0, highest: float = 2000.0) -> float:
    """Rows that the prior is worth: rate·(1 − rate) / variance between levels − 1 (Kleinman 1973)."""
    if len(n) < 2:
        return highest
    spread = float(np.sum(n * (wins / np.maximum(n, 1e-9) - rate) ** 2))
    chance = rate * (1 - rate) * (len(n) - 1)
    between = (spread - chance) / max(float(n.sum() - np.sum(n**2) / n.sum()), 1e-9)
    if between <= 0:
        return highest
    return float(np.clip(rate * (1 - rate) / between - 1, lowest, highest))
