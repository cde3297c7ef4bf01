"""Fields of a customer are what the analyses give; customers named by id follow their records when these are joined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics.customer.catalogue import SIDES, TRAITS
from foresail.runtime.discovery import discover
from foresail.runtime.segments.pinned import present_ids


class Few:
    """A reader of one table."""

    def __init__(self, rows: list[tuple[str, str, str, str]], table: str = "xref") -> None:
        self._engine = duckdb.connect()
        self._engine.execute(f"CREATE TABLE {table} (entity TEXT, source TEXT, source_id TEXT, id TEXT)")
        if rows:
            self._engine.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", rows)  # noqa: S608 - our own name
        self._table = table

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        return {self._table: {}}

    def ask(self, tree: exp.Expr, values: Mapping[str, Any], viewer: Viewer) -> pa.Table:
        assert viewer is LOCAL
        return self._engine.execute(tree.sql("duckdb"), dict(values)).to_arrow_table()


def test_joined_records_are_followed_and_unknown_ids_stay() -> None:
    rows = [("account", "erp", "K1", "crm:C1"), ("account", "crm", "C1", "crm:C1"), ("contact", "erp", "K2", "crm:P9")]
    reader = Few(rows)
    asked = ("erp:K1", "crm:C1", "erp:K2", "nobody", "'; DROP TABLE xref")
    found = present_ids(asked, reader)  # type: ignore[arg-type]
    assert found == ("crm:C1", "erp:K2", "nobody", "'; DROP TABLE xref")
    assert present_ids(("erp:K1",), Few([], "other")) == ("erp:K1",)  # type: ignore[arg-type]


def test_a_field_that_an_analysis_gives_is_a_column_of_its_output() -> None:
    rows = discover().row_types
    given = [(t, SIDES[t.side]) for t in TRAITS.values() if SIDES[t.side].capability]
    assert len(given) > 10
    for trait, side in given:
        columns = rows[side.table].model_fields
        assert {trait.column, trait.label or trait.column, "account_id"} <= set(columns), trait.name
        assert side.many == (rows[side.table].grain != ("account_id",)), side.name
        assert side.capability in discover().capabilities
