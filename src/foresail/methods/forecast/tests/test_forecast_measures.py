"""Measures against slow loops."""

from __future__ import annotations

import numpy as np
import pytest

from foresail.methods.forecast import measures

RNG = np.random.default_rng(8)
ACTUAL = RNG.normal(10, 3, (5, 4))
ACTUAL[1, 2:] = np.nan
MADE = RNG.normal(10, 3, (5, 4))
SCALE = RNG.uniform(1, 2, 5)
CELLS = [(i, j) for i in range(5) for j in range(4) if not np.isnan(ACTUAL[i, j])]


def by_series(loss: dict[tuple[int, int], float]) -> float:
    rows = []
    for i in range(5):
        own = [value / SCALE[i] for (r, _), value in loss.items() if r == i]
        rows.append(sum(own) / len(own))
    return sum(rows) / len(rows)


def test_percentage_errors() -> None:
    each = [200 * abs(ACTUAL[c] - MADE[c]) / (abs(ACTUAL[c]) + abs(MADE[c])) for c in CELLS]
    assert measures.smape(ACTUAL, MADE) == pytest.approx(sum(each) / len(each))
    total = sum(abs(ACTUAL[c]) for c in CELLS)
    assert measures.wape(ACTUAL, MADE) == pytest.approx(sum(abs(ACTUAL[c] - MADE[c]) for c in CELLS) / total)
    assert measures.bias(ACTUAL, MADE) == pytest.approx(sum(MADE[c] - ACTUAL[c] for c in CELLS) / total)
    assert measures.smape(np.zeros(1), np.zeros(1)) == 0


def test_scaled_errors() -> None:
    assert measures.mase(ACTUAL, MADE, SCALE) == pytest.approx(by_series({c: abs(ACTUAL[c] - MADE[c]) for c in CELLS}))
    rows = []
    for i in range(5):
        own = [(ACTUAL[c] - MADE[c]) ** 2 for c in CELLS if c[0] == i]
        rows.append(np.sqrt(sum(own) / len(own)) / SCALE[i])
    assert measures.rmsse(ACTUAL, MADE, SCALE) == pytest.approx(np.mean(rows))
    loss = {c: 0.9 * max(ACTUAL[c] - MADE[c], 0) + 0.1 * max(MADE[c] - ACTUAL[c], 0) for c in CELLS}
    assert measures.pinball(ACTUAL, MADE, 0.9, SCALE) == pytest.approx(by_series(loss))


def test_interval_scores() -> None:
    low, high = MADE - 2, MADE + 2
    inside = [low[c] <= ACTUAL[c] <= high[c] for c in CELLS]
    assert measures.coverage(ACTUAL, low, high) == pytest.approx(np.mean(inside))
    loss = {c: 4 + 10 * (max(low[c] - ACTUAL[c], 0) + max(ACTUAL[c] - high[c], 0)) for c in CELLS}
    assert measures.msis(ACTUAL, low, high, 0.8, SCALE) == pytest.approx(by_series(loss))


def test_the_unit_of_scaled_errors() -> None:
    y = np.array([1.0, 2.0, 4.0, 8.0, np.nan, 10.0])
    assert measures.naive_scale(y, 2) == pytest.approx((3 + 6 + 2) / 3)
    assert np.isnan(measures.naive_scale(y[:1], 2))
    assert measures.naive_scale(y[:2], 4) == 1
