"""The tables that a generation keeps about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb

from foresail.contracts.access import TableRule
from foresail.warehouse.step import Step, dump_values

HOUSEKEEPING: Mapping[str, str] = {
    "generation_info": "name VARCHAR, value VARCHAR",
    "generation_table": "table_name VARCHAR, fingerprint VARCHAR, reused BOOLEAN",
    "table_rule": "table_name VARCHAR, rule VARCHAR",
    "generation_step": (
        "position INTEGER, name VARCHAR, kind VARCHAR, sql VARCHAR, parameters VARCHAR, inputs VARCHAR, "
        "fingerprint VARCHAR, seconds DOUBLE, reused BOOLEAN"
    ),
}
"""Written by the warehouse at every publication; steps cannot make tables of these names."""


class Kept(NamedTuple):
    """A table of the build: its fingerprint, its rule, and whether this build made it."""

    name: str
    fingerprint: str
    rule: TableRule
    made: bool


def write_housekeeping(
    connection: duckdb.DuckDBPyConnection, info: Mapping[str, str], kept: Sequence[Kept], steps: Sequence[Step]
) -> None:
    """Write all housekeeping tables anew."""
    shared = TableRule(shared=True).model_dump_json()
    rules = [(k.name, k.rule.model_dump_json()) for k in kept]
    rules += [
        ("generation_info", shared),
        *((n, TableRule().model_dump_json()) for n in HOUSEKEEPING if n != "generation_info"),
    ]
    rows: dict[str, list[tuple[object, ...]]] = {
        "generation_info": sorted(info.items()),
        "generation_table": sorted((k.name, k.fingerprint, not k.made) for k in kept),
        "table_rule": sorted(rules),
        "generation_step": [_step_row(i, s) for i, s in enumerate(steps)],
    }
    connection.execute("BEGIN")
    for name, columns in HOUSEKEEPING.items():
        connection.execute(f"CREATE OR REPLACE TABLE main.{name} ({columns})")
        if rows[name]:
            holders = ", ".join("?" for _ in rows[name][0])
            connection.executemany(f"INSERT INTO main.{name} VALUES ({holders})", rows[name])  # noqa: S608
    connection.execute("COMMIT")


def read_fingerprints(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprints by table, as the generation before wrote them."""
    return dict(connection.execute("SELECT table_name, fingerprint FROM main.generation_table").fetchall())


def read_rules(connection: duckdb.DuckDBPyConnection) -> dict[str, TableRule]:
    """Row rules by table."""
    found = connection.execute("SELECT table_name, rule FROM main.table_rule").fetchall()
    return {name: TableRule.model_validate_json(rule) for name, rule in found}


def _step_row(position: int, step: Step) -> tuple[object, ...]:
    values = json.dumps(dump_values(step.values), ensure_ascii=False)
    inputs = json.dumps(list(step.inputs), ensure_ascii=False)
    return (position, step.name, step.kind, step.sql, values, inputs, step.fingerprint, step.seconds, step.reused)
