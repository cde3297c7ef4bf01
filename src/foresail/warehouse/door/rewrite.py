"""From a question's tree to the SQL that the engine sees: checked, with every table cut to the rows of the viewer.

Nothing is trusted because of where it comes from: the tree may have been made by a compiler of ours or by anybody.

* One SELECT (with CTEs, subqueries, set operations) and only parts that `allowed` names.
* A table is a stored table of this generation or a CTE of the question. CTEs are renamed to names that no catalogue
  has, so that a question cannot reach a system view by defining a CTE of that name elsewhere.
* A stored table becomes `main."t"` for a viewer of everything, else the subquery of its `TableRule`.
* Values stay placeholders; so do the viewer's owners. The text is constant for a given shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from sqlglot import exp

from foresail.contracts.access import CLOSED, TableRule
from foresail.kernel.problem import InvalidInput, NotFound, closest_names
from foresail.kernel.text import Text
from foresail.model.declare import Owner
from foresail.model.tables import TABLES
from foresail.warehouse.door.allowed import FUNCTIONS, NAMED, STRUCTURE, TABLE_FUNCTIONS

OWNERS = "viewer_owners"
"""The placeholder of the viewer's owners; a question's own values cannot bear this name."""

PARTS = 20_000
"""A tree with more parts than this is refused: no honest question is that large."""


WORDS = re.compile(r"[\w ]{0,64}")
NUMBER = re.compile(r"\d{0,40}(\.\d{0,40})?([eE][+-]?\d{1,3})?")


class Sight(NamedTuple):
    """What of a viewer changes the SQL: the owners themselves are a bound value."""

    everything: bool
    personal: bool


class Stored(NamedTuple):
    """The tables of a generation."""

    columns: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, TableRule]


class Compiled(NamedTuple):
    """SQL for the engine and the values that it takes."""

    sql: str
    names: frozenset[str]


def rewrite(tree: exp.Expr, stored: Stored, sight: Sight, rows: int) -> Compiled:
    """Check a question and give the SQL that answers it for a viewer.

    Parameters
    ----------
    tree
        One query; it is not changed.
    stored
        What the generation holds.
    sight
        What the viewer may see.
    rows
        The greatest number of rows that the answer may have; one more is fetched to notice.

    Raises
    ------
    InvalidInput
        If the tree has a part that is not allowed.
    NotFound
        If a table does not exist.
    """
    query = tree.copy()
    _check_parts(query)
    renamed = _rename_ctes(query, stored)
    names = {name.lower(): name for name in stored.columns}
    for table in list(query.find_all(exp.Table)):
        if table.name not in renamed:
            _replace(table, names, stored, sight)
    if query.args.get("limit") is None and isinstance(query, exp.Select | exp.SetOperation):
        query = query.limit(rows + 1, copy=False)
    sql = query.sql(dialect="duckdb", comments=False, identify=True)
    return Compiled(sql, frozenset(p.name for p in query.find_all(exp.Placeholder)))


def _check_parts(query: exp.Expr) -> None:
    if not isinstance(query, exp.Select | exp.SetOperation):
        raise _refused(type(query).__name__)
    for count, node in enumerate(query.walk()):
        if count > PARTS:
            raise InvalidInput(Text(en="The question is too large.", zh="查询过于庞大。"))
        _check_words(node)
        if isinstance(node, exp.Func | exp.Anonymous | exp.AnonymousAggFunc):
            _check_function(node)
        elif type(node) not in STRUCTURE:
            raise _refused(type(node).__name__)
        else:
            _check_structure(node)


def _check_words(node: exp.Expr) -> None:
    """Refuse raw text in a tree: what the generator writes as it stands must be a plain word or a number."""
    if isinstance(node, exp.Identifier) or (isinstance(node, exp.Literal) and node.is_string):
        return  # written in quotes, with quotes inside doubled
    pattern = NUMBER if isinstance(node, exp.Literal) else WORDS
    for value in node.args.values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and not pattern.fullmatch(word):
                raise _refused(word)


def _check_function(node: exp.Expr) -> None:
    if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc):
        name = str(node.this)
        if name.lower() not in NAMED or not name.isidentifier():
            raise _refused(f"{name}()", name)
    elif type(node).__name__ not in FUNCTIONS and type(node) not in STRUCTURE:
        raise _refused(type(node).__name__)
    elif isinstance(node, exp.GenerateSeries) and not isinstance(node.parent, exp.Table):
        raise _refused("a series outside FROM")  # as a value it would be made whole in memory


def _check_structure(node: exp.Expr) -> None:
    if isinstance(node, exp.Table):
        _check_table(node)
    elif isinstance(node, exp.Placeholder) and (not node.name.isidentifier() or node.name == OWNERS):
        raise _refused(f":{node.name}")
    elif isinstance(node, exp.Select) and (node.args.get("into") or node.args.get("locks")):
        raise _refused("INTO")
    elif isinstance(node, exp.DataType):
        _check_type(node)
    elif isinstance(node, exp.Column) and (node.args.get("db") or node.args.get("catalog")):
        raise _refused(node.sql(dialect="duckdb"))


def _check_table(node: exp.Table) -> None:
    extra = [k for k, v in node.args.items() if v and k not in ("this", "alias", "joins")]
    if extra:
        raise _refused(f"{node.sql(dialect='duckdb')} ({', '.join(extra)})")
    if not isinstance(node.this, exp.Identifier):
        inner = node.this
        if not isinstance(inner, TABLE_FUNCTIONS):
            raise _refused(f"{inner.sql(dialect='duckdb') if inner else 'table'}")


def _check_type(node: exp.DataType) -> None:
    if node.this in (exp.DataType.Type.USERDEFINED, exp.DataType.Type.UNKNOWN):
        raise _refused(node.sql(dialect="duckdb"))


def _rename_ctes(query: exp.Expr, stored: Stored) -> set[str]:
    """Give every CTE a name that no catalogue has; the new names."""
    known = {name.lower() for name in stored.columns}
    new: dict[str, str] = {}
    for cte in query.find_all(exp.CTE):
        name = cte.alias.lower()
        if name in known:
            raise InvalidInput(
                Text(en="A WITH name is the name of a stored table.", zh="WITH 名称与存储的表重名。"), where=cte.alias
            )
        new[name] = f"with {name}"
        cte.args["alias"].set("this", exp.to_identifier(new[name], quoted=True))
    for table in query.find_all(exp.Table):
        name = table.name.lower() if isinstance(table.this, exp.Identifier) else ""
        if name in new:
            if not table.alias:
                table.set("alias", exp.TableAlias(this=exp.to_identifier(table.name, quoted=True)))
            table.set("this", exp.to_identifier(new[name], quoted=True))
    return set(new.values())


def _replace(table: exp.Table, names: Mapping[str, str], stored: Stored, sight: Sight) -> None:
    if not isinstance(table.this, exp.Identifier):
        return
    name = names.get(table.name.lower())
    if name is None:
        raise NotFound(
            Text(en="There is no table “{t}”.", zh="没有名为“{t}”的表。").format(t=table.name[:80]),
            closest=closest_names(table.name, stored.columns),
        )
    alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))
    ruled = _ruled(name, stored, sight)
    joins = table.args.get("joins")
    source = exp.Subquery(this=ruled, alias=alias) if ruled is not None else _main(name)
    if ruled is None:
        source.set("alias", alias)
    if joins:
        source.set("joins", joins)
    table.replace(source)


def _ruled(name: str, stored: Stored, sight: Sight) -> exp.Select | None:
    """The subquery that shows a viewer's rows and masks personal columns; None if everything is shown."""
    rule = stored.rules.get(name, CLOSED)
    masked = frozenset() if sight.personal else rule.personal
    everything = sight.everything or rule.shared
    if everything and not masked:
        return None
    columns: list[exp.Expr] = []
    for column, kind in stored.columns[name].items():
        shown: exp.Expr = exp.column(exp.to_identifier(column, quoted=True))
        if column in masked:
            shown = exp.alias_(exp.cast(exp.Null(), kind, dialect="duckdb"), column, quoted=True)
        columns.append(shown)
    query = exp.select(*columns).from_(_main(name))
    return query if everything else query.where(_sees(name, stored, ()))


