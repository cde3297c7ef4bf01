"""Aalen–Johansen: the chance of each of several ends by a time, when some have not ended yet."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from foresail.methods.shares import wilson

Floats = NDArray[np.float64]


class Incidence(NamedTuple):
    """Cumulative incidence at the distinct times of ends.

    Parameters
    ----------
    times
        Shape (t,), rising.
    survival
        Kaplan–Meier share that has not ended after each time, shape (t,).
    incidence
        Share that has ended by each cause, shape (t, causes).
    variance
        Of the incidence, shape (t, causes) (Aalen's estimator).
    ended
        How many have ended by any cause.
    """

    times: Floats
    survival: Floats
    incidence: Floats
    variance: Floats
    ended: int = 0

    def at_end(self, cause: int) -> tuple[float, float, float]:
        """Share that ended by a cause by the last time, and its 95% interval (log-log; inside 0 … 1).

        Where none or all of those who ended did so by the cause, no variance is seen: Wilson's interval tells how sure
        that makes one.
        """
        if not len(self.times):
            return 0.0, 0.0, 1.0
        share = float(self.incidence[-1, cause])
        if self.ended and not 1e-12 < share < 1.0 - 1e-12:
            return share, *wilson(round(share * self.ended), self.ended)
        return interval(share, float(self.variance[-1, cause]))

    def median(self, cause: int) -> float | None:
        """The time by which half of those who end by the cause, as far as is seen, have done so; None without any."""
        if not len(self.times) or self.incidence[-1, cause] <= 0:
            return None
        place = int(np.searchsorted(self.incidence[:, cause], self.incidence[-1, cause] / 2 - 1e-12))
        return float(self.times[place])


def interval(share: float, variance: float, z: float = 1.96) -> tuple[float, float, float]:
    """A share with its interval on the log(−log) scale; shares of 0 and 1 have none to either side."""
    if not 1e-12 < share < 1.0 - 1e-12 or variance <= 0:
        return share, share, share
    spread = min(z * np.sqrt(variance) / abs(share * np.log(share)), 20.0)
    return share, float(share ** np.exp(spread)), float(share ** np.exp(-spread))


def aalen_johansen(duration: Floats, cause: NDArray[Any], causes: int = 2) -> Incidence:
    """Estimate cumulative incidence with right-censoring.

    Parameters
    ----------
    duration
        Time until the end, or until it was last looked at; shape (n,), ≥ 0.
    cause
        1 … causes for an end, 0 for “not ended yet”; shape (n,).

    Notes
    -----
    S(t) = Π (1 − d/n), CIFₖ(t) = Σ S(t−) dₖ/n; the variance is that of Aalen and Johansen (1978) in the form of
    Marubini and Valsecchi (1995). Those who are censored at a time are still at risk at it.

    Examples
    --------
    >>> found = aalen_johansen(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1, 0, 2, 1]))
    >>> [round(float(v), 3) for v in found.incidence[-1]]
    [0.625, 0.375]
    """
    times = np.unique(duration[cause > 0])
    ordered = np.sort(duration)
    at_risk = (len(duration) - np.searchsorted(ordered, times, side="left")).astype(np.float64)
    ends = np.zeros((len(times), causes))
    for k in range(causes):
        place = np.searchsorted(times, duration[cause == k + 1])
        ends[:, k] = np.bincount(place, minlength=len(times))[: len(times)]
    total = ends.sum(axis=1)
    survival = np.cumprod(1 - total / np.maximum(at_risk, 1))
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before[:, None] * ends / np.maximum(at_risk, 1)[:, None], axis=0)
    variance = _variance(incidence, before, ends, total, at_risk)
    return Incidence(times, survival, incidence, variance, int(total.sum()))


def _variance(incidence: Floats, before: Floats, ends: Floats, total: Floats, at_risk: Floats) -> Floats:
    """Aalen's variance by sums over times: each term is expanded, so that one pass of cumulative sums is enough."""
    n = np.maximum(at_risk, 1)
    left = np.maximum(at_risk - total, 0)
    g = np.where(left > 0, total / (n * np.maximum(left, 1e-12)), 0.0)
    found = np.zeros_like(incidence)
    for k in range(incidence.shape[1]):
        f, d = incidence[:, k], ends[:, k]
        second = np.cumsum(before**2 * (n - d) / n * d / n**2)
        h = before * d / n**2
        spread = f**2 * np.cumsum(g) - 2 * f * np.cumsum(g * f) + np.cumsum(g * f**2)
        cross = f * np.cumsum(h) - np.cumsum(h * f)
        found[:, k] = spread + second - 2 * cross
    return np.maximum(found, 0.0)
