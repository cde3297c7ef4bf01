"""Customers who may stop after each purchase: BG/NBD and its modified form.

Purchases come as a Poisson process whose rate differs by customer (gamma); after a purchase the customer stops with a
probability that differs by customer (beta).

References
----------
Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way. Marketing Science 24.
Batislam, Denizel and Filiztekin (2007), Empirical validation and comparison of models for customer base analysis.
International Journal of Research in Marketing 24.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaln, gammaln, psi

from foresail.methods.clv.mixture import beta_nodes
from foresail.methods.clv.summary import Counts, Floats

NAMES = ("r", "alpha", "a", "b")
STARTS = ((-1.0, 0.0, 0.0, 0.0), (0.0, 1.0, -1.0, 1.0), (-1.0, 1.0, 1.0, 3.0))


class GeometricLikelihood:
    """Negative log likelihood per customer and its analytic gradient in log parameters.

    Parameters
    ----------
    counts
        Histories.
    at_first
        Whether a customer may stop right after the first purchase (the modified form): there are then x + 1 occasions
        to stop, x otherwise.
    """

    def __init__(self, counts: Counts, at_first: bool) -> None:
        self.counts = counts
        self.at_first = at_first
        # Logarithms and gamma functions are taken once for each distinct value: the rows are many, the values few.
        self._x, self._x_at = np.unique(counts.x, return_inverse=True)
        self._recency, self._recency_at = np.unique(counts.recency, return_inverse=True)
        self._age, self._age_at = np.unique(counts.age, return_inverse=True)

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(theta)
        w = self.counts.weight
        values, at = self._x, self._x_at
        m = values + self.at_first
        x, died = self.counts.x, (m > 0)[at]
        age = np.log(alpha + self._age)[self._age_at]
        recency = np.log(alpha + self._recency)[self._recency_at]
        stop = (np.log(a) - np.log(b + np.maximum(m, 1) - 1))[at]
        alive = -(r + x) * age
        gone = np.where(died, stop - (r + x) * recency, -np.inf)
        both = np.logaddexp(alive, gone)
        own = gammaln(r + values) - gammaln(r) + r * np.log(alpha) + betaln(a, b + m) - betaln(a, b)
        p_alive, p_gone = np.exp(alive - both), np.exp(gone - both)
        total = psi(a + b) - psi(a + b + m)
        slope = (
            (psi(r + values) - psi(r) + np.log(alpha))[at] - p_alive * age - p_gone * recency,
            r / alpha - (r + x) * (p_alive * np.exp(-age) + p_gone * np.exp(-recency)),
            total[at] + p_gone / a,
            (total + psi(b + m) - psi(b))[at] - p_gone * (1 / (b + np.maximum(m, 1) - 1))[at],
        )
        n = w.sum()
        gradient = -np.array([(w @ s) * p for s, p in zip(slope, (r, alpha, a, b), strict=True)]) / n
        return -float(w @ (own[at] + both)) / n, gradient


def alive(params: dict[str, float], x: Floats, recency: Floats, age: Floats, at_first: bool) -> Floats:
    """Probability of not having stopped yet, shape (rows,)."""
    r, alpha, a, b = (params[n] for n in NAMES)
    m = x + at_first
    odds = np.log(a) - np.log(b + np.maximum(m, 1) - 1) + (r + x) * (np.log(alpha + age) - np.log(alpha + recency))
    odds = np.where(m > 0, odds, -np.inf)
    return np.asarray(1 / (1 + np.exp(np.minimum(odds, 700.0))), dtype=np.float64)


def if_alive(params: dict[str, float], x: Floats, age: Floats, horizon: float, at_first: bool) -> Floats:
    """Expected purchases in the next `horizon` of a customer who has not stopped, shape (rows,).

    With rate λ and stopping probability p they are (1 − exp(−λ p h)) / p. The mean over the gamma is closed, that over
    the beta is taken by quadrature, once for each distinct x.
    """
    r, alpha, a, b = (params[n] for n in NAMES)
    out = np.empty(len(x))
    distinct, place = np.unique(x, return_inverse=True)
    order = np.argsort(place, kind="stable")
    ends = np.cumsum(np.bincount(place, minlength=len(distinct)))
    for value, rows in zip(distinct, np.split(order, ends[:-1]), strict=True):
        p, weight = beta_nodes(a, b + float(value) + at_first)
        reach = np.log1p(np.outer(horizon / (alpha + age[rows]), p))
        out[rows] = (-np.expm1(-(r + value) * reach) / p) @ weight
    return out


def expected_new(params: dict[str, float], times: Floats, at_first: bool) -> Floats:
    """Expected purchases after the first of a new customer up to each of `times`, shape (times,)."""
    a, b = params["a"], params["b"]
    nobody = np.zeros(1)
    through = b / (a + b) if at_first else 1.0
    each = [if_alive(params, nobody, nobody, float(t), at_first)[0] for t in times]
    return through * np.asarray(each, dtype=np.float64)


def simulate(
    params: dict[str, float],
    x: Floats,
    age: Floats,
    still: Floats,
    horizon: float,
    draws: int,
    at_first: bool,
    rng: np.random.Generator,
) -> Floats:
    """Draws of the number of purchases in the next `horizon`, shape (rows, draws).

    Parameters
    ----------
    still
        Probability of being alive, as `alive` gives it.
    """
    r, alpha, a, b = (params[n] for n in NAMES)
    shape = (len(x), draws)
    rate = rng.standard_gamma((r + x)[:, None], shape) / (alpha + age)[:, None]
    stop = np.clip(rng.beta(a, (b + x + at_first)[:, None], shape), 1e-12, 1.0)
    bought = rng.poisson(rate * horizon)
    until = np.ceil(np.log1p(-rng.random(shape)) / np.log1p(-np.minimum(stop, 1 - 1e-12)))
    return np.where(rng.random(shape) < still[:, None], np.minimum(bought, np.maximum(until, 1.0)), 0.0)
