"""Corrections from fix lists override single fields of a source's rows as long as these still say what was found."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from pathlib import Path

from foresail.contracts.load import LoadManifest
from foresail.history.columns import q, text
from foresail.history.staged import LABEL, naive
from foresail.kernel.text import Text
from foresail.model.declare import Entity, Type
from foresail.warehouse.landing import Landing
from foresail.warehouse.warehouse import BuildSession

CORRECTION = "correction"
"""The table of a load that holds corrections instead of a source's rows."""

_LATEST = """
WITH told AS (
    SELECT table_name, source, source_id, row_key, field, found, corrected,
        split_part(_label, '|', 1) AS taken, split_part(_label, '|', 2) AS load_id
    FROM files
)
SELECT table_name, source, source_id, row_key, field, found, corrected, CAST(taken AS TIMESTAMP) AS taken FROM told
QUALIFY row_number() OVER (
    PARTITION BY table_name, source, source_id, row_key, field, found ORDER BY taken DESC, load_id DESC, corrected
) = 1
""".strip()


def read_corrections(
    session: BuildSession, landing: Landing, loads: tuple[LoadManifest, ...]
) -> dict[str, tuple[str, ...]]:
    """Make the table `correction` of the latest corrections; gives the corrected fields by table."""
    files: dict[str, Path] = {}
    for load in loads:
        path = landing.rows(load.load_id, CORRECTION)
        if path is not None:
            files[f"{naive(load.taken_at).strftime(LABEL)}|{load.load_id}"] = path
    if not files:
        return {}
    session.parquet(CORRECTION, files, _LATEST)
    found = session.fetch("SELECT DISTINCT table_name, field FROM correction ORDER BY table_name, field")
    fields: dict[str, tuple[str, ...]] = {}
    for table, field in found.iter_rows():
        fields[table] = (*fields.get(table, ()), field)
    return fields


def corrected_sql(entity: Entity, fields: tuple[str, ...], state: str) -> str:
    """The rows of `state` with corrections applied where the row still says what was found."""
    known = [f for f in fields if f in entity.names]
    if not known:
        return f"SELECT * FROM {state}"
    joins, chosen = [], []
    for number, field in enumerate(known):
        alias = f"c{number}"
        several = len(entity.key) > 1  # then source_id may name a document, and the key says which of its rows
        same_row = f" AND {alias}.row_key = {row_key_sql(entity, 's')}" if several else ""
        column = entity.column(field)
        unchanged = f"{alias}.found = coalesce(CAST(s.{q(field)} AS VARCHAR), '')"
        if column.type is Type.ID:  # a fix list shows the canonical id, the row what the source wrote
            unchanged = f"({unchanged} OR {alias}.taken >= s._taken)"
        joins.append(
            f"LEFT JOIN ({_last_sql(entity, field, several)}) {alias} ON {alias}.source = s.source "
            f"AND {alias}.source_id = s.source_id{same_row} AND {unchanged}"
        )
        value = f"CAST(nullif({alias}.corrected, '') AS {column.type.sql})"
        chosen.append(f"CASE WHEN {alias}.corrected IS NOT NULL THEN {value} ELSE s.{q(field)} END AS {q(field)}")
    return f"SELECT s.* REPLACE ({', '.join(chosen)})\nFROM {state} s\n" + "\n".join(joins)


def _last_sql(entity: Entity, field: str, several: bool) -> str:
    """The corrections of one field, at most one for each row and found value."""
    same = ["source", "source_id", *(["row_key"] if several else [])]
    same += [] if entity.column(field).type is Type.ID else ["found"]
    return (
        f"SELECT * FROM correction WHERE table_name = {text(entity.name)} AND field = {text(field)} "
        f"QUALIFY row_number() OVER (PARTITION BY {', '.join(same)} ORDER BY taken DESC, corrected) = 1"
    )


def row_key_sql(entity: Entity, alias: str) -> str:
    """The key of a row as one text."""
    parts = ", ".join(f"coalesce(CAST({alias}.{q(c)} AS VARCHAR), '')" for c in entity.key)
    return f"concat_ws('|', {parts})"


def applied(session: BuildSession) -> tuple[tuple[str, Text, str, int], ...]:
    """An assumption for each table with corrections."""
    found = session.fetch("SELECT table_name, count(*) AS rows FROM correction GROUP BY table_name ORDER BY table_name")
    return tuple(
        (
            "corrected",
            Text(
                en=f"{rows} corrections from fix lists are on record for “{table}”.",
                zh=f"“{table}”有 {rows} 条来自修正清单的更正。",
            ),
            table,
            rows,
        )
        for table, rows in found.iter_rows()
    )
