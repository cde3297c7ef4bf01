"""Canonical tables in memory, behind the same seam as a build or a reader: what a capability is run on here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl
from sqlglot import exp

from foresail.history.columns import local_day, moments
from foresail.model.tables import TABLES
from foresail.runtime.capability.execute import Run
from foresail.runtime.capability.rows import Stored
from foresail.runtime.declarations.tables import stored_columns
from foresail.warehouse.engine import Engine, scratch

Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class World:
    """Tables, the last day of the data, and an engine that answers queries over them."""

    tables: Tables
    last_day: date
    engine: Engine
    results: dict[str, Mapping[str, str]]
    made: dict[tuple[str, date, bool], Run] = field(default_factory=dict)
    """What capabilities gave on a day, for those that build on them."""
    others: dict[str, World] = field(default_factory=dict)
    open: ExitStack = field(default_factory=ExitStack)

    def fetch(self, sql: exp.Expr, values: Mapping[str, Any]) -> pl.DataFrame:
        return self.engine.fetch(sql, values)

    def stored(self) -> Stored:
        return {**stored_columns(), **self.results}

    def give(self, results: Mapping[str, tuple[pl.DataFrame, Mapping[str, str]]]) -> None:
        """Let these output tables of other capabilities be there, and no others."""
        self.results.clear()
        for name, (frame, types) in results.items():
            self.engine.register(name, frame)
            self.results[name] = types

    def other(self, name: str, make: Callable[[Tables], Tables]) -> World:
        """The same company changed in some way; made once, and shared by all capabilities."""
        if name not in self.others:
            self.others[name] = self.open.enter_context(World.of(make(self.tables), self.last_day))
        return self.others[name]

    @classmethod
    @contextmanager
    def of(cls, tables: Tables, last_day: date) -> Iterator[World]:
        """A world of these tables; canonical tables that are not given are empty."""
        with ExitStack() as opened:
            engine = opened.enter_context(scratch(memory_limit="1GB", threads=2))
            for name, columns in stored_columns().items():
                engine.register(name, tables.get(name, empty(columns)))
            yield cls(tables, last_day, engine, {}, open=opened)


def empty(columns: Mapping[str, str]) -> pl.DataFrame:
    """No rows of these columns."""
    return pl.DataFrame(schema={name: dtype_of_sql(kind) for name, kind in columns.items()})


def dtype_of_sql(kind: str) -> pl.DataType:
    """The Polars type of a stored column."""
    if kind.startswith("DECIMAL"):
        digits, places = kind.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pl.Decimal(int(digits), int(places))
    types: dict[str, pl.DataType] = {
        "BIGINT": pl.Int64(),
        "DOUBLE": pl.Float64(),
        "BOOLEAN": pl.Boolean(),
        "DATE": pl.Date(),
        "TIMESTAMP": pl.Datetime("us"),
    }
    return types.get(kind, pl.String())


def table(name: str, columns: Mapping[str, Any]) -> pl.DataFrame:
    """A canonical table from some of its columns: the others are empty, derived ones follow from them."""
    stored = stored_columns()[name]
    frame = pl.DataFrame(dict(columns))
    behind = {local_day(m): m for m in moments(TABLES[name])} if name in TABLES else {}
    more = []
    for column in stored:
        moment, money = behind.get(column, ""), column.removesuffix("_base")
        if column in frame.columns:
            continue
        if column.endswith("_on") and moment in frame.columns:
            more.append(pl.col(moment).dt.date().alias(column))  # the company's time zone is UTC here
        elif column.endswith("_base") and money in frame.columns:
            more.append(pl.col(money).alias(column))
        else:
            more.append(pl.lit(None).alias(column))
    typed = [pl.col(c).cast(dtype_of_sql(kind)) for c, kind in stored.items()]
    return frame.with_columns(more).select(typed)
