"""The warehouse of a workspace: one writer at a time, any number of readers who never wait."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import duckdb

from foresail.kernel.ports import Clock, system_clock
from foresail.kernel.problem import Damaged, NotBuilt, NotFound, Problem, closest_names
from foresail.kernel.text import Text
from foresail.warehouse.build import BuildSession
from foresail.warehouse.engine import NO_NETWORK, translated
from foresail.warehouse.landing import Landing
from foresail.warehouse.reader import Limits, Reader, Served
from foresail.warehouse.store import check
from foresail.warehouse.store.disk import MARGIN, require, telling_full
from foresail.warehouse.store.generations import GenerationInfo, Generations, Pointer, Seal, damaged, read_check
from foresail.warehouse.store.housekeeping import read_fingerprints
from foresail.warehouse.store.lock import holder_of, writer_lock

__all__ = ["BuildSession", "Limits", "Reader", "Warehouse"]


class Warehouse:
    """The warehouse of a workspace.

    Parameters
    ----------
    root
        The workspace's folder.
    clock
        Tells the present moment.
    memory_limit, threads
        What a build may take; empty: half of the machine's memory, all of its cores.
    serve_memory
        What all questions to one generation together may take.

    Examples
    --------
    >>> import tempfile
    >>> from foresail.contracts.access import SHARED
    >>> from foresail.kernel.viewer import LOCAL
    >>> from foresail.warehouse.sqlfile import parse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     warehouse = Warehouse(Path(folder))
    ...     with warehouse.build() as session:
    ...         session.table("number", "SELECT range AS n FROM range(10)", rule=SHARED)
    ...     with warehouse.reader() as reader:
    ...         reader.ask(parse("SELECT max(n) AS most FROM number"), {}, LOCAL).to_pylist()
    ...     warehouse.close()
    [{'most': 9}]
    """

    def __init__(
        self,
        root: Path,
        clock: Clock = system_clock,
        *,
        memory_limit: str = "",
        threads: int | None = None,
        serve_memory: str = "2GB",
    ) -> None:
        self.root = root
        self.landing = Landing(root / "landing")
        self._clock = clock
        self._store = Generations(root)
        self._config = {**NO_NETWORK, "memory_limit": memory_limit or half_of_memory()}
        self._config["threads"] = str(threads or os.cpu_count() or 2)
        self._serve_memory = serve_memory
        self._guard = RLock()
        self._served: Served | None = None
        self._refused: dict[str, Damaged] = {}

    # ------------------------------------------------------------------ reading

    def reader(self) -> Reader:
        """A reader of the current generation, held until it is closed; whole, whatever is published meanwhile.

        When the current generation is damaged, the newest published one that is sound serves instead.

        Raises
        ------
        NotBuilt
            If nothing was published yet.
        Damaged
            If no published generation is sound.
        """
        with self._guard:
            pointer = self._store.pointer()
            if not pointer.current:
                raise NotBuilt(
                    Text(en="This workspace has not been built yet.", zh="该工作区尚未构建。"),
                    next_step=Text(en="Load data and run `foresail build`.", zh="请载入数据并运行 foresail build。"),
                )
            current = self._served
            if current is not None and current.id == pointer.current:
                return Reader(current)
            served = self._open_newest(pointer)
            if served is not self._served:
                if self._served is not None:
                    self._served.release()
                self._served = served
            return Reader(served)

    def reader_at_hand(self) -> Reader | None:
        """A reader of the current generation if it is open already; None where there would be anything to wait for."""
        if not self._guard.acquire(blocking=False):
            return None
        try:
            served = self._served
            return Reader(served) if served is not None and served.id == self._store.pointer().current else None
        finally:
            self._guard.release()

    def generations(self) -> tuple[GenerationInfo, ...]:
        """The published generations that are still there, newest first."""
        pointer = self._store.pointer()
        found = []
        for name in reversed(pointer.published):
            path, seal = self._store.file(name), self._store.seal(name)
            if path.exists() and seal is not None:
                found.append(
                    GenerationInfo(
                        id=name,
                        built_at=seal.built_at,
                        size=path.stat().st_size,
                        current=name == pointer.current,
                        final=seal.final,
                        stage=seal.stage,
                        note=seal.note,
                    )
                )
        return tuple(found)

    def builder(self) -> dict[str, Any] | None:
        """Who builds now (`pid`, `host`, `since`, `note`); None if nobody does."""
        return holder_of(self.root / "build.lock")

    def close(self) -> None:
        """Let go of what is open; readers that are still held stay usable until they are closed."""
        with self._guard:
            if self._served is not None:
                self._served.release()
                self._served = None

    # ------------------------------------------------------------------ writing

    @contextmanager
    def build(
        self, *, note: str = "", crash_at: Callable[[str], None] | None = None, stage: str = "", fresh: bool = False
    ) -> Iterator[BuildSession]:
        """Build the next generation. A clean end publishes it; any error leaves everything as it was.

        Parameters
        ----------
        note
            What for; shown to others who want to build meanwhile.
        crash_at
            Called with the name of every step before it happens; for tests that kill the process there.
        stage
            A word about what stands at the end (`metrics`, `models`).
        fresh
            Take nothing over: every byte is written anew (erasure).

        Raises
        ------
        Busy
            If somebody else builds: who and since when.
        StorageFull
            If the disk has no room: what is needed and what is free.
        """
        hook = crash_at or _nothing
        with writer_lock(self.root / "build.lock", self._clock, note):
            hook("lock")
            pointer = self._store.pointer()
            self._store.clear_leftovers(pointer)
            self._sweep(3)
            hook("swept")
            base = None if fresh else self._sound(pointer)
            size = self._store.file(base).stat().st_size if base else 0
            require(self.root, size + MARGIN)
            with telling_full(self.root, size + MARGIN):
                yield from self._building(base, note, hook, stage)
            self._sweep(3)
            hook("done")

    def rollback(self, to: str | None = None) -> GenerationInfo:
        """Serve an earlier generation again, at once.

        Parameters
        ----------
        to
            Its id; the sound one before the current one if not given.

        Raises
        ------
        NotFound
            If there is no such generation.
        Damaged
            If that one is not what was published.
        """
        with writer_lock(self.root / "build.lock", self._clock, "rollback"):
            there = self.generations()
            pointer = self._store.pointer()
            older = [g for g in there if not pointer.current or g.id < pointer.current]
            older.sort(key=lambda g: g.final, reverse=True)  # stable: newest first within each
            target = to or next((g.id for g in older if self._is_sound(g.id)), None)
            if target is None or target not in {g.id for g in there}:
                raise NotFound(
                    Text(en="There is no generation to go back to.", zh="没有可回滚的版本。"),
                    where=to or "",
                    closest=closest_names(to or "", [g.id for g in there]),
                )
            self._store.verify(target)
            self._store.move(pointer.model_copy(update={"current": target}))
        return next(g for g in self.generations() if g.id == target)

    def sweep(self, keep: int = 3) -> tuple[str, ...]:
        """Remove old generations but the newest `keep` and the current one; those that somebody reads stay for now.

        Returns
        -------
        tuple of str
            The ids that were removed.
        """
        with writer_lock(self.root / "build.lock", self._clock, "sweep"):
            return self._sweep(keep)

    # ------------------------------------------------------------------ inside

    def _sweep(self, keep: int) -> tuple[str, ...]:
        current = self._store.pointer().current
        with self._guard:
            if self._served is not None and self._served.id != current:
                self._served.release()
                self._served = None
        there = self.generations()
        finals = [g.id for g in there if g.final]
        kept = set(finals[: max(1, keep)])
        # a first stage is kept only while it serves: builds that fail again and again must not fill the disk
        kept |= {g.id for g in there if g.current}
        return tuple(g.id for g in reversed(there) if g.id not in kept and self._store.remove(g.id))

    def _building(self, base: str | None, note: str, hook: Callable[[str], None], stage: str) -> Iterator[BuildSession]:
        name, _ = self._store.next_id(self._store.pointer())
        hook("copy")
        connection = self._open_file(name, base)
        session = BuildSession(connection, self.root, name, self.landing.folder, hook)
        try:
            if base is not None:
                session.set_aside(read_fingerprints(connection))
            hook("open")
            session.publisher = lambda first: self._stage(session, first, note, hook)
            yield session
            session.publisher = None
            if session.changed:
                self._publish(session, stage, note, hook, last=True)
            else:
                self._finalise()
        except duckdb.Error as error:
            raise translated(error, self.root, "build") from error
        finally:
            session.publisher = None
            with session.raw() as last:
                last.close()
            self._discard(session.generation_id)

    def _finalise(self) -> None:
        """Nothing came after the stage that was published: it is what the build made."""
        seal = self._store.seal(self._store.pointer().current)
        if seal is not None and not seal.final:
            self._store.write_seal(seal.model_copy(update={"final": True}))

    def _stage(self, session: BuildSession, stage: str, note: str, hook: Callable[[str], None]) -> None:
        published = session.generation_id
        self._publish(session, stage, note, hook, last=False)
        name, _ = self._store.next_id(self._store.pointer())
        hook("copy")
        session.adopt(self._open_file(name, published), name)

    def _open_file(self, name: str, base: str | None) -> duckdb.DuckDBPyConnection:
        path = self._store.building(name)
        try:
            if base is not None:
                shutil.copyfile(self._store.file(base), path)
            spill = path.with_suffix(".spill")
            connection = duckdb.connect(str(path), config={**self._config, "temp_directory": str(spill)})
            connection.execute("SET GLOBAL TimeZone = 'UTC'")
        except BaseException:
            self._discard(name)
            raise
        return connection

    def _publish(
        self, session: BuildSession, stage: str, note: str, hook: Callable[[str], None], *, last: bool
    ) -> None:
        name = session.generation_id
        now = self._clock().isoformat()
        hook("housekeeping")
        made = session.finish(now, stage, last=last)
        hook("check")
        path = self._store.building(name)
        found = run_check(path, made)
        if "error" in found:
            raise damaged(name, str(found["error"]))
        seal = Seal(
            id=name,
            sha256=found["sha256"],
            size=path.stat().st_size,
            tables=found["tables"],
            built_at=now,
            stage=stage,
            note=note,
            final=last,
        )
        hook("rename")
        self._store.publish(name, seal)
        hook("pointer")
        pointer = self._store.pointer()
        there = tuple(p for p in pointer.published if self._store.file(p).exists())
        number = int(name.rsplit("-", 1)[1])
        self._store.move(Pointer(current=name, published=(*there, name), last=number))
        hook("published")

    def _discard(self, name: str) -> None:
        building = self._store.building(name)
        for path in (building, Path(f"{building}.wal")):
            path.unlink(missing_ok=True)
        shutil.rmtree(building.with_suffix(".spill"), ignore_errors=True)

    def _open_newest(self, pointer: Pointer) -> Served:
        reason: Damaged | None = None
        older = [p for p in reversed(pointer.published) if p != pointer.current]
        for name in (pointer.current, *older):
            if self._served is not None and self._served.id == name:
                return self._served
            try:
                served = self._open_served(name)
            except Damaged as error:
                reason = reason or error
                continue
            if served is not None:
                return served
        raise reason or damaged(pointer.current)

    def _open_served(self, name: str) -> Served | None:
        if name in self._refused:
            raise self._refused[name]
        lease = self._store.lease(name)
        if lease is None:
            raise damaged(name)
        try:
            self._store.verify(name)
            return Served.open(name, self._store.file(name), lease, self._serve_memory)
        except Problem as error:
            os.close(lease)
            if isinstance(error, Damaged):
                self._refused[name] = error
            raise

    def _sound(self, pointer: Pointer) -> str | None:
        return next((n for n in (pointer.current, *reversed(pointer.published)) if n and self._is_sound(n)), None)

    def _is_sound(self, name: str) -> bool:
        try:
            self._store.verify(name)
        except Damaged:
            return False
        return True


def run_check(path: Path, whole: list[str] | None = None) -> dict[str, Any]:
    """Check a file in a child process, which alone dies if the file crashes the engine."""
    command = [sys.executable, "-I", str(Path(check.__file__)), str(path), *(whole or [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)  # noqa: S603
    return read_check(done.stdout)


def half_of_memory() -> str:
    """Half of the machine's memory, at least one gigabyte, as the engine writes it."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{max(1024, total // 2 // 1024 // 1024)}MiB"


def _nothing(step: str) -> None:
    """No crash."""
