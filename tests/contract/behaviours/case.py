"""One capability on one world: runs, and what differs between two of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from contract.world import World
from foresail.kernel.problem import DeclarationError
from foresail.runtime.capability.execute import SEED, Run, compute
from foresail.runtime.capability.shapes import conform, sql_types
from foresail.runtime.catalogue import Catalogue, Entry

Same = Callable[[str, str, Any, Any], bool]
"""Whether two values of an output's column are the same."""


@dataclass
class Case:
    """A capability under test."""

    entry: Entry
    catalogue: Catalogue
    world: World

    @cached_property
    def base(self) -> Run:
        """The run on the last day with the defaults."""
        return self.run()

    @cached_property
    def unsteady(self) -> list[str]:
        """Where a second run on the same data differs. What is unsteady cannot be compared further (`same_seed`)."""
        return differences(self.base, self.run())

    @cached_property
    def conformed(self) -> dict[str, pl.DataFrame] | None:
        """The outputs of the base run as declared; None where they are not (`output_types`)."""
        try:
            return conform(self.entry.capability, without_infinity(self.base.outputs))
        except DeclarationError:
            return None

    def run(
        self, world: World | None = None, as_of: date | None = None, *, past: bool = False, seed: int = SEED
    ) -> Run:
        """Run with the defaults; what other capabilities give is made first, on the same tables and day."""
        where = world or self.world
        day = as_of or where.last_day
        run = made_from(self.catalogue, self.entry, where, day, past=past, seed=seed)
        if seed == SEED:
            where.made.setdefault((self.entry.id, day, past), run)
        return run


def made_from(catalogue: Catalogue, entry: Entry, world: World, day: date, *, past: bool, seed: int = SEED) -> Run:
    """What a capability gives; the results that it builds on are made first, once for a world and a day."""
    results = {}
    for table in entry.capability.needs.results:
        maker, output, row = catalogue.outputs[table]
        key = (maker.id, day, past)
        if key not in world.made:
            world.made[key] = made_from(catalogue, maker, world, day, past=past)
        results[table] = (world.made[key].outputs[output], sql_types(row))
    world.give(results)
    return compute(entry, world, entry.capability.params(), day, past=past, seed=seed)


def differences(one: Run, other: Run, same: Same | None = None, *, evidence: bool = True) -> list[str]:
    """Where two runs differ, in words; empty if they do not."""
    alike = same or (lambda _output, _column, a, b: close(a, b))
    found: list[str] = []
    for name, frame in one.outputs.items():
        found += _frames(name, frame, other.outputs[name], alike)
    if evidence and not close(one.evidence.model_dump(), other.evidence.model_dump()):
        found.append(f"evidence: {one.evidence.verdict.en} | {other.evidence.verdict.en}")
    return found


def _frames(name: str, one: pl.DataFrame, other: pl.DataFrame, same: Same) -> list[str]:
    if one.shape != other.shape:
        return [f"{name}: {one.shape} | {other.shape}"]
    found = []
    for column in one.columns:
        pairs = zip(one[column].to_list(), other[column].to_list(), strict=True)
        wrong = [(a, b) for a, b in pairs if not same(name, column, a, b)]
        if wrong:
            found.append(f"{name}.{column}: {len(wrong)} of {one.height} differ, as {wrong[0][0]} | {wrong[0][1]}")
    return found


def close(a: Any, b: Any, relative: float = 1e-9) -> bool:
    """Equal, and for numbers equal up to rounding."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(close(a[k], b[k], relative) for k in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(close(x, y, relative) for x, y in zip(a, b, strict=True))
    if isinstance(a, (float, Decimal)) and isinstance(b, (float, Decimal, int)):
        x, y = float(a), float(b)
        return (math.isnan(x) and math.isnan(y)) or math.isclose(x, y, rel_tol=relative, abs_tol=1e-12)
    return bool(a == b)


def by_grain(run: Run, case: Case) -> Run:
    """The run with every output sorted by its grain."""
    outputs = {n: f.sort(case.entry.capability.outputs[n].grain, nulls_last=True) for n, f in run.outputs.items()}
    return Run(outputs=outputs, evidence=run.evidence, artefact=run.artefact)


def without_infinity(outputs: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The outputs with 0 for what is not finite: that is the business of `json_finite`."""
    return {name: frame.with_columns(_finite(c, k) for c, k in frame.schema.items()) for name, frame in outputs.items()}


def _finite(column: str, kind: pl.DataType) -> pl.Expr:
    if not kind.is_float():
        return pl.col(column)
    return (
        pl.when(pl.col(column).is_finite() | pl.col(column).is_null()).then(pl.col(column)).otherwise(0.0).alias(column)
    )
