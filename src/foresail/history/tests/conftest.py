"""Staged loads made by hand: what sources would have written, without any file to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from foresail.contracts.load import Counts, LoadManifest
from foresail.history import build_model
from foresail.identity import resolve
from foresail.kernel.settings import Settings
from foresail.model.declare import LINEAGE, Type
from foresail.model.tables import TABLES
from foresail.warehouse.landing import Landing
from foresail.warehouse.warehouse import BuildSession, Warehouse

KINDS: dict[Type, Any] = {
    Type.BOOLEAN: pl.Boolean,
    Type.INTEGER: pl.Int64,
    Type.QUANTITY: pl.Decimal(18, 4),
    Type.MONEY: pl.Decimal(18, 4),
    Type.UNIT_PRICE: pl.Decimal(18, 6),
    Type.RATIO: pl.Decimal(9, 6),
    Type.NUMBER: pl.Float64,
    Type.DATE: pl.Date,
    Type.TIMESTAMP: pl.Datetime("us"),
}
Row = Mapping[str, Any]


def stage_frame(table: str, rows: Sequence[Row], source: str, loaded_at: datetime) -> pl.DataFrame:
    """Rows of a table as sources stage them: ids with the prefix of the source, all declared columns."""
    entity = TABLES[table]
    schema = {c.name: KINDS.get(c.type, pl.String) for c in (*entity.columns, *LINEAGE)}
    schema |= {"_file": pl.String, "_line": pl.Int64, "_rank": pl.Int64}
    made = []
    for number, row in enumerate(rows):
        full: dict[str, Any] = dict.fromkeys(schema)
        for name, value in row.items():
            column = next((c for c in entity.columns if c.name == name), None)
            kind = column.type if column else None
            if kind is Type.ID and value is not None:
                value = f"{source}:{value}"  # noqa: PLW2901
            if kind in (Type.MONEY, Type.QUANTITY, Type.UNIT_PRICE, Type.RATIO) and value is not None:
                value = Decimal(str(value))  # noqa: PLW2901
            if kind is Type.TIMESTAMP and isinstance(value, date) and not isinstance(value, datetime):
                value = datetime(value.year, value.month, value.day)  # noqa: PLW2901, DTZ001
            full[name] = value
        plain = "/".join(str(row.get(k)) for k in entity.key)
        full |= {
            "source": source,
            "loaded_at": loaded_at.replace(tzinfo=None),
            "source_id": row.get("source_id", plain),
        }
        full |= {"_file": row.get("_file", "a.csv"), "_line": number + 2, "_rank": row.get("_rank", 1)}
        made.append(full)
    return pl.DataFrame(made, schema=schema)


def put(
    landing: Landing,
    source: str,
    taken_at: datetime,
    tables: Mapping[str, Sequence[Row]],
    complete: Sequence[str] = (),
    loaded_at: datetime | None = None,
    refused: Mapping[str, Sequence[str | None]] | None = None,
) -> str:
    """Record a load; its id is the hash of what it holds. `refused`: table → keys of rows that could not be read."""
    bad = {t: list(keys) for t, keys in (refused or {}).items()}
    said = repr(bad) * bool(bad) + repr(
        (source, taken_at, sorted((t, [sorted(r.items(), key=str) for r in rows]) for t, rows in tables.items()))
    )
    load_id = hashlib.sha256(said.encode()).hexdigest()[:16]
    loaded = loaded_at or taken_at
    with landing.staging() as folder:
        for table, rows in tables.items():
            stage_frame(table, rows, source, loaded).write_parquet(folder / f"{table}.parquet")
        if bad:
            keys = [(t, k) for t, listed in bad.items() for k in listed]
            frame = pl.DataFrame(keys, schema={"table_name": pl.String, "row_key": pl.String}, orient="row")
            frame.write_parquet(folder / "quarantine.parquet")
        manifest = LoadManifest(
            load_id=load_id,
            source=source,
            taken_at=taken_at,
            loaded_at=loaded,
            complete=frozenset(complete),
            tables={
                t: Counts(rows_in=len(r) + len(bad.get(t, ())), new=len(r), quarantined=len(bad.get(t, ())))
                for t, r in tables.items()
            },
        )
        landing.record(manifest, folder)
    return load_id


def day(text: str, hour: int = 0) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(hour=hour, tzinfo=UTC)


@contextmanager
def built(warehouse: Warehouse, settings: Settings | None = None, keep: bool = False) -> Iterator[BuildSession]:
    """A build of the whole model."""
    with warehouse.build() as session:
        build_model(session, warehouse.landing, settings or Settings(time_zone="UTC"), resolve=resolve, keep_steps=keep)
        yield session


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    made = Warehouse(tmp_path / "w", threads=2)
    yield made
    made.close()


@pytest.fixture(scope="session")
def kit() -> SimpleNamespace:
    """The helpers of this file, for tests that cannot import it."""
    return SimpleNamespace(put=put, day=day, built=built, stage_frame=stage_frame, UTC=UTC)
