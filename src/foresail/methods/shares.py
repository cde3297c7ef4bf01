"""Shares: how sure one is, whether two differ, and how many of many tests may be false alarms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import false_discovery_control, fisher_exact

Floats = NDArray[np.float64]
Z90, Z95 = 1.644853627, 1.959963985


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The interval of a share (Wilson 1927); everything from 0 to 1 where nothing was seen.

    Parameters
    ----------
    hits, n
        How many of how many.
    z
        Standard deviations to either side; 95% by default.

    Examples
    --------
    >>> [round(x, 4) for x in wilson(8, 10)]
    [0.4902, 0.9433]
    """
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = half_wilson(share, n, z)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def half_wilson(share: float, n: float, z: float) -> float:
    """Half the width of Wilson's interval of a share over `n`; as of one case where there is less than one.

    Examples
    --------
    >>> round(half_wilson(0.8, 10, Z95), 4)
    0.2266
    """
    n = max(n, 1.0)
    return float(z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))


def difference(hits: int, n: int, hits_rest: int, n_rest: int, z: float = Z95) -> tuple[float, float]:
    """The interval of the difference of two shares of different people (Newcombe 1998, method 10).

    Parameters
    ----------
    hits, n, hits_rest, n_rest
        How many of how many in the one and in the other group.
    z
        Standard deviations to either side; 95% by default.

    Examples
    --------
    >>> [round(x, 4) for x in difference(56, 70, 48, 80)]  # the paper's first example
    [0.0524, 0.3339]
    """
    if n == 0 or n_rest == 0:
        return -1.0, 1.0
    one, other = hits / n, hits_rest / n_rest
    (low, high), (low_rest, high_rest) = wilson(hits, n, z), wilson(hits_rest, n_rest, z)
    down = float(np.sqrt((one - low) ** 2 + (high_rest - other) ** 2))
    up = float(np.sqrt((high - one) ** 2 + (other - low_rest) ** 2))
    return max(one - other - down, -1.0), min(one - other + up, 1.0)


def chance_of_same(hits: int, n: int, hits_rest: int, n_rest: int) -> float:
    """Two-sided p of one share in both groups (Fisher's exact test); 1 where a group is empty.

    Examples
    --------
    >>> round(chance_of_same(3, 4, 1, 4), 4)
    0.4857
    """
    if n == 0 or n_rest == 0:
        return 1.0
    return float(fisher_exact([[hits, n - hits], [hits_rest, n_rest - hits_rest]]).pvalue)


def false_alarms(p: Floats) -> Floats:
    """Share of false alarms if a test and all more telling ones are called unusual (Benjamini and Hochberg 1995).

    Parameters
    ----------
    p
        Of every test that was made, shape (n,).

    Examples
    --------
    >>> false_alarms(np.array([0.01, 0.5, 0.02])).round(3).tolist()
    [0.03, 0.5, 0.03]
    """
    return np.asarray(false_discovery_control(p), dtype=np.float64) if len(p) else p
