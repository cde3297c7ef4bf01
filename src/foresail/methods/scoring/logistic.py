"""Ridge-penalised logistic regression by Newton's method, on standardised columns with missing marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from foresail.methods.scoring.measures import Floats

PENALTIES = (3.0, 30.0, 300.0)


@dataclass(frozen=True)
class Logistic:
    """Coefficients over standardised columns.

    Parameters
    ----------
    centre, scale
        Of each column, shape (k,).
    slope, missing
        Coefficient of the standardised value and of its being missing, shape (k,).
    intercept
        Log odds of an average row.
    """

    centre: Floats
    scale: Floats
    slope: Floats
    missing: Floats
    intercept: float

    def contributions(self, x: Floats) -> Floats:
        """What each column adds to the log odds, shape (n, k); an average row gets about zero."""
        gone = np.isnan(x)
        z = np.where(gone, 0.0, np.clip((x - self.centre) / self.scale, -3, 3))
        return np.asarray(z * self.slope + gone * self.missing, dtype=np.float64)

    def log_odds(self, x: Floats) -> Floats:
        """Shape (n,)."""
        return np.asarray(self.contributions(x).sum(axis=1) + self.intercept, dtype=np.float64)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        arrays = {k: np.asarray(getattr(self, k)).tolist() for k in ("centre", "scale", "slope", "missing")}
        return {**arrays, "intercept": self.intercept}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Logistic:
        """What `to_json` gave."""
        arrays = {k: np.asarray(values[k], dtype=np.float64) for k in ("centre", "scale", "slope", "missing")}
        return cls(**arrays, intercept=float(values["intercept"]))


def fit_logistic(x: Floats, y: Floats, weight: Floats, penalty: float) -> Logistic:
    """Fit by iteratively reweighted least squares.

    Parameters
    ----------
    x
        Shape (n, k), NaN where missing.
    y, weight
        Outcomes 0/1 and weights, shape (n,).
    penalty
        Added to the information of every coefficient but the intercept's (half the penalty is the ridge term).
    """
    gone = np.isnan(x)
    centre, scale = _standard(x, gone)
    z = np.where(gone, 0.0, np.clip((x - centre) / scale, -3, 3))
    marked = np.flatnonzero((gone.mean(axis=0) > 0.005) & (gone.mean(axis=0) < 0.995))
    design = np.column_stack([np.ones(len(y)), z, gone[:, marked]]) if len(y) else np.zeros((0, 1))
    beta = _newton(design, y, weight, penalty)
    k = x.shape[1]
    missing = np.zeros(k)
    missing[marked] = beta[1 + k :]
    return Logistic(centre, scale, beta[1 : 1 + k], missing, float(beta[0]))


def _standard(x: Floats, gone: np.ndarray[Any, np.dtype[np.bool_]]) -> tuple[Floats, Floats]:
    filled = np.where(gone, 0.0, x)
    n = np.maximum((~gone).sum(axis=0), 1)
    centre = filled.sum(axis=0) / n
    scale = np.sqrt(np.where(gone, 0.0, (x - centre) ** 2).sum(axis=0) / n)
    return centre, np.where(scale > 1e-12, scale, 1.0)


def _newton(design: Floats, y: Floats, weight: Floats, penalty: float, rounds: int = 30) -> Floats:
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6
    rate = float(np.clip(np.average(y, weights=weight), 1e-4, 1 - 1e-4))
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(rate / (1 - rate))
    for _ in range(rounds):
        p = sigmoid(design @ beta)
        gradient = design.T @ (weight * (y - p)) - ridge * beta
        information = (design * (weight * p * (1 - p))[:, None]).T @ design + np.diag(ridge)
        move = np.linalg.solve(information, gradient)
        beta = beta + move * min(1.0, 4.0 / max(float(np.abs(move).max()), 1e-12))
        if float(np.abs(move).max()) < 1e-8:
            break
    return np.asarray(beta, dtype=np.float64)


def sigmoid(z: Floats) -> Floats:
    """1 / (1 + e⁻ᶻ), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * z)), dtype=np.float64)


def logit(p: Floats) -> Floats:
    """Log odds, with probabilities kept off 0 and 1."""
    q = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(q / (1 - q)), dtype=np.float64)
