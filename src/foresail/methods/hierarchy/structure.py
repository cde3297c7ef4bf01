"""What adds up to what: any tree, or crossed groups, as a sparse matrix of sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text

Floats = npt.NDArray[np.float64]
Level = tuple[str, ...]
Key = tuple[str | None, ...]
TOTAL = "total"


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """Nodes in order: levels from the total downwards, the bottom series last.

    Parameters
    ----------
    columns
        The columns that name a bottom series.
    levels
        Which columns each level keeps; the last one keeps all.
    level
        Number of the level of each node, shape (nodes,).
    keys
        The values of all columns of each node; None where the level does not keep the column.
    sums
        Aggregates from bottom series: ones and zeros, shape (nodes − bottoms, bottoms).
    """

    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    level: npt.NDArray[np.int64]
    keys: tuple[Key, ...]
    sums: sparse.csr_array

    @property
    def n(self) -> int:
        """Nodes."""
        return len(self.keys)

    @property
    def bottoms(self) -> int:
        """Bottom series."""
        return int(self.sums.shape[1])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each node: `region=华东/product=A`; `total` for the whole."""
        return tuple(self._name(key) for key in self.keys)

    @cached_property
    def sizes(self) -> Floats:
        """How many bottom series each node adds up, shape (nodes,)."""
        return np.concatenate([np.asarray(self.sums.sum(axis=1)).ravel(), np.ones(self.bottoms)])

    def add_up(self, bottom: Floats) -> Floats:
        """Values of all nodes from those of the bottom series: shape (bottoms, …) → (nodes, …)."""
        flat = bottom.reshape(self.bottoms, -1)
        return np.concatenate([self.sums @ flat, flat]).reshape(self.n, *bottom.shape[1:])

    def split(self, values: Floats) -> tuple[Floats, Floats]:
        """Aggregates and bottom series of values of all nodes."""
        edge = self.n - self.bottoms
        return values[:edge], values[edge:]

    def incoherence(self, values: Floats) -> float:
        """The largest difference between an aggregate and the sum of its parts."""
        whole, parts = self.split(values.reshape(self.n, -1))
        return float(np.abs(whole - self.sums @ parts).max(initial=0.0))

    def by_level(self, values: Floats) -> list[Floats]:
        """The nodes' values, cut into levels."""
        return [values[self.level == i] for i in range(len(self.levels))]

    def _name(self, key: Key) -> str:
        parts = [f"{c}={v}" for c, v in zip(self.columns, key, strict=True) if v is not None]
        return "/".join(parts) or TOTAL


def tree(*columns: str) -> tuple[Level, ...]:
    """The levels of a tree.

    Examples
    --------
    >>> tree("region", "shop")
    ((), ('region',), ('region', 'shop'))
    """
    return tuple(columns[:i] for i in range(len(columns) + 1))


def crossed(*columns: str) -> tuple[Level, ...]:
    """The levels of crossed groups: every subset of the columns.

    Examples
    --------
    >>> crossed("region", "product")
    ((), ('region',), ('product',), ('region', 'product'))
    """
    return tuple(c for size in range(len(columns) + 1) for c in combinations(columns, size))


def build(bottoms: Iterable[Sequence[str | None]], columns: Sequence[str], levels: Sequence[Level]) -> Hierarchy:
    """A hierarchy of the bottom series that there are: no product of all values, so sparse ones stay small.

    Parameters
    ----------
    bottoms
        The values of the columns of each bottom series. An empty value is a value of its own ("—"), so trees may be
        unbalanced.
    columns
        Names of the columns.
    levels
        From `tree`, `crossed`, or chosen by hand; the total and the bottom are added where they are missing.

    Raises
    ------
    InvalidInput
        If a level names an unknown column, or there is no series, or one is there twice.

    Examples
    --------
    >>> found = build([("N", "a"), ("N", "b"), ("S", "a")], ("region", "product"), crossed("region", "product"))
    >>> found.names[:3]
    ('total', 'region=N', 'region=S')
    >>> found.add_up(np.array([1.0, 2.0, 4.0])).tolist()
    [7.0, 3.0, 4.0, 5.0, 2.0, 1.0, 2.0, 4.0]
    """
    rows = [tuple("—" if v is None else str(v) for v in row) for row in bottoms]
    if not rows or len(set(rows)) < len(rows):
        raise _wrong("there is no series" if not rows else "a series is there twice", "没有序列或序列重复")
    for level in levels:
        if odd := [c for c in level if c not in columns]:
            raise _wrong(f"the level {level} names {odd[0]!r}, which is no column", f"层级 {level} 含未知列 {odd[0]}")
    whole = tuple(columns)
    upper = [level for level in dict.fromkeys([(), *levels]) if set(level) != set(whole)]
    keys: list[Key] = []
    depth: list[int] = []
    places: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    for number, level in enumerate(upper):
        of = [tuple(v if c in level else None for c, v in zip(whole, row, strict=True)) for row in rows]
        order = {key: i for i, key in enumerate(sorted(set(of), key=str))}
        places.append((np.array([order[k] for k in of]) + len(keys), np.arange(len(rows))))
        keys += list(order)
        depth += [number] * len(order)
    row, column = (np.concatenate(parts) for parts in zip(*places, strict=True))
    sums = sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(keys), len(rows)))
    level_of = np.array([*depth, *[len(upper)] * len(rows)], dtype=np.int64)
    return Hierarchy(whole, (*upper, whole), level_of, (*keys, *rows), sums)


def read(
    frame: pl.DataFrame, columns: Sequence[str], levels: Sequence[Level], time: str = "ds", value: str = "y"
) -> tuple[Hierarchy, list[object], Floats]:
    """A long frame as a hierarchy, its periods in order, and the values of all nodes, shape (nodes, periods).

    A period in which a bottom series has no row counts as zero: nothing was sold.
    """
    plain = frame.select(*[pl.col(c).cast(pl.String).fill_null("—") for c in columns], time, value)
    order = plain.select(columns).unique().sort(list(columns)).with_row_index("_bottom")
    periods = plain.select(time).unique().sort(time).with_row_index("_period")
    placed = plain.join(order, on=list(columns)).join(periods, on=time)
    found = build(order.drop("_bottom").rows(), columns, levels)
    bottom = np.zeros((order.height, periods.height))
    amounts = placed[value].cast(pl.Float64).fill_null(0.0).to_numpy()
    np.add.at(bottom, (placed["_bottom"].to_numpy(), placed["_period"].to_numpy()), amounts)
    return found, periods[time].to_list(), found.add_up(bottom)


def _wrong(en: str, zh: str) -> InvalidInput:
    return InvalidInput(
        Text(en=f"No hierarchy can be made: {en}.", zh=f"无法构成层级：{zh}。"),
        next_step=Text(en="Give each bottom series once, with its columns.", zh="请为每个底层序列给出一次各列的值。"),
    )