def _sees(name: str, stored: Stored, way: tuple[str, ...]) -> exp.Expr:
    """The condition under which a row of a table belongs to the viewer."""
    rule = stored.rules.get(name, CLOSED)
    if rule.shared:
        return exp.true()
    ways = [_way(owner, stored, (*way, name)) for owner in rule.owners]
    there = [condition for condition in ways if condition is not None]
    return exp.or_(*there) if there else exp.false()


def _way(owner: Owner, stored: Stored, way: tuple[str, ...]) -> exp.Expr | None:
    column = exp.column(exp.to_identifier(owner.column, quoted=True))
    if not owner.through or owner.through == "representative":
        owners = exp.select(exp.Unnest(expressions=[exp.Placeholder(this=OWNERS)]))
        return exp.In(this=column, query=exp.Subquery(this=owners))
    if owner.through in way or owner.through not in stored.columns:
        return None  # a circle, or a table that this generation does not have: it leads to nobody
    key = _key(owner.through)
    if key not in stored.columns[owner.through]:
        return None
    found = exp.column(exp.to_identifier(key, quoted=True))
    query = exp.select(found).from_(_main(owner.through)).where(_sees(owner.through, stored, way))
    return exp.In(this=column, query=exp.Subquery(this=query))


def _key(table: str) -> str:
    entity = TABLES.get(table)
    return entity.key[0] if entity is not None and len(entity.key) == 1 else f"{table}_id"


def _main(name: str) -> exp.Table:
    return exp.table_(exp.to_identifier(name, quoted=True), db=exp.to_identifier("main", quoted=True))


def _refused(what: str, name: str = "") -> InvalidInput:
    return InvalidInput(
        Text(en="A question may not contain {what}.", zh="查询中不允许出现 {what}。").format(what=what[:120]),
        next_step=Text(
            en="Ask with one SELECT over stored tables and ordinary functions.",
            zh="请使用针对已存表的单个 SELECT 和普通函数。",
        ),
        closest=closest_names(name.lower(), NAMED) if name else (),
    )
