"""How good probabilities are: Brier score and its parts, log loss, AUC, average precision, calibration."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def brier(y: Floats, p: Floats, weight: Floats | None = None) -> float:
    """Mean squared difference of probability and outcome (Brier 1950); lower is better."""
    return float(np.average((p - y) ** 2, weights=weight))


def log_loss(y: Floats, p: Floats, weight: Floats | None = None) -> float:
    """Mean negative log likelihood, with probabilities kept off 0 and 1."""
    q = np.clip(p, 1e-9, 1 - 1e-9)
    return float(np.average(-(y * np.log(q) + (1 - y) * np.log(1 - q)), weights=weight))


def auc(y: Floats, p: Floats) -> float:
    """Chance that a random positive is scored above a random negative, ties counting half (Mann–Whitney).

    With only one class it is .5.

    Examples
    --------
    >>> auc(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.4, 0.35, 0.8]))
    0.75
    """
    positives = int(np.sum(y == 1))
    negatives = len(y) - positives
    if positives == 0 or negatives == 0:
        return 0.5
    ordered = np.sort(p)
    ranks = (np.searchsorted(ordered, p, side="left") + np.searchsorted(ordered, p, side="right") + 1) / 2
    return float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def average_precision(y: Floats, p: Floats) -> float:
    """Mean precision over the positives, going down the scores; tied scores enter together. 0 without a positive."""
    positives = float(np.sum(y))
    if positives == 0:
        return 0.0
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(y[order])
    last = np.append(np.diff(p[order]) != 0, True)
    found, shown = hits[last], np.flatnonzero(last) + 1.0
    steps = np.diff(np.concatenate([[0.0], found]))
    return float(np.sum(steps * found / shown) / positives)


class Bin(NamedTuple):
    """Mean prediction, share of positives and number of rows of one bin."""

    predicted: float
    observed: float
    n: int


def calibration_bins(y: Floats, p: Floats, bins: int = 10, equal_width: bool = True) -> tuple[Bin, ...]:
    """Predicted against observed, in bins of equal width or of about equal size; empty bins are left out."""
    if equal_width:
        place = np.minimum((p * bins).astype(np.int64), bins - 1)
    else:
        edges = np.unique(np.quantile(p, np.linspace(0, 1, bins + 1)[1:-1]))
        place = np.searchsorted(edges, p, side="right")
    found = [(place == b) for b in range(bins)]
    return tuple(Bin(float(p[m].mean()), float(y[m].mean()), int(m.sum())) for m in found if m.any())


def ece(y: Floats, p: Floats, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Naeini et al. 2015)."""
    return sum(b.n * abs(b.predicted - b.observed) for b in calibration_bins(y, p, bins)) / max(len(y), 1)


class BrierParts(NamedTuple):
    """Murphy's parts: brier = reliability − resolution + uncertainty, exactly, when each bin holds one prediction."""

    reliability: float
    resolution: float
    uncertainty: float


def brier_parts(y: Floats, p: Floats) -> BrierParts:
    """Split the Brier score by the distinct predictions (Murphy 1973).

    Examples
    --------
    >>> parts = brier_parts(np.array([0.0, 1.0, 1.0, 1.0]), np.array([0.5, 0.5, 1.0, 1.0]))
    >>> round(parts.reliability - parts.resolution + parts.uncertainty, 6)
    0.125
    """
    rate = float(y.mean())
    values, place = np.unique(p, return_inverse=True)
    n = np.bincount(place).astype(np.float64)
    observed = np.bincount(place, weights=y) / n
    share = n / n.sum()
    return BrierParts(float(share @ (values - observed) ** 2), float(share @ (observed - rate) ** 2), rate * (1 - rate))


class Gain(NamedTuple):
    """Mean gain of a loss over another and its standard error."""

    mean: float
    error: float

    def beyond_noise(self, z: float = 1.645) -> bool:
        """Whether the gain is larger than `z` standard errors (1.645: one-sided 95%)."""
        return self.mean > z * self.error and self.mean > 0


def paired_gain(loss: Floats, baseline: Floats, groups: NDArray[np.int64] | None = None) -> Gain:
    """Mean of `baseline − loss` over rows, with a standard error that treats a group's rows as one (cluster-robust).

    Parameters
    ----------
    loss, baseline
        Losses of the same rows, shape (n,).
    groups
        A number for each row's group (a deal seen several times); None: every row stands alone.
    """
    difference = baseline - loss
    n = len(difference)
    mean = float(difference.mean()) if n else 0.0
    if n < 2:
        return Gain(mean, float("inf"))
    centred = difference - mean
    sums = centred if groups is None else np.bincount(np.unique(groups, return_inverse=True)[1], weights=centred)
    clusters = len(sums)
    if clusters < 2:
        return Gain(mean, float("inf"))
    return Gain(mean, float(np.sqrt(np.sum(sums**2) * clusters / (clusters - 1)) / n))
