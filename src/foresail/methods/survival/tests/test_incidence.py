"""Aalen–Johansen against hand-worked cases, Kaplan–Meier and the binomial."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foresail.methods.survival.incidence import aalen_johansen, interval


def test_kaplan_meier_by_hand() -> None:
    """The 6-MP arm of Freireich et al. (1963), as worked in textbooks: S(6) = .857, S(23) = .448."""
    weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    found = aalen_johansen(np.array(weeks, dtype=np.float64), np.array(ended), causes=1)
    survival = dict(zip(found.times.tolist(), found.survival.tolist(), strict=True))
    expected = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {t: round(s, 3) for t, s in survival.items()} == pytest.approx(expected, abs=0.0006)


def test_greenwood_is_the_variance_with_one_cause() -> None:
    """With one cause, the variance of the incidence is Greenwood's of the survival."""
    duration = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13.0])
    cause = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1])
    found = aalen_johansen(duration, cause, causes=1)
    n = np.array([(duration >= t).sum() for t in found.times])
    d = np.array([((duration == t) & (cause == 1)).sum() for t in found.times])
    greenwood = found.survival[:-1] ** 2 * np.cumsum(d / (n * np.maximum(n - d, 1e-9)))[:-1]
    assert found.variance[:-1, 0] == pytest.approx(greenwood, rel=1e-9)


def test_without_censoring_it_is_the_plain_share() -> None:
    cause = np.array([1] * 30 + [2] * 70)
    found = aalen_johansen(np.arange(100.0) % 17 + 1, cause)
    assert found.incidence[-1] == pytest.approx([0.3, 0.7])
    assert found.variance[-1, 0] == pytest.approx(0.3 * 0.7 / 100, rel=1e-6)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2)), min_size=1, max_size=60))
def test_parts_add_up_and_order_plays_no_part(rows: list[tuple[int, int]]) -> None:
    duration = np.array([r[0] for r in rows], dtype=np.float64)
    cause = np.array([r[1] for r in rows])
    found = aalen_johansen(duration, cause)
    assert found.incidence.sum(axis=1) + found.survival == pytest.approx(np.ones(len(found.times)))
    again = aalen_johansen(duration[::-1], cause[::-1])
    assert np.array_equal(found.incidence, again.incidence)
    assert (found.variance >= 0).all()


def test_censoring_does_not_bias_the_share() -> None:
    """Half of the deals are won after long, half lost fast: the plain ratio is far off, the estimate is not."""
    rng = np.random.default_rng(3)
    n = 6000
    won = rng.random(n) < 0.5
    takes = np.where(won, rng.uniform(60, 120, n), rng.uniform(5, 60, n))
    seen = rng.uniform(0, 240, n)
    cause = np.where(takes <= seen, np.where(won, 1, 2), 0)
    found = aalen_johansen(np.minimum(takes, seen), cause)
    naive = (cause == 1).mean()
    share, low, high = found.at_end(0)
    assert naive < 0.36
    assert low < 0.5 < high
    assert share == pytest.approx(0.5, abs=0.03)
    assert found.median(0) == pytest.approx(90, abs=4)


def test_interval_stays_inside() -> None:
    share, low, high = interval(0.02, 0.0004)
    assert 0 < low < share < high < 1
    assert interval(1.0, 0.1) == (1.0, 1.0, 1.0)
