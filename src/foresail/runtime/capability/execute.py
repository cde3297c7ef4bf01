"""One run of one capability: frames as of a day in, checked outputs, artefact and evidence out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl
from sqlglot import exp

from foresail.contracts.capability import Capability, Params
from foresail.contracts.frames import Frames
from foresail.features.tables import named_in
from foresail.kernel.artefact import Artefact
from foresail.kernel.evidence import Evidence
from foresail.kernel.ports import rng
from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text
from foresail.runtime.capability.as_of import seen_as_of
from foresail.runtime.capability.least import check_minimum
from foresail.runtime.capability.rows import Rows, Stored
from foresail.runtime.capability.shapes import conform, not_finite
from foresail.runtime.catalogue import Entry

KEY = 3
"""Columns by which a frame is sorted first; see `arranged`."""
SEED = 20250101
"""The seed of every build: results change when data or code change, and for no other reason."""


@dataclass(frozen=True)
class Run:
    """What a run gave."""

    outputs: Mapping[str, pl.DataFrame]
    evidence: Evidence
    artefact: Artefact | None = None
    seconds: float = 0.0
    rows_in: Mapping[str, int] = field(default_factory=dict)


def execute(
    entry: Entry,
    rows: Rows,
    params: Params,
    as_of: date,
    *,
    past: bool = False,
    seed: int = SEED,
    evaluate: bool = True,
) -> Run:
    """Run a capability on what was known on a day.

    Parameters
    ----------
    entry
        The capability and its folder.
    rows
        Where its frames come from.
    as_of, past
        The local day, inclusive; whether it lies before the day of the data (see `as_of.seen_as_of`).
    seed
        Random numbers depend on it and on the capability's id alone.
    evaluate
        False skips the back-test.

    Raises
    ------
    NotEnoughData
        If the data do not carry a result; `details["missing"]` names what is missing.
    DeclarationError
        If the outputs are not what was declared.
    """
    run = compute(entry, rows, params, as_of, past=past, seed=seed, evaluate=evaluate)
    outputs = conform(entry.capability, run.outputs)
    _check_finite(entry.capability, run.evidence, run.artefact)
    return replace(run, outputs=outputs)


def compute(
    entry: Entry,
    rows: Rows,
    params: Params,
    as_of: date,
    *,
    past: bool = False,
    seed: int = SEED,
    evaluate: bool = True,
) -> Run:
    """What `execute` does, before its outputs are held against their declaration."""
    started = time.monotonic()
    capability = entry.capability
    check_minimum(capability, rows, as_of, past=past)
    frames = Frames(fetch_frames(entry, rows, params, as_of, past=past))
    artefact = None
    if capability.fit:
        artefact = entry.function(capability.fit)(frames, params, rng(seed, capability.id, "fit"))
    evidence = _not_evaluated()
    if evaluate:  # with the numbers of what it judges: of two near verdicts, the same one must fall on both sides
        judged = "fit" if capability.fit else "run"
        evidence = entry.function(capability.evaluate)(frames, params, rng(seed, capability.id, judged))
    return Run(
        outputs=entry.function(capability.run)(frames, artefact, params, rng(seed, capability.id, "run")),
        evidence=evidence,
        artefact=artefact,
        seconds=time.monotonic() - started,
        rows_in={name: frame.height for name, frame in frames.items()},
    )


def fetch_frames(
    entry: Entry, rows: Rows, params: Params, as_of: date, *, past: bool = False
) -> dict[str, pl.DataFrame]:
    """The frames of a capability, each sorted by its columns from left to right.

    An engine gives rows in any order; sorted frames make every run see the same thing.
    """
    frames = {}
    for name in entry.capability.frames:
        tree = frame_query(entry, name, rows.stored(), past=past)
        frames[name] = arranged(rows.fetch(tree, values_for(tree, params, as_of)))
    return frames


def frame_query(entry: Entry, frame: str, stored: Stored, *, past: bool) -> exp.Select:
    """The query of a frame over as-of views."""
    needs, sql = entry.capability.needs, entry.sql(frame)
    made = (*needs.offered, *named_in(sql))
    there = frozenset(needs.results) | {name for name in made if name in stored and not past}
    absent = {name: columns for name, columns in needs.offered.items() if name not in there}
    return seen_as_of(sql, stored, past=past, results=there, absent=absent)


def values_for(tree: exp.Expr, params: Params, as_of: date) -> dict[str, Any]:
    """The values that a query asks for by name: the day, and scalar parameters."""
    known = {**params.model_dump(), "as_of": as_of}
    return {p.name: known[p.name] for p in tree.find_all(exp.Placeholder) if p.name in known}


def arranged(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame sorted by all columns that have an order."""
    by = [name for name, kind in frame.schema.items() if not kind.is_nested() and kind != pl.Object]
    if not by or not frame.height:
        return frame
    # The first columns mostly tell rows apart, and a sort by a few takes a fraction of one by all.
    key = by[:KEY]
    made = frame.sort(key, nulls_last=True)
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in key)
    tied = len(by) > KEY and made.select(same.slice(1).any()).item()
    return frame.sort(by, nulls_last=True) if tied else made


def _check_finite(capability: Capability, evidence: Evidence, artefact: Artefact | None) -> None:
    odd = not_finite(evidence.model_dump(), "evidence")
    if artefact is not None:
        odd += not_finite(dict(artefact.values), "artefact")
    if odd:
        raise DeclarationError(
            Text(en="There are numbers that are not finite.", zh="存在非有限的数值。"),
            where=f"{capability.id}: {odd[0]}",
        )


def _not_evaluated() -> Evidence:
    words = Text(en="Not tested in this run.", zh="本次运行未检验。")
    return Evidence(method=words, baseline=words, n=0, verdict=words)
