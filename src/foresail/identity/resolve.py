"""Which records are one, and what a reference names: set-wise, the same whatever the order of the loads."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foresail.identity.join.groups import Decision
from foresail.identity.join.records import join_records
from foresail.identity.words import note
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.warehouse.sqlfile import read_sql
from foresail.warehouse.warehouse import BuildSession

STEPS = Path(__file__).parent / "steps"

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
SPELLING = {"wide": "".join(map(chr, WIDE)), "narrow": "".join(map(chr, WIDE.values()))}
"""Full-width characters and the plain ones that are meant."""


JOINABLE = frozenset({"account", "campaign", "partner", "product", "representative", "team"})
"""Entities of which records in two systems may be one."""

MASTER = JOINABLE | {"contact", "lead", "opportunity", "promotion"}
"""Entities that `xref` lists; documents (orders, invoices) keep their own numbers."""


@dataclass(frozen=True)
class Resolution:
    """What identity found.

    Parameters
    ----------
    resolved
        Entities of which some reference has to be written differently.
    derived
        Entities that exist only because something names them.
    joined
        Entities of which some records are one.
    assumptions
        (kind, text, table, rows), in a fixed order.
    """

    resolved: frozenset[str]
    derived: frozenset[str]
    joined: frozenset[str]
    assumptions: tuple[tuple[str, Text, str, int], ...]


def resolve(session: BuildSession, records: Mapping[str, str], *, decisions: Sequence[Decision] = ()) -> Resolution:
    """Decide on every open reference.

    Reads `reference_open (entity, table_name, column_name, source, ref, rows, loaded_at)`; makes `reference (entity,
    ref, id, how)` of what has to be written differently, `derived (entity, id, source, name, rows, loaded_at)` of
    entities that are only named, and `xref (entity, source, source_id, id)`.

    Parameters
    ----------
    session
        The build.
    records
        Entity → table with the latest state of its records.
    decisions
        What people said about pairs of records; it goes before everything else.

    Notes
    -----
    In order: the same code in another source, a name in the same source, the code spelt otherwise (case, spaces,
    width), a name in another source. A way counts only where it leads to exactly one record; what stays open is left
    as written. Accounts and contacts of several systems are compared field by field beforehand (`join_records`), so
    that codes and names lead to the customer, not to one of its records.
    """
    session.table("entity_row", _union(_row_sql(e, records[e]) for e in _needed(session, records, decisions)))
    session.table("record", read_sql(STEPS / "record.sql"), SPELLING)
    join_records(session, records, decisions)
    for step in ("matched", "named", "reference", "derived"):
        session.table(step, read_sql(STEPS / f"{step}.sql"), SPELLING)
    session.table("xref", _xref_sql(records))
    notes = session.fetch(read_sql(STEPS / "note.sql") + " ORDER BY kind, entity, table_name, written, rows")
    found = session.fetch("SELECT DISTINCT entity, how FROM reference")
    derived = session.fetch("SELECT DISTINCT entity FROM derived")
    for step in ("entity_row", "identity_group", "matched", "named", "record"):
        session.drop(step)
    return Resolution(
        resolved=frozenset(found["entity"].to_list()),
        derived=frozenset(derived["entity"].to_list()),
        joined=frozenset(entity for entity, how in found.iter_rows() if how == "joined"),
        assumptions=tuple(note(row) for row in notes.iter_rows(named=True)),
    )


def _needed(session: BuildSession, records: Mapping[str, str], decisions: Sequence[Decision]) -> list[str]:
    """Entities whose records have to be looked at: something open names them, several sources list them, or people
    have decided about them.
    """
    asked = set(session.fetch("SELECT DISTINCT entity FROM reference_open")["entity"].to_list())
    asked |= {decision.entity for decision in decisions}
    for entity in sorted((JOINABLE | {"contact"}) & set(records)):
        sources = session.fetch(f'SELECT count(DISTINCT source) AS n FROM "{records[entity]}"')["n"][0]
        if sources > 1:
            asked |= {entity, "account"} if entity == "contact" else {entity}
    return sorted(asked & set(records))


def _row_sql(entity: str, table: str) -> str:
    key = TABLES[entity].key[0]
    name = next((c for c in ("name", "full_name") if c in TABLES[entity].names), None)
    named = f'"{name}"' if name else "CAST(NULL AS VARCHAR)"
    code = f"CASE WHEN starts_with({key}, source || ':') THEN substr({key}, length(source) + 2) ELSE {key} END"
    return (
        f"SELECT '{entity}' AS entity, source, source_id, {key} AS id, {code} AS code, {named} AS name "
        f'FROM "{table}" WHERE {key} IS NOT NULL'
    )


def _union(parts: Iterable[str]) -> str:
    texts = ", ".join(f"CAST(NULL AS VARCHAR) AS {c}" for c in ("entity", "source", "source_id", "id", "code", "name"))
    return "\nUNION ALL\n".join([*parts, f"SELECT {texts} WHERE FALSE"])


def _xref_sql(records: Mapping[str, str]) -> str:
    parts = ["SELECT entity, source, code AS source_id, id FROM named"]
    for entity in sorted(MASTER & set(records)):
        key = TABLES[entity].key[0]
        parts.append(
            f"SELECT '{entity}', s.source, s.source_id, coalesce(r.id, s.{key}) FROM \"{records[entity]}\" s "
            f"LEFT JOIN reference r ON r.entity = '{entity}' AND r.ref = s.{key} AND r.how = 'joined'"
        )
    return "\nUNION\n".join(parts)
