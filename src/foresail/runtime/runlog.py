"""The log of a build: one JSON line a step, readable while the build runs and after it failed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from foresail.kernel.ports import Cancellation, Clock, Progress
from foresail.kernel.problem import Problem


class RunLog:
    """Writes steps, tells progress, and looks whether somebody asked to stop.

    Parameters
    ----------
    file
        Where the lines go; None writes nothing.
    clock
        For the time of each line.
    progress, cancel
        Told of each step; asked before each step.
    """

    def __init__(self, file: Path | None, clock: Clock, progress: Progress, cancel: Cancellation | None) -> None:
        self._file = file
        self._clock = clock
        self._progress = progress
        self._cancel = cancel or Cancellation()

    @property
    def name(self) -> str:
        """The name of the file, empty if nothing is written."""
        return self._file.name if self._file else ""

    @contextmanager
    def step(self, name: str, **more: Any) -> Iterator[dict[str, Any]]:
        """One step; what is put into the dictionary is written with it (`rows`, `reused`).

        Raises
        ------
        Cancelled
            If somebody asked to stop before it began.
        """
        self._cancel.check()
        self._progress(name, 0.0)
        said: dict[str, Any] = dict(more)
        started = time.monotonic()
        try:
            yield said
        except BaseException as error:
            code = error.code if isinstance(error, Problem) else type(error).__name__
            self._write(name, started, {**said, "error": code, "words": str(error)[:500]})
            raise
        self._write(name, started, said)
        self._progress(name, 1.0, str(said.get("note", "")))

    def _write(self, name: str, started: float, said: dict[str, Any]) -> None:
        if self._file is None:
            return
        line = {"at": self._clock().isoformat(), "step": name, "seconds": round(time.monotonic() - started, 4), **said}
        with self._file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
