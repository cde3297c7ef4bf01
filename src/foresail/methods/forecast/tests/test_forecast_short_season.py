"""A season is found in less than three years where it is there, and none where it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.methods.forecast import WARNINGS, evaluate, forecast, groups
from foresail.methods.forecast.arrays import Floats

YEAR = 12


def company(months: int, own: float, common: float, series: int = 24, seed: int = 0) -> Floats:
    """Series of so many months and a year more, shape (series, months + 12): wandering levels, noise and seasons."""
    rng = np.random.default_rng(seed)
    shape = rng.normal(0, own, (series, YEAR)) + rng.normal(0, common, (1, YEAR))
    size, place = (series, months + YEAR), np.arange(months + YEAR) % YEAR
    level = np.cumsum(rng.normal(0, 0.03, size), axis=1)
    return np.asarray(100 * np.exp(level + rng.normal(0, 0.1, size) + shape[:, place]))


def frame(y: Floats) -> pl.DataFrame:
    series, n = y.shape
    return pl.DataFrame(
        {"unique_id": np.repeat(np.arange(series), n), "ds": np.tile(np.arange(n), series), "y": y.ravel()}
    )


def missed(past: pl.DataFrame, y: Floats) -> tuple[float, list[int]]:
    """WAPE of the last year, and the seasons found."""
    made = forecast(past, YEAR, season=YEAR, mode="fast", levels=())
    return float(np.abs(made.mean - y[:, -YEAR:]).sum() / y[:, -YEAR:].sum()), made.report["season"].to_list()


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """As it was: local models see short series as they are."""
    return lambda: monkeypatch.setattr(groups, "short_seasons", lambda *_: None)


@pytest.mark.parametrize("months", [24, 30])
def test_two_years_tell_a_season(months: int, without: Callable[[], None]) -> None:
    y = company(months, own=0.25, common=0.0)
    error, seasons = missed(frame(y[:, :-YEAR]), y)
    assert seasons == [YEAR] * len(y)
    without()
    assert error < 0.8 * missed(frame(y[:, :-YEAR]), y)[0]


def test_noise_is_no_season(without: Callable[[], None]) -> None:
    y = company(26, own=0.0, common=0.0, series=60)
    error, seasons = missed(frame(y[:, :-YEAR]), y)
    assert np.mean(np.array(seasons) == YEAR) < 0.1
    without()
    assert error < 1.02 * missed(frame(y[:, :-YEAR]), y)[0]


def test_a_series_of_one_year_has_the_season_of_all(without: Callable[[], None]) -> None:
    y = company(30, own=0.03, common=0.25)
    young = np.arange(len(y)) % 3 == 0
    past = frame(y[:, :-YEAR]).filter(~pl.col("unique_id").is_in(np.flatnonzero(young)) | (pl.col("ds") >= 17))
    made = forecast(past, YEAR, season=YEAR, mode="fast", levels=())
    told = made.report.filter(pl.Series(young))
    assert told["season"].to_list() == [YEAR] * int(young.sum())
    assert all("short_season" in warnings for warnings in told["warnings"].to_list())
    assert "short_season" in WARNINGS
    error = np.abs(made.mean - y[:, -YEAR:])[young].mean()
    without()
    before = np.abs(forecast(past, YEAR, season=YEAR, mode="fast", levels=()).mean - y[:, -YEAR:])[young].mean()
    assert error < 0.7 * before


def test_values_that_may_be_zero_or_less_have_seasons_too(without: Callable[[], None]) -> None:
    y = company(28, own=0.25, common=0.0, series=8) - 100
    made = forecast(frame(y[:, :-YEAR]), YEAR, season=YEAR, mode="fast", levels=())
    assert "negative" in made.report["warnings"][0].to_list()
    miss = np.abs(made.mean - y[:, -YEAR:]).mean()
    without()
    before = forecast(frame(y[:, :-YEAR]), YEAR, season=YEAR, mode="fast", levels=())
    assert miss < 0.9 * np.abs(before.mean - y[:, -YEAR:]).mean()


@pytest.mark.nightly
@pytest.mark.data
@pytest.mark.parametrize(("months", "gain"), [(24, 0.15), (30, 0.08), (35, 0.05)])
def test_cut_short_the_monthly_set_is_forecast_better(
    data_folder: Path, months: int, gain: float, without: Callable[[], None]
) -> None:
    """sMAPE of a year ahead from so many months alone, beside what it was without."""
    data = pl.read_parquet(data_folder / "forecast" / "m1_monthly.parquet").sort("unique_id", "ds")
    left = (pl.len().over("unique_id").cast(pl.Int64) - pl.int_range(pl.len()).over("unique_id")).alias("left")
    data = data.filter(pl.len().over("unique_id") >= 60).with_columns(left)
    later = data.filter(pl.col("left") <= YEAR)
    past = data.filter((pl.col("left") > YEAR) & (pl.col("left") <= YEAR + months))
    asked: dict[str, Any] = {"season": YEAR, "mode": "fast", "levels": (), "workers": 1}

    def error() -> float:
        made = forecast(past.select("unique_id", "ds", "y"), YEAR, **asked)
        return float(evaluate(made.frame, later)["smape"].item())

    now = error()
    without()
    assert now < (1 - gain) * error()
