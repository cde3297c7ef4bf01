"""Loading and building a large company in a process of its own: CPU and wall time, and its peak of memory."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CUSTOMERS, OPPORTUNITIES = 0.1, 0.02  # of the order lines: a million and 200,000 at ten million


def measure(place: Path, lines: int) -> dict[str, Any]:
    """Write the files (not measured), then load and build in a child; the figures that it tells."""
    from foresail.demo import scale_lines

    shutil.rmtree(place, ignore_errors=True)
    rows = scale_lines(place / "exports", lines, int(lines * CUSTOMERS), int(lines * OPPORTUNITIES)).rows
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.builds", str(place)], check=True, capture_output=True, text=True
    )
    size = sum(f.stat().st_size for f in (place / "workspace" / "generations").glob("*.duckdb"))
    shutil.rmtree(place / "exports")
    return {"rows": rows, "bytes": size, **json.loads(done.stdout.splitlines()[-1])}


def _child(place: Path) -> None:
    from foresail.kernel.settings import Settings
    from foresail.runtime.building import build
    from foresail.runtime.loading import load
    from foresail.runtime.workspace import Workspace

    steps: list[dict[str, Any]] = []
    at: tuple[str, float, float] = ("load", *_now())

    def mark(step: str) -> None:
        nonlocal at
        if step != at[0]:
            cpu, wall = _now()
            steps.append({"step": at[0], "cpu": cpu - at[1], "wall": wall - at[2], "peak": _peak()})
            at = (step, cpu, wall)

    workspace = Workspace.init(place / "workspace", Settings(company="benchmark"))
    load(workspace, [place / "exports"], yes=True)
    mark("begin")
    report = build(workspace, progress=lambda step, share=0.0, note="": mark(step))
    mark("end")
    failed = [str(status) for status in getattr(report, "statuses", ()) if getattr(status, "status", "ok") == "failed"]
    print(json.dumps({"steps": steps, "peak": _peak(), "failed": failed}))


def _now() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    below = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + below.ru_utime + below.ru_stime, time.monotonic()


def _peak() -> int:
    """Bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
