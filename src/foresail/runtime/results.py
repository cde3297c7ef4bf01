"""Runs with other parameters than the defaults: kept under `results/<hash>/` as long as their generation is."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from foresail.contracts.capability import Params
from foresail.kernel.evidence import Evidence
from foresail.runtime.capability.execute import SEED, Run
from foresail.runtime.catalogue import Entry
from foresail.runtime.workspace import Workspace

NOTE = "run.json"


def key_of(entry: Entry, params: Params, as_of: date, generation: str) -> str:
    """The name of a run: it changes with whatever could change the answer."""
    said = {
        "capability": entry.id,
        "code": entry.code_hash(),
        "params": params.model_dump(mode="json"),
        "as_of": as_of.isoformat(),
        "generation": generation,
        "seed": SEED,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:24]


def stored_run(ws: Workspace, key: str) -> Run | None:
    """A kept run; None if it is not there or not whole."""
    folder = ws.path / "results" / key
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        outputs = {name: pl.read_parquet(folder / f"{name}.parquet") for name in note["outputs"]}
    except (OSError, ValueError, KeyError, pl.exceptions.PolarsError):
        return None
    return Run(outputs=outputs, evidence=Evidence.model_validate(note["evidence"]), seconds=float(note["seconds"]))


def store_run(ws: Workspace, key: str, run: Run, about: dict[str, Any]) -> None:
    """Keep a run: written beside, then renamed, so that a half-written one is never read."""
    folder = ws.path / "results"
    folder.mkdir(exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".writing-", dir=folder))
    try:
        for name, frame in run.outputs.items():
            frame.write_parquet(made / f"{name}.parquet")
        note = {
            **about,
            "outputs": list(run.outputs),
            "evidence": run.evidence.model_dump(mode="json"),
            "seconds": run.seconds,
        }
        (made / NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        shutil.rmtree(folder / key, ignore_errors=True)  # a torn one; a whole one would have been read
        made.replace(folder / key)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sweep_results(ws: Workspace) -> int:
    """Remove the runs of generations that are gone, and leftovers of a crash; gives how many."""
    there = {info.id for info in ws.warehouse.generations()}
    gone = 0
    for folder in (ws.path / "results").iterdir():
        try:
            note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
            keep = note.get("generation") in there
        except (OSError, ValueError):
            keep = False
        if not keep and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone
