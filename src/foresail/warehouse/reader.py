"""The one door for queries: a locked read-only connection that can reach nothing but its generation."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock, Timer
from types import TracebackType
from typing import Any, ClassVar, NamedTuple, Self

import duckdb
import pyarrow as pa
from sqlglot import exp

from foresail.contracts.access import CLOSED
from foresail.contracts.query import Scalar
from foresail.kernel.problem import Damaged, InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.warehouse.door.cache import CacheStats, Kept, Made
from foresail.warehouse.door.limits import Limits, bounded, problem_of
from foresail.warehouse.door.rewrite import OWNERS, Sight, Stored, rewrite
from foresail.warehouse.store.generations import damaged
from foresail.warehouse.store.housekeeping import HOUSEKEEPING, read_rules

CACHE_BYTES = 128 * 1024 * 1024
MEMO_BYTES = 128 * 1024 * 1024
"""Answers as they come from the engine, and what was made of them: fifty people ask for some thousand views an hour."""
PARSED = 5
"""Bytes that a statement takes once it is read, for each character of it."""
SMALL = 1024
"""Bytes that something takes for which nothing else is said."""
COMPILED_BYTES = 64 * 1024 * 1024
OPEN_TO_ALL = frozenset({"generation_info"})

# A relation would be parsed and bound twice for each answer, which takes longer than one more copy of a small one.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result", category=UserWarning)


class Served:
    """A generation that is open for reading: once in a process, closed when the last holder lets go.

    Made by `Served.open` alone, because the engine keeps one instance of a file in a process.
    """

    _opened: ClassVar[dict[Path, Served]] = {}
    _guard: ClassVar[RLock] = RLock()

    def __init__(self, generation_id: str, path: Path, lease: int, memory_limit: str) -> None:
        self.id = generation_id
        self.path = path
        self._lease = lease
        self._holders = 0
        self.cache, self.memo, self.compiled = Kept(CACHE_BYTES), Kept(MEMO_BYTES), Kept(COMPILED_BYTES)
        try:
            self.connection = duckdb.connect(str(path), read_only=True, config=_closed(memory_limit))
            self.connection.execute("SET GLOBAL TimeZone = 'UTC'")
            self.connection.execute("SET GLOBAL lock_configuration = true")
            self._read_catalogue()
        except duckdb.Error as error:
            raise damaged(generation_id, str(error)[:500]) from error

    @classmethod
    def open(cls, generation_id: str, path: Path, lease: int, memory_limit: str) -> Served:
        """The open generation, held once more; the lease is taken over.

        Raises
        ------
        Damaged
            If the engine cannot open the file.
        """
        place = path.resolve()
        with cls._guard:
            served = cls._opened.get(place)
            if served is None:
                served = cls._opened[place] = cls(generation_id, place, lease, memory_limit)
            else:
                os.close(lease)
            served.hold()
            return served

    def hold(self) -> None:
        """One more holder."""
        with self._guard:
            self._holders += 1

    def release(self) -> None:
        """One holder less; the last one closes the file."""
        with self._guard:
            self._holders -= 1
            if self._holders == 0:
                del self._opened[self.path]
                self.cache.clear()
                self.memo.clear()
                self.compiled.clear()
                self.connection.close()
                os.close(self._lease)

    def _read_catalogue(self) -> None:
        rules = read_rules(self.connection)
        rows = self.connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' "
            "AND database_name = current_database() ORDER BY table_name, column_index"
        ).fetchall()
        columns: dict[str, dict[str, str]] = {}
        for table, column, kind in rows:
            if table in rules:  # what waits hidden for a second stage has no rule and is not there for readers
                columns.setdefault(table, {})[column] = kind
        self.stored = Stored(columns, rules)
        found = self.connection.execute("SELECT name, value FROM main.generation_info ORDER BY name").fetchall()
        self.info: Mapping[str, str] = dict(found)


class Reader:
    """A reader of one generation. Made by `Warehouse.reader`; close it, or use it as a context manager.

    Attributes
    ----------
    id
        The generation.
    info
        What the build noted about it (`generation_info`).
    """

    def __init__(self, served: Served) -> None:
        served.hold()
        self._served = served
        self._open = True
        self.id = served.id
        self.info = served.info

    @property
    def as_of(self) -> date:
        """The local day that the generation shows, inclusive."""
        return date.fromisoformat(self._noted("as_of"))

    @property
    def base_currency(self) -> str:
        """The currency of amounts whose names end in `_base`."""
        return self._noted("base_currency")

    def ask(
        self,
        tree: exp.Expr,
        values: Mapping[str, Scalar | Sequence[Any]] | None = None,
        viewer: Viewer = LOCAL,
        limits: Limits | None = None,
    ) -> pa.Table:
        """Answer a question for a viewer.

        Parameters
        ----------
        tree
            One SELECT over tables of the generation, made with SQLGlot; not changed. Placeholders take values.
        values
            By name. A sequence is bound as a list: `x IN (SELECT unnest(:xs))` or `list_contains(:xs, x)`.
        viewer
            Whose rows are shown; personal columns are empty for viewers without the right.
        limits
            Time, rows and bytes.

        Returns
        -------
        pyarrow.Table
            The answer; do not change it, it may be shared with others who ask the same.

        Raises
        ------
        InvalidInput
            If the tree has parts that a question may not have, or a value is missing or does not fit.
        NotFound
            If a table does not exist.
        LimitExceeded
            If it takes more than allowed.
        """
        text = tree.sql(dialect="duckdb", comments=False)
        return self.ask_like(text, lambda: tree, values or {}, viewer, limits)

    def ask_like(
        self,
        shape: Hashable,
        make: Callable[[], exp.Expr],
        values: Mapping[str, Scalar | Sequence[Any]],
        viewer: Viewer = LOCAL,
        limits: Limits | None = None,
    ) -> pa.Table:
        """Answer a question whose tree is made only if none of its shape was asked before.

        Parameters
        ----------
        shape
            Everything that the tree follows from; two questions of one shape differ in their values alone.
        make
            Makes the tree.
        values, viewer, limits
            As in `ask`; values that the tree does not take are passed over.
        """
        if not self._open:
            raise InvalidInput(Text(en="This reader is closed.", zh="该读取器已关闭。"))
        allowed = limits or Limits()
        sight = Sight(viewer.rows.owners is None, viewer.sees_personal_data)
        compiled = self._compiled(shape, make, sight, allowed.rows)
        given = _chosen(compiled.names, values, viewer)
        key = (compiled.sql, tuple((n, _frozen(v)) for n, v in sorted(given.items())), allowed.rows, allowed.memory)
        return self._served.cache.get(
            key, lambda: self._answer(compiled.statement, given, allowed), _bytes_of, allowed.seconds
        )

    def remember(self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int] = lambda _: SMALL) -> Made:
        """What follows from this generation and a key alone: worked out once, and kept while the generation is open.

        Parameters
        ----------
        key
            Everything else that it depends on, the viewer's rows among it.
        make, size
            Works it out; says about how many bytes it takes. What is very large is not kept.
        """
        return self._served.memo.get(key, make, size)

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Tables of the generation with their columns and SQL types; without the warehouse's own."""
        stored = self._served.stored.columns
        return {name: columns for name, columns in stored.items() if name not in HOUSEKEEPING or name in OPEN_TO_ALL}

    def cache_stats(self) -> CacheStats:
        """What the cache of answers of this generation did and holds."""
        return self._served.cache.stats()

    def is_closed(self, table: str) -> bool:
        """Whether a table shows its rows only to viewers of everything: no row of it has an owner."""
        rule = self._served.stored.rules.get(table, CLOSED)
        return not rule.shared and not rule.owners

    @contextmanager
    def raw(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the connection, for the warehouse's own use; knows no row rules."""
        cursor = self._served.connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the generation; the sweep may then remove it."""
        if self._open:
            self._open = False
            self._served.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        if getattr(self, "_open", False):
            self.close()

    def _compiled(self, shape: Hashable, make: Callable[[], exp.Expr], sight: Sight, rows: int) -> _Parsed:
        def compiled() -> _Parsed:
            sql, names = rewrite(make(), self._served.stored, sight, rows)
            with self.raw() as cursor:
                return _Parsed(sql, names, _only_select(cursor, sql))

        return self._served.compiled.get((shape, sight, rows), compiled, lambda parsed: PARSED * len(parsed.sql))

    def _answer(self, statement: duckdb.Statement, given: Mapping[str, Any], limits: Limits) -> pa.Table:
        with self.raw() as cursor:
            timer = Timer(limits.seconds, _interrupt, (cursor,))
            timer.daemon = True
            timer.start()
            try:
                cursor.execute(statement, dict(given) if given else None)
                return bounded(cursor.to_arrow_reader(16_384), limits)
            except duckdb.Error as error:
                raise problem_of(error, self.id, limits) from error
            finally:
                timer.cancel()

    def _noted(self, name: str) -> str:
        if name not in self.info:
            raise InvalidInput(
                Text(en="The generation does not say its “{n}”.", zh="该版本没有记录“{n}”。").format(n=name),
                where=self.id,
            )
        return self.info[name]


class _Parsed(NamedTuple):
    """A question as the engine has read it: asked again without being parsed again."""

    sql: str
    names: frozenset[str]
    statement: duckdb.Statement


def _only_select(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The engine itself must see one SELECT: a second lock behind the check of the tree."""
    try:
        found = cursor.extract_statements(sql)
    except duckdb.Error as error:
        raise InvalidInput(
            Text(en="The question cannot be read.", zh="查询无法解析。"), where=str(error).splitlines()[0][:300]
        ) from error
    if [statement.type for statement in found] != [duckdb.StatementType.SELECT]:
        raise InvalidInput(Text(en="This is not one SELECT.", zh="这不是单个 SELECT 语句。"))
    return found[0]


def _bytes_of(answer: pa.Table) -> int:
    return int(answer.nbytes) + SMALL


def _interrupt(cursor: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.Error):  # the answer came in the same moment, and the cursor is closed
        cursor.interrupt()


def _closed(memory_limit: str) -> dict[str, Any]:
    return {
        "enable_external_access": "false",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_persistent_secrets": "false",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "memory_limit": memory_limit,
        "threads": str(os.cpu_count() or 2),
    }


def _chosen(names: frozenset[str], values: Mapping[str, Any], viewer: Viewer) -> dict[str, Any]:
    missing = sorted(names - set(values) - {OWNERS})
    if missing:
        raise InvalidInput(
            Text(en="The question takes values that were not given: {n}.", zh="查询缺少参数值：{n}。").format(
                n=", ".join(missing)
            )
        )
    chosen = {name: _plain(values[name]) for name in names if name != OWNERS}
    if OWNERS in names:
        chosen[OWNERS] = sorted(viewer.rows.owners or ())
    return chosen


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def _frozen(value: Any) -> Hashable:
    """A value as part of a key; 1, 1.0, True and Decimal(1) are different."""
    if isinstance(value, list):
        return tuple(_frozen(v) for v in value)
    return (type(value).__name__, str(value) if isinstance(value, float | datetime) else value, repr(value))


__all__ = ["Damaged", "Limits", "Reader", "Served"]
