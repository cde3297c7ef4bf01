"""The SQL of a canonical table: references resolved, defaults filled, local days and base amounts derived."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from foresail.history.columns import (
    ADDITIVE,
    LINES,
    amounts,
    content_of,
    has_currency,
    kept_of,
    local_day,
    moments,
    own_day,
    q,
    sql_type,
    text,
)
from foresail.history.zone import local_day_sql
from foresail.model.declare import Column, Entity, Type
from foresail.model.tables import TABLES

RATE = "DECIMAL(16, 10)"


@dataclass(frozen=True)
class Facts:
    """What the data say that decides the shape of a table's SQL.

    Parameters
    ----------
    resolved
        Entities of which a reference has to be written differently.
    derived
        Entities that are named only by references.
    joined
        Whether records of this table are one with others.
    several
        Whether several sources give rows.
    spans
        Timestamp column → earliest and latest moment.
    zone
        The workspace's time zone.
    order
        Sources of which values go before those of others, where records are one.
    """

    zone: str
    resolved: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    joined: bool = False
    several: bool = False
    spans: Mapping[str, tuple[datetime | None, datetime | None]] = field(default_factory=dict)
    order: tuple[str, ...] = ()


def canonical_sql(entity: Entity, facts: Facts, before: list[tuple[str, str]]) -> str:
    """One canonical table as a chain of named steps.

    Parameters
    ----------
    entity, facts
        The table and what the data say about it.
    before
        Steps that give `state` (the latest rows) and, for tables with a currency, `bare` (files without currencies).
    """
    steps = [*before, ("resolved", _resolved(entity, facts))]
    if _survives(entity, facts):
        steps.append(("survived", _survived(entity, facts.order)))
    elif _may_collide(entity, facts):
        steps.append(("survived", _first_of_key(entity)))
    if entity.name in facts.derived:
        steps.append(("completed", _with_derived(entity, steps[-1][0])))
    steps.append(("dated", _dated(entity, facts, steps[-1][0])))
    converted = bool(amounts(entity)) and entity.name != "account"
    if converted:
        steps += _rates(entity)
    body = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in steps)
    return f"WITH {body}\n{_final(entity, converted)}"


def empty_canonical_sql(entity: Entity) -> str:
    """A canonical table without rows: the same columns and types as `canonical_sql` gives."""
    kinds = {name: sql_type(entity, name) for name in kept_of(entity)}
    kinds |= {local_day(c): "DATE" for c in moments(entity)}
    kinds |= {"currency": "VARCHAR"} if entity.name in LINES else {}
    kinds |= {f"{c.name}_base": c.type.sql for c in amounts(entity)}
    return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {q(name)}' for name, kind in kinds.items())} WHERE FALSE"


def _survives(entity: Entity, facts: Facts) -> bool:
    return facts.joined and len(entity.key) == 1


def _may_collide(entity: Entity, facts: Facts) -> bool:
    keyed = {c.references for c in entity.columns if c.name in entity.key}
    return (
        len(entity.key) > 1
        and entity.name not in ADDITIVE
        and entity.name not in LINES
        and (facts.several or bool(keyed & facts.resolved))
    )


def _resolved(entity: Entity, facts: Facts) -> str:
    """References as canonical ids, and what the source left out."""
    joins: list[str] = []
    chosen: list[str] = []
    for number, name in enumerate(kept_of(entity)):
        column = _declared(entity, name)
        target = _target(entity, column)
        written = _written(entity, name)
        if target is None or not (target == "*" or target in facts.resolved):
            chosen.append(f"{_defaulted(entity, name, written)} AS {q(name)}")
            continue
        alias = f"r{number}"
        which = _scoped(entity) if target == "*" else text(target)
        joins.append(f"LEFT JOIN reference {alias} ON {alias}.entity = {which} AND {alias}.ref = {written}")
        chosen.append(f"coalesce({alias}.id, {written}) AS {q(name)}")
    marks = "m._file, m._load, m._taken"
    if has_currency(entity):
        joins.append("LEFT JOIN bare ON bare._load = m._load AND bare._file IS NOT DISTINCT FROM m._file")
    if entity.name == "opportunity":
        joins.append(
            "LEFT JOIN (SELECT stage, min(outcome) AS outcome FROM stage GROUP BY stage "
            "HAVING count(DISTINCT outcome) = 1) known ON known.stage = m.stage"
        )
    return f"SELECT {', '.join(chosen)}, {marks}\nFROM state m\n" + "\n".join(joins)


def _declared(entity: Entity, name: str) -> Column | None:
    return entity.column(name) if name in entity.names else None


def _target(entity: Entity, column: Column | None) -> str | None:
    """The entity whose ids a column holds; `*` where the row itself names the entity."""
    if column is None:
        return None
    if (entity.name, column.name) == ("target", "scope_id"):
        return "*"
    if entity.name == "opportunity_change" and column.name in ("old", "new"):
        return "*"
    if entity.key == (column.name,):
        return entity.name
    return column.references or None


SCOPES = {"representative": "representative", "team": "team", "product": "product"}
FIELDS = {"owner_id": "representative", "account_id": "account", "product_id": "product"}


def _scoped(entity: Entity) -> str:
    column, names = ("scope", SCOPES) if entity.name == "target" else ("field", FIELDS)
    cases = " ".join(f"WHEN {text(k)} THEN {text(v)}" for k, v in names.items())
    return f"CASE m.{column} {cases} END"


def _written(entity: Entity, name: str) -> str:
    """What the source wrote; where a row names the entity itself, with the prefix that ids carry."""
    column = _declared(entity, name)
    if _target(entity, column) != "*":
        return f"m.{q(name)}"
    return prefixed(f"m.{q(name)}", "m.source", f"{_scoped(entity)} IS NOT NULL")


def prefixed(value: str, source: str, condition: str = "TRUE") -> str:
    """SQL that puts the prefix of the source before an id that has none."""
    bare = f"{condition} AND NOT starts_with({value}, {source} || ':')"
    return f"CASE WHEN {bare} THEN {source} || ':' || {value} ELSE {value} END"


def _defaulted(entity: Entity, name: str, written: str) -> str:
    if name == "currency" and has_currency(entity):
        return f"CASE WHEN {written} IS NULL AND bare._load IS NOT NULL THEN :base ELSE {written} END"
    if (entity.name, name) == ("opportunity", "outcome"):
        return f"coalesce({written}, known.outcome, 'open')"
    if (entity.name, name) == ("order_line", "kind"):
        return f"CASE WHEN m.quantity < 0 THEN 'return' ELSE coalesce({written}, 'sale') END"
    if (entity.name, name) == ("opportunity_change", "origin"):
        return f"coalesce({written}, 'reported')"
    return written


def _survived(entity: Entity, order: tuple[str, ...]) -> str:
    """Records of several sources that are one: each column from the first that fills it.

    First come the sources that the workspace names, in its order; then what was shown last; equal moments by name.
    """
    key = entity.key[0]
    rest = [c for c in kept_of(entity) if c != key]
    chosen = ", ".join(f"arg_min({q(c)}, _place) FILTER (WHERE {q(c)} IS NOT NULL) AS {q(c)}" for c in rest)
    named = " ".join(f"WHEN {text(source)} THEN {n}" for n, source in enumerate(order))
    first = f"CASE source {named} ELSE {len(order)} END, " if order else ""
    place = f"row_number() OVER (PARTITION BY {q(key)} ORDER BY {first}_taken DESC, source, source_id)"
    marks = "min(_file) AS _file, min(_load) AS _load, max(_taken) AS _taken"
    placed = f"(SELECT *, {place} AS _place FROM resolved) placed"
    return f"SELECT {q(key)}, {chosen}, {marks}\nFROM {placed} GROUP BY {q(key)}"


def _first_of_key(entity: Entity) -> str:
    keys = ", ".join(q(c) for c in entity.key)
    order = ", ".join(f"{q(c)} DESC NULLS LAST" for c in content_of(entity) if c not in entity.key)
    place = f"row_number() OVER (PARTITION BY {keys} ORDER BY _taken DESC, source, {order})"
    return f"SELECT * FROM resolved QUALIFY {place} = 1"


def _with_derived(entity: Entity, before: str) -> str:
    given = {
        entity.key[0]: "d.id",
        "name": "d.name",
        "source": "d.source",
        "source_id": "d.name",
        "loaded_at": "d.loaded_at",
    }
    columns = ", ".join(f"{given.get(c, 'NULL')} AS {q(c)}" for c in kept_of(entity))
    return (
        f"SELECT * FROM {before}\nUNION ALL\nSELECT {columns}, NULL AS _file, NULL AS _load, NULL AS _taken "
        f"FROM derived d WHERE d.entity = {text(entity.name)}"
    )


def _dated(entity: Entity, facts: Facts, before: str) -> str:
    days = [
        f"{local_day_sql('s.' + q(c), facts.zone, *facts.spans.get(c, (None, None)))} AS {q(local_day(c))}"
        for c in moments(entity)
    ]
    return f"SELECT s.*{''.join(', ' + day for day in days)}\nFROM {before} s"


def _rates(entity: Entity) -> list[tuple[str, str]]:
    """The last rate on or before the row's own day, per currency and day that occur; a line takes its parent's."""
    if entity.name in LINES:
        parent, key = LINES[entity.name]
        day = own_day(TABLES[parent])
        rows = f"SELECT {q(key)} AS parent_id, currency, {day} AS day FROM {q(parent)}"
        on = "r.currency = p.currency AND r.day = p.day"
        priced = f"SELECT p.parent_id, p.currency, r.rate FROM parent p LEFT JOIN rates r ON {on}"
        return [("parent", rows), *_rate_steps("SELECT DISTINCT currency, day FROM parent"), ("priced", priced)]
    return _rate_steps(f"SELECT DISTINCT currency, {own_day(entity)} AS day FROM dated")


def _rate_steps(days: str) -> list[tuple[str, str]]:
    last = "row_number() OVER (PARTITION BY w.currency, w.day ORDER BY f.on_date DESC) = 1"
    rates = (
        f"SELECT w.currency, w.day, CAST(f.rate AS {RATE}) AS rate\n"
        "FROM wanted w JOIN fx_rate f ON f.currency = w.currency AND f.on_date <= w.day\n"
        f"QUALIFY {last}"
    )
    return [("wanted", f"{days} WHERE currency <> :base"), ("rates", rates)]


def _final(entity: Entity, converted: bool) -> str:
    columns = [f"CAST(d.{q(c.name)} AS {c.type.sql}) AS {q(c.name)}" for c in entity.columns]
    columns += ["d.source", "d.source_id", "d.loaded_at", "d.extra"]
    columns += [f"d.{q(local_day(c))}" for c in moments(entity)]
    columns += ["r.currency"] if entity.name in LINES else []
    columns += [_in_base(entity, c, converted) for c in amounts(entity)]
    join = ""
    if entity.name in LINES:
        join = f" LEFT JOIN priced r ON r.parent_id = d.{q(LINES[entity.name][1])}"
    elif converted:
        join = f" LEFT JOIN rates r ON r.currency = d.currency AND r.day = {own_day(entity, 'd.')}"
    return f"SELECT {', '.join(columns)}\nFROM dated d{join}"


def _in_base(entity: Entity, column: Column, converted: bool) -> str:
    name, kind = f"d.{q(column.name)}", column.type.sql
    if not converted:
        return f"CAST({name} AS {kind}) AS {q(column.name + '_base')}"
    wide = f"CAST({name} AS {'DECIMAL(21, 4)' if column.type is Type.MONEY else 'DECIMAL(21, 6)'}) * r.rate"
    changed = f"round({wide}, :decimals)" if column.type is Type.MONEY else wide
    code = "r.currency" if entity.name in LINES else "d.currency"
    # cast inside the branches: amounts in the base currency never pass through a wide decimal
    return f"CASE WHEN {code} = :base THEN {name} ELSE CAST({changed} AS {kind}) END AS {q(column.name + '_base')}"
