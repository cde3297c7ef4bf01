"""Shared features as tables of a query: `feature_<name>` in a `.sql` file stands for `features/<name>.sql`.

A feature that takes nothing but `:as_of` is made once a build and kept as a table of that name; every query reads it
from there. A feature may also read a step of the query that names it (`signs_of_life` reads `asked`); it then stands in
the query itself, and so do all features on a day in the past.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

import sqlglot
from sqlglot import exp

from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.warehouse.sqlfile import read_sql

_Tree = TypeVar("_Tree", bound=exp.Expr)

FOLDER = Path(__file__).parent
PREFIX = "feature_"
_NAMED = re.compile(rf"\b{PREFIX}[a-z_]+\b")


def named_in(sql: str) -> tuple[str, ...]:
    """The shared features that a text of SQL names, in order.

    Examples
    --------
    >>> named_in("SELECT * FROM feature_purchases AS p")
    ('feature_purchases',)
    """
    return tuple(sorted(set(_NAMED.findall(sql))))


def text_of(table: str) -> str:
    """The SQL behind the name of a feature.

    Raises
    ------
    NotFound
        If there is no such feature; the closest names are given.
    """
    path = FOLDER / f"{table.removeprefix(PREFIX)}.sql"
    if not path.exists():
        known = [PREFIX + file.stem for file in FOLDER.glob("*.sql")]
        what = Text(en=f"There is no shared feature “{table}”.", zh=f"没有名为“{table}”的共享特征。")
        raise NotFound(what, where=table, closest=closest_names(table, known))
    return read_sql(path)


def written_out(tree: _Tree, stored: Collection[str] = ()) -> _Tree:
    """A query in which every feature that is not stored stands as a subquery of its own SQL.

    Parameters
    ----------
    tree
        The query; it is changed and given back.
    stored
        Features that are there as tables; they pass as they are.

    Raises
    ------
    NotFound
        If it names a feature that there is not.
    """
    places = [t for t in tree.find_all(exp.Table) if t.name.startswith(PREFIX) and t.name not in stored]
    for number, table in enumerate(places):
        mark = f"{table.name.removeprefix(PREFIX)}_{number}"
        made = _own_steps(written_out(select_of(text_of(table.name)), stored), mark)
        table.replace(made.subquery(exp.to_identifier(table.alias or table.name, quoted=True), copy=False))
    return tree


def _own_steps(made: exp.Select, mark: str) -> exp.Select:
    """The steps of a feature under names of their own: written for Spark, all steps of a query stand in one WITH."""
    names = {cte.alias: f"{mark}_{cte.alias}" for cte in made.ctes}
    for cte in made.ctes:
        cte.set("alias", exp.TableAlias(this=exp.to_identifier(names[cte.alias])))
    for table in [t for t in made.find_all(exp.Table) if t.name in names]:
        same = exp.to_identifier(table.alias or table.name)
        table.replace(exp.Table(this=exp.to_identifier(names[table.name]), alias=exp.TableAlias(this=same)))
    return made


def select_of(sql: str) -> exp.Select:
    """The tree of a frame or feature: one SELECT in DuckDB's dialect, `:name` stays a placeholder."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    if not isinstance(tree, exp.Select):
        raise TypeError("a frame is one SELECT")
    return tree
