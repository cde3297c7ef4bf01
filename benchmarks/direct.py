"""The engine alone, in a process of its own: the same statement on the same file, without anything of ours."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any


class Direct:
    """A plain read-only connection in another process.

    Parameters
    ----------
    file
        The generation.
    """

    def __init__(self, file: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_answering, args=(str(file), other), daemon=True)
        self._process.start()

    def run(self, sql: str, values: dict[str, Any] | None = None) -> dict[str, float]:
        """Wall and CPU seconds, and rows."""
        self._pipe.send((sql, values or {}))
        found = self._pipe.recv()
        if "error" in found:
            raise RuntimeError(found["error"])
        return dict(found)

    def __enter__(self) -> Direct:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pipe.send(None)
        self._process.join(10)


def _answering(file: str, pipe: Connection) -> None:
    import duckdb

    connection = duckdb.connect(file, read_only=True, config={"memory_limit": "2GB"})
    connection.execute("SET enable_progress_bar = false")
    while (asked := pipe.recv()) is not None:
        sql, values = asked
        try:
            cpu, wall = time.process_time(), time.perf_counter()
            found = connection.sql(sql, params=values or None).to_arrow_table()
            spent = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "rows": found.num_rows}
            pipe.send(spent)
        except duckdb.Error as error:
            pipe.send({"error": str(error)})
