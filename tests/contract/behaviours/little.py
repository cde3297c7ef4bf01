"""Nothing, one row and one account give a typed answer, never a crash."""

from __future__ import annotations

import polars as pl
import pytest

from contract.behaviours.case import Case
from contract.world import Tables, World
from foresail.kernel.problem import NotEnoughData


def too_little(case: Case) -> None:
    """No rows and one row a table: "not enough data". One account: that, or a whole answer."""
    _not_enough(case, case.world.other("nothing", lambda _t: {}))
    _not_enough(case, case.world.other("one row", lambda t: {name: frame.head(1) for name, frame in t.items()}))
    try:
        case.run(case.world.other("one account", one_account))
    except NotEnoughData:
        return


def _not_enough(case: Case, world: World) -> None:
    with pytest.raises(NotEnoughData) as refused:
        case.run(world)
    assert refused.value.what.en.strip(), "the answer has no words"
    assert refused.value.what.zh.strip(), "the answer has no Chinese words"


def one_account(tables: Tables) -> dict[str, pl.DataFrame]:
    """The tables of the account with the most orders alone."""
    busiest = tables["order"].group_by("account_id").len().sort(["len", "account_id"])["account_id"][-1]
    made = {
        name: frame.filter(pl.col("account_id") == busiest) if "account_id" in frame.columns else frame
        for name, frame in tables.items()
    }
    for parent, children in (("order", ("order_line",)), ("opportunity", ("opportunity_span", "opportunity_change"))):
        key = f"{parent}_id"
        for child in children:
            made[child] = made[child].filter(pl.col(key).is_in(made[parent][key].implode()))
    return made
