"""Shares with intervals, and tests that don't cry wolf when many are made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom

Floats = NDArray[np.float64]
Z95 = 1.959963985


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927).

    Examples
    --------
    >>> [round(x, 4) for x in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if n == 0:
        return 0.0, 1.0
    share, z = hits / n, Z95
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def fisher(hits: int, n: int, hits_rest: int, n_rest: int) -> float:
    """Two-sided p of the same share in both groups (Fisher's exact test): all tables no likelier than the one seen.

    Examples
    --------
    >>> round(fisher(3, 4, 1, 4), 4)
    0.4857
    """
    if n == 0 or n_rest == 0:
        return 1.0
    total, marked = n + n_rest, hits + hits_rest
    if total > 20_000:  # exact sums grow long; the normal approximation is as good there
        return _normal(hits, n, hits_rest, n_rest)
    low, high = max(0, n - (total - marked)), min(n, marked)
    chance = hypergeom.pmf(np.arange(low, high + 1), total, marked, n)
    seen = chance[hits - low]
    return float(min(1.0, chance[chance <= seen * (1 + 1e-7)].sum()))


def _normal(hits: int, n: int, hits_rest: int, n_rest: int) -> float:
    from scipy.stats import norm

    share = (hits + hits_rest) / (n + n_rest)
    error = float(np.sqrt(share * (1 - share) * (1 / n + 1 / n_rest)))
    return 1.0 if error == 0 else float(2 * norm.sf(abs(hits / n - hits_rest / n_rest) / error))


def expected_false(p: Floats) -> Floats:
    """Share of false alarms if a test and all more telling ones are called unusual (Benjamini and Hochberg 1995).

    Examples
    --------
    >>> expected_false(np.array([0.01, 0.5, 0.02])).round(3).tolist()
    [0.03, 0.5, 0.03]
    """
    n = len(p)
    if n == 0:
        return p
    order = np.argsort(p, kind="stable")
    scaled = p[order] * n / np.arange(1, n + 1)
    falling = np.minimum.accumulate(scaled[::-1])[::-1]
    found = np.empty(n)
    found[order] = np.minimum(falling, 1.0)
    return found
