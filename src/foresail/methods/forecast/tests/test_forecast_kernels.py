"""Kernels against closed forms, hand-worked cases and slow loops."""

from __future__ import annotations

import numpy as np
import pytest

from foresail.methods.forecast.kernels import ets, simple
from foresail.methods.forecast.kernels.autoregression import fit_autoregression, solve
from foresail.methods.forecast.kernels.fitting import fit_family, fit_theta
from foresail.methods.forecast.kernels.season import is_seasonal, seasonal_shape
from foresail.methods.forecast.local import SMOOTH, smooth_forecasts
from foresail.methods.forecast.thief import agreed, levels, sums

RNG = np.random.default_rng(11)
WAVE = np.tile([1.3, 0.9, 0.7, 1.1], 12)


def test_simple_smoothing_is_the_slow_loop() -> None:
    """ETS(A,N,N) with given alpha and level, and its Gaussian likelihood."""
    y = RNG.normal(50, 5, 30)
    p, none = np.array([0.3, 0, 0, 1.0, 48.0, 0]), np.empty(0)
    miss = np.empty(30)
    found = ets.run(y, np.array([0, 0, 0, 0, 1]), p, none, miss)
    level, squares = 48.0, 0.0
    for value in y:
        squares += (value - level) ** 2
        level += 0.3 * (value - level)
    assert p[ets.LEVEL] == pytest.approx(level)
    assert found == pytest.approx(30 * np.log(squares / 30))
    assert (miss**2).sum() == pytest.approx(squares)


def test_multiplicative_smoothing_is_the_slow_loop() -> None:
    """ETS(M,A,M): Hyndman et al. (2008), table 2.3."""
    y = (100 + np.arange(48)) * WAVE * np.exp(RNG.normal(0, 0.05, 48))
    p = np.array([0.4, 0.1, 0.2, 1.0, 99.0, 1.2])
    s = np.array([1.3, 0.9, 0.7, 1.1])
    found = ets.run(y, np.array([0, 1, 1, 2, 4]), p, s, np.empty(0))
    level, slope, season, squares, logs = 99.0, 1.2, [1.3, 0.9, 0.7, 1.1], 0.0, 0.0
    for t, value in enumerate(y):
        f = (level + slope) * season[t % 4]
        e = (value - f) / f
        squares, logs = squares + e**2, logs + np.log(f)
        level, slope, season[t % 4] = (
            (level + slope) * (1 + 0.4 * e),
            slope + 0.1 * (level + slope) * e,
            season[t % 4] * (1 + 0.2 * e),
        )
    assert found == pytest.approx(48 * np.log(squares / 48) + 2 * logs)
    assert s == pytest.approx(season)


def test_family_finds_trend_and_season() -> None:
    y = (100 + 2.0 * np.arange(48)) * WAVE
    best, mean, miss = np.empty(8), np.empty(8), np.empty(48)
    fit_family(y, 4, 200, best, mean, miss)
    truth = (100 + 2.0 * np.arange(48, 56)) * WAVE[:8]
    assert np.abs(mean / truth - 1).max() < 0.03
    assert np.abs(best / truth - 1).max() < 0.03


def test_theta_of_a_straight_line_follows_it() -> None:
    """With θ = 2 half of the slope is drift, and smoothing follows the other half up to its lag."""
    ahead = np.empty(6)
    fit_theta(10.0 + 3 * np.arange(40), 1, 200, True, ahead)
    assert np.diff(ahead) == pytest.approx(np.full(5, 1.5), abs=0.05)
    assert ahead[0] == pytest.approx(130, abs=2)


def test_autoregression_of_a_steady_growth_goes_on() -> None:
    ahead = np.empty(4)
    fit_autoregression(100 * 1.02 ** np.arange(40), 1, ahead)
    assert ahead == pytest.approx(100 * 1.02 ** np.arange(40, 44), rel=0.01)


def test_solve_is_the_solution() -> None:
    a, b = RNG.normal(size=(6, 6)), RNG.normal(size=(6, 3))
    found = b.copy()
    solve(a.copy(), found)
    assert found == pytest.approx(np.linalg.solve(a, b))


def test_season_is_seen_where_there_is_one() -> None:
    noise = RNG.normal(0, 0.05, 48)
    assert is_seasonal(WAVE + noise, 4)
    assert not is_seasonal(noise, 4)
    assert seasonal_shape(100 * WAVE, 4, True) == pytest.approx([1.3, 0.9, 0.7, 1.1])
    assert seasonal_shape(100 + WAVE, 4, False) == pytest.approx([0.3, -0.1, -0.3, 0.1])


def test_seldom_demand_by_hand() -> None:
    y = np.array([0.0, 4.0, 0.0, 0.0, 6.0])
    # Sizes 4, 6 and gaps 2, 3, smoothed with 0.5.
    assert simple.fit_croston(y, 0.5) == pytest.approx(5 / 2.5)
    out = np.empty(1)
    assert simple.fit_adida(np.array([0.0, 4.0] * 10), out) == pytest.approx(2.0, abs=0.05)
    fading = np.concatenate([y, np.zeros(20)])
    assert simple.fit_tsb(fading, 0.1, 0.2) < 0.1 * simple.fit_croston(fading, 0.1)
    assert simple.fit_croston(np.zeros(4), 0.1) == 0


def test_sums_tile_the_season_and_agree() -> None:
    y = np.arange(1.0, 31.0)
    flat, first, last, fit = sums(y, np.array([0, 4]), np.array([30, 30]), 3)
    assert fit.tolist() == [0, 1]
    assert flat[first[0] : last[0]] == pytest.approx(y.reshape(10, 3).sum(axis=1))
    assert flat[first[1] : last[1]] == pytest.approx(y[6:].reshape(8, 3).sum(axis=1))
    assert levels(12, 48) == [2, 3, 4, 6]
    # What agrees already stays as it is.
    base = RNG.normal(10, 1, (1, 8))
    told = {1: base, 2: base.reshape(1, 4, 2).sum(axis=2), 4: base.reshape(1, 2, 4).sum(axis=2)}
    assert agreed(told, np.array([60]), 4) == pytest.approx(base)


def test_a_window_sees_nothing_of_its_neighbours() -> None:
    y = np.abs(RNG.normal(100, 10, 80))
    begins, ends = np.array([0, 40]), np.array([40, 80])
    both = smooth_forecasts(y, begins, ends, 4, 6, 1)
    alone = smooth_forecasts(y[40:].copy(), np.array([0]), np.array([40]), 4, 6, 1)
    assert both.names == SMOOTH
    assert both.values[:, 1] == pytest.approx(alone.values[:, 0])
    assert both.scale[1] == pytest.approx(alone.scale[0])
