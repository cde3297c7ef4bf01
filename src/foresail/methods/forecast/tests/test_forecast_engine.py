"""What must hold for any forecast."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from foresail.methods.forecast import backtest, evaluate, forecast

LEVELS = ["lo-95", "lo-80", "median", "hi-80", "hi-95"]


def company(series: int = 24, n: int = 40, seed: int = 0) -> pl.DataFrame:
    """Quarterly sales with season, growth and noise; every sixth article sells seldom."""
    rng = np.random.default_rng(seed)
    parts = []
    for i in range(series):
        time = np.arange(n)
        y = (
            50
            * (1 + i)
            * np.exp(0.01 * time)
            * (1 + 0.3 * np.sin(np.pi * time / 2 + i))
            * np.exp(rng.normal(0, 0.1, n))
        )
        if i % 6 == 5:
            y = np.where(rng.random(n) < 0.35, rng.poisson(6, n) + 1.0, 0.0)
        parts.append(pl.DataFrame({"unique_id": f"article {i:02}", "ds": time, "y": y}))
    return pl.concat(parts)


@pytest.fixture(scope="module")
def data() -> pl.DataFrame:
    return company()


@pytest.mark.parametrize("mode", ["fast", "best"])
def test_intervals_never_cross_and_stay_above_zero(data: pl.DataFrame, mode: str) -> None:
    found = forecast(data, 6, season=4, mode=mode)  # type: ignore[arg-type]
    values = found.frame.select(LEVELS).to_numpy()
    assert (np.diff(values, axis=1) >= 0).all()
    assert (values >= 0).all()
    assert (found.frame["mean"] >= 0).all()
    assert found.frame.columns == ["unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95"]
    weights = found.report["weights"].list.sum().to_numpy()
    assert np.allclose(weights, 1, atol=0.03)
    assert set(found.report["kind"]) == {"smooth", "intermittent"}
    assert found.report.filter(kind="smooth")["season"].to_list().count(4) >= 15


def test_same_seed_same_answer_whatever_the_workers(data: pl.DataFrame) -> None:
    few = data.filter(pl.col("unique_id") < "article 14")
    one, two = (forecast(few, 4, season=4, workers=w, seed=5) for w in (1, 2))
    assert one.frame.equals(two.frame)
    assert (one.paths(20) == two.paths(20)).all()


def test_paths_have_the_margins_of_the_intervals_and_keep_what_goes_together(data: pl.DataFrame) -> None:
    smooth = data.filter(~pl.col("unique_id").is_in(["article 05", "article 11", "article 17", "article 23"]))
    found = forecast(smooth, 6, season=4, mode="fast")
    paths = found.paths(800)
    assert paths.shape == (20, 800, 6)
    high = found.frame["hi-80"].to_numpy().reshape(20, 6)
    low = found.frame["lo-80"].to_numpy().reshape(20, 6)
    inside = ((paths >= low[:, None]) & (paths <= high[:, None])).mean()
    assert 0.74 < inside < 0.88
    apart = np.sqrt((paths.std(axis=1) ** 2).sum(axis=1))
    together = paths.sum(axis=2).std(axis=1)
    assert (together > apart).mean() > 0.8


def test_nothing_looks_past_its_origin(data: pl.DataFrame) -> None:
    """What came after an origin changes nothing of what was said at it."""
    whole = backtest(data, 4, [8], season=4, levels=(80,))
    changed = data.with_columns(y=pl.when(pl.col("ds") >= 32).then(pl.col("y") * 3 + 7).otherwise(pl.col("y")))
    other = backtest(changed, 4, [8], season=4, levels=(80,))
    said = ["unique_id", "ds", "mean", "lo-80", "hi-80"]
    assert whole.frame.select(said).equals(other.frame.select(said))
    assert set(whole.scores["method"]) == {"forecast", "seasonal_naive"}
    better = dict(zip(whole.scores["method"], whole.scores["mase"], strict=True))
    assert better["forecast"] < better["seasonal_naive"]


def test_the_baseline_stands_in_where_nothing_beats_it() -> None:
    """A season that repeats itself exactly, with a level that jumps at random, is the naive forecast's own."""
    rng = np.random.default_rng(1)
    parts = []
    for i in range(12):
        shape = rng.uniform(20, 200, 4)
        y = np.concatenate([shape for _ in range(12)])
        parts.append(pl.DataFrame({"unique_id": f"{i:02}", "ds": np.arange(48), "y": y}))
    found = forecast(pl.concat(parts), 8, season=4, mode="fast")
    truth = np.stack([p["y"].to_numpy()[:8] for p in parts])
    assert np.abs(found.mean - truth).max() < 1.0


def test_a_column_known_in_advance_carries_a_promotion_into_the_forecast() -> None:
    rng = np.random.default_rng(2)
    promotion = (rng.random(76) < 0.25).astype(float)
    y = 100 * np.exp(0.4 * promotion + rng.normal(0, 0.03, 76))
    past = {"ds": np.arange(70), "y": y[:70], "promotion": promotion[:70]}
    future = {"ds": np.arange(70, 76), "promotion": [0.0, 1.0, 0.0, 1.0, 0.0, 0.0]}
    found = forecast(past, 6, future=future, mode="fast").mean[0]
    assert found[[1, 3]].mean() / found[[0, 2, 4, 5]].mean() == pytest.approx(np.exp(0.4), rel=0.08)


def test_evaluate_groups_and_measures(data: pl.DataFrame) -> None:
    known, later = data.filter(pl.col("ds") < 36), data.filter(pl.col("ds") >= 36)
    found = forecast(known, 4, season=4, mode="fast")
    told = found.frame.with_columns(half=pl.col("unique_id") < "article 12")
    scores = evaluate(told, later, known, season=4, by="half")
    assert scores["series"].to_list() == [12, 12]
    assert {"smape", "mase", "rmsse", "wape", "bias", "coverage-80", "msis-95", "pinball-80"} <= set(scores.columns)
