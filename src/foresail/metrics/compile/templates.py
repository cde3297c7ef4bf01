"""Templated SQL: its relations are put before it, `dims` becomes the asked dimensions, values are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlglot import exp

from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.periods import Window
from foresail.warehouse.sqlfile import parse, read_sql

SCORES_TABLE = ("pipeline_win_probability_scores", ("opportunity_id", "probability"))
"""The win model's table, read where it stands; `weighted_amount` goes without it before the models have run."""


def filled(
    path: Path,
    fact: exp.Select,
    dims: Sequence[str],
    window: Window,
    bound: Bound,
    values: Mapping[str, str],
    stored: Mapping[str, Mapping[str, str]],
) -> exp.Query:
    """One templated SELECT, ready to stand in a statement.

    Parameters
    ----------
    path
        The `.sql` file.
    fact
        The relation `fact`.
    dims
        The columns that stand for `dims`; all of them are columns of `fact`.
    values
        The named values that the SQL takes, beside `as_of`.
    stored
        The tables of the generation, to know which optional relations stand.
    """
    tree = parse(read_sql(path))
    for column in list(tree.find_all(exp.Column)):
        if column.name == "dims":
            _spread(column, dims)
    for table in list(tree.find_all(exp.Table)):
        if table.name == "period":
            table.set("this", exp.to_identifier(window.name))
    for holder in list(tree.find_all(exp.Placeholder)):
        value: str | date = window.as_of if holder.name == "as_of" else values[holder.name]
        name = "as_of" if holder.name == "as_of" else constant_name(holder.name, str(value))
        holder.replace(bound.value(value, name))
    relations = [("fact", fact)]
    if any(t.name == "scores" for t in tree.find_all(exp.Table)):
        relations.append(("scores", _scores(stored)))
    return _preceded(tree, relations)


def constant_name(holder: str, value: str) -> str:
    """The name under which a named value of a metric is bound: two metrics may give it differently."""
    return f"t_{holder}_{value}"


def _spread(column: exp.Column, dims: Sequence[str]) -> None:
    select = column.parent
    assert isinstance(select, exp.Select)  # noqa: S101 - our own SQL names dims only in select lists
    at = [e for e in select.expressions if e is not column]
    place = next(i for i, e in enumerate(select.expressions) if e is column)
    new = [exp.column(name, column.table) for name in dims]
    select.set("expressions", [*at[:place], *new, *at[place:]])


def _preceded(tree: exp.Query, relations: Sequence[tuple[str, exp.Query]]) -> exp.Query:
    own = tree.ctes
    made = [exp.CTE(this=q, alias=exp.TableAlias(this=exp.to_identifier(name))) for name, q in relations]
    tree.set("with_", exp.With(expressions=[*made, *(c.copy() for c in own)]))
    return tree


def _scores(stored: Mapping[str, Mapping[str, str]]) -> exp.Select:
    table, columns = SCORES_TABLE
    if set(columns) <= set(stored.get(table, {})):
        return trees.select(*(exp.column(c) for c in columns)).from_(table, copy=False)
    nothing = [
        trees.alias(trees.cast(exp.Null(), "VARCHAR"), columns[0]),
        trees.alias(trees.cast(exp.Null(), "DOUBLE"), columns[1]),
    ]
    return trees.select(*nothing).where(exp.false(), copy=False)
