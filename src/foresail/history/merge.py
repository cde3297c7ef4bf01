"""The latest state: per key the row of the latest load, without what later complete loads no longer hold."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from foresail.history.columns import content_of, identity_of, kept_of, q
from foresail.history.staged import MARKS, Rows, whole_sql
from foresail.model.declare import Entity


def staged(name: str) -> str:
    """The table with the staged rows of all loads."""
    return f"staged_{name}"


def merged(name: str) -> str:
    """The table with the latest state of the rows, references as the source writes them."""
    return f"merged_{name}"


def latest_sql(rows: Rows) -> str:
    """The latest state out of several loads.

    Rows of loads that show the same moment are one snapshot, however many pieces they came in. Inside a snapshot a tie
    is decided by content, never by the order of rows, files or loads. A row is gone when a complete load that held it
    was followed by a complete load without it, and nothing has shown it since; a row that was there but was refused is
    not missing.
    """
    entity = rows.entity
    keys = ", ".join(f"s.{q(c)}" for c in ("source", *identity_of(entity)))
    columns = ", ".join(f"r.{q(c)}" for c in (*kept_of(entity), *MARKS))
    return f"""
WITH whole AS ({whole_sql(rows)}),
newest_whole AS (SELECT source, max(taken_at) AS taken_at FROM whole GROUP BY source),
ranked AS (
    SELECT s.*,
        row_number() OVER (PARTITION BY {keys} ORDER BY s._taken DESC, {by_content(entity)}) AS _place,
        max(CASE WHEN w.source IS NOT NULL THEN 1 ELSE 0 END) OVER (PARTITION BY {keys}) AS _held
    FROM {q(staged(entity.name))} s LEFT JOIN whole w ON w.source = s.source AND w.taken_at = s._taken
)
SELECT {columns}
FROM ranked r LEFT JOIN newest_whole n ON n.source = r.source
WHERE r._place = 1 AND NOT coalesce(n.taken_at > r._taken AND r._held = 1{_unless_refused(rows)}, FALSE)
""".strip()


def refused(name: str) -> str:
    """The table with the keys of rows that complete loads refused."""
    return f"refused_{name}"


def _unless_refused(rows: Rows) -> str:
    """A row that complete loads held but could not be read is not missing there."""
    if not rows.refused:
        return ""
    return f""" AND EXISTS (
    SELECT 1 FROM whole v WHERE v.source = r.source AND v.taken_at > r._taken AND NOT EXISTS (
        SELECT 1 FROM {q(refused(rows.entity.name))} k
        WHERE k.source = v.source AND k.taken_at = v.taken_at AND k.row_key = r.source_id
    )
)"""


def by_content(entity: Entity) -> str:
    """An order of rows with one key that depends on nothing but what they say."""
    names = [c for c in content_of(entity) if c not in identity_of(entity)]
    return ", ".join(f"s.{q(c)} DESC NULLS LAST" for c in (*names, "_file", "loaded_at", "_load"))


def empty_sql(entity: Entity) -> str:
    """No rows of a table, with its types."""
    from foresail.history.columns import sql_type

    kinds = {**{c: sql_type(entity, c) for c in (*kept_of(entity), "_file", "_line", "_rank")}, "_load": "VARCHAR"}
    kinds["_taken"] = "TIMESTAMP"
    return f"SELECT {', '.join(f'CAST(NULL AS {kind}) AS {q(name)}' for name, kind in kinds.items())} WHERE FALSE"
