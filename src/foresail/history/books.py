"""The books of a generation: which loads it rests on, what became of their rows, what was refused, what was assumed."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from foresail.contracts.access import SHARED
from foresail.contracts.load import LoadManifest
from foresail.history.staged import Rows, naive
from foresail.kernel.calendar import Calendar
from foresail.kernel.text import Text
from foresail.warehouse.landing import Landing
from foresail.warehouse.warehouse import BuildSession

Assumption = tuple[str, Text, str, int | None]

LOAD = {
    "load_id": "VARCHAR",
    "source": "VARCHAR",
    "taken_at": "TIMESTAMP",
    "taken_on": "DATE",
    "loaded_at": "TIMESTAMP",
    "files": "BIGINT",
    "rows_in": "BIGINT",
}
LOAD_FILE = {
    "load_id": "VARCHAR",
    "source": "VARCHAR",
    "name": "VARCHAR",
    "sha256": "VARCHAR",
    "size": "BIGINT",
    "table_name": "VARCHAR",
    "encoding": "VARCHAR",
    "rows_in": "BIGINT",
    "skipped": "BIGINT",
    "ignored_en": "VARCHAR",
    "ignored_zh": "VARCHAR",
}
LOAD_TABLE = {
    "load_id": "VARCHAR",
    "source": "VARCHAR",
    "taken_at": "TIMESTAMP",
    "table_name": "VARCHAR",
    "complete": "BOOLEAN",
    "rows_in": "BIGINT",
    "new": "BIGINT",
    "changed": "BIGINT",
    "unchanged": "BIGINT",
    "quarantined": "BIGINT",
    "duplicates": "BIGINT",
}
QUARANTINE = {
    "load_id": "VARCHAR",
    "source": "VARCHAR",
    "table_name": "VARCHAR",
    "file": "VARCHAR",
    "line": "BIGINT",
    "column_name": "VARCHAR",
    "value": "VARCHAR",
    "reason_en": "VARCHAR",
    "reason_zh": "VARCHAR",
    "raw": "VARCHAR",
    "row_key": "VARCHAR",
}
ASSUMPTION = {
    "kind": "VARCHAR",
    "text_en": "VARCHAR",
    "text_zh": "VARCHAR",
    "table_name": "VARCHAR",
    "rows": "BIGINT",
}


def write_books(session: BuildSession, landing: Landing, loads: tuple[LoadManifest, ...], calendar: Calendar) -> None:
    """Make `load`, `load_file`, `load_table` and `quarantine`."""
    _keep(session, "load", LOAD, [_load(load, calendar) for load in loads])
    _keep(session, "load_file", LOAD_FILE, [row for load in loads for row in _files(load)])
    _keep(session, "load_table", LOAD_TABLE, [row for load in loads for row in _tables(load)])
    _write_quarantine(session, landing, loads)


def write_assumptions(session: BuildSession, found: Iterable[Assumption]) -> None:
    """Make `assumption`."""
    rows = [
        {"kind": kind, "text_en": words.en, "text_zh": words.zh, "table_name": table, "rows": count}
        for kind, words, table, count in found
    ]
    _keep(session, "assumption", ASSUMPTION, rows)


def of_sources(loads: tuple[LoadManifest, ...]) -> list[Assumption]:
    """What the sources assumed when the files were read, each once."""
    words = {(text.en, text.zh): load.source for load in loads for text in load.assumptions}
    return [("source", Text(en=en, zh=zh), "", None) for en, zh in sorted(words)]


def clouded(rows: Mapping[str, Rows]) -> list[Assumption]:
    """Complete loads from which no deletion was inferred, because a refused row in them has no key."""
    return [
        (
            "deletion",
            Text(
                en=f"In {found.clouded} complete loads a row was refused whose key could not be read: nothing that is "
                "missing there counts as deleted.",
                zh=f"有 {found.clouded} 次完整载入含有无法读出标识的被拒行：其中缺少的记录不视为已删除。",
            ),
            name,
            found.clouded,
        )
        for name, found in rows.items()
        if found.clouded
    ]


def _keep(session: BuildSession, name: str, types: dict[str, str], rows: list[dict[str, Any]]) -> None:
    schema = {column: _POLARS[kind] for column, kind in types.items()}
    frame = pl.DataFrame(rows, schema=schema)
    session.frame(name, lambda: frame, recipe=f"{name}/1\n{rows!r}", inputs=(), types=types, rule=SHARED)


_POLARS: dict[str, Any] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "BOOLEAN": pl.Boolean,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
}


def _load(load: LoadManifest, calendar: Calendar) -> dict[str, Any]:
    return {
        "load_id": load.load_id,
        "source": load.source,
        "taken_at": naive(load.taken_at),
        "taken_on": calendar.local_day(load.taken_at),
        "loaded_at": naive(load.loaded_at),
        "files": len(load.files),
        "rows_in": sum(c.rows_in for c in load.tables.values()),
    }


def _files(load: LoadManifest) -> list[dict[str, Any]]:
    return [
        {
            "load_id": load.load_id,
            "source": load.source,
            "name": f.name,
            "sha256": f.sha256,
            "size": f.size,
            "table_name": f.table,
            "encoding": f.encoding,
            "rows_in": f.rows_in,
            "skipped": sum(f.skipped.values()),
            "ignored_en": f.ignored.en if f.ignored else None,
            "ignored_zh": f.ignored.zh if f.ignored else None,
        }
        for f in load.files
    ]


def _tables(load: LoadManifest) -> list[dict[str, Any]]:
    rows = []
    for name in sorted({*load.tables, *load.complete}):
        counts = load.tables.get(name)
        row: dict[str, Any] = {
            "load_id": load.load_id,
            "source": load.source,
            "taken_at": naive(load.taken_at),
            "table_name": name,
            "complete": name in load.complete,
        }
        for field in ("rows_in", "new", "changed", "unchanged", "quarantined", "duplicates"):
            row[field] = getattr(counts, field) if counts else 0
        rows.append(row)
    return rows


def _write_quarantine(session: BuildSession, landing: Landing, loads: tuple[LoadManifest, ...]) -> None:
    files: dict[str, Path] = {}
    present: set[str] = set()
    for load in loads:
        path = landing.quarantine(load.load_id)
        if path is not None:
            files[f"{load.load_id}|{load.source}"] = path
            present |= set(pl.read_parquet_schema(path))
    if not files:
        _keep(session, "quarantine", QUARANTINE, [])
        return
    given = {"load_id": "split_part(_label, '|', 1)", "source": "split_part(_label, '|', 2)"}
    chosen = []
    for name, kind in QUARANTINE.items():
        value = given.get(name) or (f'"{name}"' if name in present else "NULL")
        chosen.append(f'CAST({value} AS {kind}) AS "{name}"')
    # refused rows may hold anything, personal data too: only those who see everything
    session.parquet("quarantine", files, f"SELECT {', '.join(chosen)} FROM files")
