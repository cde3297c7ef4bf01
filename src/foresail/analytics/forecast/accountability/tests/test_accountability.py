"""Issued forecasts, people's adjustments and replayed methods, against hand-worked figures."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.accountability import evaluate, model
from foresail.analytics.forecast.accountability.params import AccountabilityParams
from foresail.kernel.problem import NotEnoughData

PARAMS, RNG = AccountabilityParams(), np.random.default_rng(0)
ISSUED = {
    "issue": pl.Int64, "issued_on": pl.Date, "capability_id": pl.String, "person": pl.String, "method": pl.String,
    "series": pl.String, "level": pl.String, "owner_id": pl.String, "period": pl.Date, "horizon": pl.Int64,
    "forecast": pl.Float64, "lo_80": pl.Float64, "hi_80": pl.Float64, "baseline": pl.Float64, "reason": pl.String,
}  # fmt: skip
REPLAYED = {
    "series": pl.String, "level": pl.String, "owner_id": pl.String, "method": pl.String, "issued_on": pl.Date,
    "period": pl.Date, "horizon": pl.Int64, "actual": pl.Float64, "forecast": pl.Float64,
}  # fmt: skip


def frames() -> dict[str, pl.DataFrame]:
    """Two months: 100 and 200 came. The engine said 90 and 220, last year 80 and 260, a person 99 and 150."""
    months = (date(2025, 5, 1), date(2025, 6, 1))
    said: dict[str, Any] = {"issued_on": date(2025, 4, 30), "series": "company", "level": "company"}
    issued = []
    for j, (month, engine, naive, person) in enumerate(zip(months, (90, 220), (80, 260), (99, 150), strict=True)):
        row = {**said, "period": month, "horizon": j + 1, "baseline": float(naive)}
        more = {"lo_80": engine - 15.0, "hi_80": engine + 15.0}
        issued.append({**row, **more, "issue": 0, "method": "engine", "forecast": float(engine)})
        issued.append({**row, "issue": 1 + j, "method": "adjusted", "forecast": float(person), "person": "王芳"})
    past = [
        {**said, "method": method, "period": months[0], "horizon": 1, "actual": 100.0, "forecast": value}
        for method, value in (("engine", 95.0), ("seasonal_naive", 80.0))
    ]
    history = [(date(2024 + i // 12, i % 12 + 1, 1), float(v)) for i, v in enumerate([80.0] * 16)]
    actuals = [
        {"series": "company", "period": p, "actual": v} for p, v in (*history, (months[0], 100.0), (months[1], 200.0))
    ]
    return {
        "issued": pl.DataFrame(issued, schema=ISSUED),
        "replayed": pl.DataFrame(past, schema=REPLAYED),
        "actuals": pl.DataFrame(actuals),
        "days": pl.DataFrame({"as_of": [date(2025, 6, 30)]}),
        "people": pl.DataFrame({"owner_id": ["R1"], "owner_name": ["Li Na"]}),
    }


def test_figures_worked_by_hand() -> None:
    out = model.run(frames(), None, PARAMS, RNG)
    scores = out["scores"]
    engine = scores.filter(
        (pl.col("cut") == "method") & (pl.col("origin") == "issued") & (pl.col("method") == "engine")
    )
    found = engine.row(0, named=True)
    assert found["n"] == 2
    assert found["wape"] == pytest.approx(30 / 300)
    assert found["mape"] == pytest.approx((0.1 + 0.1) / 2)
    assert found["bias"] == pytest.approx(10 / 300)
    assert found["skill"] == pytest.approx(1 - 30 / 80)
    assert float(found["rmse"]) == pytest.approx(np.sqrt((100 + 400) / 2), abs=1e-3)
    assert found["coverage"] == 0.5  # 220 ± 15 does not hold 200
    person = out["judgement"].row(0, named=True)
    assert person["person"] == "王芳"
    assert (person["n"], person["better"]) == (2, 1)
    assert person["wape"] == pytest.approx(51 / 300)
    assert person["engine_wape"] == pytest.approx(0.1)
    assert out["overview"].row(0, named=True)["adjusted"] == 2
    assert set(scores["cut"]) == {"all", "level", "horizon", "method", "person"}


def test_evidence_prefers_what_was_really_issued() -> None:
    found = evaluate.run(frames(), PARAMS, RNG)
    assert found.skill
    assert "(issued)" in found.verdict.en
    young = frames()
    young["issued"] = young["issued"].head(0)
    assert "(made anew with the data of then)" in evaluate.run(young, PARAMS, RNG).verdict.en


def test_nothing_due_is_said() -> None:
    empty = {name: frame.head(0) for name, frame in frames().items()}
    with pytest.raises(NotEnoughData, match="come due"):
        model.run(empty, None, PARAMS, RNG)
    future = frames()
    future["issued"] = future["issued"].with_columns(period=pl.lit(date(2025, 9, 1)))
    assert model.run(future, None, PARAMS, RNG)["overview"]["issued"][0] == 0
