"""Killing a real build and looking at what is left: the old warehouse or the new one, whole, and a start at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from multiprocessing import forkserver
from pathlib import Path
from random import Random

from victim import builds_for_ever, one_build

from foresail.kernel.viewer import LOCAL
from foresail.warehouse.sqlfile import parse
from foresail.warehouse.warehouse import Warehouse, run_check

CHILDREN = multiprocessing.get_context("forkserver")
CHILDREN.set_forkserver_preload(["foresail.warehouse.warehouse", "victim"])
"""Real processes, forked from one that has imported everything and opened nothing: a kill costs no imports."""


def start_server() -> None:
    """Start the process that forks; it finds modules by PYTHONPATH alone."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def first_build(workspace: Path) -> None:
    """A published warehouse to begin with."""
    run_to_step(workspace, 1, "", 0)


def run_to_step(workspace: Path, seed: int, step: str, times: int) -> list[str]:
    """Run a build that kills itself at the n-th time it comes to a step; the steps that it passed."""
    start_server()
    log = _log(workspace)
    child = CHILDREN.Process(target=one_build, args=(workspace, seed, log, step, times))
    child.start()
    child.join(120)
    assert child.exitcode in (0, -signal.SIGKILL), child.exitcode
    child.close()
    return log.read_text(encoding="utf-8").splitlines()


def kill_at_random(workspace: Path, seed: int, random: Random, longest: float) -> list[str]:
    """Run builds and kill the process from outside at a random moment; the steps that it passed."""
    start_server()
    log = _log(workspace)
    child = CHILDREN.Process(target=builds_for_ever, args=(workspace, seed, log))
    child.start()
    while not log.read_bytes():  # until it holds the lock: the build has begun
        time.sleep(0.002)
    time.sleep(random.uniform(0.0, longest))
    child.kill()
    child.join()
    child.close()
    return log.read_text(encoding="utf-8").splitlines()


def _log(workspace: Path) -> Path:
    log = workspace / "steps.log"
    log.write_bytes(b"")
    return log


def between_write_and_pointer(steps: list[str]) -> bool:
    """Whether a build died after its first write and before the pointer moved."""
    if not steps:
        return False
    last = max((i for i, s in enumerate(steps) if s == "lock"), default=0)
    current = steps[last:]
    moved = max((i for i, s in enumerate(current) if s == "published"), default=-1)
    return "copy" in current[moved + 1 :] and "done" not in current


def assert_whole(workspace: Path, allowed: set[str]) -> str:
    """The published warehouse opens, passes its check, and shows one stamp everywhere; the stamp."""
    warehouse = Warehouse(workspace)
    start = time.perf_counter()
    try:
        with warehouse.reader() as reader:
            assert time.perf_counter() - start < 5
            stamp = reader.info["stamp"]
            for table in reader.tables():
                if "stamp" in reader.tables()[table]:
                    found = reader.ask(parse(f'SELECT DISTINCT CAST(stamp AS VARCHAR) AS s FROM "{table}"'), {}, LOCAL)  # noqa: S608
                    assert found.to_pylist() == [{"s": stamp}], f"torn: {table}"
            counted = reader.ask(parse("SELECT count(*) AS n FROM t0"), {}, LOCAL).to_pylist()
            assert counted == [{"n": 3000}]
            assert len(reader.tables()) in (10, 12)  # first stage or second, never something between
            assert stamp in allowed, f"lost: {stamp} not in {allowed}"
            path = workspace / "generations" / f"{reader.id}.duckdb"
            assert "error" not in run_check(path)
    finally:
        warehouse.close()
    return stamp


def assert_starts(workspace: Path, seed: int) -> None:
    """The next build starts at once and leaves nothing of the dead one behind."""
    warehouse = Warehouse(workspace, threads=1)
    start = time.perf_counter()
    with warehouse.build() as session:
        assert time.perf_counter() - start < 5
        session.info["stamp"] = str(seed)
        names = {p.suffix for p in (workspace / "generations").iterdir() if session.generation_id not in p.name}
        assert names <= {".duckdb", ".seal", ".lease"}
        session.changed = False  # nothing to publish: only the start is looked at
    warehouse.close()
