"""The engine costs nothing until it is used; compiling costs once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = (
    "import foresail.methods.forecast, sys; "
    "print(sorted({'numba', 'lightgbm', 'scipy', 'holidays'} & set(sys.modules)))"
)
COMPILE = "from foresail.methods.forecast import compile_kernels; compile_kernels()"


def run(code: str, folder: Path | None = None) -> tuple[str, float, float]:
    """What a fresh interpreter prints, and its CPU and wall seconds."""
    given = os.environ | ({"FORESAIL_KERNELS": str(folder)} if folder else {})
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=given).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return printed.strip(), spent, time.perf_counter() - started


def test_importing_the_engine_loads_nothing_heavy() -> None:
    assert run(HEAVY)[0] == "[]"


@pytest.mark.nightly
def test_kernels_compile_once_and_quickly(tmp_path: Path) -> None:
    """Cold at most 30 CPU seconds; from the disk at most 3, reading the libraries included."""
    _, idle, _ = run("import foresail.methods.forecast, numba")
    assert run(COMPILE, tmp_path)[1] - idle <= 30
    assert run(COMPILE, tmp_path)[1] <= 3 + idle
