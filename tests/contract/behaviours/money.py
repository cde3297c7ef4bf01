"""A hundred times the money gives a hundred times the money, and the same ranks."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from contract.behaviours.case import Case, by_grain, close, differences
from contract.world import Tables
from foresail.contracts.output import columns_of
from foresail.kernel.unit import Unit
from foresail.model.declare import Type
from foresail.model.tables import TABLES

FACTOR = 100
MONEY = (Unit.MONEY, Unit.UNIT_PRICE, Unit.MONEY_PER_DAY)


def money_scale(case: Case) -> None:
    """Whoever counts in cents gets the same analysis."""
    if case.unsteady:
        return
    units = {
        (name, column.name): column.unit
        for name, row in case.entry.capability.outputs.items()
        for column in columns_of(row)
    }

    def same(output: str, column: str, a: Any, b: Any) -> bool:
        if units[output, column] in MONEY and a is not None and b is not None:
            # An amount is rounded at its cent, so a hundred times it is known to about one whole unit.
            return math.isclose(float(a) * FACTOR, float(b), rel_tol=1e-6, abs_tol=1.0)
        return close(a, b, relative=1e-6)

    many = by_grain(case.run(case.world.other("a hundred times the money", lambda t: times(t, FACTOR))), case)
    assert not (found := differences(by_grain(case.base, case), many, same, evidence=False)), found


def times(tables: Tables, factor: int) -> dict[str, pl.DataFrame]:
    """The tables with every amount of money multiplied."""
    return {name: _times(name, frame, factor) for name, frame in tables.items()}


def _times(name: str, frame: pl.DataFrame, factor: int) -> pl.DataFrame:
    if name == "opportunity_change":
        is_amount = pl.col("field") == "amount"
        scaled = [
            pl.when(is_amount)
            .then((pl.col(c).cast(pl.Float64, strict=False) * factor).round(2).cast(pl.String))
            .otherwise(pl.col(c))
            .alias(c)
            for c in ("old", "new")
        ]
        return frame.with_columns(scaled)
    if name == "opportunity_span":
        return frame.with_columns((pl.col("amount", "amount_base") * factor).cast(pl.Decimal(18, 4)))
    money = [c.name for c in TABLES[name].columns if c.type in (Type.MONEY, Type.UNIT_PRICE)]
    wanted = [c for m in money for c in (m, f"{m}_base") if c in frame.columns]
    return frame.with_columns([(pl.col(c) * factor).cast(frame.schema[c]) for c in wanted])
