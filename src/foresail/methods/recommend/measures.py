"""How good lists are: was anything on them bought, and how high did it stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.methods.recommend.history import Floats, Numbers


@dataclass(frozen=True)
class Ranking:
    """Means over the users who bought something that could have been offered.

    Parameters
    ----------
    hit_rate
        Share of users with at least one bought item among the first k.
    ndcg
        Normalised discounted cumulative gain at k (Järvelin and Kekäläinen 2002), bought or not.
    users
        How many.
    """

    hit_rate: float
    ndcg: float
    users: int


def best(scores: Floats, k: int) -> Numbers:
    """Places of the k highest of each row, best first, the earlier place at ties; shape (rows, min(k, columns))."""
    k = min(k, scores.shape[1])
    if k == 0:
        return np.zeros((len(scores), 0), dtype=np.int64)
    edge = -np.partition(-scores, k - 1, axis=1)[:, k - 1 : k]
    out = np.empty((len(scores), k), dtype=np.int64)
    for row in range(len(scores)):
        near = np.flatnonzero(scores[row] >= edge[row])
        out[row] = near[np.argsort(-scores[row][near], kind="stable")][:k]
    return out


def ranking(scores: Floats, relevant: np.ndarray[tuple[int, int], np.dtype[np.bool_]], k: int = 10) -> Ranking:
    """Measure lists; what may not be offered has the score −∞ and counts for nothing.

    Parameters
    ----------
    scores, relevant
        Shape (users, items).

    Examples
    --------
    >>> r = ranking(np.array([[0.9, 0.8, 0.1]]), np.array([[False, True, False]]), k=2)
    >>> r.hit_rate, round(r.ndcg, 4)
    (1.0, 0.6309)
    """
    wanted = relevant & np.isfinite(scores)
    asked = wanted.any(axis=1)
    if not asked.any():
        return Ranking(0.0, 0.0, 0)
    listed = best(scores[asked], k)
    hit = np.take_along_axis(wanted[asked], listed, axis=1)
    discount = 1 / np.log2(np.arange(2, listed.shape[1] + 2))
    ideal = np.cumsum(discount)[np.minimum(wanted[asked].sum(axis=1), listed.shape[1]) - 1]
    return Ranking(float(hit.any(axis=1).mean()), float(((hit @ discount) / ideal).mean()), int(asked.sum()))
