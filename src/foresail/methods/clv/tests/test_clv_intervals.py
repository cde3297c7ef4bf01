"""Intervals of very many histories: drawn together, yet those of each."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from foresail.methods.clv import intervals
from foresail.methods.clv.candidates import Candidate
from foresail.methods.clv.models import BetaGeoNBD
from foresail.methods.clv.spend import GammaGamma


def test_histories_that_are_drawn_together_keep_their_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    n = 3_000
    x = rng.poisson(rng.gamma(1.0, 3.0, n)).astype(np.float64)
    age = rng.uniform(5, 100, n)
    summary = pl.DataFrame(
        {
            "frequency": x,
            "recency": np.where(x > 0, age * rng.uniform(0.3, 1.0, n), 0.0),
            "age": age,
            "mean_amount": np.where(x > 0, rng.gamma(4.0, 10.0, n), np.nan),
        }
    )
    fitted = BetaGeoNBD().given({"r": 1.0, "alpha": 20.0, "a": 0.8, "b": 2.5})
    spend = GammaGamma().fit(summary)
    model = Candidate("bg_nbd", fitted.ahead(summary), fitted)
    each = intervals.intervals(summary, model, spend, None, 50.0, 1.0, 0)
    monkeypatch.setattr(intervals, "MOST_DRAWN", 400)
    together = intervals.intervals(summary, model, spend, None, 50.0, 1.0, 0)
    for name in ("purchases_high", "value_high"):
        one, other = getattr(each, name), getattr(together, name)
        assert np.corrcoef(one, other)[0, 1] > 0.97
        assert other.mean() == pytest.approx(one.mean(), rel=0.03)
    assert (together.value_low <= together.value_high).all()
