"""References that no record of their own source answers: what identity has to decide on."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Iterator, Mapping

from foresail.history.canonical import FIELDS, SCOPES, prefixed
from foresail.history.columns import q, text
from foresail.model.declare import Entity
from foresail.model.tables import TABLES

DERIVABLE = frozenset({"account", "product", "representative", "team"})
"""Entities that may exist only because something names them."""


def open_sql(entity: Entity, state: str, records: Mapping[str, str]) -> str | None:
    """The open references of one table, with the number of rows that carry each.

    Parameters
    ----------
    entity, state
        The table, and SQL of its latest rows.
    records
        Entity → table with its records.
    """
    parts = [
        _part(entity.name, column, target, value, f"({state})", records.get(target))
        for column, target, value in _references(entity)
        if target in records or target in DERIVABLE
    ]
    return "\nUNION ALL\n".join(parts) or None


def past_owners_sql(seen: str, records: Mapping[str, str]) -> str:
    """Earlier owners of opportunities, which the latest rows no longer name."""
    return _part(
        "opportunity", "owner_id", "representative", "m.owner_id", seen, records.get("representative"), count="0"
    )


def no_open_sql() -> str:
    """No open references, with the types of the table."""
    names = ("entity", "table_name", "column_name", "source", "ref")
    texts = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in names)
    return f"SELECT {texts}, CAST(NULL AS BIGINT) AS rows, CAST(NULL AS TIMESTAMP) AS loaded_at WHERE FALSE"


def _references(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """(column, entity it names, SQL of the reference)."""
    for column in entity.columns:
        if column.references:
            yield column.name, column.references, f"m.{q(column.name)}"
    if entity.name == "target":
        for scope, target in SCOPES.items():
            value = prefixed("m.scope_id", "m.source")
            yield "scope_id", target, f"CASE WHEN m.scope = {text(scope)} THEN {value} END"
    if entity.name == "opportunity_change":
        for field, target in FIELDS.items():
            for name in ("old", "new"):
                yield name, target, f"CASE WHEN m.field = {text(field)} THEN {prefixed('m.' + name, 'm.source')} END"


def _part(
    table: str, column: str, target: str, value: str, state: str, records: str | None, count: str = "count(*)"
) -> str:
    answered = ""
    if records is not None:
        key = TABLES[target].key[0]
        answered = f" AND NOT EXISTS (SELECT 1 FROM {q(records)} e WHERE e.{q(key)} = m.ref)"
    return (
        f"SELECT {text(target)} AS entity, {text(table)} AS table_name, {text(column)} AS column_name, "
        f"m.source, m.ref, "
        f"CAST({count} AS BIGINT) AS rows, max(m.loaded_at) AS loaded_at\n"
        f"FROM (SELECT m.source, m.loaded_at, {value} AS ref FROM {state} m) m\n"
        f"WHERE m.ref IS NOT NULL{answered} GROUP BY m.source, m.ref"
    )
