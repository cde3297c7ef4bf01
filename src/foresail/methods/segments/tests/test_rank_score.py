"""Rank scores: equal values, any order, any scale."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from foresail.methods.segments.rank_score import cut_score, quantile_score

VALUES = st.lists(st.integers(-1000, 1000), min_size=1, max_size=60)


@given(VALUES, st.integers(2, 7))
def test_scores_keep_order_and_ties(values: list[int], k: int) -> None:
    x = np.array(values, dtype=np.float64)
    s = quantile_score(x, k)
    assert s.min() >= 1
    assert s.max() <= k
    for a, b in zip(x, s, strict=True):
        assert (s[x > a] >= b).all()
        assert (s[x == a] == b).all()
    assert (quantile_score(x * 100, k) == s).all()
    assert (quantile_score(x[::-1], k)[::-1] == s).all()


def test_classes_are_of_equal_size_without_ties() -> None:
    assert np.bincount(quantile_score(np.arange(1000.0)))[1:].tolist() == [200] * 5


def test_cuts_belong_to_the_upper_class() -> None:
    assert cut_score(np.array([29.0, 30.0, 31.0]), [30.0]).tolist() == [1, 2, 2]
