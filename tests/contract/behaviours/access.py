"""A viewer sees exactly the rows that an output's row scope gives, by the query door and for kept runs alike."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from sqlglot import exp

from contract.behaviours.case import Case
from contract.world import Tables
from foresail.contracts.access import rule_of
from foresail.contracts.output import OutputRow
from foresail.kernel.viewer import Role, RowRule, Viewer
from foresail.model.tables import TABLES
from foresail.runtime.capability.shapes import rule_of_output, sql_types
from foresail.runtime.capability.sources import polars
from foresail.runtime.declarations.tables import stored_columns
from foresail.runtime.running import visible
from foresail.warehouse.warehouse import Reader, Warehouse

WATCHED = ("account", "contact", "lead", "opportunity", "order", "activity", "representative", "ticket")
TEAMS = ((), ("crm:R0000",), ("crm:R0001", "crm:R0004", "crm:R0006"))


def row_scope(case: Case) -> None:
    """Rows of owned entities are not shared; every other output shows the rows of those whom the viewer sees."""
    owned = {e.key[0] for e in TABLES.values() if e.owners and len(e.key) == 1}
    outputs = case.entry.capability.outputs
    for name, row in outputs.items():
        told = sorted(owned & set(row.model_fields))
        assert not (row.shared and told), f"{name} is shared, and tells of single rows by {told}"
    made = case.conformed
    if made is None:
        return
    with published(case, made) as reader:
        for team in TEAMS:
            viewer = Viewer(
                user_id="v",
                name="v",
                role=Role.REPRESENTATIVE,
                scopes=frozenset({"*"}),
                rows=RowRule(owners=frozenset(team)),
            )
            for name, row in outputs.items():
                _check(case, name, row, made[name], reader, viewer)


def _check(case: Case, name: str, row: type[OutputRow], whole: pl.DataFrame, reader: Reader, viewer: Viewer) -> None:
    team = viewer.rows.owners or frozenset()
    expected = whole.filter(oracle(whole, row, case.world.tables, team)).sort(row.grain)
    table = exp.Table(this=exp.to_identifier(case.entry.capability.table(name)))
    columns = [exp.column(exp.to_identifier(c, quoted=True)) for c in row.model_fields]
    asked = polars(reader.ask(exp.select(*columns).from_(table), {}, viewer)).sort(row.grain)
    kept = visible(whole, row, reader, viewer).sort(row.grain)
    for door, seen in (("the query door", asked), ("a kept run", kept)):
        assert seen.select(row.grain).rows() == expected.select(row.grain).rows(), (
            f"{name}: {door} shows {seen.height} rows to {sorted(team)}, not {expected.height}"
        )


def oracle(frame: pl.DataFrame, row: type[OutputRow], tables: Tables, team: frozenset[str]) -> pl.Series:
    """Which rows a team sees, worked out by hand from the owners of the tables."""
    if row.shared:
        return pl.Series([True] * frame.height, dtype=pl.Boolean)
    if row.row_scope is None:
        return pl.Series([False] * frame.height, dtype=pl.Boolean)
    column, through = row.row_scope
    ids = set(team) if through == "representative" else seen_keys(through, tables, team)
    return pl.Series([value in ids for value in frame[column]], dtype=pl.Boolean)


def seen_keys(entity: str, tables: Tables, team: frozenset[str]) -> set[str]:
    """Keys of the rows of a table that a team sees."""
    if entity not in tables:
        return set()
    ways = [
        (owner.column, set(team) if not owner.through else seen_keys(owner.through, tables, team))
        for owner in TABLES[entity].owners
    ]
    rows = tables[entity].iter_rows(named=True)
    return {row[TABLES[entity].key[0]] for row in rows if any(row[column] in ids for column, ids in ways)}


@contextmanager
def published(case: Case, outputs: dict[str, pl.DataFrame]) -> Iterator[Reader]:
    """A generation with the owned tables and these outputs."""
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder), threads=1, memory_limit="1GB")
        with warehouse.build() as session:
            session.info |= {"as_of": case.world.last_day.isoformat(), "base_currency": "CNY"}
            for name in WATCHED:
                frame = case.world.tables.get(name)
                if frame is not None:
                    types = stored_columns()[name]
                    session.frame(
                        name, lambda f=frame: f, recipe=name, inputs=(), types=types, rule=rule_of(TABLES[name])
                    )
            for name, row in case.entry.capability.outputs.items():
                session.frame(
                    case.entry.capability.table(name),
                    lambda n=name: outputs[n],
                    recipe=name,
                    inputs=(),
                    types=sql_types(row),
                    rule=rule_of_output(row),
                )
        with warehouse.reader() as reader:
            yield reader
        warehouse.close()
