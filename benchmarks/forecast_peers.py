"""The forecasting engine beside statsforecast: accuracy and CPU on the public sets, and many series at once.

`python -m benchmarks.forecast_peers` writes `forecast.json`; it needs FORESAIL_DATA and statsforecast. Each figure is
kept as soon as it is there. SCUM is the median of AutoARIMA, AutoETS, CES and dynamic theta (Petropoulos and
Svetunkov 2020).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.keeping import machine
from foresail.methods.forecast import compile_kernels, evaluate, forecast

FILE = Path(__file__).with_name("forecast.json")
SETS = {"m3_quarterly": (4, 8), "m3_yearly": (1, 6), "m1_quarterly": (4, 8), "m1_monthly": (12, 18)}
SCUM = ("AutoARIMA", "AutoETS", "AutoCES", "DynamicOptimizedTheta")
PEERS = (*SCUM, "AutoTheta")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--series", type=int, help="of each set; all where not given")
    parser.add_argument("--without-peers", action="store_true")
    asked = parser.parse_args()
    compile_kernels()
    for name in asked.sets:
        keep(name, accuracy(name, asked.series, peers=not asked.without_peers))
    for size in asked.sizes:
        keep(f"{size} series", many(size, peers=not asked.without_peers))


def keep(name: str, figures: dict[str, Any]) -> None:
    """Put figures beside those that are there."""
    found = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    found[name] = {"figures": figures, "machine": machine()}
    FILE.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(name, json.dumps(figures), flush=True)


def accuracy(name: str, series: int | None, *, peers: bool) -> dict[str, Any]:
    """Every mode and peer on one set: measures and CPU milliseconds a series."""
    season, horizon = SETS[name]
    data = pl.read_parquet(Path(os.environ["FORESAIL_DATA"]) / "forecast" / f"{name}.parquet")
    if series:
        data = data.filter(pl.col("unique_id").is_in(data["unique_id"].unique().sort()[:series].implode()))
    past, later = (data.filter(split=part).select("unique_id", "ds", "y") for part in ("train", "test"))
    count = past["unique_id"].n_unique()
    found = {}
    for mode in ("fast", "best"):
        for levels in ((), (80, 95)):
            started = time.process_time()
            made = forecast(past, horizon, season=season, levels=levels, mode=mode, workers=1).frame  # type: ignore[arg-type]
            spent = time.process_time() - started
            found[f"{mode} {'with intervals' if levels else 'points'}"] = _row(made, past, later, season, spent / count)
    return found | (_peers(past, later, season, horizon) if peers else {})


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
        started = time.process_time()
        made = [
            getattr(models, name)(season_length=season).forecast(y=np.array(y), h=horizon, level=[80, 95])
            for y in lists["y"]
        ]
        spent = (time.process_time() - started) / len(lists)
        columns = {c: np.concatenate([m[c] for m in made]) for c in made[0] if c != "fitted"}
        means[name] = columns["mean"]
        found[name] = _row(frame.with_columns(**columns), past, later, season, spent)
    middle = np.median([means[name] for name in SCUM], axis=0)
    spent = sum(found[name]["ms"] for name in SCUM) / 1000
    return found | {"SCUM": _row(frame.with_columns(mean=middle), past, later, season, spent)}


def many(size: int, *, peers: bool) -> dict[str, Any]:
    """Fast mode on so many monthly series of 60 points, 12 ahead; peers on 100 of them, per series."""
    rng = np.random.default_rng(0)
    time_ = np.arange(60)
    season = 1 + 0.3 * np.sin(2 * np.pi * time_ / 12 + rng.uniform(0, 6, (size, 1)))
    y = 100 * season * np.exp(rng.normal(0, 0.01, (size, 1)) * time_ + rng.normal(0, 0.1, (size, 60)))
    frame = pl.DataFrame({"unique_id": np.repeat(np.arange(size), 60), "ds": np.tile(time_, size), "y": y.ravel()})
    wall, cpu = time.perf_counter(), time.process_time()
    forecast(frame, 12, season=12, mode="fast")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found = {
        "wall": round(wall, 1),
        "cpu": round(cpu, 1),
        "per second of CPU": round(size / cpu, 1),
        "GiB": round(peak, 2),
    }
    if peers:
        from statsforecast import models

        for name in ("AutoETS", "AutoTheta"):
            cpu = time.process_time()
            for row in y[:100]:
                getattr(models, name)(season_length=12).forecast(y=row, h=12, level=[80, 95])
            found[f"{name} per second of CPU"] = round(100 / (time.process_time() - cpu), 1)
    return found


if __name__ == "__main__":
    main()
