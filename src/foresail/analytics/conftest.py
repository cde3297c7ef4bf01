"""Test kit: canonical tables from small frames, on a scratch engine; real data where they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from foresail.contracts.capability import Capability
from foresail.features.tables import select_of, written_out
from foresail.model.declare import LINEAGE, Entity, Type
from foresail.model.tables import TABLES
from foresail.warehouse.engine import Engine, scratch

SPAN = {
    "opportunity_id": "VARCHAR",
    "valid_from": "DATE",
    "valid_to": "DATE",
    "stage": "VARCHAR",
    "amount": "DECIMAL(18, 4)",
    "amount_base": "DECIMAL(18, 4)",
    "currency": "VARCHAR",
    "expected_close_on": "DATE",
    "owner_id": "VARCHAR",
    "outcome": "VARCHAR",
    "forecast_category": "VARCHAR",
    "probability": "DECIMAL(9, 6)",
    "assumed": "BOOLEAN",
}
ISSUED = {
    **dict.fromkeys(("issue", "horizon"), "BIGINT"),
    **dict.fromkeys(("issued_on", "as_of", "period"), "DATE"),
    **dict.fromkeys(
        ("capability_id", "person", "method", "metric", "series", "level", "owner_id", "reason"), "VARCHAR"
    ),
    **dict.fromkeys(("forecast", "lo_80", "hi_80", "baseline"), "DOUBLE"),
}
HISTORY = {"opportunity_span": SPAN, "issued_forecast": ISSUED}
Frames = dict[str, pl.DataFrame]
Load = Callable[..., Frames]


def stored_columns(entity: Entity) -> dict[str, str]:
    """The columns of a canonical table in a generation, with the derived ones."""
    columns = {c.name: c.type.sql for c in (*entity.columns, *LINEAGE)}
    for column in entity.columns:
        if column.type is Type.TIMESTAMP:
            columns[column.name.removesuffix("_at") + "_on"] = "DATE"
        if column.type in (Type.MONEY, Type.UNIT_PRICE):
            columns[f"{column.name}_base"] = column.type.sql
    if entity.name == "order_line":
        columns["currency"] = "VARCHAR"
    return columns


def create(engine: Engine, name: str, rows: pl.DataFrame | None, results: Mapping[str, dict[str, str]]) -> None:
    """A stored table with the given rows; columns that the rows lack are empty."""
    columns = results.get(name) or HISTORY.get(name) or stored_columns(TABLES[name])
    if rows is None:
        picked = [f'CAST(NULL AS {kind}) AS "{column}"' for column, kind in columns.items()]
        engine.run(f'CREATE TABLE "{name}" AS SELECT {", ".join(picked)} WHERE 1 = 0')
        return
    engine.register(f"given_{name}", rows)
    picked = [f'CAST({_value(c, rows)} AS {kind}) AS "{c}"' for c, kind in columns.items()]
    engine.run(f'CREATE TABLE "{name}" AS SELECT {", ".join(picked)} FROM given_{name}')  # noqa: S608


@pytest.fixture
def frames_of() -> Iterator[Load]:
    """`frames_of(CAPABILITY, tables, as_of, **params)`: the frames that the capability's SQL gives."""
    with ExitStack() as stack:

        def load(
            capability: Capability,
            tables: Mapping[str, pl.DataFrame],
            as_of: date,
            results: Mapping[str, dict[str, str]] | None = None,
            **params: Any,
        ) -> Frames:
            engine = stack.enter_context(scratch())
            needs = capability.needs
            given = {**{name: dict(columns) for name, columns in needs.offered.items()}, **(results or {})}
            for name in {*needs.tables, *needs.optional, *needs.results, *needs.offered}:
                create(engine, name, tables.get(name), given)
            values = {**capability.params(**params).model_dump(), "as_of": as_of}
            folder = Path(str(import_module(type_module(capability)).__file__)).parent
            return {
                name: engine.fetch(written_out(select_of(sql_file(folder, file).read_text(encoding="utf-8"))), values)
                for name, file in capability.frames.items()
            }

        yield load


def sql_file(folder: Path, name: str) -> Path:
    """A frame's file: in the folder of the capability, or `features:name.sql` among the shared features."""
    if name.startswith("features:"):
        return Path(__file__).parents[1] / "features" / name.removeprefix("features:")
    return folder / name


def type_module(capability: Capability) -> str:
    """The module that declares the parameters: it stands in the capability's folder."""
    return capability.params.__module__


@pytest.fixture
def data_folder() -> Path:
    """The real data sets; skips where they are not."""
    default = Path(__file__).parents[4] / "shared" / "data"
    folder = Path(os.environ.get("FORESAIL_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder} (set FORESAIL_DATA)")
    return folder


def _value(column: str, rows: pl.DataFrame) -> str:
    """The column, or what stands in it where the rows lack it."""
    if column in rows.columns:
        return f'"{column}"'
    return "FALSE" if column == "assumed" else "NULL"
