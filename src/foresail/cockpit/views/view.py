"""What a view is, and how it is asked: filtered, sorted and paged like a stored table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlglot import exp

from foresail.analytics.pipeline.movement.moves import window_end
from foresail.cockpit.scene import Scene, both
from foresail.cockpit.searching import search_in
from foresail.contracts.output import OutputRow, columns_of, sql_type
from foresail.contracts.query import Filter, Result, ResultColumn
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics import select_from
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.filters import condition
from foresail.metrics.compile.source import Seen
from foresail.warehouse.sqlfile import parse, read_sql

FOLDER = Path(__file__).parent / "sql"
DAYS_AHEAD, QUIET_DAYS, WINDOW_MONTHS = 7, 14, 3
"""“This week” is so many days ahead; a deal so long without an activity is quiet; the window is the quarter."""


class View(Frozen):
    """A named list.

    Parameters
    ----------
    name
        As pages and addresses call it; `sql/<name>.sql` gives its rows. The SQL may name other views like tables: what
        they give is narrowed by the page's filters first.
    columns
        All its columns; amounts are in the base currency.
    optional
        Tables that may not be there yet, with the types of the columns that are read: they then count as empty.
    words
        Column → an output's table and column whose words its codes have too, where that output is there.
    order_by
        The order where nobody asks for another.
    """

    name: str
    title: Text
    columns: tuple[ResultColumn, ...]
    order_by: tuple[str, ...] = ()
    optional: Mapping[str, Mapping[str, str]] = {}
    words: Mapping[str, tuple[str, str]] = {}
    scope: str = "pipeline:read"


def column(name: str, en: str, zh: str, unit: Unit, **more: Any) -> ResultColumn:
    """A column of a view."""
    return ResultColumn(name=name, title=Text(en=en, zh=zh), unit=unit, **more)


def types_of(row: type[OutputRow], *names: str) -> dict[str, str]:
    """The SQL types of some columns of an output."""
    return {name: sql_type(row, name) for name in names}


def rows_of_view(
    view: View,
    views: Mapping[str, View],
    scene: Scene,
    *,
    where: Filter | None = None,
    order_by: tuple[str, ...] = (),
    limit: int | None = None,
    offset: int = 0,
    search: str = "",
    only: str = "",
) -> Result:
    """Rows of a view for the scene's viewer, days and filters.

    Parameters
    ----------
    views
        All of them, by name, for those that the SQL names.
    where, search
        Further conditions, and words that are looked for in the names.
    only
        One opportunity: nothing else is read.

    Raises
    ------
    InvalidInput
        If a condition or an order names a column that the view does not have.
    """
    tree, values = _tree(view, views, scene)
    if only:
        _of_one(tree, scene)
        values |= {"only": only}
    known = frozenset(c.name for c in view.columns)
    wanted = both(where, scene.filters.condition_on(known), search_in(search, known))
    order = order_by or view.order_by
    columns = tuple(_worded(c, view, scene) for c in view.columns)
    return select_from(
        scene.reader, tree, columns, wanted, order, limit, offset, scene.viewer, {**days_of(scene), **values}
    )


def _worded(shown: ResultColumn, view: View, scene: Scene) -> ResultColumn:
    table, name = view.words.get(shown.name, ("", ""))
    row = scene.row_types.get(table)
    if row is None:
        return shown
    theirs = next(c for c in columns_of(row) if c.name == name).labels
    return shown.model_copy(update={"labels": {**theirs, **shown.labels}})


def days_of(scene: Scene) -> dict[str, Any]:
    """The days that views may name: those of the page's period, this week, and the quarter's end."""
    as_of, period = scene.reader.as_of, scene.period
    end: date | None = window_end(period.last_day, WINDOW_MONTHS)
    return {
        "as_of": as_of,
        "week_end": as_of + timedelta(days=DAYS_AHEAD),
        "quiet_days": QUIET_DAYS,
        "before_on": period.start - timedelta(days=1),
        "until_on": period.last_day,
        "window_end": end,
    }


def _tree(view: View, views: Mapping[str, View], scene: Scene) -> tuple[exp.Query, dict[str, Any]]:
    """A view's query; tables that are missing are empty, views that it names stand in it with the page's filters."""
    tree = parse(read_sql(FOLDER / f"{view.name}.sql"))
    stored, values = scene.reader.tables(), dict[str, Any]()
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    for found in list(tree.find_all(exp.Table)):
        name = found.name
        if name in own:
            continue
        if name in views and name != view.name:
            inner, more = _narrowed(views[name], views, scene)
            values |= more
        elif name in view.optional and name not in stored:
            inner = _empty(view.optional[name])
        else:
            continue
        found.replace(exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(found.alias_or_name))))
    return tree, values


def _of_one(tree: exp.Query, scene: Scene) -> None:
    """Read only what is about one opportunity: tables that know which are narrowed before anything else is done."""
    stored = scene.reader.tables()
    for found in list(tree.find_all(exp.Table)):
        if "opportunity_id" in stored.get(found.name, {}):
            mine = exp.column("opportunity_id").eq(exp.Placeholder(this="only"))
            inner = exp.select("*").from_(exp.to_table(found.name)).where(mine, copy=False)
            found.replace(exp.Subquery(this=inner, alias=exp.TableAlias(this=exp.to_identifier(found.alias_or_name))))


def narrows(view: View, views: Mapping[str, View], column: str) -> bool:
    """Whether a filter on a column touches a view: by its own columns, or those of a view that it is made of."""
    if any(c.name == column for c in view.columns):
        return True
    tables = {found.name for found in parse(read_sql(FOLDER / f"{view.name}.sql")).find_all(exp.Table)}
    return any(narrows(views[name], views, column) for name in tables if name in views and name != view.name)


def _narrowed(view: View, views: Mapping[str, View], scene: Scene) -> tuple[exp.Query, dict[str, Any]]:
    """A view with the page's filters on it, as a part of another's query."""
    tree, values = _tree(view, views, scene)
    known = frozenset(c.name for c in view.columns)
    wanted = scene.filters.condition_on(known)
    if wanted is None:
        return tree, values
    described = {c.name: c for c in view.columns}
    bound = Bound(values)
    holds = condition(wanted, lambda name: Seen(_field(name), None, described[name].unit), bound, view.name)
    outer = exp.select("*").from_(tree.subquery("n", copy=False)).where(holds, copy=False)
    return outer, dict(bound.values)


def _field(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True), "n")


def _empty(types: Mapping[str, str]) -> exp.Query:
    columns = [exp.alias_(exp.cast(exp.Null(), kind, dialect="duckdb"), name) for name, kind in types.items()]
    return exp.select(*columns).where(exp.false())
