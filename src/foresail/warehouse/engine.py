"""A private engine: for building a generation, and for sources that turn files into rows. No network, no extensions."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import duckdb
import pyarrow as pa
from sqlglot import exp

from foresail.kernel.problem import Problem
from foresail.kernel.text import Text
from foresail.warehouse.sqlfile import bound, placeholders
from foresail.warehouse.store.disk import free_bytes, is_full, storage_full

if TYPE_CHECKING:
    import polars as pl

Frame: TypeAlias = "pl.DataFrame | pa.Table"

NO_NETWORK: Mapping[str, str] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}
"""Settings of every connection: nothing is fetched from outside, and no Python variable is read as a table."""


class EngineError(Problem):
    """The engine refused a statement: a fault in a build step, or data that a statement cannot digest."""

    code = "engine"
    title = Text(en="A calculation step failed", zh="计算步骤失败")


class EngineLimit(EngineError):
    """A build step needs more memory than the engine may take."""

    code: ClassVar[str] = "engine-memory"


class Engine:
    """A private connection.

    Parameters
    ----------
    connection
        An open DuckDB connection that belongs to this engine alone.
    folder
        Where it writes; for the words of a full disk.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder

    def fetch(self, sql: str | exp.Expr, values: Mapping[str, Any] | None = None) -> pl.DataFrame:
        """Run a query and give its rows as a Polars frame.

        Parameters
        ----------
        sql
            DuckDB's dialect with `:name` placeholders, or a SQLGlot tree.
        values
            Values for the placeholders; further ones are ignored.

        Raises
        ------
        EngineError
            If the engine refuses the statement.
        """
        import polars as pl  # half a second of import that readers never need

        frame = pl.from_arrow(self.arrow(sql, values))
        return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()

    def arrow(self, sql: str | exp.Expr, values: Mapping[str, Any] | None = None) -> pa.Table:
        """Run a query and give its rows as an Arrow table."""
        with self._translated(sql):
            text, chosen = self._prepared(sql, values)
            relation = self._connection.sql(text, params=chosen) if chosen else self._connection.sql(text)
            return relation.to_arrow_table()

    def run(self, sql: str | exp.Expr, values: Mapping[str, Any] | None = None) -> None:
        """Run a statement for its effect."""
        with self._translated(sql):
            text, chosen = self._prepared(sql, values)
            self._connection.execute(text, chosen) if chosen else self._connection.execute(text)

    def register(self, name: str, frame: Frame) -> None:
        """Make a frame readable under a name, for as long as the engine lives. Nothing is copied."""
        self._connection.register(name, as_arrow(frame))

    def unregister(self, name: str) -> None:
        """Forget a registered frame."""
        self._connection.unregister(name)

    def tables(self) -> dict[str, dict[str, str]]:
        """Tables with their columns and SQL types, in order of name and of place."""
        rows = self._connection.execute(
            "SELECT c.table_name, c.column_name, c.data_type FROM duckdb_columns() c "
            "JOIN duckdb_tables() t USING (table_oid) WHERE c.schema_name = 'main' AND NOT t.temporary "
            "AND c.database_name = t.database_name AND c.database_name = current_database() "
            "ORDER BY c.table_name, c.column_index"
        ).fetchall()
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in rows:
            found.setdefault(table, {})[column] = kind
        return found

    def columns(self, table: str) -> dict[str, str]:
        """Columns of a table with their SQL types; empty if there is no such table."""
        if not self.exists(table):
            return {}
        rows = self._connection.execute(f"DESCRIBE main.{identifier(table)}").fetchall()
        return {row[0]: row[1] for row in rows}

    def exists(self, table: str) -> bool:
        """Whether there is a table of this name."""
        return table in self.names()

    def names(self) -> list[str]:
        """Names of the tables, in order."""
        rows = self._connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary "
            "AND database_name = current_database() ORDER BY table_name"
        ).fetchall()
        return [name for (name,) in rows]

    @contextmanager
    def raw(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection itself, for the warehouse's own use."""
        yield self._connection

    def _prepared(self, sql: str | exp.Expr, values: Mapping[str, Any] | None) -> tuple[str, dict[str, Any]]:
        text, names = statement(sql)
        given = values or {}
        return text, {name: given[name] for name in names if name in given}

    @contextmanager
    def _translated(self, sql: str | exp.Expr) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise translated(error, self._folder, statement(sql)[0]) from error


def statement(sql: str | exp.Expr) -> tuple[str, frozenset[str]]:
    """The engine's text of a statement and the names of the values that it takes."""
    if isinstance(sql, str):
        return bound(sql), placeholders(sql)
    return sql.sql(dialect="duckdb"), frozenset(p.name for p in sql.find_all(exp.Placeholder))


def translated(error: duckdb.Error, folder: Path, sql: str) -> Problem:
    """An engine's error as a problem with words."""
    if is_full(error):
        free = free_bytes(folder)
        return storage_full(free + 64_000_000, free)
    words = str(error).strip().splitlines()[0][:500]
    shown = " ".join(sql.split())[:300]
    if isinstance(error, duckdb.OutOfMemoryException):
        return EngineLimit(
            Text(en="A step needs more memory than allowed: {words}", zh="计算步骤超出内存限制：{words}").format(
                words=words
            ),
            where=shown,
            next_step=Text(en="Raise the memory limit of the build.", zh="请提高构建的内存上限。"),
        )
    return EngineError(Text(en="The engine says: {words}", zh="引擎报错：{words}").format(words=words), where=shown)


def as_arrow(frame: Frame) -> pa.Table:
    """A frame as Arrow, without a copy where that is possible."""
    return frame if isinstance(frame, pa.Table) else frame.to_arrow()


def identifier(name: str) -> str:
    """A name, quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(value: str) -> str:
    """A text, quoted for SQL: for names of files, which DDL cannot bind."""
    return "'" + value.replace("'", "''") + "'"


@contextmanager
def shared(engine: Engine | None) -> Iterator[Engine]:
    """The engine that is there already, or a new one: opening one costs more than a small load has work for it."""
    if engine is not None:
        yield engine
        return
    with scratch() as own:
        yield own


@contextmanager
def scratch(
    memory_limit: str = "2GB", threads: int | None = None, *, folders: Sequence[Path] | None = None
) -> Iterator[Engine]:
    """An engine in memory that spills to a temporary folder; gone at the end.

    Parameters
    ----------
    memory_limit, threads
        What it may take.
    folders
        When given, files outside these folders can neither be read nor written.
    """
    with tempfile.TemporaryDirectory(prefix="foresail-scratch-") as spill:
        config = {**NO_NETWORK, "memory_limit": memory_limit, "temp_directory": spill}
        config["threads"] = str(threads or os.cpu_count() or 2)
        connection = duckdb.connect(":memory:", config=dict(config))
        try:
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
            if folders is not None:
                allowed = ", ".join(text_literal(f"{f.resolve()}/") for f in (*folders, Path(spill)))
                connection.execute(f"SET allowed_directories = [{allowed}]")
                connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield Engine(connection, Path(spill))
        finally:
            connection.close()
