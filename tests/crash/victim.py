"""The build that gets killed: it loads the same small company over and over and publishes in two stages."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from foresail.contracts.access import SHARED
from foresail.warehouse.warehouse import BuildSession, Warehouse

TABLES = 8
ROWS = 3000


def fill(session: BuildSession, seed: int) -> None:
    """Tables that all carry the same stamp: a torn generation would show two."""
    session.info["stamp"] = str(seed)
    session.table("fixed", f"SELECT i, md5(i::VARCHAR) AS h FROM range({ROWS}) AS r(i)", rule=SHARED)  # noqa: S608
    for number in range(TABLES):
        sql = f"SELECT i, :seed AS stamp, md5((i + :seed)::VARCHAR) AS h FROM range({ROWS}) AS r(i)"  # noqa: S608
        session.table(f"t{number}", sql, {"seed": seed}, rule=SHARED)
    session.publish("metrics")
    session.table("model", "SELECT stamp, count(*) AS n FROM t0 GROUP BY stamp", rule=SHARED)
    session.table("late", "SELECT i, stamp, h || 'x' AS h FROM t1", rule=SHARED)


def one_build(workspace: Path, seed: int, log: Path, step: str = "", times: int = 0) -> None:
    """One build that writes down its steps and kills its own process when it comes to a step for the n-th time."""
    passed = 0

    def crash_at(name: str) -> None:
        nonlocal passed
        with log.open("a", encoding="utf-8") as file:
            file.write(name + "\n")
        if name == step:
            if passed == times:
                os.kill(os.getpid(), signal.SIGKILL)
            passed += 1

    with Warehouse(workspace, memory_limit="512MB", threads=1).build(note="victim", crash_at=crash_at) as session:
        fill(session, seed)


def builds_for_ever(workspace: Path, seed: int, log: Path) -> None:
    """Build after build, until somebody kills the process from outside."""
    while True:
        one_build(workspace, seed, log)
        seed += 1
