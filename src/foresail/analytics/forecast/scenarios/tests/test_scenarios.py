"""Drivers by hand on a company of two products, and words for what cannot be."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.scenarios import evaluate, learn, model
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import Damaged, InvalidInput, NotEnoughData

RNG = np.random.default_rng(0)
AS_OF = date(2025, 6, 30)


def frames(free: float = 0.5) -> dict[str, pl.DataFrame]:
    """100 a month; two products of equal worth, half of the revenue negotiated; nothing to learn prices from."""
    months = [date(2025, 7 + i, 1) for i in range(6)]
    point = {"actual": None, "so_far": None, "mean": 100.0, "lo_80": 80.0, "hi_80": 120.0, "as_of": AS_OF}
    floats = dict.fromkeys(("actual", "so_far", "mean", "lo_80", "hi_80"), pl.Float64)
    week: dict[str, Any] = {"week": 2890, "purchases": 5, "lines": 10, "units": 10.0, "gross": 10.0, "net": 10.0}
    facts = [("won", 10.0), ("ended", 40.0), ("days", 600.0)]
    past = [("engine", 90.0), ("seasonal_naive", 70.0)]
    return {
        "points": pl.DataFrame([{**point, "period": m} for m in months], schema_overrides=floats),
        "past": pl.DataFrame(
            [{"method": m, "origin": AS_OF, "period": AS_OF, "actual": 100.0, "forecast": f} for m, f in past]
        ),
        "weeks": pl.DataFrame(
            [{**week, "product_id": p, "free_net": 10.0 * free, "as_of": AS_OF} for p in ("crm:a", "crm:b")]
        ),
        "offers": pl.DataFrame(
            schema={
                "product_id": pl.String,
                "kind": pl.String,
                "first_day": pl.Int64,
                "last_day": pl.Int64,
                "value": pl.Float64,
            }
        ),
        "products": pl.DataFrame({"product_id": ["crm:a", "crm:b"], "category": ["硬件", "软件"]}),
        "facts": pl.DataFrame(
            [{"measure": m, "period": date(2025, 5, 1), "value": v} for m, v in facts]
            + [{"measure": "people", "period": None, "value": 10.0}],
            schema_overrides={"period": pl.Date},
        ),
    }


def own(**given: Any) -> float:
    out = model.run(frames(), None, ScenariosParams(**given), RNG)["scenarios"]
    return float(out.filter(pl.col("scenario") == "own")["change_share"][0])


def test_nothing_moved_is_the_base_and_the_three_stand_in_order() -> None:
    assert own() == 0.0
    out = model.run(frames(), None, ScenariosParams(), RNG)
    totals = dict(out["scenarios"].select("scenario", "total").iter_rows())
    assert totals["conservative"] < totals["base"] == totals["own"] < totals["optimistic"]
    assert float(totals["base"]) == 600
    assert set(out["drivers"]["driver"]) == {"price", "promotion", "budget", "headcount", "conversion", "index"}
    assert out["months"].height == 24


def test_drivers_by_hand() -> None:
    # All prices up by a tenth, buyers only switch: everything is a tenth dearer.
    assert own(price_change=0.1, market_elasticity=0.0) == pytest.approx(0.1)
    # If a tenth of price cost a tenth of purchases, the free half gains nothing.
    assert own(price_change=0.1, market_elasticity=-1.0) == pytest.approx(0.05, abs=1e-4)
    # One product dearer by a tenth, elasticity −1.5: its appeal falls to 1.1^−1.5, the other takes what it loses.
    weight = 1.1**-1.5
    units = np.array([weight, 1.0]) / ((weight + 1) / 2)
    free = float((np.array([1.1, 1.0]) * units).mean())
    switched = own(price_change=0.1, price_scope="a", market_elasticity=0.0)
    assert switched == pytest.approx(0.5 * free + 0.5 * 1.05 - 1, abs=1e-6)
    assert own(price_change=0.1, price_scope="a") < switched
    assert own(price_change=0.1, price_scope="硬件") == own(price_change=0.1, price_scope="crm:a")
    assert own(headcount_change=-2) == pytest.approx(-0.5 * 0.2 * 0.7)
    assert 0 < own(headcount_change=2) < 0.5 * 0.2 * 0.7
    assert 0 < own(budget_change=0.5) < 0.5 * (1.5**0.3 - 1)
    assert 0.03 < own(conversion_change=0.1) < 0.05
    assert own(index_change=0.3) == 0.0  # no index is known
    assert own(promotion_rate=0.2, promotion_scope="a") != 0.0


def test_words_and_wrong_scopes() -> None:
    out = model.run(frames(), None, ScenariosParams(price_change=0.1, headcount_change=2), RNG)["scenarios"]
    words = out.filter(pl.col("scenario") == "own").row(0, named=True)
    assert "Price +10%" in words["assumption_en"]
    assert "销售人数 +2" in words["assumption_zh"]
    with pytest.raises(InvalidInput, match="no category or product"):
        own(price_change=0.1, price_scope="硬")
    with pytest.raises(InvalidInput, match="no market index"):
        own(index_name="moon", index_change=0.1)
    empty = frames()
    empty["points"] = empty["points"].head(0)
    with pytest.raises(NotEnoughData):
        model.run(empty, None, ScenariosParams(), RNG)
    assert evaluate.run(frames(), ScenariosParams(), RNG).skill


def test_what_has_come_already_stays() -> None:
    half = frames()
    half["points"] = half["points"].with_columns(
        so_far=pl.when(pl.col("period") == date(2025, 7, 1)).then(50.0).otherwise(None)
    )
    out = model.run(half, None, ScenariosParams(price_change=0.1, market_elasticity=0.0), RNG)["months"]
    mine = out.filter(pl.col("scenario") == "own").sort("period")["mean"].to_list()
    assert [float(v) for v in mine[:2]] == pytest.approx([105.0, 110.0])


def test_what_if_says_what_a_run_says_and_how_sure_it_is() -> None:
    artefact = Artefact.loads(learn.fit(frames(), ScenariosParams(), RNG).dumps())
    for given in ({}, {"price_change": 0.1, "price_scope": "硬件", "headcount_change": -2, "budget_change": 0.3}):
        params = ScenariosParams(**given)
        ran, asked = model.run(frames(), artefact, params, RNG), model.whatif(artefact, params)
        without = model.run(frames(), None, params, RNG)
        for name, frame in asked.items():
            assert frame.equals(ran[name]), name
            assert frame.equals(without[name]), name
    rows = {r["scenario"]: r for r in asked["scenarios"].iter_rows(named=True)}
    base, mine = rows["base"], rows["own"]
    assert float(base["low"]) == pytest.approx(600 - 0.8 * 120)  # misses of six months even out by a fifth
    assert mine["low"] < mine["total"] < mine["high"]
    width = [float(r["high"] - r["low"]) / float(r["total"]) for r in (base, mine)]
    assert width[1] > width[0], "what is believed of the drivers is added to what the base leaves open"
    steps = asked["steps"].sort("position")
    assert steps["step"].to_list() == ["base", "price", "budget", "headcount", "together", "own"]
    effects = [float(v) for v in steps["effect"]]
    assert sum(effects[:-1]) == pytest.approx(effects[-1], abs=1e-9)
    path = asked["paths"]
    assert path["own"].null_count() == 0
    assert model.whatif(artefact, ScenariosParams())["paths"]["own"].null_count() == path.height
    assert asked["choices"].filter(pl.col("param") == "price_scope")["value"].to_list() == ["硬件", "软件"]


def test_quantity_is_counted_at_the_prices_of_today() -> None:
    def volume(**given: Any) -> float:
        out = model.run(frames(), None, ScenariosParams(**given), RNG)["overview"]
        return float(out["volume_share"][0])

    assert volume(price_change=0.1, market_elasticity=0.0) == pytest.approx(0.0)
    assert volume(price_change=0.1, market_elasticity=-1.0) == pytest.approx(0.5 * (1 / 1.1 - 1), abs=1e-9)
    assert volume(promotion_rate=0.2, promotion_months=6) > own(promotion_rate=0.2, promotion_months=6)
    assert volume(headcount_change=2) == pytest.approx(own(headcount_change=2))


def test_what_was_learnt_by_another_version_is_refused() -> None:
    with pytest.raises(Damaged, match="another version"):
        model.whatif(Artefact(kind="scenario-facts/0", values={}), ScenariosParams())
