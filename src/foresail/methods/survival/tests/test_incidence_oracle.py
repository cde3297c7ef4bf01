"""The incidence against an independent reading: the product of exact transition matrices; and the known bias."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresail.methods.survival.incidence import aalen_johansen

Matrix = list[list[Fraction]]


def times(a: Matrix, b: Matrix) -> Matrix:
    size = range(len(a))
    return [[sum((a[i][k] * b[k][j] for k in size), Fraction(0)) for j in size] for i in size]


def product_integral(rows: list[tuple[int, int]]) -> dict[int, list[Fraction]]:
    """P(0, t) = Π (I + dΛ) over a Markov chain open → won, open → lost, in fractions (Aalen and Johansen 1978)."""
    whole: Matrix = [[Fraction(int(i == j)) for j in range(3)] for i in range(3)]
    found = {}
    for t in sorted({d for d, c in rows if c > 0}):
        at_risk = sum(1 for d, _ in rows if d >= t)
        ends = [Fraction(sum(1 for d, c in rows if d == t and c == k), at_risk) for k in (1, 2)]
        step: Matrix = [[1 - ends[0] - ends[1], *ends], [Fraction(0), Fraction(1), Fraction(0)]]
        step.append([Fraction(0), Fraction(0), Fraction(1)])
        whole = times(whole, step)
        found[t] = whole[0]
    return found


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), min_size=1, max_size=70))
def test_it_is_the_product_of_transition_matrices(rows: list[tuple[int, int]]) -> None:
    expected = product_integral(rows)
    found = aalen_johansen(np.array([r[0] for r in rows], dtype=np.float64), np.array([r[1] for r in rows]))
    assert found.times.tolist() == sorted(expected)
    for place, t in enumerate(sorted(expected)):
        assert found.survival[place] == pytest.approx(float(expected[t][0]), abs=1e-12)
        assert found.incidence[place] == pytest.approx([float(v) for v in expected[t][1:]], abs=1e-12)


def test_the_naive_ratio_is_off_by_the_known_bias() -> None:
    """Constant hazards w and l, looked at after a uniform time up to c: closed form of both shares."""
    w, lost, c, n = 0.010, 0.006, 150.0, 60_000
    rng = np.random.default_rng(11)
    total = w + lost
    takes = rng.exponential(1 / total, n)
    cause = np.where(rng.random(n) < w / total, 1, 2)
    seen = rng.uniform(0, c, n)
    shown = np.where(takes <= seen, cause, 0)
    found = aalen_johansen(np.minimum(takes, seen), shown)
    place = int(np.searchsorted(found.times, 0.9 * c)) - 1
    truth = w / total * (1 - np.exp(-total * found.times[place]))
    naive_truth = w / total * (1 - (1 - np.exp(-total * c)) / (total * c))
    naive = float((shown == 1).mean())
    assert found.incidence[place, 0] == pytest.approx(truth, abs=0.008)
    assert naive == pytest.approx(naive_truth, abs=0.006)
    assert truth - naive == pytest.approx(truth - naive_truth, abs=0.012)
    assert truth - naive_truth > 0.15
