"""Each kernel beside statsforecast on 200 series."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.methods.forecast.arrays import Floats
from foresail.methods.forecast.local import INTERMITTENT, intermittent_forecasts, smooth_forecasts

pytestmark = [pytest.mark.nightly, pytest.mark.data, pytest.mark.filterwarnings("ignore")]


def apart(ours: Floats, model: Any, series: list[Floats]) -> Floats:
    """Mean relative difference of the forecasts of each series."""
    peer = np.array([model.forecast(y=y, h=ours.shape[1])["mean"] for y in series])
    return np.asarray(np.abs(ours / peer - 1).mean(axis=1), dtype=np.float64)


def flat(series: list[Floats]) -> tuple[Any, Any, Any]:
    ends = np.cumsum([len(y) for y in series])
    return np.concatenate(series), np.concatenate([[0], ends[:-1]]), ends


@pytest.fixture(scope="module")
def quarterly(data_folder: Path) -> tuple[list[Floats], dict[str, Floats]]:
    data = pl.read_parquet(data_folder / "forecast" / "m3_quarterly.parquet").filter(split="train")
    lists = data.sort("unique_id", "ds").group_by("unique_id", maintain_order=True).agg("y")["y"]
    series = [np.array(y) for y in lists.to_list()[:200]]
    made = smooth_forecasts(*flat(series), 4, 8, 1)
    return series, dict(zip(made.names, made.values, strict=True))


def test_thetas(quarterly: tuple[list[Floats], dict[str, Floats]]) -> None:
    """Within 2% for most; the rest differ where the search for the first level ends, or at a test's edge."""
    models = pytest.importorskip("statsforecast.models")
    series, made = quarterly
    for name, model in (("theta", models.Theta(4)), ("dynamic_theta", models.DynamicOptimizedTheta(4))):
        found = apart(made[name], model, series)
        assert np.median(found) < 0.005
        assert (found < 0.02).mean() > 0.85


def test_exponential_smoothing(quarterly: tuple[list[Floats], dict[str, Floats]]) -> None:
    """Within 2% for seven of ten.

    The others chose another member of the family: our seasonal states stay those of the decomposition, so that a season
    costs no search, and damped trends are tried with multiplicative errors alike. On the sets the mean errors are
    equal (9.52 and 9.45 sMAPE), and the engine uses the weighted family, which is better than both.
    """
    models = pytest.importorskip("statsforecast.models")
    series, made = quarterly
    found = apart(made["ets"], models.AutoETS(4), series)
    assert np.median(found) < 0.01
    assert (found < 0.02).mean() > 0.68


def test_baselines(quarterly: tuple[list[Floats], dict[str, Floats]]) -> None:
    """The drift differs in the one series whose forecasts would go below zero: ours stop there."""
    models = pytest.importorskip("statsforecast.models")
    series, made = quarterly
    assert apart(made["seasonal_naive"], models.SeasonalNaive(4), series).max() < 1e-9
    assert (apart(made["drift"], models.RandomWalkWithDrift(), series) < 1e-6).mean() > 0.99


def test_seldom_demand() -> None:
    """Croston and SBA are equal; TSB begins from the mean chance; ADIDA's smoothing is searched on a grid."""
    models = pytest.importorskip("statsforecast.models")
    rng = np.random.default_rng(0)
    series = [np.where(rng.random(60) < 0.35, rng.poisson(5, 60) + 1.0, 0.0) for _ in range(200)]
    values = intermittent_forecasts(*flat(series), 4, 2)
    made = dict(zip(INTERMITTENT, values.values, strict=True))
    assert apart(made["croston"], models.CrostonClassic(), series).max() < 1e-9
    assert apart(made["sba"], models.CrostonSBA(), series).max() < 1e-9
    assert apart(made["tsb"], models.TSB(0.1, 0.1), series).max() < 0.02
    assert np.median(apart(made["adida"], models.ADIDA(), series)) < 0.02
