"""Trees small enough to be read aloud: which few conditions make a group.

`explain` finds conditions for groups that are there (a classification tree, Breiman and others 1984); `split` makes
groups by conditions that tell a number apart (a regression tree on its ranks).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.frames import need_columns, to_polars
from foresail.methods.segments.matrix import MOST_VALUES

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LEAST_ROWS = 20
MOST_LEARNT = 50_000


@dataclass(frozen=True)
class Condition:
    """One test: a number at most or above a value, a word that is or is not a value."""

    column: str
    operator: Literal["at_most", "above", "is", "is_not"]
    number: float | None = None
    word: str | None = None


@dataclass(frozen=True)
class Leaf:
    """A group of rows that share some conditions.

    Parameters
    ----------
    conditions
        All hold; tests of one column are drawn together.
    group
        The most frequent group among its rows (`explain`), or its own number (`split`).
    rows, purity
        Rows that were learnt from, and the share of them that is of the group.
    """

    conditions: tuple[Condition, ...]
    group: int
    rows: int
    purity: float


@dataclass(frozen=True)
class ReadableTree:
    """Leaves in order, and the leaf of each given row (from 0), shape (rows,)."""

    leaves: tuple[Leaf, ...]
    place: Ints

    @property
    def agreement(self) -> float:
        """Share of the rows whose leaf names their group."""
        rows = sum(leaf.rows for leaf in self.leaves)
        return sum(leaf.purity * leaf.rows for leaf in self.leaves) / max(rows, 1)


def explain(frame: Any, groups: Any, columns: Sequence[str] = (), *, leaves: int = 8) -> ReadableTree:
    """Conditions that tell given groups apart.

    Parameters
    ----------
    frame
        A Polars, pandas or Arrow table of numbers and words.
    groups
        A whole number for each row, shape (rows,).
    leaves
        The most leaves that a person will read.

    Raises
    ------
    NotEnoughData
        Below 20 rows.

    Examples
    --------
    >>> frame = pl.DataFrame({"orders": [1] * 15 + [9] * 15, "noise": [0, 1] * 15})
    >>> tree = explain(frame, [0] * 15 + [1] * 15)
    >>> [(c.column, c.operator, c.number) for c in tree.leaves[0].conditions], tree.agreement
    ([('orders', 'at_most', 5.0)], 1.0)
    """
    from sklearn.tree import DecisionTreeClassifier

    table, names = _table(frame, columns)
    target = np.asarray(groups, dtype=np.int64)
    model = DecisionTreeClassifier(max_leaf_nodes=max(leaves, 2), min_samples_leaf=_least(table), random_state=0)
    return _grown(model, table, names, target, target)


def split(frame: Any, value: Any, columns: Sequence[str] = (), *, leaves: int = 6) -> ReadableTree:
    """Groups of rows by conditions that tell a number apart, lowest leaf first as the tree reads.

    Parameters
    ----------
    value
        The number, shape (rows,); its ranks are used, so its unit and its outliers play no part.
    """
    from sklearn.tree import DecisionTreeRegressor

    table, names = _table(frame, columns)
    number = np.asarray(value, dtype=np.float64)
    ranks = (np.searchsorted(np.sort(number), number) / max(len(number), 1)).astype(np.float64)
    model = DecisionTreeRegressor(max_leaf_nodes=max(leaves, 2), min_samples_leaf=_least(table), random_state=0)
    return _grown(model, table, names, ranks, None)


def _least(table: pl.DataFrame) -> int:
    return max(5, table.height // 50)


def _table(frame: Any, columns: Sequence[str]) -> tuple[pl.DataFrame, list[str]]:
    table = to_polars(frame)
    names = list(columns) or table.columns
    need_columns(table, *names)
    if table.height < LEAST_ROWS:
        raise NotEnoughData(
            Text(
                en=f"A tree needs at least {LEAST_ROWS} rows; there are {table.height}.",
                zh=f"决策树至少需要 {LEAST_ROWS} 行，现有 {table.height} 行。",
            ),
            details={"found": table.height, "asked": LEAST_ROWS},
        )
    return table, names


@dataclass(frozen=True)
class _Encoded:
    """A matrix, and for each of its columns the column of the frame and the word it stands for, if any."""

    matrix: Floats
    names: tuple[tuple[str, str | None], ...]


def _encoded(table: pl.DataFrame, names: Sequence[str]) -> _Encoded:
    parts: list[Floats] = []
    heads: list[tuple[str, str | None]] = []
    for name in names:
        column = table[name]
        if column.dtype.is_numeric() or column.dtype == pl.Boolean:
            raw = column.cast(pl.Float64).to_numpy().astype(np.float64)
            known = raw[np.isfinite(raw)]
            parts.append(np.where(np.isfinite(raw), raw, np.median(known) if len(known) else 0.0))
            heads.append((name, None))
            continue
        counts = column.cast(pl.String).drop_nulls().value_counts().sort(["count", name], descending=[True, False])
        for word in counts.head(MOST_VALUES)[name].to_list():
            parts.append((column.cast(pl.String) == word).fill_null(value=False).to_numpy().astype(np.float64))
            heads.append((name, word))
    return _Encoded(np.column_stack(parts) if parts else np.zeros((table.height, 1)), tuple(heads) or (("", None),))


def _grown(model: Any, table: pl.DataFrame, names: Sequence[str], target: Any, groups: Ints | None) -> ReadableTree:
    encoded = _encoded(table, names)
    step = max(1, table.height // MOST_LEARNT)
    model.fit(encoded.matrix[::step].astype(np.float32), target[::step])
    ends = model.apply(encoded.matrix.astype(np.float32))
    paths = _paths(model.tree_, encoded.names)
    order = {node: place for place, node in enumerate(paths)}
    place = np.array([order[int(n)] for n in np.unique(ends)], dtype=np.int64)[np.unique(ends, return_inverse=True)[1]]
    leaves = []
    for node, conditions in paths.items():
        inside = ends == node
        group, purity = order[node], 1.0
        if groups is not None and inside.any():
            codes, counts = np.unique(groups[inside], return_counts=True)
            group, purity = int(codes[counts.argmax()]), float(counts.max() / counts.sum())
        leaves.append(Leaf(tidy(conditions), group, int(inside.sum()), purity))
    return ReadableTree(tuple(leaves), place)


def _paths(tree: Any, names: Sequence[tuple[str, str | None]]) -> dict[int, list[Condition]]:
    """Leaf node → the conditions on the way to it, left before right."""
    found: dict[int, list[Condition]] = {}

    def walk(node: int, way: list[Condition]) -> None:
        if tree.children_left[node] == tree.children_right[node]:
            found[node] = way
            return
        name, word = names[int(tree.feature[node])]
        if word is not None:
            low, high = Condition(name, "is_not", word=word), Condition(name, "is", word=word)
        else:
            cut = float(tree.threshold[node])
            low, high = Condition(name, "at_most", number=cut), Condition(name, "above", number=cut)
        walk(int(tree.children_left[node]), [*way, low])
        walk(int(tree.children_right[node]), [*way, high])

    walk(0, [])
    return found


def tidy(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Tests of one column drawn together: the lowest upper bound, the highest lower bound, no “is not” beside an “is”.

    Examples
    --------
    >>> made = tidy([Condition("x", "at_most", 9.0), Condition("x", "at_most", 4.0), Condition("x", "above", 1.0)])
    >>> [(c.operator, c.number) for c in made]
    [('above', 1.0), ('at_most', 4.0)]
    """
    made: list[Condition] = []
    for name in dict.fromkeys(c.column for c in conditions):
        mine = [c for c in conditions if c.column == name]
        above = [c.number for c in mine if c.operator == "above" and c.number is not None]
        most = [c.number for c in mine if c.operator == "at_most" and c.number is not None]
        made += [Condition(name, "above", number=max(above))] if above else []
        made += [Condition(name, "at_most", number=min(most))] if most else []
        words = [c for c in mine if c.operator == "is"]
        made += words or [c for c in mine if c.operator == "is_not"]
    return tuple(made)
