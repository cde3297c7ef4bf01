"""As-of views: a query of a capability is handed tables in which nothing after `:as_of` exists.

Every canonical table that a query names is replaced by a subquery of the same columns, so that no query can look past
the day by mistake:

- rows that became known later are gone (`known_at` of the table, or of the parent of a line);
- values that became known later are empty (`known_at` of the column), and a deal that closed later is open;
- on a day *before* the generation's own, what the source overwrites is read from `opportunity_span` and
  `opportunity_change`; where there is no history of it, it is empty: the present value would be a look ahead.

The result is plain SQL for DuckDB and for Spark.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import sqlglot
from sqlglot import exp

from foresail.features.tables import select_of, written_out
from foresail.history.columns import local_day, moments
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.model.declare import Column, Entity
from foresail.model.tables import TABLES
from foresail.runtime.capability.rows import Stored

SPAN = "opportunity_span"
CHANGE = "opportunity_change"
ISSUED = "issued_forecast"
HISTORY_TABLES = (SPAN, ISSUED)
"""Derived tables of the generation that a capability may read beside the canonical ones."""
STILL = date(9999, 12, 31)


def tables_of(tree: exp.Expr) -> set[str]:
    """The stored tables that a query names (its own CTEs are not among them)."""
    own = {cte.alias_or_name for cte in tree.find_all(exp.CTE)}
    return {t.name for t in tree.find_all(exp.Table)} - own


def seen_as_of(
    sql: str,
    stored: Stored,
    *,
    past: bool,
    results: frozenset[str] = frozenset(),
    absent: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> exp.Select:
    """A query with its tables replaced by as-of views; `:as_of` stays a placeholder.

    Parameters
    ----------
    sql
        One SELECT in DuckDB's dialect.
    stored
        Tables and columns of the generation.
    past
        Whether the day lies before the generation's own.
    results
        Output tables of other capabilities and stored features: they are made as of the same day and pass as they are.
    absent
        Tables that may be named though they are not there → column → SQL type; they are empty.

    Raises
    ------
    NotFound
        If the query names a table that is neither canonical, history, a shared feature, nor in `results`.
    """
    tree = written_out(select_of(sql), results)
    named = tables_of(tree) - results
    places = [t for t in tree.find_all(exp.Table) if t.name in named]
    for table in places:
        name = table.name
        if name in absent:
            table.replace(_nothing(absent[name]).subquery(exp.to_identifier(table.alias or name, quoted=True)))
            continue
        if name not in TABLES and name not in HISTORY_TABLES:
            raise _unknown(name, results)
        # A subquery, not a CTE: engines read only the columns that are used, also where a CTE would be stored first.
        seen = view(name, stored[name], past=past)
        table.replace(seen.subquery(exp.to_identifier(table.alias or name, quoted=True), copy=False))
    return tree


def _nothing(columns: Mapping[str, str]) -> exp.Select:
    """No rows of these columns."""
    empty = [exp.alias_(_empty(kind), column, quoted=True) for column, kind in columns.items()]
    return exp.select(*empty).where(exp.false())


def view(name: str, columns: Mapping[str, str], *, past: bool) -> exp.Select:
    """The as-of view of one stored table: the same columns, nothing later than `:as_of`."""
    if name == SPAN:
        return _span_view(columns)
    if name == ISSUED:
        plain: list[exp.Expr] = [_named(_col(c), c) for c in columns]
        issued = exp.LTE(this=_col("issued_on"), expression=_day())
        return _select(plain, ISSUED, issued)
    entity = TABLES[name]
    from_span = past and name == "opportunity"
    changed = _changed_fields(entity, columns) if from_span else []
    chosen: list[exp.Expr] = [
        _named(_value(entity, column, kind, past=past, changed=changed), column) for column, kind in columns.items()
    ]
    query = _select(chosen, name, _known_rows(entity, columns))
    if from_span:
        query.join(_table(SPAN, "s"), on=_span_on_the_day(), join_type="left", copy=False)
        if changed:
            same = "t.opportunity_id = c.opportunity_id"
            query.join(_last_changes(changed), on=same, join_type="left", copy=False)
    return query


def _select(chosen: list[exp.Expr], name: str, condition: exp.Expr | None) -> exp.Select:
    query = exp.Select(expressions=chosen).from_(_table(name, "t"), copy=False)
    return query if condition is None else query.where(condition, copy=False)


def _table(name: str, alias: str) -> exp.Expr:
    return exp.alias_(exp.Table(this=exp.to_identifier(name, quoted=True)), alias, table=True)


def _col(name: str, table: str = "t") -> exp.Column:
    return exp.Column(this=exp.to_identifier(name, quoted=True), table=exp.to_identifier(table))


def _named(value: exp.Expr, name: str) -> exp.Alias:
    # By hand, as the helpers copy what they are given: a view of forty columns would take ten times as long.
    return exp.Alias(this=value, alias=exp.to_identifier(name, quoted=True))


def _day() -> exp.Cast:
    return exp.cast(exp.Placeholder(this="as_of"), "DATE")


def _empty(kind: str) -> exp.Expr:
    return exp.Cast(this=exp.null(), to=exp.DataType.build(kind, dialect="duckdb"))


def declared_of(entity: Entity, column: str) -> Column | None:
    """The declared column behind a stored one (`amount_base` → amount, `closed_on` → closed_at); None for lineage."""
    behind = {local_day(moment): moment for moment in moments(entity)}
    for candidate in (column, column.removesuffix("_base"), behind.get(column, "")):
        if candidate in entity.names:
            return entity.column(candidate)
    return None


def _value(entity: Entity, column: str, kind: str, *, past: bool, changed: list[str]) -> exp.Expr:
    """What stands in a column of the view: the value, the value of that day, or nothing."""
    plain = _col(column)
    if column == "extra" and past:
        return _empty(kind)  # free attributes carry no day on which they became known
    declared = declared_of(entity, column)
    if declared is None:
        return plain
    if entity.name == "opportunity" and declared.name == "outcome":
        return _outcome(past=past)
    if past and declared.changes:
        return _value_of_the_day(entity, column, kind, changed)
    if declared.known_at:
        return _value_if_known(entity, declared, plain, past=past)
    return plain


def _value_if_known(entity: Entity, declared: Column, plain: exp.Expr, *, past: bool) -> exp.Expr:
    # A value without a moment: today it is simply known; on a past day nobody can say that it was.
    moment = _col(day_of(entity, declared.known_at))
    known: exp.Expr = exp.LTE(this=moment, expression=_day())
    if not past:
        known = exp.or_(exp.Is(this=moment.copy(), expression=exp.null()), known)
    return exp.Case().when(known, plain)


def day_of(entity: Entity, moment: str) -> str:
    """The stored DATE column of a moment: the local day of a timestamp, or the day itself."""
    return local_day(moment) if moment in moments(entity) else moment


_CARRIED = ("amount", "amount_base", "expected_close_on")
"""What history carries back from the end of a deal that was first seen closed (`assumed`)."""
_FROM_SPAN = ("stage", "amount", "amount_base", "expected_close_on", "owner_id", "forecast_category", "probability")


def _value_of_the_day(entity: Entity, column: str, kind: str, changed: list[str]) -> exp.Expr:
    if entity.name != "opportunity":
        return _empty(kind)
    if column in _CARRIED:
        return _if_seen(column, "s")
    if column in _FROM_SPAN:
        return _col(column, "s")
    if column in changed:
        return exp.cast(_col(column, "c"), exp.DataType.build(kind, dialect="duckdb"))
    return _empty(kind)


def _outcome(*, past: bool) -> exp.Expr:
    later = exp.GT(this=_col("closed_on"), expression=_day())
    if not past:
        return exp.Case().when(later, exp.Literal.string("open")).else_(_col("outcome"))
    closed = (
        exp.Case()
        .when(exp.LTE(this=_col("closed_on"), expression=_day()), _col("outcome"))
        .else_(exp.Literal.string("open"))
    )
    return exp.Coalesce(this=_col("outcome", "s"), expressions=[closed])


def _changed_fields(entity: Entity, columns: Mapping[str, str]) -> list[str]:
    return [
        c.name for c in entity.columns if c.changes and c.name in columns and c.name not in (*_FROM_SPAN, "outcome")
    ]


def _span_on_the_day() -> exp.Expr:
    return exp.and_(
        exp.EQ(this=_col("opportunity_id"), expression=_col("opportunity_id", "s")),
        exp.LTE(this=_col("valid_from", "s"), expression=_day()),
        exp.GT(this=_col("valid_to", "s"), expression=_day()),
    )


def _last_changes(fields: list[str]) -> exp.Expr:
    """The last reported value of each field up to the day, one row a deal."""
    ranked = sqlglot.parse_one(
        f"""SELECT opportunity_id, field, new,
              row_number() OVER (PARTITION BY opportunity_id, field ORDER BY changed_at DESC, new DESC) AS place
            FROM {CHANGE} WHERE changed_on <= CAST(:as_of AS DATE)""",  # noqa: S608  (constant names only)
        read="duckdb",
    )
    picked = [
        exp.alias_(
            exp.Max(
                this=exp.Case().when(
                    exp.EQ(this=exp.column("field"), expression=exp.Literal.string(f)), exp.column("new")
                )
            ),
            f,
            quoted=True,
        )
        for f in fields
    ]
    query = exp.select("opportunity_id", *picked).from_(ranked.subquery("ranked")).where("place = 1")  # type: ignore[attr-defined]
    return query.group_by("opportunity_id").subquery("c")


def _known_rows(entity: Entity, columns: Mapping[str, str]) -> exp.Expr | None:
    """Which rows are known on the day; None for reference tables that always are."""
    if entity.known_at:
        moment = _col(day_of(entity, entity.known_at))
        return exp.or_(exp.Is(this=moment, expression=exp.null()), exp.LTE(this=moment.copy(), expression=_day()))
    parent = parent_of(entity)
    if parent is None:
        return None
    key = parent.key[0]
    later = exp.GT(this=_col(day_of(parent, parent.known_at), "p"), expression=_day())
    same = exp.EQ(this=_col(key, "p"), expression=_col(key))
    found = exp.select("1").from_(_table(parent.name, "p")).where(exp.and_(same, later))
    return exp.Not(this=exp.Exists(this=found))


def parent_of(entity: Entity) -> Entity | None:
    """The entity whose rows a line belongs to (order_line → order), where that one is dated."""
    first = entity.column(entity.key[0])
    parent = TABLES.get(first.references)
    return parent if parent and parent.known_at and not entity.known_at else None


def _span_view(columns: Mapping[str, str]) -> exp.Select:
    """Spans that had begun, those that ended later are still open; what is only assumed is empty.

    Of a deal that was first seen after it closed, history knows the final amount and day alone and carries them back.
    On the day itself nobody knew them, and they tell the outcome: no analysis may learn from them.
    """
    later = exp.GT(this=_col("valid_to"), expression=_day())
    end = exp.Case().when(later, exp.cast(exp.Literal.string(STILL.isoformat()), "DATE")).else_(_col("valid_to"))
    values: dict[str, exp.Expr] = {"valid_to": end}
    if "assumed" in columns:
        values |= {name: _if_seen(name, "t") for name in _CARRIED}
    chosen: list[exp.Expr] = [_named(values.get(c, _col(c)), c) for c in columns]
    return _select(chosen, SPAN, exp.LTE(this=_col("valid_from"), expression=_day()))


def _if_seen(name: str, table: str) -> exp.Expr:
    known = exp.Not(this=exp.Coalesce(this=_col("assumed", table), expressions=[exp.false()]))
    return exp.Case().when(known, _col(name, table))


def _unknown(name: str, results: frozenset[str]) -> NotFound:
    return NotFound(
        Text(
            en=f"A capability cannot read the table “{name}”: it reads canonical tables, history and declared results.",
            zh=f"分析单元不能读取表“{name}”：只能读取规范表、历史表和已声明的结果表。",
        ),
        where=name,
        closest=closest_names(name, [*TABLES, *HISTORY_TABLES, *results]),
    )
