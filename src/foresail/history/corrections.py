"""Corrections that people enter in a fix list: they override single fields of a source's rows as long as these still say what was found."""

from __future__ import annotations

from pathlib import Path

from foresail.contracts.load import LoadManifest
from foresail.history.columns import q, text
from foresail.history.staged import LABEL, naive
from foresail.kernel.text import Text
from foresail.model.declare import Entity
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
SELECT table_name, source, source_id, row_key, field, found, corrected FROM told
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
        return f"SELECT * FROM {state}"  # noqa: S608 - names of our own declarations
    joins, chosen = [], []
    for number, field in enumerate(known):
        alias = f"c{number}"
        same_row = ""
        if len(entity.key) > 1:
            same_row = f" AND ({alias}.row_key = '' OR {alias}.row_key = {row_key_sql(entity, 's')})"
        joins.append(
            f"LEFT JOIN correction {alias} ON {alias}.table_name = {text(entity.name)} AND {alias}.field = {text(field)} "
            f"AND {alias}.source = s.source AND {alias}.source_id = s.source_id{same_row} "
            f"AND {alias}.found = coalesce(CAST(s.{q(field)} AS VARCHAR), '')"
        )
        kind = entity.column(field).type.sql
        chosen.append(
            f"CASE WHEN {alias}.corrected IS NOT NULL THEN CAST({alias}.corrected AS {kind}) ELSE s.{q(field)} END AS {q(field)}"
        )
    return f"SELECT s.* REPLACE ({', '.join(chosen)})\nFROM {state} s\n" + "\n".join(joins)


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
