"""From arrays of whole numbers to typed columns: money without floats, identifiers with leading zeros."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from foresail.demo.clock import Floats, Ints, Texts

MONEY = pl.Decimal(18, 4)
UNIT_PRICE = pl.Decimal(18, 6)


def money(cents: Ints, name: str = "", kind: pl.Decimal = MONEY) -> pl.Series:
    """Whole cents as an exact decimal."""
    frame = pl.DataFrame({"v": np.asarray(cents, dtype=np.int64)})
    exact = pl.col("v").cast(kind) / pl.lit(100).cast(pl.Decimal(18, 0))
    return frame.select(exact.cast(kind).alias(name)).to_series()


def unit_price(cents: Ints, name: str = "") -> pl.Series:
    """Whole cents as a unit price."""
    return money(cents, name, UNIT_PRICE)


def codes(prefix: str, numbers: Ints, width: int = 6) -> Texts:
    """Identifiers such as `C000123`; a negative number has none."""
    made = [f"{prefix}{n:0{width}d}" if n >= 0 else None for n in np.asarray(numbers, dtype=np.int64).tolist()]
    return np.array(made, dtype=object)


def words(choices: Sequence[str | None], index: Ints) -> Texts:
    """The chosen words; a negative index picks none."""
    table = np.array([*choices, None], dtype=object)
    picked: Texts = table[np.where(np.asarray(index) < 0, len(choices), index)]
    return picked


def text(values: Texts, name: str = "") -> pl.Series:
    """An object array of `str` or `None` as a text column."""
    return pl.Series(name, values.tolist(), dtype=pl.String)


def weighted(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """Draw indexes with the given weights."""
    edges = np.cumsum(weights / weights.sum())
    picked = np.searchsorted(edges, rng.random(size), side="right")
    return np.asarray(np.minimum(picked, len(weights) - 1), dtype=np.int64)


def weighted_rows(rng: np.random.Generator, cumulative: Floats) -> Ints:
    """Draw one index a row from cumulative weights that end in 1, shape (rows, choices)."""
    picked = (cumulative < rng.random(len(cumulative))[:, None]).sum(axis=1)
    return np.asarray(np.minimum(picked, cumulative.shape[1] - 1), dtype=np.int64)


def ragged(counts: Ints) -> tuple[Ints, Ints]:
    """Parents and positions of `counts[i]` children of each parent `i`."""
    parent = np.repeat(np.arange(len(counts)), counts)
    first = np.cumsum(counts) - counts
    return parent, np.arange(len(parent)) - first[parent]


def scaled(count: float, scale: float, least: int = 1) -> int:
    """A count at this scale."""
    return max(least, round(count * scale))
