"""Local models against closed forms, and what must hold for any series."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresail.methods.forecast.plain.backtest import roll
from foresail.methods.forecast.plain.combine import forecast
from foresail.methods.forecast.plain.conformal import conformal_quantile, misses
from foresail.methods.forecast.plain.local import (
    autoregression,
    damped,
    drift,
    level_only,
    seasonal_naive,
    smooth,
    theta,
)
from foresail.methods.forecast.plain.season import holiday_effect, seasonal_indices

SERIES = st.lists(st.floats(0.5, 1000), min_size=6, max_size=60)


def test_theta_equals_the_two_lines_by_hand() -> None:
    """The mean of the extrapolated trend line (θ = 0) and the smoothed θ = 2 line (Assimakopoulos, Nikolopoulos)."""
    rng = np.random.default_rng(1)
    y = 50 + 0.8 * np.arange(40) + rng.normal(0, 3, 40)
    n, h = len(y), 6
    time = np.arange(1, n + 1)
    b = np.polyfit(time, y, 1)
    line = np.polyval(b, np.arange(n + 1, n + h + 1))
    bent = 2 * y - np.polyval(b, time)
    alpha = next(
        a
        for a in np.linspace(0.02, 0.98, 33)
        if np.isclose(theta(y, 1)[0], _ses(y, a) + 0.5 * b[0] * (1 - (1 - a) ** n) / a, rtol=1e-9)
    )
    by_hand = 0.5 * (line + _ses(bent, alpha))
    # The closed form differs from the two lines only by the part of the start that has not died out.
    assert theta(y, h) == pytest.approx(by_hand, rel=0.01)


def _ses(y: np.ndarray, alpha: float) -> float:
    level = float(y[0])
    for value in y[1:]:
        level += alpha * (value - level)
    return level


def test_a_line_goes_on() -> None:
    y = 10 + 2.0 * np.arange(30)
    assert drift(y, 3) == pytest.approx([70, 72, 74])
    assert autoregression(y, 1)[0] == pytest.approx(70, rel=0.03)
    assert damped(y, 1)[0] == pytest.approx(70, rel=0.03)


def test_smoothing_of_a_constant() -> None:
    level, _, error = smooth(np.full(20, 7.0))
    assert (level, error) == (7.0, 0.0)
    assert level_only(np.full(20, 7.0), 2).tolist() == [7.0, 7.0]


def test_seasonal_naive_repeats_the_last_season() -> None:
    assert seasonal_naive(np.arange(24.0), 12, 14)[[0, 11, 12]].tolist() == [12.0, 23.0, 12.0]
    assert seasonal_naive(np.array([3.0]), 12, 2).tolist() == [3.0, 3.0]


def test_season_is_found_and_noise_is_not() -> None:
    time = np.arange(60)
    season = 1 + 0.3 * np.sin(2 * np.pi * time / 12)
    found = seasonal_indices(100 * season, 12)
    assert found == pytest.approx(season[:12] / season[:12].mean(), rel=0.01)
    noise = np.exp(np.random.default_rng(0).normal(0, 0.1, 60))
    assert np.abs(seasonal_indices(noise, 12) - 1).max() < 0.1


def test_moving_holiday_is_measured_apart_from_the_season() -> None:
    """A holiday that falls into January or February and takes 40% of its month's sales."""
    rng = np.random.default_rng(2)
    n = 96
    x = np.zeros(n)
    for year in range(8):
        share = rng.uniform(0, 1)
        x[12 * year], x[12 * year + 1] = share, 1 - share
    y = 100 * np.exp(-0.5 * x + rng.normal(0, 0.02, n)) * (1 + 0.1 * np.sin(2 * np.pi * np.arange(n) / 12))
    assert holiday_effect(y, x, 12).slope == pytest.approx(-0.5, abs=0.1)
    with_holiday = forecast(y[:84], 12, 2, x[:84], x[84:86])["combination"]
    without = forecast(y[:84], 12, 2)["combination"]
    assert np.abs(with_holiday - y[84:86]).sum() < np.abs(without - y[84:86]).sum()


@settings(max_examples=40, deadline=None)
@given(SERIES, st.integers(1, 14))
def test_forecasts_scale_with_the_series_and_stay_finite(values: list[float], h: int) -> None:
    y = np.array(values)
    made = forecast(y, 12, h)
    large = forecast(y * 128, 12, h)
    for name, mean in made.items():
        assert mean.shape == (h,)
        assert np.isfinite(mean).all()
        assert (mean >= 0).all()
        assert large[name] == pytest.approx(mean * 128, rel=1e-6)


def test_combination_beats_the_seasonal_naive_on_noisy_seasons() -> None:
    rng = np.random.default_rng(5)
    time = np.arange(72)
    y = (100 + time) * (1 + 0.3 * np.sin(2 * np.pi * time / 12)) * np.exp(rng.normal(0, 0.08, 72))
    back = roll(y, 6, 36, lambda known, h: forecast(y[:known], 12, h))
    assert back.wape("combination") < 0.85 * back.wape("seasonal_naive")
    assert len(back.origins) == 24
    assert np.isnan(back.actual[-1, 1:]).all()


def test_intervals_cover_what_they_promise() -> None:
    rng = np.random.default_rng(7)
    actual = 100 * np.exp(rng.normal(0, 0.1, (400, 4)) * np.sqrt(1 + np.arange(4)))
    past = misses(actual[:100], np.full((100, 4), 100.0))
    low, high = (past.quantile(np.full(4, 100.0), q) for q in (0.1, 0.9))
    inside = ((actual[100:] >= low) & (actual[100:] <= high)).mean()
    assert 0.76 < inside < 0.84
    assert (np.diff(high - low) > 0).all()
    assert past.chance_above(100.0, 100.0, 0) == pytest.approx(0.5, abs=0.02)
    assert past.chance_above(100.0, 130.0, 0) < 0.05
    assert past.chance_above(100.0, 70.0, 0) > 0.95


def test_conformal_quantile_by_hand() -> None:
    values = np.arange(1.0, 10.0)
    assert conformal_quantile(values, 0.8) == 8.0
    assert conformal_quantile(values, 0.99) == 9.0
