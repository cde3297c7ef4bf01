"""Temporal hierarchies: sums over 1, 2, … m periods are forecast each and made to agree.

Athanasopoulos, Hyndman, Kourentzes and Petropoulos (2017), with structural scaling: a sum over k periods weighs 1/k.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints

LEAST_SUMS = 6
"""A level with fewer sums says nothing."""


def levels(m: int, longest: int) -> list[int]:
    """The sums that tile a season of m periods and of which the longest window has enough; without 1.

    Examples
    --------
    >>> levels(12, 48)
    [2, 3, 4, 6]
    """
    return [k for k in range(2, m + 1) if m % k == 0 and longest // k >= LEAST_SUMS]


def sums(y: Floats, begins: Ints, ends: Ints, k: int) -> tuple[Floats, Ints, Ints, Ints]:
    """Sums over k neighbours of each window, the last one ending at its end.

    Returns
    -------
    The sums one window after the other, where each window begins and ends, and the numbers of the windows that have
    enough of them.
    """
    whole = (ends - begins) // k
    fit = np.flatnonzero(whole >= LEAST_SUMS)
    total = np.concatenate([[0.0], np.cumsum(y)])
    places = np.concatenate([ends[i] - k * np.arange(whole[i], -1, -1) for i in fit])
    edges = np.concatenate([[0], np.cumsum(whole[fit] + 1)])
    # Between the edges of two windows lies one difference that is no sum of either; it is stepped over.
    flat = np.diff(total[places])
    return flat, edges[:-1], edges[1:] - 1, fit


def agreed(ahead: Mapping[int, Floats], lengths: Ints, m: int) -> Floats:
    """Forecasts of the periods that agree best with those of all sums, by weighted least squares season by season.

    Parameters
    ----------
    ahead
        Periods of a sum → its forecasts, shape (windows, seasons · m / periods).
    lengths
        Periods of each window, shape (windows,): it decides which sums a window has.

    Examples
    --------
    >>> agreed({1: np.array([[1.0, 1.0]]), 2: np.array([[4.0]])}, np.array([20]), 2)
    array([[1.5, 1.5]])
    """
    out = ahead[1].copy()
    reach = out.shape[1]
    used = np.array([[lengths_k // k >= LEAST_SUMS or k == 1 for k in ahead] for lengths_k in lengths])
    for row in np.unique(used, axis=0):
        which = np.flatnonzero((used == row).all(axis=1))
        left, right = np.zeros((m, m)), np.zeros((len(which), reach // m, m))
        for k, use in zip(ahead, row, strict=True):
            if use:
                left += np.kron(np.eye(m // k), np.full((k, k), 1.0 / k))
                right += np.repeat(ahead[k][which], k, axis=1).reshape(right.shape) / k
        out[which] = np.linalg.solve(left, right.reshape(-1, m).T).T.reshape(len(which), reach)
    return out
