"""Templated SQL: its relations are put before it, `dims` becomes the asked dimensions, values are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlglot import exp

from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.periods import Window
from foresail.warehouse.sqlfile import parse, read_sql


def filled(
    path: Path,
    fact: exp.Select,
    dims: Sequence[str],
    window: Window,
    bound: Bound,
    values: Mapping[str, str],
    metric: str,
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
    metric
        Whose rows they are: the relations bear its name, so that several can stand in one statement on an engine that
        knows no WITH of a subquery's own.
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
    return _named(_preceded(tree, fact), f"{metric}_{window.name}")


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


def _preceded(tree: exp.Query, fact: exp.Query) -> exp.Query:
    first = exp.CTE(this=fact, alias=exp.TableAlias(this=exp.to_identifier("fact")))
    tree.set("with_", exp.With(expressions=[first, *(c.copy() for c in tree.ctes)]))
    return tree


def _named(tree: exp.Query, mark: str) -> exp.Query:
    """Every relation of the query's own under a name that no other query's has."""
    own = {cte.alias: f"{cte.alias}_{mark}" for cte in tree.ctes}
    for cte in tree.ctes:
        cte.args["alias"].set("this", exp.to_identifier(own[cte.alias]))
    for table in tree.find_all(exp.Table):
        if table.name in own:
            table.set("alias", table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name)))
            table.set("this", exp.to_identifier(own[table.name]))
    return tree
