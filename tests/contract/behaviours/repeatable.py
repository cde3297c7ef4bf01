"""The same question has the same answer."""

from __future__ import annotations

import polars as pl

from contract.behaviours.case import Case, by_grain, differences
from contract.world import Tables


def same_seed(case: Case) -> None:
    """Same data, same seed: the same answer."""
    assert not case.unsteady, case.unsteady


def row_order(case: Case) -> None:
    """The order of rows in the tables does not matter."""
    if case.unsteady:
        return
    other = case.run(case.world.other("shuffled", shuffled))
    found = differences(by_grain(case.base, case), by_grain(other, case))
    assert not found, found


def shuffled(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables with their rows in another order."""
    return {
        name: frame.sample(fraction=1.0, shuffle=True, seed=number) if frame.height else frame
        for number, (name, frame) in enumerate(tables.items())
    }
