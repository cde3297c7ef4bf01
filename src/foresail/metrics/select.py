"""Rows of any stored table through the query door, with titles and units of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from foresail.contracts.output import OutputRow, columns_of
from foresail.contracts.query import Filter, Result, ResultColumn
from foresail.kernel.problem import InvalidInput, NotFound, closest_names
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import Viewer
from foresail.metrics.answer import shaped, weight
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.filters import condition
from foresail.metrics.compile.source import Seen
from foresail.metrics.door import Door
from foresail.metrics.fields import FIELDS
from foresail.metrics.housekeeping import TITLES
from foresail.metrics.words import WORDS
from foresail.model.declare import LINEAGE, Column, Type
from foresail.model.tables import TABLES

_UNITS = {
    Type.ID: Unit.ID,
    Type.TEXT: Unit.TEXT,
    Type.CATEGORY: Unit.CATEGORY,
    Type.BOOLEAN: Unit.BOOLEAN,
    Type.INTEGER: Unit.COUNT,
    Type.QUANTITY: Unit.QUANTITY,
    Type.MONEY: Unit.MONEY,
    Type.UNIT_PRICE: Unit.UNIT_PRICE,
    Type.RATIO: Unit.RATIO,
    Type.NUMBER: Unit.QUANTITY,
    Type.DATE: Unit.DATE,
    Type.TIMESTAMP: Unit.TIMESTAMP,
    Type.CURRENCY: Unit.CATEGORY,
    Type.JSON: Unit.TEXT,
}
_BASE = Text(en=" (base currency)", zh="（本位币）")
_DAY = Text(en=" (day)", zh="（日期）")


def select(
    reader: Door,
    table: str,
    columns: Sequence[str],
    where: Filter | None,
    order_by: Sequence[str],
    limit: int | None,
    offset: int,
    viewer: Viewer,
    row: type[OutputRow] | None = None,
) -> Result:
    """Rows of a stored table.

    Parameters
    ----------
    reader
        A reader of one generation.
    table
        A canonical, quality or fact table, or an output of a capability.
    columns
        Which, in order; empty: all.
    where
        A filter over columns of the table.
    order_by
        Names of columns; a leading `-` sorts downwards.
    limit, offset
        Paging; the order is made complete by what tells the rows apart, so that pages never overlap.
    row
        The row type of an output: titles, units and links of its columns come from it.

    Raises
    ------
    NotFound
        If there is no such table.
    InvalidInput
        If there is no such column, or a value does not fit.
    """
    sight = (viewer.rows, viewer.sees_personal_data)
    key = ("select", table, tuple(columns), repr(where), tuple(order_by), limit, offset, sight, row)

    def make() -> Result:
        return _selected(reader, table, columns, where, order_by, limit, offset, viewer, row)

    return reader.remember(key, make, weight)


def _selected(
    reader: Door,
    table: str,
    columns: Sequence[str],
    where: Filter | None,
    order_by: Sequence[str],
    limit: int | None,
    offset: int,
    viewer: Viewer,
    row: type[OutputRow] | None,
) -> Result:
    stored = reader.tables()
    if table not in stored:
        raise NotFound(
            Text(en=f"There is no table “{table}”.", zh=f"没有名为“{table}”的表。"),
            closest=closest_names(table, stored),
        )
    described = {c.name: c for c in describe(table, stored[table], row)}
    names = list(columns) or list(described)
    currency = reader.base_currency if row is not None else ""
    source = _Source(trees.table(table, "t"), described, _told_by(table, tuple(stored[table]), row), {}, currency)
    return _answer(reader, source, names, where, order_by, limit, offset, viewer)


def select_from(
    reader: Door,
    tree: exp.Query,
    columns: Sequence[ResultColumn],
    where: Filter | None,
    order_by: Sequence[str],
    limit: int | None,
    offset: int,
    viewer: Viewer,
    values: Mapping[str, Any],
) -> Result:
    """Rows of one of our own queries, filtered, sorted and paged like a stored table.

    Parameters
    ----------
    tree
        A query that gives the columns; amounts are in the base currency.
    columns
        What its columns are.
    values
        Of the query's placeholders.
    """
    described = {c.name: c for c in columns}
    source = _Source(tree.subquery("t", copy=False), described, tuple(described), values, reader.base_currency)
    return _answer(reader, source, list(described), where, order_by, limit, offset, viewer)


@dataclass(frozen=True)
class _Source:
    """From what is selected: a relation called `t`, its columns, those that tell its rows apart, and what its amounts
    are in (empty: the rows' own)."""

    relation: exp.Expr
    described: Mapping[str, ResultColumn]
    key: tuple[str, ...]
    values: Mapping[str, Any]
    currency: str


def _answer(
    reader: Door,
    source: _Source,
    names: list[str],
    where: Filter | None,
    order_by: Sequence[str],
    limit: int | None,
    offset: int,
    viewer: Viewer,
) -> Result:
    described, bound = source.described, Bound(source.values)
    tree = trees.select(*(exp.column(exp.to_identifier(_known(n, described), quoted=True), "t") for n in names))
    tree = tree.from_(source.relation, copy=False)
    if where is not None:
        tree = tree.where(condition(where, lambda n: _seen(n, described), bound), copy=False)
    count = trees.select(trees.alias(exp.Count(this=exp.Star()), "n")).from_(tree.copy().subquery("r", copy=False))
    tree = tree.order_by(*_order(order_by, described, source.key), copy=False)
    tree = tree.limit(limit, copy=False) if limit is not None else tree
    tree = tree.offset(offset, copy=False) if offset else tree
    found = reader.ask(tree, bound.values, viewer)
    paged = limit is not None or offset > 0
    total = reader.ask(count, bound.values, viewer).column("n")[0].as_py() if paged else found.num_rows
    shown = tuple(described[n] for n in names)
    base = reader.base_currency
    cells = [
        shaped(found.column(c.name).to_pylist(), c.unit, base if source.currency or c.name.endswith("_base") else "")
        for c in shown
    ]
    return Result(
        columns=shown,
        rows=list(zip(*cells, strict=True)),
        total=int(total),
        as_of=reader.as_of,
        generation=reader.id,
        currency=source.currency,
    )


def describe(table: str, stored: Mapping[str, str], row: type[OutputRow] | None = None) -> list[ResultColumn]:
    """The columns of a stored table: from the output's row type, the model, the facts' fields, or their SQL types."""
    if row is not None:
        declared = {c.name: c for c in columns_of(row)}
        return [declared[name] for name in declared if name in stored]
    entity = TABLES.get(table)
    model = {c.name: c for c in (*(entity.columns if entity else ()), *LINEAGE)} if entity else {}
    return [_column(name, kind, model) for name, kind in stored.items()]


def _column(name: str, kind: str, model: Mapping[str, Column]) -> ResultColumn:
    if name in model:
        return _declared(model[name], name, same(""))
    for tail, words, parent in (("_base", _BASE, name[:-5]), ("_on", _DAY, f"{name[:-3]}_at")):
        if name.endswith(tail) and parent in model:
            described = _declared(model[parent], name, words)
            return described.model_copy(update={"unit": Unit.DATE}) if tail == "_on" else described
    if name in FIELDS and not model:
        field = FIELDS[name]
        return field.shown(name)
    return ResultColumn(name=name, title=TITLES.get(name, same(name)), unit=_unit_of(kind))


def _declared(column: Column, name: str, tail: Text) -> ResultColumn:
    title = Text(en=column.title.en + tail.en, zh=column.title.zh + tail.zh)
    opens = column.name.removesuffix("_id") if column.name in ("account_id", "opportunity_id") else ""
    return ResultColumn(
        name=name,
        title=title,
        unit=_UNITS[column.type],
        definition=column.note,
        personal=column.personal,
        opens=opens,
        labels=dict(WORDS.get(name, {})),
    )


def _unit_of(kind: str) -> Unit:
    if kind.startswith("DECIMAL"):
        return Unit.MONEY
    plain = {"BOOLEAN": Unit.BOOLEAN, "DATE": Unit.DATE, "TIMESTAMP": Unit.TIMESTAMP, "DOUBLE": Unit.QUANTITY}
    plain |= {"BIGINT": Unit.COUNT, "INTEGER": Unit.COUNT, "HUGEINT": Unit.COUNT}
    return plain.get(kind, Unit.TEXT)


def _known(name: str, described: Mapping[str, ResultColumn]) -> str:
    if name not in described:
        raise InvalidInput(
            Text(en=f"There is no column “{name}”.", zh=f"没有列“{name}”。"),
            where=name,
            closest=closest_names(name, described),
        )
    return name


def _seen(name: str, described: Mapping[str, ResultColumn]) -> Seen:
    column = exp.column(exp.to_identifier(_known(name, described), quoted=True), "t")
    unit = described[name].unit
    return Seen(trees.cast(column, "DATE") if unit is Unit.TIMESTAMP else column, None, _as_day(unit))


def _as_day(unit: Unit) -> Unit:
    return Unit.DATE if unit is Unit.TIMESTAMP else unit


def _told_by(table: str, stored: tuple[str, ...], row: type[OutputRow] | None) -> tuple[str, ...]:
    """The columns that tell the rows of a table apart: a short order, for which the engine need not read them all."""
    key = row.grain if row is not None else TABLES[table].key if table in TABLES else ()
    return key if key and set(key) <= set(stored) else stored


def _order(order_by: Sequence[str], described: Mapping[str, ResultColumn], key: Sequence[str]) -> list[exp.Expr]:
    asked = {_known(word.removeprefix("-"), described): word.startswith("-") for word in order_by}
    for name in key:
        asked.setdefault(name, False)
    columns = ((exp.column(exp.to_identifier(n, quoted=True), "t"), down) for n, down in asked.items())
    return [exp.Ordered(this=column, desc=down, nulls_first=False) for column, down in columns]
