"""Risks of leaving: what must hold on small made-up customers, contracts alone, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.churn import evaluate, model
from foresail.analytics.customers.churn.capability import CAPABILITY
from foresail.analytics.customers.churn.params import ChurnParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
PARAMS = ChurnParams()
DAYS = 900


def company(customers: int = 90, *, leaving: bool = True) -> dict[str, pl.DataFrame]:
    """Customers who order about every three weeks; half of them leave at some day, without a word."""
    draw = np.random.default_rng(5)
    rows: list[dict[str, Any]] = []
    for i in range(customers):
        end = int(draw.integers(100, DAYS)) if leaving and i % 2 else DAYS + 1
        day = int(draw.integers(0, 60))
        while day <= min(end, DAYS):
            rows.append({"account_id": f"A{i:03d}", "on": AS_OF - timedelta(days=DAYS - day), "amount": 100 + i})
            day += int(draw.integers(10, 35))
    frame = pl.DataFrame(rows).with_row_index("n").with_columns(order_id=pl.lit("O") + pl.col("n").cast(pl.String))
    names = frame["account_id"].unique().sort()
    return {
        "order": frame.select("order_id", "account_id", ordered_on="on"),
        "order_line": frame.select("order_id", kind=pl.lit("sale"), quantity=pl.lit(1), net_amount_base="amount"),
        "account": pl.DataFrame({"account_id": names, "name": names, "industry": ["制造", "零售"] * (len(names) // 2)}),
    }


def contracts(count: int = 900) -> dict[str, pl.DataFrame]:
    """Yearly contracts of customers without orders; those of one product are cancelled ten times as often."""
    draw = np.random.default_rng(6)
    begun = draw.integers(30, 1500, count)
    poor = np.arange(count) % 3 > 0
    life = draw.exponential(np.where(poor, 250.0, 4000.0))
    gone = life < begun
    start = [AS_OF - timedelta(days=int(b)) for b in begun]
    return {
        "account": pl.DataFrame(
            {"account_id": [f"A{i}" for i in range(count)], "name": [f"客户{i}" for i in range(count)]}
        ),
        "subscription": pl.DataFrame(
            {
                "subscription_id": [f"S{i}" for i in range(count)],
                "account_id": [f"A{i}" for i in range(count)],
                "product_id": ["P0" if p else "P1" for p in poor],
                "period": ["year"] * count,
                "amount_base": [1200] * count,
                "starts_on": start,
                "cancelled_on": [
                    s + timedelta(days=int(x)) if g else None for s, x, g in zip(start, life, gone, strict=True)
                ],
            }
        ),
    }


def run_on(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return model.run(frames, Artefact.loads(model.fit(frames, PARAMS, rng(1)).dumps()), PARAMS, rng(1))


def test_silent_customers_are_at_risk_with_reasons_and_money(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = run_on(frames)
    scores = out["scores"]
    silent = scores.filter(pl.col("recency_days") > 60)["probability"].mean()
    lively = scores.filter(pl.col("recency_days") < 30)["probability"].mean()
    assert silent > lively + 0.5
    assert scores.filter(pl.col("probability_low") > pl.col("probability")).height == 0
    assert scores["at_risk"].sum() == out["overview"]["at_risk"][0] == out["cells"]["at_risk"].sum()
    assert out["overview"]["expected_lost"][0] == pytest.approx(scores["probability"].sum())
    assert scores.sort("place")["at_risk"].is_sorted(descending=True)
    first = scores.sort("probability", descending=True).row(0, named=True)
    mine = out["reasons"].filter(pl.col("account_id") == first["account_id"])
    assert mine["points"].max() > 0.05
    assert first["reason_zh"]
    assert first["play"] != "watch"
    evidence = evaluate.run(frames, PARAMS, rng(1))
    assert evidence.skill
    assert {m.name for m in evidence.measures} >= {"auc", "brier", "auc_against_recency"}
    assert evidence.tested_on is not None
    assert evidence.tested_on <= AS_OF - timedelta(days=PARAMS.horizon_days)


def test_contracts_alone_are_enough(frames_of: Load) -> None:
    out = run_on(frames_of(CAPABILITY, contracts(), AS_OF))
    held = out["contracts"]
    assert held.height > 50
    by_product = dict(held.group_by("product_id").agg(pl.col("probability").mean()).iter_rows())
    assert by_product["P0"] > by_product["P1"]
    assert out["scores"]["basis"].unique().to_list() == ["contract"]
    assert out["scores"].height == held["account_id"].n_unique()
    assert out["reasons"].height > 0


def test_where_nobody_leaves_there_is_no_skill(frames_of: Load) -> None:
    """A target of one class: the base rate, and the words say so."""
    frames = frames_of(CAPABILITY, company(40, leaving=False), AS_OF)
    out = run_on(frames)
    assert out["scores"]["uses_base_rate"].all()
    assert out["reasons"].height == 0
    assert not evaluate.run(frames, PARAMS, rng(1)).skill


@pytest.mark.parametrize("case", ["none", "one", "same_day", "future"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = company(20)
    if case == "none":
        tables = {}
    elif case == "one":
        tables["order"] = tables["order"].head(1)
    else:
        day = AS_OF if case == "same_day" else AS_OF + timedelta(days=400)
        tables["order"] = tables["order"].with_columns(ordered_on=pl.lit(day))
    frames = frames_of(CAPABILITY, tables, AS_OF)
    with pytest.raises(NotEnoughData, match="at least 20") as refused:
        model.fit(frames, PARAMS, rng(1))
    assert refused.value.what.zh


def test_nothing_of_a_later_day_enters_a_row(frames_of: Load) -> None:
    """The row of a day in the past equals the row that this day itself would have had."""
    tables = company()
    now = frames_of(CAPABILITY, tables, AS_OF)["customers"]
    back = PARAMS.horizon_days + 60
    then = frames_of(CAPABILITY, tables, AS_OF - timedelta(days=back))["customers"].filter(pl.col("k") == 0)
    past = now.filter(pl.col("back") == back)
    skip = ("as_of", "k", "back", "stopped")
    assert past.height > 30
    assert past.drop(skip).sort("account_id").equals(then.drop(skip).sort("account_id"))
