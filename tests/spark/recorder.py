"""What a build and its readers ask the engine, written down with the rows that went in and came out.

Every `.sql` file carries a mark while the recorder listens, so that a statement says which files it was made of,
however it was put together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlglot import exp

from foresail.quality.discover import query_of
from foresail.runtime.catalogue import Entry
from foresail.warehouse import sqlfile
from foresail.warehouse.build import BuildSession
from foresail.warehouse.engine import Engine, identifier, statement
from foresail.warehouse.reader import Reader

SOURCE = Path(sqlfile.__file__).parent.parent
_MARK = re.compile(r"/\*\s*file (\S+)\s*\*/")
_OWN = re.compile(r"duckdb_\w+\(|information_schema")  # the warehouse asks about itself


@dataclass(frozen=True)
class Asked:
    """A statement, the files that it was made of, and its rows."""

    name: str
    sql: str
    values: Mapping[str, Any]
    inputs: Mapping[str, pa.Table]
    answer: pa.Table
    files: frozenset[str]


class Recorder:
    """Statements in the order in which they were asked; the same one over the same rows counts once."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._tables: dict[str, list[pa.Table]] = {}
        self._known: set[Any] = set()

    def note(self, name: str, sql: str, values: Mapping[str, Any], read: Callable[[str], pa.Table], made: Any) -> None:
        """Keep a statement. `read` gives a table by name and raises if there is none; `made` gives the answer."""
        if _OWN.search(sql):
            return
        tree = sqlfile.parse(sql)
        taken = {p.name: values[p.name] for p in tree.find_all(exp.Placeholder)}
        inputs = {}
        for table in sorted({t.name for t in tree.find_all(exp.Table)}):
            found = self._input(table, read)
            if found is not None:
                inputs[table] = found
        key = (_MARK.sub("", sql), repr(taken), tuple((n, id(t)) for n, t in inputs.items()))
        if key not in self._known:
            self._known.add(key)
            self.asked.append(Asked(name, sql, taken, inputs, made(), frozenset(_MARK.findall(sql))))

    def _input(self, name: str, read: Callable[[str], pa.Table]) -> pa.Table | None:
        try:
            table = read(name)
        except Exception:  # noqa: BLE001  a name of the statement's own
            return None
        kept = self._tables.setdefault(name, [])
        for known in kept:
            if known.schema == table.schema and known.equals(table):
                return known
        kept.append(table)
        return table


def _marked(text: str, path: Path) -> str:
    mark = f"/* file {path.resolve().relative_to(SOURCE).as_posix()} */" if path.is_relative_to(SOURCE) else ""
    return f"{mark} {text.strip().rstrip(';').rstrip()}\n{mark}"


@contextmanager
def recording() -> Iterator[Recorder]:
    """Listen to builds and readers of this process."""
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        plain, entry_sql = sqlfile._read.__wrapped__, Entry.sql
        patch.setattr(sqlfile, "_read", lambda path: _marked(plain(path), path))
        patch.setattr(Entry, "sql", lambda self, frame: _marked(entry_sql(self, frame), self.sql_file(frame)))
        query_of.cache_clear()
        patch.setattr(Engine, "arrow", _arrow(recorder, Engine.arrow))
        patch.setattr(BuildSession, "_create", _create(recorder, BuildSession._create))
        patch.setattr(Reader, "ask_like", _ask_like(recorder, Reader.ask_like))
        yield recorder
    query_of.cache_clear()


def _arrow(recorder: Recorder, plain: Any) -> Any:
    def arrow(self: Engine, sql: Any, values: Mapping[str, Any] | None = None) -> pa.Table:
        answer = plain(self, sql, values)
        if isinstance(self, BuildSession):
            recorder.note("", statement(sql)[0], values or {}, lambda n: _whole(self, n), lambda: answer)
        return answer

    return arrow


def _create(recorder: Recorder, plain: Any) -> Any:
    def create(self: BuildSession, name: str, sql: str, values: Mapping[str, Any]) -> None:
        before = _whole(self, name) if self.exists(name) else None  # a step may replace the table that it reads

        def read(table: str) -> pa.Table:
            if table == name:
                assert before is not None
                return before
            return _whole(self, table)

        plain(self, name, sql, values)
        recorder.note(name, sql, values, read, lambda: _whole(self, name))

    return create


def _ask_like(recorder: Recorder, plain: Any) -> Any:
    """Every question of a reader comes by here; its tree is made again, for the statement of its shape may be kept."""

    def ask_like(
        self: Reader, shape: Any, make: Callable[[], exp.Expr], values: Any, *more: Any, **named: Any
    ) -> pa.Table:
        asked = statement(make())[0]
        answer = plain(self, shape, make, values, *more, **named)

        def read(table: str) -> pa.Table:
            with self.raw() as connection:
                return connection.sql(f"SELECT * FROM {identifier(table)}").to_arrow_table()  # noqa: S608

        recorder.note("", asked, values or {}, read, lambda: answer)
        return answer

    return ask_like


def _whole(session: BuildSession, name: str) -> pa.Table:
    with session.raw() as connection:
        return connection.sql(f"SELECT * FROM {identifier(name)}").to_arrow_table()  # noqa: S608
