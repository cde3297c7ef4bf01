"""A shifted level, a louder series and a steady one are told apart."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.analytics.forecast.drift import evaluate, model
from foresail.analytics.forecast.drift.params import DriftParams
from foresail.kernel.problem import NotEnoughData

RNG = np.random.default_rng(0)


def frames(shift: float = 0.0, loud: float = 1.0, n: int = 12) -> dict[str, pl.DataFrame]:
    """Actuals around 100, foretold as 100; the last three moved."""
    wave = np.resize([1.0, -2.0, 0.5, 1.5, -1.0], n)
    wave[-3:] *= loud
    actual = 100 + wave
    actual[-3:] += shift
    said = {"series": "company", "level": "company", "owner_id": None, "owner_name": None, "as_of": date(2025, 6, 30)}
    rows = [
        {**said, "method": m, "period": date(2024 + i // 12, i % 12 + 1, 1), "actual": v, "forecast": f}
        for m, f in (("engine", 100.0), ("seasonal_naive", 90.0))
        for i, v in enumerate(actual.tolist())
    ]
    return {"past": pl.DataFrame(rows, schema_overrides={"owner_id": pl.String, "owner_name": pl.String})}


@pytest.mark.parametrize(
    ("shift", "loud", "n", "state"),
    [
        (0, 1, 12, "steady"),
        (-15, 1, 12, "too_high"),
        (15, 1, 12, "too_low"),
        (0, 9, 14, "noisier"),
        (0, 1, 5, "too_short"),
    ],
)
def test_states(shift: float, loud: float, n: int, state: str) -> None:
    out = model.run(frames(shift, loud, n), None, DriftParams(), RNG)
    assert out["series"]["state"].to_list() == [state]
    assert out["overview"]["alarms"][0] == (state not in ("steady", "too_short"))
    assert out["series"]["action_zh"][0]


def test_evidence_and_nothing_to_watch() -> None:
    assert evaluate.run(frames(), DriftParams(), RNG).skill
    with pytest.raises(NotEnoughData, match="watched"):
        model.run({"past": frames()["past"].head(0)}, None, DriftParams(), RNG)
