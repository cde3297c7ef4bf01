"""Which reconciliation: the one that did best on past origins, weighed only with what was known at each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foresail.methods.hierarchy.reconcile import DENSE, METHODS, reconcile
from foresail.methods.hierarchy.structure import Floats, Hierarchy

NEEDS_ERRORS = ("variance", "shrunk")
LEAST_ERRORS = 4
BLEND = "blend"
"""The mean of OLS, structural and variance: coherent as each of them is."""
BLENDED = ("ols", "structural", "variance")


@dataclass(frozen=True, eq=False)
class Choice:
    """The reconciliation that is used, and how all did.

    Parameters
    ----------
    method
        One of `METHODS`, or `blend`.
    scores
        Method → RMSSE averaged over levels on past origins; `base` is no reconciliation. Empty where none was tried.
    errors
        Actual − coherent forecast of the chosen method, shape (origins, nodes, h), NaN where not known yet.
    """

    method: str
    scores: Mapping[str, float]
    errors: Floats

    @property
    def gain(self) -> float:
        """How much better than the base forecasts, as a share."""
        base = self.scores.get("base", 0.0)
        return 1 - self.scores[self.method] / base if base > 0 else 0.0


def known_errors(actual: Floats, base: Floats, starts: Sequence[int], today: int) -> Floats | None:
    """Errors of base forecasts that a person could see when `today` values were known, shape (nodes, observations)."""
    steps = np.arange(actual.shape[2])
    seen = np.array(starts)[:, None] + steps[None, :] < today
    errors = np.moveaxis(actual - base, 1, 2)[seen]
    errors = errors[~np.isnan(errors).any(axis=1)]
    return np.ascontiguousarray(errors.T) if len(errors) >= LEAST_ERRORS else None


def apply(
    hierarchy: Hierarchy, base: Floats, method: str, errors: Floats | None, *, nonnegative: bool = False
) -> Floats:
    """`reconcile`, knowing the blend; where errors are lacking, OLS stands in."""
    if method == BLEND:
        parts = [apply(hierarchy, base, m, errors, nonnegative=nonnegative) for m in BLENDED]
        return np.asarray(np.mean(parts, axis=0), dtype=np.float64)
    usable = "ols" if method in NEEDS_ERRORS and errors is None else method
    return reconcile(hierarchy, base, usable, errors, nonnegative=nonnegative)


def choose(
    hierarchy: Hierarchy,
    actual: Floats,
    base: Floats,
    starts: Sequence[int],
    scale: Floats,
    *,
    nonnegative: bool = False,
    methods: Sequence[str] = (*METHODS, BLEND),
) -> Choice:
    """Judge the reconciliations on rolling origins.

    Parameters
    ----------
    actual, base
        Shape (origins, nodes, h); NaN where the actual is not known yet.
    starts
        How many values were known at each origin, rising.
    scale
        Root mean square change of each node, by which errors are measured; shape (nodes,).

    Returns
    -------
    Choice
        Ties go to the simpler method.
    """
    tried = [m for m in methods if m != "shrunk" or hierarchy.n <= DENSE]
    past = [known_errors(actual, base, starts, start) for start in starts]
    made = {
        m: np.array(
            [apply(hierarchy, base[i], m, past[i], nonnegative=nonnegative) for i in range(len(starts))]
        ).reshape(base.shape)
        for m in tried
    }
    scores = {m: score(hierarchy, actual, forecast, scale) for m, forecast in {"base": base, **made}.items()}
    best = min(tried, key=lambda m: round(scores[m], 6))
    return Choice(best, scores, actual - made[best])


def score(hierarchy: Hierarchy, actual: Floats, made: Floats, scale: Floats) -> float:
    """RMSSE of each node over origins and steps, averaged within levels, then over them."""
    with np.errstate(invalid="ignore", divide="ignore"):
        known = ~np.isnan(actual)
        square = np.where(known, (actual - made) ** 2, 0.0).sum(axis=(0, 2)) / np.maximum(known.sum(axis=(0, 2)), 1)
        each = np.where(scale > 0, np.sqrt(square) / scale, np.nan)
    levels = [values[~np.isnan(values)] for values in hierarchy.by_level(each)]
    return float(np.mean([values.mean() for values in levels if len(values)] or [0.0]))


def usual_change(values: Floats, season: int = 1) -> Floats:
    """Root mean square change from a season before, shape (nodes,): what RMSSE measures errors by."""
    lag = season if values.shape[1] > season else 1
    if values.shape[1] <= lag:
        return np.zeros(len(values))
    return np.asarray(np.sqrt(np.mean((values[:, lag:] - values[:, :-lag]) ** 2, axis=1)), dtype=np.float64)
