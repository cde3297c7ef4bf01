"""Values of customers: what must hold on small made-up orders, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.clv import evaluate, model
from foresail.analytics.customers.clv.capability import CAPABILITY
from foresail.analytics.customers.clv.params import ClvParams
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
PARAMS = ClvParams(horizon_days=90)


def orders(customers: int = 40, *, days: int = 300, money: int = 1, seed: int = 3) -> dict[str, pl.DataFrame]:
    """Orders of customers with rates of their own, half of whom leave; one line each."""
    draw = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for i in range(customers):
        rate, leaves = draw.gamma(1.5, 0.02), draw.integers(1, 2 * days)
        day = draw.integers(0, days // 2)
        while day < min(days, leaves):
            amount = (100 + 20 * (i % 7)) * money
            rows.append({"account_id": f"A{i:03d}", "on": AS_OF - timedelta(days=int(days - day)), "amount": amount})
            day += 1 + draw.exponential(1 / rate)
    frame = pl.DataFrame(rows).with_row_index("n").with_columns(order_id=pl.lit("O") + pl.col("n").cast(pl.String))
    order = frame.select("order_id", "account_id", ordered_on="on", ordered_at=pl.col("on").cast(pl.Datetime("us")))
    line = frame.select(
        "order_id", line_no=pl.lit(1), kind=pl.lit("sale"), quantity=pl.lit(1), net_amount_base="amount"
    )
    names = order["account_id"].unique().sort()
    account = pl.DataFrame({"account_id": names, "name": names, "region": [f"R{i % 3}" for i in range(len(names))]})
    return {"order": order, "order_line": line, "account": account}


def test_every_customer_has_a_value_with_its_interval(frames_of: Load) -> None:
    tables = orders()
    out = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    table = out["customers"]
    assert table.height == tables["order"]["account_id"].n_unique()
    assert table.filter((pl.col("value_low") > pl.col("value_high")) | (pl.col("value") < 0)).height == 0
    assert sorted(table["value_rank"].to_list()) == list(range(1, table.height + 1))
    assert out["classes"]["value"].sum() == table["value"].sum()
    assert out["classes"]["accounts"].sum() == table.height
    by_region = out["groups"].filter(pl.col("dimension") == "region")
    assert by_region["value"].sum() == table["value"].sum()
    assert out["methods"]["chosen"].sum() == 1
    told = dict(zip(table["account_id"], table["reason"], strict=True))
    gone, best = table.filter(pl.col("alive") < 0.5)["account_id"], table.sort("value_rank")["account_id"][0]
    assert {told[a] for a in gone} == {"silent"}
    assert told[best] in ("often", "large")
    low, value, high = out["overview"].select("value_low", "value", "value_high").row(0)
    assert low <= value <= high


def test_the_evidence_is_of_the_method_that_is_used(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, orders(), AS_OF)
    evidence = evaluate.run(frames, PARAMS, rng(1))
    out = model.run(frames, None, PARAMS, rng(1))
    chosen = out["methods"].filter("chosen").row(0, named=True)
    assert evidence.skill is (chosen["candidate"] != "own_rate")
    assert evidence.measures[0].value == pytest.approx(chosen["rmse"])
    assert evidence.n > 0
    assert {m.name for m in evidence.measures} >= {"rmse", "abs_bias", "top_tenth_capture"}


@pytest.mark.parametrize("case", ["none", "one", "same_day", "one_each"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = orders()
    if case == "none":
        tables = {}
    elif case == "one":
        tables["order"] = tables["order"].filter(pl.col("account_id") == tables["order"]["account_id"][0])
    elif case == "same_day":
        tables["order"] = tables["order"].with_columns(ordered_on=pl.lit(AS_OF))
    else:
        tables["order"] = tables["order"].unique("account_id", keep="first", maintain_order=True)
    frames = frames_of(CAPABILITY, tables, AS_OF)
    for run in (lambda: model.run(frames, None, PARAMS, rng(1)), lambda: evaluate.run(frames, PARAMS, rng(1))):
        with pytest.raises(NotEnoughData) as refused:
            run()
        assert refused.value.what.zh


def test_returns_future_days_and_unknown_rates_do_no_harm(frames_of: Load) -> None:
    """Negative amounts are returns, days after the day don't count, an amount without a rate counts as no money."""
    tables = orders()
    first = tables["order"]["order_id"][0]
    tables["order_line"] = tables["order_line"].with_columns(
        net_amount_base=pl.when(pl.col("order_id") == first).then(None).otherwise(pl.col("net_amount_base"))
    )
    odd = pl.DataFrame(
        {"order_id": ["X", "Y"], "account_id": ["A001", "A002"], "ordered_on": [AS_OF, date(2099, 1, 1)]}
    )
    lines = pl.DataFrame(
        {"order_id": ["X", "Y"], "kind": ["return", "sale"], "quantity": [-1, 1], "net_amount_base": [-9, 9]}
    )
    plain = model.run(frames_of(CAPABILITY, tables, AS_OF), None, PARAMS, rng(1))
    more = {
        **tables,
        "order": pl.concat([tables["order"], odd], how="diagonal"),
        "order_line": pl.concat([tables["order_line"], lines], how="diagonal_relaxed"),
    }
    again = model.run(frames_of(CAPABILITY, more, AS_OF), None, PARAMS, rng(1))
    assert again["customers"].equals(plain["customers"])
