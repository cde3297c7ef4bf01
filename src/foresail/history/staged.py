"""What the landing holds of one table: its files, what they tell about themselves, and how their rows are read."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from foresail.contracts.load import LoadManifest
from foresail.history.columns import has_currency, identity_of, kept_of, moments, q, sql_type, text
from foresail.model.declare import Entity
from foresail.warehouse.landing import Landing
from foresail.warehouse.warehouse import BuildSession

MARKS = ("_file", "_line", "_rank", "_load", "_taken")
"""Columns that a staged row carries beside the canonical ones."""

LABEL = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True)
class Rows:
    """The staged rows of one table over all loads.

    Parameters
    ----------
    entity
        The table.
    files
        Label (moment and id of the load) → Parquet file.
    present
        Columns that at least one file has.
    whole
        Source and moment of the loads that are complete for the table. A load that refused a row whose key could not
        be read is not among them: the row may be any that seems to be missing.
    refused
        Label (moment and source) → file of refused rows, of the complete loads that refused rows of the table.
    clouded
        Complete loads left out of `whole`.
    """

    entity: Entity
    files: Mapping[str, Path]
    present: frozenset[str]
    whole: tuple[tuple[str, datetime], ...]
    refused: Mapping[str, Path] = field(default_factory=dict)
    clouded: int = 0


@dataclass(frozen=True)
class Profile:
    """What the staged rows of a table tell about themselves."""

    rows: int
    unique: bool
    sources: int
    spans: Mapping[str, tuple[datetime | None, datetime | None]]
    bare_rows: int  # in files that carry no currency at all
    blank_kind: int  # order lines that don't say what they are


def naive(moment: datetime) -> datetime:
    """A moment as the warehouse stores it: UTC without a zone."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None)


def rows_of(landing: Landing, loads: tuple[LoadManifest, ...], entity: Entity) -> Rows:
    """Find the files of a table in the landing."""
    files: dict[str, Path] = {}
    present: set[str] = set()
    for load in loads:
        path = landing.rows(load.load_id, entity.name)
        if path is not None:
            files[f"{naive(load.taken_at).strftime(LABEL)}|{load.load_id}"] = path
            present |= set(pl.read_parquet_schema(path))
    whole = {(load.source, naive(load.taken_at)) for load in loads if entity.name in load.complete}
    refused, clouded = _refused(landing, loads, entity, whole)
    kept = tuple(sorted(whole - clouded))
    labels = {f"{at.strftime(LABEL)}|{source}|{n}": path for n, (source, at, path) in enumerate(refused)}
    return Rows(entity, files, frozenset(present), kept, labels, len(clouded))


def _refused(
    landing: Landing, loads: tuple[LoadManifest, ...], entity: Entity, whole: set[tuple[str, datetime]]
) -> tuple[list[tuple[str, datetime, Path]], set[tuple[str, datetime]]]:
    """Of complete loads: files with refused rows of the table, and the moments where a refused row has no key."""
    found, clouded = [], set()
    for load in loads:
        moment = (load.source, naive(load.taken_at))
        counts = load.tables.get(entity.name)
        path = landing.quarantine(load.load_id) if counts is not None and counts.quarantined else None
        if path is None or moment not in whole:
            continue
        rows = pl.scan_parquet(path).filter(pl.col("table_name") == entity.name)
        keys = rows.select("row_key").collect()["row_key"] if "row_key" in pl.read_parquet_schema(path) else None
        if keys is None or keys.null_count():
            clouded.add(moment)
        else:
            found.append((*moment, path))
    return found, clouded


def refused_sql(entity: Entity) -> str:
    """Keys of refused rows as rows: source, moment, key."""
    return (
        "SELECT DISTINCT split_part(_label, '|', 2) AS source, "
        "CAST(split_part(_label, '|', 1) AS TIMESTAMP) AS taken_at, "
        f"row_key FROM files WHERE table_name = {text(entity.name)}"
    )


def read_sql(rows: Rows) -> str:
    """All staged rows of a table, typed, with the load that each belongs to."""
    entity = rows.entity
    chosen = []
    for name in (*kept_of(entity), "_file", "_line", "_rank"):
        kind = sql_type(entity, name)
        value = q(name) if name in rows.present else "NULL"
        chosen.append(f"CAST({value} AS {kind}) AS {q(name)}")
    chosen.append("split_part(_label, '|', 2) AS _load")
    chosen.append("CAST(split_part(_label, '|', 1) AS TIMESTAMP) AS _taken")
    return f"SELECT {', '.join(chosen)} FROM files"


def profile(session: BuildSession, rows: Rows) -> Profile:
    """Look at the staged rows once; kept as a small table, so that an unchanged table is not looked at again."""
    entity = rows.entity
    spans = [f"min({q(c)}) AS {q('min_' + c)}, max({q(c)}) AS {q('max_' + c)}" for c in moments(entity)]
    keys = ", ".join(q(c) for c in ("source", *identity_of(entity)))
    blank = "count(*) FILTER (WHERE kind IS NULL)" if entity.name == "order_line" else "0"
    facts = ", ".join(["count(*) AS rows", "count(DISTINCT source) AS sources", f"{blank} AS blank_kind", *spans])
    filled = "count(currency)" if has_currency(entity) else "count(*)"
    staged = f"({read_sql(rows)})"  # written out each time: a shared step would be kept in memory whole
    sql = (
        f"WITH keys AS (SELECT count(*) AS keys FROM (SELECT DISTINCT {keys} FROM {staged} s)), "
        f"files_ AS (SELECT count(*) AS rows, {filled} AS filled FROM {staged} s GROUP BY _load, _file), "
        "bare AS (SELECT CAST(coalesce(sum(rows), 0) AS BIGINT) AS bare_rows FROM files_ WHERE filled = 0), "
        f"facts AS (SELECT {facts} FROM {staged} s) "
        "SELECT facts.*, keys.keys, bare.bare_rows FROM facts CROSS JOIN keys CROSS JOIN bare"
    )
    name = f"profile_{entity.name}"
    session.parquet(name, rows.files, sql)
    found = session.fetch(f"SELECT * FROM {name}").row(0, named=True)
    return Profile(
        rows=found["rows"],
        unique=found["rows"] == found["keys"],
        sources=found["sources"],
        spans={c: (found[f"min_{c}"], found[f"max_{c}"]) for c in moments(entity)},
        bare_rows=found["bare_rows"],
        blank_kind=found["blank_kind"],
    )


def bare_sql(rows: Rows, table: str) -> str:
    """Files that carry no currency at all."""
    if not has_currency(rows.entity):
        return ""
    return f"SELECT _load, _file FROM {table} GROUP BY _load, _file HAVING count(currency) = 0"


def whole_sql(rows: Rows) -> str:
    """Source and moment of the complete loads as rows."""
    if not rows.whole:
        return "SELECT CAST(NULL AS VARCHAR) AS source, CAST(NULL AS TIMESTAMP) AS taken_at WHERE FALSE"
    listed = sorted({f"({text(source)}, TIMESTAMP '{at:%Y-%m-%d %H:%M:%S.%f}')" for source, at in rows.whole})
    return f"SELECT * FROM (VALUES {', '.join(listed)}) AS w(source, taken_at)"
