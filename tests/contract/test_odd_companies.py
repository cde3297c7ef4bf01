"""Companies as they should not be: every customer capability gives a whole answer or says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import polars as pl
import pytest

from contract.behaviours.case import Case, without_infinity
from contract.behaviours.money import times
from contract.company import LAST_DAY
from contract.test_contract import CATALOGUE
from contract.world import Tables, World
from foresail.kernel.problem import NotEnoughData
from foresail.runtime.capability.execute import Run
from foresail.runtime.capability.shapes import conform

pytestmark = pytest.mark.nightly
CUSTOMERS = [i for i in sorted(CATALOGUE.entries) if i.startswith("customers.")]


def same_day(tables: Tables) -> dict[str, pl.DataFrame]:
    """All that ever happened, happened on the last day."""
    noon = datetime.combine(LAST_DAY, time(12))
    made = {}
    for name, frame in tables.items():
        days = [pl.col(c).is_not_null() for c, k in frame.schema.items() if k == pl.Date or isinstance(k, pl.Datetime)]
        names = [c for c, k in frame.schema.items() if k == pl.Date or isinstance(k, pl.Datetime)]
        made[name] = frame.with_columns(
            pl.when(there).then(pl.lit(LAST_DAY if frame.schema[c] == pl.Date else noon)).cast(frame.schema[c]).alias(c)
            for c, there in zip(names, days, strict=True)
        )
    return made


def negative(tables: Tables) -> dict[str, pl.DataFrame]:
    """Every amount below zero, none of them a return."""
    return times(tables, -1)


def two_currencies(tables: Tables) -> dict[str, pl.DataFrame]:
    """Every other order in dollars: half of these have a rate, of the others nobody knows the worth."""
    order, line = tables["order"], tables["order_line"]
    number = pl.int_range(pl.len())
    marked = order.with_columns(currency=pl.when(number % 2 == 0).then(pl.lit("USD")).otherwise("currency"))
    fate = order.select("order_id", rate=pl.when(number % 4 == 0).then(0).when(number % 4 == 2).then(7).otherwise(1))
    money = [c for c in line.columns if c.endswith("_base")]
    joined = line.join(fate, on="order_id", how="left").with_columns(
        pl.when(pl.col("rate") > 0).then(pl.col(c) * pl.col("rate")).cast(line.schema[c]).alias(c) for c in money
    )
    return {**tables, "order": marked, "order_line": joined.drop("rate")}


def answer(case: Case, odd: World) -> Run | NotEnoughData:
    """What comes out, or what is said to be missing."""
    try:
        return case.run(odd)
    except NotEnoughData as problem:
        return problem


ODD: dict[str, Callable[[Tables], Tables]] = {
    "same_day": same_day,
    "negative": negative,
    "two_currencies": two_currencies,
}


@pytest.mark.parametrize("capability_id", CUSTOMERS)
@pytest.mark.parametrize("odd", list(ODD))
def test_an_odd_company_gets_an_answer(odd: str, capability_id: str, world: World) -> None:
    case = Case(CATALOGUE.entry(capability_id), CATALOGUE, world)
    run = answer(case, world.other(odd, ODD[odd]))
    if isinstance(run, NotEnoughData):
        assert run.what.en.strip()
        assert run.what.zh.strip()
        return
    outputs = conform(case.entry.capability, without_infinity(run.outputs))
    assert outputs.keys() == run.outputs.keys()
    assert run.evidence.verdict.en
