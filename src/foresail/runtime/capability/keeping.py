"""A capability inside a build: run once, kept as tables, taken over whole when nothing it rests on has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import polars as pl
from sqlglot import exp

from foresail.contracts.access import CLOSED
from foresail.contracts.capability import Capability, Params
from foresail.features.tables import named_in, select_of, text_of, written_out
from foresail.model.tables import TABLES
from foresail.runtime.capability.as_of import HISTORY_TABLES, seen_as_of, tables_of, view
from foresail.runtime.capability.execute import SEED, Run, execute, frame_query
from foresail.runtime.capability.shapes import rule_of_output, sql_types
from foresail.runtime.capability.sources import SessionRows
from foresail.runtime.catalogue import Entry
from foresail.warehouse.build import BuildSession
from foresail.warehouse.sqlfile import literal

RUN_TYPES = {"evidence": "VARCHAR", "artefact": "VARCHAR", "seconds": "DOUBLE"}


def run_table(capability: Capability) -> str:
    """The table that holds evidence and artefact of a run."""
    return f"{capability.domain}_{capability.name}__run"


def keep(session: BuildSession, entry: Entry, as_of: date) -> bool:
    """Run a capability with its defaults and keep what it gives; True if everything was taken over.

    Raises
    ------
    NotEnoughData
        If the data do not carry a result; no table is then made.
    DeclarationError
        If the outputs are not what was declared; no table is then made.
    """
    capability, params = entry.capability, entry.capability.params()
    keep_features(session, entry, as_of)
    rows = SessionRows(session)
    queries = {f: frame_query(entry, f, rows.stored(), past=False) for f in capability.frames}
    inputs = inputs_of(capability, rows, queries)
    recipe = recipe_of(entry, queries, params, as_of)
    made: list[Run] = []

    def run() -> Run:
        if not made:
            made.append(execute(entry, rows, params, as_of))
        return made[0]

    def keep_table(name: str, make: Callable[[], pl.DataFrame], types: dict[str, str], rule: Any) -> None:
        session.frame(name, make, recipe=f"{recipe} {name}", inputs=inputs, types=types, rule=rule)

    keep_table(run_table(capability), lambda: _run_frame(run()), RUN_TYPES, CLOSED)
    for output, row in capability.outputs.items():
        made_by = partial(_output, run, output)
        keep_table(capability.table(output), made_by, sql_types(row), rule_of_output(row))
    return not made


def keep_features(session: BuildSession, entry: Entry, as_of: date) -> None:
    """Make the shared features that a capability reads, once a build: whoever comes next finds them as tables.

    One that reads a step of the query that names it is no table: it stands in every query of its own.
    """
    named = {name for frame in entry.capability.frames for name in named_in(entry.sql(frame))}
    for name in sorted(named - {*session.names()}):
        sql = text_of(name)
        if tables_of(written_out(select_of(sql))) <= {*TABLES, *HISTORY_TABLES}:
            query = seen_as_of(sql, session.tables(), past=False)
            for day in list(query.find_all(exp.Placeholder)):
                day.replace(literal(as_of))
            session.table(name, query.sql(dialect="duckdb"))


def inputs_of(capability: Capability, rows: SessionRows, queries: Mapping[str, exp.Select]) -> tuple[str, ...]:
    """Every stored table that a run reads, those behind as-of views included."""
    stored = rows.stored()
    read = {name for query in queries.values() for name in tables_of(query)}
    for name in {*capability.needs.tables, *capability.needs.minimum.rows}:
        read |= tables_of(view(name, stored[name], past=False))
    return tuple(sorted(read))


def recipe_of(entry: Entry, queries: Mapping[str, exp.Select], params: Params, as_of: date) -> str:
    """Text that changes whenever code, methods, SQL, parameters, seed or day change."""
    said = {
        "capability": entry.id,
        "code": entry.code_hash(),
        "queries": {name: query.sql(dialect="duckdb") for name, query in queries.items()},
        "params": params.model_dump(mode="json"),
        "as_of": as_of.isoformat(),
        "seed": SEED,
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False)


def _output(run: Callable[[], Run], name: str) -> pl.DataFrame:
    return run().outputs[name]


def _run_frame(run: Run) -> pl.DataFrame:
    artefact = run.artefact.dumps() if run.artefact is not None else None
    return pl.DataFrame(
        {"evidence": [run.evidence.model_dump_json()], "artefact": [artefact], "seconds": [run.seconds]},
        schema={"evidence": pl.String, "artefact": pl.String, "seconds": pl.Float64},
    )
