"""Scores from 1 to k by rank or by fixed cuts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def quantile_score(values: NDArray[np.float64], k: int = 5) -> NDArray[np.int64]:
    """Scores 1 (lowest) … k (highest) of about equal size; equal values always get the same score.

    A value's place is the middle of the ranks that its ties take, so the order of the rows plays no part, and neither
    does the scale of the values.

    Parameters
    ----------
    values
        Shape (n,), finite.
    k
        Number of classes.

    Examples
    --------
    >>> quantile_score(np.array([10.0, 20.0, 30.0, 40.0, 50.0]))
    array([1, 2, 3, 4, 5])
    >>> quantile_score(np.array([1.0, 1.0, 1.0, 9.0]), k=2)
    array([1, 1, 1, 2])
    """
    n = len(values)
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    ordered = np.sort(values)
    below = np.searchsorted(ordered, values, side="left")
    upto = np.searchsorted(ordered, values, side="right")
    # Whole numbers throughout: (below + upto) / 2n is the place in (0, 1).
    place: NDArray[np.int64] = np.minimum((below + upto) * k // (2 * n) + 1, k)
    return place


def cut_score(values: NDArray[np.float64], cuts: Sequence[float]) -> NDArray[np.int64]:
    """Scores 1 … len(cuts) + 1: one more than the number of cuts that the value reaches.

    Examples
    --------
    >>> cut_score(np.array([0.0, 10.0, 99.0]), [10, 50])
    array([1, 2, 3])
    """
    reached: NDArray[np.int64] = np.searchsorted(np.asarray(cuts, dtype=np.float64), values, side="right") + 1
    return reached
