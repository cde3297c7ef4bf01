"""`python -m benchmarks`: measures, keeps the figures as JSON, and writes `benchmarks/RESULTS.md` from them.

Every part keeps its figures as soon as it has them, so that parts can be measured apart and the document shows all.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks import builds, customers, forecast_peers, questions, users
from benchmarks.keeping import Kept, machine
from benchmarks.report import write

PARTS = ("build", "metrics", "users", "forecast", "customers")


def main() -> None:
    """Run the parts that were asked for."""
    asked = _arguments().parse_args()
    root = asked.folder or Path(tempfile.mkdtemp(prefix="foresail-bench-"))
    sizes = sorted(asked.lines)
    kept = Kept.read()
    started = time.monotonic()
    try:
        if "forecast" in asked.parts:
            print("the forecasting engine beside its peers …", flush=True)
            given = {"sets": tuple(asked.sets), "sizes": tuple(asked.series)}
            forecast_peers.measure(lambda name, f: kept.put("forecast", name, {**f, "machine": machine()}), **given)
        if "customers" in asked.parts:
            print("the customer methods on public sets …", flush=True)
            customers.measure(lambda name, f: kept.put("customers", name, {**f, "machine": machine()}))
        for lines in sizes if set(asked.parts) - {"forecast", "customers"} else ():
            place = root / f"lines-{lines}"
            if "build" in asked.parts or not (place / "workspace" / "CURRENT").exists():
                print(f"load and build of {lines:,} order lines …", flush=True)
                kept.put("build", str(lines), {**builds.measure(place, lines), "machine": machine()})
        large = root / f"lines-{sizes[-1]}" / "workspace"
        if "metrics" in asked.parts:
            print("set metrics beside the engine …", flush=True)
            size = str(sizes[-1])
            questions.measure(large, asked.rounds, lambda f: kept.put("metrics", size, {**f, "machine": machine()}))
        if "users" in asked.parts:
            print(f"{asked.users} users for {asked.seconds} s …", flush=True)
            found = users.measure(large, asked.users, asked.seconds)
            kept.put("users", str(sizes[-1]), {**found, "machine": machine()})
    finally:
        write(kept)
        if not asked.folder:
            shutil.rmtree(root, ignore_errors=True)
    print(f"{time.monotonic() - started:.0f} s; see benchmarks/RESULTS.md")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--lines", nargs="+", type=int, default=[1_000_000, 10_000_000], help="order lines; one or more"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each set metric")
    parser.add_argument("--sets", nargs="*", choices=list(forecast_peers.SETS), default=list(forecast_peers.SETS))
    parser.add_argument("--series", nargs="*", type=int, default=list(forecast_peers.SIZES), help="series at once")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60, help="how long the users stay")
    parser.add_argument("--folder", type=Path, help="where to keep the workspaces for the next time; else they go")
    return parser


if __name__ == "__main__":
    main()
