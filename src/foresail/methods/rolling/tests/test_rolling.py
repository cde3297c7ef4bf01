"""Past origins, habits, units and periods."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from foresail.methods.rolling.habits import last_three, last_year_grown, seasonal_naive
from foresail.methods.rolling.periods import GRAINS, add, elapsed, index_of, period_of
from foresail.methods.rolling.roll import ENGINE, NAIVE, roll

MONTHS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(48)]


def panel(seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(48) / 12)
    y = 100 * 1.02 ** np.arange(48) * season * rng.lognormal(0, 0.05, (3, 48))
    y[2, :30] = np.nan
    return y


def test_origins_know_nothing_later() -> None:
    y = panel()
    whole = roll(y, MONTHS, 4, origins=5)
    later = y.copy()
    later[:, -3:] *= 5
    other = roll(later, MONTHS, 4, origins=5)
    for method in whole.methods:
        ratio = other.past[method][:2] / whole.past[method][:2]
        assert np.allclose(ratio, 1.0), method
    assert np.isnan(whole.actual[-1, :, 1:]).all()
    assert whole.actual[0, 0].tolist() == pytest.approx(y[0, 43:47].tolist())
    assert whole.wape(ENGINE) < whole.wape(NAIVE)


def test_the_unit_of_money_changes_nothing_but_the_unit() -> None:
    y = panel()
    one, hundred = roll(y, MONTHS, 3, origins=2), roll(y * 100, MONTHS, 3, origins=2)
    assert np.allclose(hundred.coming[ENGINE], 100 * one.coming[ENGINE], rtol=1e-12)
    assert np.allclose(hundred.high[80], 100 * one.high[80], rtol=1e-12)


def test_covariates_known_in_advance_are_taken() -> None:
    y = panel()[:2]
    flags = np.zeros((2, 51))
    made = roll(y, MONTHS, 3, origins=2, covariates={"promotion": flags}, paths=5)
    assert made.paths.shape == (2, 5, 3)
    assert np.isfinite(made.coming[ENGINE]).all()


def test_a_series_that_never_sold_is_no_crash() -> None:
    y = np.vstack([panel()[0], np.full(48, np.nan)])
    made = roll(y, MONTHS, 3, origins=2)
    assert made.coming[ENGINE][1].tolist() == [0.0, 0.0, 0.0]


def test_habits() -> None:
    y = np.array([1.0, 2.0, 2.0, 4.0])
    assert seasonal_naive(y, 2, 3).tolist() == [2.0, 4.0, 2.0]
    assert last_year_grown(y, 2, 2).tolist() == [4.0, 8.0]
    assert last_three(y, 2, 1).tolist() == pytest.approx([8 / 3])
    assert seasonal_naive(y[:1], 12, 2).tolist() == [1.0, 1.0]


@pytest.mark.parametrize("grain", GRAINS)
def test_periods_go_there_and_back(grain: str) -> None:
    for back in range(0, 4000, 37):
        day = date(2027, 3, 31) - timedelta(days=back)
        first = period_of(index_of(day, grain), grain)  # type: ignore[arg-type]
        assert first <= day < add(day, 1, grain)  # type: ignore[arg-type]
        assert 0 < elapsed(day, grain) <= 1  # type: ignore[arg-type]
    assert elapsed(date(2024, 2, 29), "month") == 1.0
