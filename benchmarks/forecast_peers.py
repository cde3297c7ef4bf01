"""The forecasting engine beside statsforecast: accuracy and CPU on the public sets, many series at once, its start.

`python -m benchmarks --parts forecast` runs it; it needs FORESAIL_DATA and statsforecast. Each figure is kept as soon
as it is there. SCUM is the median of AutoARIMA, AutoETS, CES and dynamic theta (Petropoulos and Svetunkov 2020).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.forecast import compile_kernels, evaluate, forecast

Keep = Callable[[str, dict[str, Any]], None]
SETS = {
    "m3_quarterly": (4, 8, 8),
    "m3_yearly": (1, 6, 8),
    "m1_quarterly": (4, 8, 1),
    "m1_monthly": (12, 18, 2),
}
"""Season, horizon, and that only every so many-th series goes to the slow peers (and to us beside them)."""
SCUM = ("AutoARIMA", "AutoETS", "AutoCES", "DynamicOptimizedTheta")
PEERS = (*SCUM, "AutoTheta")
SIZES = (1_000, 10_000, 100_000)
SAMPLE = 100


def measure(keep: Keep, sets: tuple[str, ...] = tuple(SETS), sizes: tuple[int, ...] = SIZES) -> None:
    """Measure everything; figures that were kept before stay where there are no data."""
    compile_kernels()
    if sizes:
        keep("start", start())
        keep("peers on many", many_peers())
    for size in sizes:
        keep(f"{size} series", alone(size))
    if "FORESAIL_DATA" not in os.environ:
        print("FORESAIL_DATA is not set: no accuracy on public sets")
        return
    for name in sets:
        keep(name, accuracy(name))
        keep(f"{name} beside the peers", accuracy(name, every=SETS[name][2], peers=True))


def accuracy(name: str, *, every: int = 1, peers: bool = False) -> dict[str, Any]:
    """Both modes, and with `peers` the others, on one set: measures and CPU milliseconds a series, all on one core."""
    season, horizon, _ = SETS[name]
    data = pl.read_parquet(Path(os.environ["FORESAIL_DATA"]) / "forecast" / f"{name}.parquet")
    chosen = data["unique_id"].unique().sort().gather_every(every)
    data = data.filter(pl.col("unique_id").is_in(chosen.implode()))
    past, later = (data.filter(split=part).select("unique_id", "ds", "y") for part in ("train", "test"))
    rows: dict[str, Any] = {}
    for mode in ("fast", "best"):
        for levels in ((), (80, 95)):
            started = time.process_time()
            made = forecast(past, horizon, season=season, levels=levels, mode=mode, workers=1).frame  # type: ignore[arg-type]
            spent = time.process_time() - started
            rows[f"{mode}, {'intervals' if levels else 'points'}"] = _row(
                made, past, later, season, spent / len(chosen)
            )
    if peers:
        rows |= _peers(past, later, season, horizon)
    return {"series": len(chosen), "horizon": horizon, "rows": rows}


def _row(made: pl.DataFrame, past: pl.DataFrame, later: pl.DataFrame, season: int, seconds: float) -> dict[str, float]:
    scores = evaluate(made, later, past, season=season).row(0, named=True)
    wanted = ("smape", "mase", "coverage-80", "coverage-95", "msis-80", "msis-95")
    return {k: round(scores[k], 4) for k in wanted if k in scores} | {"ms": round(1000 * seconds, 2)}


def _peers(past: pl.DataFrame, later: pl.DataFrame, season: int, horizon: int) -> dict[str, Any]:
    from statsforecast import models

    lists = past.sort("unique_id", "ds").group_by("unique_id", maintain_order=True).agg("y")
    frame = later.sort("unique_id", "ds").select("unique_id", "ds")
    found, means = {}, {}
    for name in PEERS:
        _warm(getattr(models, name)(season_length=season))
        started = time.process_time()
        made = [
            getattr(models, name)(season_length=season).forecast(y=np.array(y), h=horizon, level=[80, 95])
            for y in lists["y"]
        ]
        spent = (time.process_time() - started) / len(lists)
        columns = {c: np.concatenate([m[c] for m in made]) for c in made[0] if c != "fitted"}
        means[name] = columns["mean"]
        found[name] = _row(frame.with_columns(**columns), past, later, season, spent)
        print(name, found[name], flush=True)
    middle = np.median([means[name] for name in SCUM], axis=0)
    spent = sum(found[name]["ms"] for name in SCUM) / 1000
    return found | {"SCUM": _row(frame.with_columns(mean=middle), past, later, season, spent)}


def _warm(model: Any) -> None:
    """What a peer compiles is not counted."""
    model.forecast(y=np.arange(40.0) + np.random.default_rng(0).normal(size=40), h=4, level=[80])


def company(size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """So many monthly series of 60 points with season, growth and noise."""
    rng = np.random.default_rng(0)
    months = np.arange(60)
    season = 1 + 0.3 * np.sin(2 * np.pi * months / 12 + rng.uniform(0, 6, (size, 1)))
    noise = rng.normal(0, 0.01, (size, 1)) * months + rng.normal(0, 0.1, (size, 60))
    return np.asarray(100 * season * np.exp(noise), dtype=np.float64)


def many(size: int) -> dict[str, Any]:
    """Fast mode with intervals, 12 ahead, on all cores: wall, CPU and peak memory of this process."""
    y = company(size)
    frame = pl.DataFrame(
        {"unique_id": np.repeat(np.arange(size), 60), "ds": np.tile(np.arange(60), size), "y": y.ravel()}
    )
    compile_kernels()
    wall, cpu = time.perf_counter(), time.process_time()
    forecast(frame, 12, season=12, mode="fast")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"series": size, "wall": wall, "cpu": cpu, "peak": peak}


def alone(size: int) -> dict[str, Any]:
    """`many` in a process of its own: the peak of memory is that of this size."""
    code = f"import json; from benchmarks.forecast_peers import many; print(json.dumps(many({size})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def many_peers() -> dict[str, Any]:
    """Two peers on a sample of the same series: CPU seconds a series."""
    from statsforecast import models

    found: dict[str, Any] = {"series": SAMPLE}
    for name in ("AutoETS", "AutoTheta"):
        _warm(getattr(models, name)(season_length=12))
        cpu = time.process_time()
        for row in company(SAMPLE):
            getattr(models, name)(season_length=12).forecast(y=row, h=12, level=[80, 95])
        found[name] = (time.process_time() - cpu) / SAMPLE
    return found


FIRST = """
import numpy as np, polars as pl
from datetime import date
from foresail.methods.forecast import forecast
days = pl.date_range(date(2018, 1, 1), date(2022, 12, 1), "1mo", eager=True)
forecast({"ds": days, "y": 100 + 10 * np.sin(np.arange(60) / 6 * np.pi)}, 12, mode="fast")
"""


def start() -> dict[str, Any]:
    """A first forecast in a fresh process: with nothing compiled, and with everything on disk (the best of three)."""
    with tempfile.TemporaryDirectory(prefix="foresail-kernels-") as folder:
        given = os.environ | {"FORESAIL_KERNELS": folder}
        cold, *again = [_run(FIRST, given) for _ in range(4)]
    return {"cold": cold, "again": min(again, key=lambda r: r["cpu"])}


def _run(code: str, given: dict[str, str]) -> dict[str, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=given)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": spent, "wall": time.perf_counter() - began}
