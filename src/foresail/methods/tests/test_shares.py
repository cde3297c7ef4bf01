"""Shares against sums by hand: exact tables, the definition of the false discovery rate, published intervals."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from foresail.methods.shares import chance_of_same, false_alarms, wilson


def _exact(hits: int, n: int, hits_rest: int, n_rest: int) -> Fraction:
    """All tables with the same margins that are no likelier than the one seen."""
    marked, total = hits + hits_rest, n + n_rest
    ways = {
        k: comb(marked, k) * comb(total - marked, n - k) for k in range(max(0, n + marked - total), min(n, marked) + 1)
    }
    return Fraction(sum(w for w in ways.values() if w <= ways[hits]), comb(total, n))


def test_two_shares_by_exact_tables() -> None:
    draw = np.random.default_rng(3)
    for _ in range(50):
        n, m = (int(x) for x in draw.integers(1, 40, 2))
        a, b = int(draw.integers(0, n + 1)), int(draw.integers(0, m + 1))
        assert chance_of_same(a, n, b, m) == pytest.approx(float(_exact(a, n, b, m)), abs=1e-9)
    assert chance_of_same(20_000, 40_000, 19_500, 40_000) == pytest.approx(4.0e-4, rel=0.05)
    assert chance_of_same(0, 0, 3, 9) == 1.0


def test_false_alarms_by_definition() -> None:
    p = np.random.default_rng(4).random(40) ** 3
    rank = p.argsort().argsort() + 1
    wanted = [min(q * len(p) / k for q, k in zip(p, rank, strict=True) if q >= mine) for mine in p]
    assert false_alarms(p) == pytest.approx(np.minimum(wanted, 1.0))
    assert len(false_alarms(np.array([]))) == 0


def test_intervals_of_shares() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(3, 10)[0] == pytest.approx(1 - wilson(7, 10)[1])
