# ruff: noqa: E501, S608 - statements made of names of the model alone
"""Staged batches into one file a table: duplicates, line numbers, made keys, rows told about by other rows.

The statements are put together from names of the canonical model alone; nothing of a user's file is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from foresail.kernel.base import Frozen
from foresail.model.declare import Entity, Type
from foresail.model.tables import TABLES
from foresail.sources.staging.keys import GENERATED, SAME
from foresail.sources.staging.parts import Part
from foresail.warehouse.engine import Engine, identifier, text_literal

ADDITIVE = frozenset({"spend", "partner_sale"})
"""Tables whose rows are amounts: rows with one key are several amounts, told apart by `_rank`; none replaces another."""


class Merged(Frozen):
    """What became of the rows of one table.

    Parameters
    ----------
    rows
        Rows in the staged file.
    duplicates
        Rows that say the same under the same key.
    conflicts
        Rows that say something else under a key that another row has: refused.
    repeated
        Identical rows without a key of their own: kept, `_rank` > 1.
    """

    rows: int
    duplicates: int = 0
    conflicts: pl.DataFrame | None = None
    repeated: int = 0


def merge(engine: Engine, table: str, batches: Sequence[Path], target: Path, *, source: str, loaded_at: str) -> Merged:
    """Write the rows of one table (`<table>.parquet`).

    Parameters
    ----------
    batches
        Parquet files of typed rows.
    """
    entity = TABLES[table]
    engine.run(f"CREATE OR REPLACE TEMP VIEW staged_rows AS {_read(entity, batches)}")
    made, loose, unique = engine.fetch(_look(entity)).row(0)
    spare = None
    if made or loose:
        engine.run(_numbered(entity) if loose else _generated(entity, source))
    elif table in ADDITIVE:
        engine.run(_counted(entity))
    elif not unique:
        engine.run(_deduplicated(entity))
        spare = engine.fetch(
            "SELECT _file, _line, source_id, same FROM ranked_rows WHERE place > 1 ORDER BY _file, _line, source_id"
        )
    plain = unique and not (made or loose or table in ADDITIVE)  # nothing to rank: the rows are written as they are
    ranked = "(SELECT *, 1 AS place, 1::BIGINT AS _rank FROM staged_rows)" if plain else "ranked_rows"
    columns = ", ".join(identifier(c) for c in entity.names)
    engine.run(
        f"COPY (SELECT {columns}, {text_literal(source)} AS source, source_id, {text_literal(loaded_at)}::TIMESTAMP AS loaded_at, "
        f"extra, _file, _line, _rank FROM {ranked} WHERE place = 1 ORDER BY source_id, _rank) "
        f"TO {text_literal(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )
    written = pq.read_metadata(target).num_rows
    if plain:
        return Merged(rows=written)
    again = engine.fetch("SELECT count(*) AS n FROM ranked_rows WHERE place = 1 AND _rank > 1")
    engine.run("DROP TABLE ranked_rows")
    return Merged(
        rows=written, repeated=int(again["n"][0]), duplicates=0 if spare is None else int(spare["same"].sum()),
        conflicts=None if spare is None else spare.filter(~spare["same"]).drop("same"),
    )  # fmt: skip


def _look(entity: Entity) -> str:
    """Whether keys were made, whether lines lack their number, and whether every row has a key of its own."""
    key = ", ".join(identifier(k) for k in entity.key)
    numberless = "bool_or(line_no IS NULL)" if "line_no" in entity.key else "false"
    return (
        f"SELECT bool_or({GENERATED}), {numberless}, count(*) = (SELECT count(*) FROM (SELECT DISTINCT {key} FROM staged_rows)) "
        "FROM staged_rows"
    )


def _read(entity: Entity, batches: Sequence[Path]) -> str:
    files = ", ".join(text_literal(str(b)) for b in batches)
    columns = ", ".join(f"{identifier(c.name)}::{c.type.sql} AS {identifier(c.name)}" for c in entity.columns)
    return f"SELECT {columns}, source_id, extra, _file, _line, {GENERATED}, {SAME} FROM read_parquet([{files}], union_by_name = true)"


def _content(entity: Entity, *without: str) -> str:
    return ", ".join([*(identifier(c) for c in entity.names if c not in without), "extra"])


def _numbered(entity: Entity) -> str:
    """Lines without numbers: the number is the rank over the sorted content within the order."""
    parent = identifier(entity.key[0])
    content = _content(entity, "line_no")
    names = ", ".join(identifier(c) for c in entity.names if c != "line_no")
    return (
        f"CREATE TEMP TABLE ranked_rows AS SELECT {names}, "
        f"row_number() OVER (PARTITION BY {parent} ORDER BY {content}) AS line_no, source_id || '|' || "
        f"row_number() OVER (PARTITION BY {parent} ORDER BY {content}) AS source_id, extra, _file, _line, "
        f"row_number() OVER (PARTITION BY {parent}, {SAME} ORDER BY _file, _line) AS _rank, 1 AS place, false AS same FROM staged_rows"
    )


def _generated(entity: Entity, source: str) -> str:
    """Rows of a table without ids: the id is a hash of the content, and a number where the same content comes again."""
    key = entity.key[0]
    rest = [c for c in entity.names if c != key]
    text = ", ".join([*(f"coalesce({identifier(c)}::VARCHAR, '')" for c in rest), "coalesce(extra, '')"])
    names = ", ".join(identifier(c) for c in rest)
    return (
        "CREATE TEMP TABLE ranked_rows AS WITH hashed AS ("
        f"SELECT * EXCLUDE ({identifier(key)}, source_id), substr(md5(concat_ws('\x1f', {text})), 1, 20) AS content FROM staged_rows"
        "), counted AS (SELECT *, row_number() OVER (PARTITION BY content ORDER BY _file, _line) AS _rank FROM hashed) "
        f"SELECT {names}, extra, _file, _line, _rank, 1 AS place, false AS same, "
        "content || CASE WHEN _rank > 1 THEN '-' || _rank ELSE '' END AS source_id, "
        f"{text_literal(source + ':')} || content || CASE WHEN _rank > 1 THEN '-' || _rank ELSE '' END AS {identifier(key)} FROM counted"
    )


def _counted(entity: Entity) -> str:
    """Rows that are amounts: those of one key are numbered by content."""
    key = ", ".join(identifier(k) for k in entity.key)
    return (
        "CREATE TEMP TABLE ranked_rows AS SELECT *, 1 AS place, false AS same, "
        f"row_number() OVER (PARTITION BY {key} ORDER BY {_content(entity, *entity.key)}, _file, _line) AS _rank FROM staged_rows"
    )


def _deduplicated(entity: Entity) -> str:
    """One row a key: the fullest, then by content, so that the order of rows does not matter."""
    key = ", ".join(identifier(k) for k in entity.key)
    rest = [c for c in entity.names if c not in entity.key]
    content = _content(entity, *entity.key)
    filled = " + ".join([*(f"({identifier(c)} IS NOT NULL)::INT" for c in rest), "0"])
    return (
        "CREATE TEMP TABLE ranked_rows AS WITH ordered AS ("
        f"SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {filled} DESC, {content} NULLS LAST, _file, _line) AS place, "
        f"row({content}) AS content FROM staged_rows) "
        "SELECT * EXCLUDE (content), 1 AS _rank, "
        f"content IS NOT DISTINCT FROM first_value(content) OVER (PARTITION BY {key} ORDER BY place) AS same FROM ordered"
    )


def merge_parts(
    engine: Engine,
    table: str,
    parts: Sequence[tuple[Part, Path]],
    target: Path,
    own: Path | None,
    *,
    source: str,
    loaded_at: str,
) -> int:
    """Rows of a table that other files tell about, beside its own rows; gives how many were added.

    Every column takes its most frequent value (the smallest of those that are equally frequent), moments the earliest.
    """
    entity = TABLES[table]
    key = entity.key[0]
    engine.run(
        "CREATE OR REPLACE TEMP TABLE told AS " + " UNION ALL BY NAME ".join(_told(entity, p, f) for p, f in parts)
    )
    joins, chosen = _best(entity, {c for part, _ in parts for c in part.columns})
    values = chosen | {key: "keys.k"}
    columns = ", ".join(f"{values.get(c.name, 'NULL')}::{c.type.sql} AS {identifier(c.name)}" for c in entity.columns)
    house = (
        f"{text_literal(source)} AS source, substr(keys.k, {len(source) + 2}) AS source_id, {text_literal(loaded_at)}::TIMESTAMP AS loaded_at, "
        "NULL::VARCHAR AS extra, keys._file, keys._line, 1::BIGINT AS _rank"
    )
    keys = "(SELECT k, min(_file) AS _file, min(_line) AS _line FROM told GROUP BY k) keys"
    fresh = f"SELECT {columns}, {house} FROM {keys} {' '.join(joins)}"
    if own is not None:
        before = f"SELECT * FROM read_parquet({text_literal(str(own))})"
        fresh = f"{before} UNION ALL BY NAME SELECT * FROM ({fresh}) WHERE {identifier(key)} NOT IN (SELECT {identifier(key)} FROM ({before}))"
    draft = target.with_suffix(".draft")
    engine.run(
        f"COPY (SELECT * FROM ({fresh}) ORDER BY source_id, _rank) TO {text_literal(str(draft))} (FORMAT parquet, COMPRESSION zstd)"
    )
    rows = pl.scan_parquet(draft).select(pl.len()).collect().item()
    before_rows = pl.scan_parquet(own).select(pl.len()).collect().item() if own is not None else 0
    draft.replace(target)
    engine.run("DROP TABLE told")
    return int(rows) - int(before_rows)


def _best(entity: Entity, given: set[str]) -> tuple[list[str], dict[str, str]]:
    """Joins that give one value a key, and column → where it is found."""
    joins, chosen = [], {}
    for i, column in enumerate(c for c in entity.names if c in given):
        name = identifier(column)
        if entity.column(column).type in (Type.TIMESTAMP, Type.DATE):
            best = f"SELECT k, min({name}) AS v FROM told WHERE {name} IS NOT NULL GROUP BY k"
        else:
            best = (
                f"SELECT k, v FROM (SELECT k, {name} AS v, sum(n) AS n FROM told WHERE {name} IS NOT NULL "
                f"GROUP BY k, {name}) QUALIFY row_number() OVER (PARTITION BY k ORDER BY n DESC, v) = 1"
            )
        joins.append(f"LEFT JOIN ({best}) j{i} ON j{i}.k = keys.k")
        chosen[column] = f"j{i}.v"
    return joins, chosen


def _told(entity: Entity, part: Part, file: Path) -> str:
    columns = ", ".join(
        f"{identifier(f)}::{entity.column(c).type.sql} AS {identifier(c)}" for c, f in part.columns.items()
    )
    listed = f", {columns}" if columns else ""
    return (
        f"SELECT {identifier(part.key)} AS k{listed}, count(*) AS n, min(_file) AS _file, min(_line) AS _line "
        f"FROM read_parquet({text_literal(str(file))}) WHERE {identifier(part.key)} IS NOT NULL "
        f"GROUP BY {', '.join(['1', *(identifier(f) for f in part.columns.values())])}"
    )
