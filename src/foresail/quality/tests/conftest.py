"""A build with every canonical table, empty but for the rows that a test gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from foresail.contracts.access import SHARED
from foresail.model.declare import LINEAGE, Type
from foresail.model.tables import TABLES
from foresail.quality import run_rules
from foresail.warehouse.warehouse import BuildSession, Warehouse

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
AS_OF = date(2025, 6, 30)
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
}
KINDS: Mapping[str, Any] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "BOOLEAN": pl.Boolean,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
    "DOUBLE": pl.Float64,
    "DECIMAL(18, 4)": pl.Decimal(18, 4),
    "DECIMAL(18, 6)": pl.Decimal(18, 6),
    "DECIMAL(9, 6)": pl.Decimal(9, 6),
}


def types_of(table: str) -> dict[str, str]:
    """Columns of a canonical table as history writes it."""
    if table == "load_table":
        return LOAD_TABLE
    entity = TABLES[table]
    types = {c.name: c.type.sql for c in (*entity.columns, *LINEAGE)}
    for column in entity.columns:
        if column.type is Type.TIMESTAMP:
            types[column.name.removesuffix("_at") + "_on"] = "DATE"
        if column.type in (Type.MONEY, Type.UNIT_PRICE):
            types[f"{column.name}_base"] = column.type.sql
    if table in ("order_line", "opportunity_line"):
        types["currency"] = "VARCHAR"
    return types


def write(session: BuildSession, rows: Rows, factor: int = 1) -> None:
    """Write all tables; amounts are in the base currency unless `<name>_base` is given."""
    for table in (*TABLES, "load_table"):
        types = types_of(table)
        made = [_full(table, row, types, factor) for row in rows.get(table, ())]
        frame = pl.DataFrame(made, schema={name: KINDS[kind] for name, kind in types.items()})
        session.frame(table, lambda f=frame: f, recipe=repr(made), inputs=(), types=types, rule=SHARED)


def _full(table: str, row: Mapping[str, Any], types: Mapping[str, str], factor: int) -> dict[str, Any]:
    full: dict[str, Any] = {**dict.fromkeys(types), "source": "crm", **row}
    key = TABLES[table].key if table in TABLES else ()
    if "source_id" in types:
        full["source_id"] = "/".join(str(row.get(k)) for k in key)
    for name in list(types):
        value = full[name]
        if types[name].startswith("DECIMAL") and value is not None:
            money = types[name] == "DECIMAL(18, 4)" and name not in ("quantity", "on_hand", "on_order")
            full[name] = Decimal(str(value)) * (factor if money or types[name] == "DECIMAL(18, 6)" else 1)
            if f"{name}_base" in types and f"{name}_base" not in row:
                full[f"{name}_base"] = value
        if types[name] == "TIMESTAMP" and isinstance(value, date):
            day = value.date() if isinstance(value, datetime) else value
            full[name] = value if isinstance(value, datetime) else datetime(day.year, day.month, day.day)  # noqa: DTZ001
            local = name.removesuffix("_at") + "_on"
            if local in types:
                full[local] = day
    return full


Checked = Callable[..., AbstractContextManager[BuildSession]]


class _Over(Exception):
    """Ends a build without publishing it."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """`with checked(rows) as session`: the rules have run. One build serves all tests: only what differs is written."""
    warehouse = Warehouse(tmp_path_factory.mktemp("w"), threads=2)
    with suppress(_Over), warehouse.build() as session:

        @contextmanager
        def run(rows: Rows, factor: int = 1, as_of: date = AS_OF) -> Iterator[BuildSession]:
            write(session, rows, factor)
            run_rules(session, as_of)
            yield session

        yield run
        raise _Over
    warehouse.close()
