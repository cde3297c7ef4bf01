"""Best customers: a trait that makes them so is found, one that does not is not, and what bad input gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.conftest import Load
from foresail.analytics.customers.ideal_customer import evaluate, model
from foresail.analytics.customers.ideal_customer.capability import CAPABILITY
from foresail.analytics.customers.ideal_customer.params import IdealParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.ports import rng
from foresail.kernel.problem import NotEnoughData

AS_OF = date(2025, 6, 30)
PARAMS = IdealParams()


def company(customers: int = 400, prospects: int = 60, *, signal: float = 2.0) -> dict[str, pl.DataFrame]:
    """Makers of machines buy much more; the region says nothing."""
    draw = np.random.default_rng(8)
    total = customers + prospects
    industry = [("机械", "零售", "软件", "化工")[i % 4] for i in range(total)]
    rows: list[dict[str, Any]] = []
    for i in range(customers):
        first = int(draw.integers(200, 1000))
        size = float(np.exp(signal * (industry[i] == "机械") + draw.normal(0, 0.6)))
        for k in range(3):
            day = AS_OF - timedelta(days=first - 30 * k)
            rows.append({"order_id": f"O{i}-{k}", "account_id": f"A{i:03d}", "on": day, "net": round(100 * size, 2)})
    frame = pl.DataFrame(rows)
    account = {
        "account_id": [f"A{i:03d}" for i in range(total)],
        "industry": industry,
        "region": [("东", "西", "南")[int(k)] for k in draw.integers(0, 3, total)],
        "employee_count": draw.integers(5, 900, total),
    }
    return {
        "order": frame.select("order_id", "account_id", ordered_on="on"),
        "order_line": frame.select("order_id", kind=pl.lit("sale"), quantity=pl.lit(1), net_amount_base="net"),
        "account": pl.DataFrame(account),
    }


def run_on(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return model.run(frames, Artefact.loads(model.fit(frames, PARAMS, rng(1)).dumps()), PARAMS, rng(1))


def test_the_trait_that_tells_is_found_and_prospects_follow_it(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(), AS_OF)
    out = run_on(frames)
    overview = out["overview"].row(0, named=True)
    assert (overview["best_trait_zh"], overview["best_accounts"], overview["has_skill"]) == ("行业：机械", 80, True)
    traits = {(r["trait"], r["value_name"]): r for r in out["traits"].iter_rows(named=True)}
    machine = traits["industry", "机械"]
    assert machine["accounts"] == 100
    assert machine["lift_low"] > 2
    assert machine["lift"] <= machine["best_rate"] / 0.2
    assert not any(r["is_sure"] for (t, _), r in traits.items() if t == "region")
    assert "机械" in out["rules"].sort("place")["profile_en"][0]
    ahead = out["prospects"].sort("place")
    assert ahead.height == 60
    assert set(ahead.head(15)["industry"]) == {"机械"}
    assert set(ahead.head(15)["grade"]) <= {"A", "B"}
    assert "行业" in ahead["reason_zh"][0]
    assert evaluate.run(frames, PARAMS, rng(1)).skill


def test_where_no_trait_tells_there_is_no_skill(frames_of: Load) -> None:
    frames = frames_of(CAPABILITY, company(signal=0.0), AS_OF)
    out = run_on(frames)
    assert out["prospects"]["score"].n_unique() == 1
    assert not evaluate.run(frames, PARAMS, rng(1)).skill


@pytest.mark.parametrize("case", ["none", "one", "same_day", "all_alike", "future"])
def test_too_little_is_an_answer(case: str, frames_of: Load) -> None:
    tables = company(60, 5)
    if case == "none":
        tables = {}
    elif case == "one":
        tables["order"] = tables["order"].filter(pl.col("account_id") == "A001")
    elif case == "all_alike":
        tables["order_line"] = tables["order_line"].with_columns(net_amount_base=pl.lit(None))
    else:
        day = AS_OF if case == "same_day" else date(2099, 1, 1)
        tables["order"] = tables["order"].with_columns(ordered_on=pl.lit(day))
    with pytest.raises(NotEnoughData) as refused:
        model.fit(frames_of(CAPABILITY, tables, AS_OF), PARAMS, rng(1))
    assert refused.value.what.zh
