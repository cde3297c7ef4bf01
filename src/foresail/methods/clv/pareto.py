"""Customers who may stop at any time: Pareto/NBD.

Purchases come as a Poisson process whose rate differs by customer (gamma r, alpha); the unseen life of a customer is
exponential, with a rate that differs by customer (gamma s, beta).

References
----------
Schmittlein, Morrison and Colombo (1987), Counting Your Customers. Management Science 33.
Fader and Hardie (2005), A Note on Deriving the Pareto/NBD Model and Related Expressions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, psi

from foresail.methods.clv.summary import Counts, Floats

NAMES = ("r", "alpha", "s", "beta")
STARTS = ((-0.5, 0.5, -0.5, 0.5), (0.0, 0.0, 0.0, 0.0), (-1.0, 1.0, 0.0, 2.0))
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
CHUNK = 50_000


@dataclass(frozen=True)
class Died:
    """The integral over the moment t at which a customer of x purchases stopped, recency ≤ t ≤ age; shapes (rows,).

    It is ∫ (alpha + t)^−(r + x) (beta + t)^−(s + 1) dt, with the means of four functions of t under its integrand.
    """

    log: Floats
    log_alpha: Floats
    log_beta: Floats
    per_alpha: Floats
    per_beta: Floats


def died(r: float, alpha: float, s: float, beta: float, x: Floats, recency: Floats, age: Floats) -> Died:
    """See `Died`. The larger of the two powers becomes the variable of a 16-point Gauss–Legendre rule.

    With w = ((c + recency) / (c + t))^n = v^k, n = r + s + x, where c is alpha or beta, the rest of the integrand is a
    power of (alpha + t) / (beta + t): smooth and bounded however large x is, where the hypergeometric form loses its
    digits.
    """
    n = r + s + x
    by_alpha = r + x >= s + 1
    c = np.where(by_alpha, alpha, beta)
    other = np.where(by_alpha, beta, alpha)
    power = np.where(by_alpha, s + 1, r + x)
    # The power k spreads the nodes: for small n the integrand is then smooth down to the far end.
    k = np.clip(n, 1.0, 4.0)
    width = -np.expm1(-n / k * np.log1p((age - recency) / (c + recency)))
    log_v = np.log1p(-width[:, None] * (1 - _NODES) / 2)
    # c + t at each node, shape (rows, nodes).
    reach = (c + recency)[:, None] * np.exp(-(k / n)[:, None] * log_v)
    rest = np.maximum(reach + (other - c)[:, None], 1e-300)
    log_reach, log_rest = np.log(reach), np.log(rest)
    log_f = power[:, None] * (log_reach - log_rest) + (k - 1)[:, None] * log_v
    top = log_f.max(axis=1)
    q = np.exp(log_f - top[:, None]) * _WEIGHTS
    size = q.sum(axis=1)
    with np.errstate(divide="ignore"):
        log = top + np.log(size) + np.log(k * width / 2) - np.log(n) - n * np.log(c + recency)
    means = [(q * part).sum(axis=1) / size for part in (log_reach, log_rest, 1 / reach, 1 / rest)]
    lr, lo, ir, io = means
    return Died(
        log,
        np.where(by_alpha, lr, lo),
        np.where(by_alpha, lo, lr),
        np.where(by_alpha, ir, io),
        np.where(by_alpha, io, ir),
    )


@dataclass(frozen=True)
class ParetoLikelihood:
    """Negative log likelihood per customer and its analytic gradient in log parameters."""

    counts: Counts

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros(4)
        for start in range(0, len(self.counts.x), CHUNK):
            part = slice(start, start + CHUNK)
            value, gradient = self._part(np.exp(theta), part)
            total, slope = total + value, slope + gradient
        n = self.counts.customers
        return -total / n, -slope * np.exp(theta) / n

    def _part(self, params: Floats, part: slice) -> tuple[float, Floats]:
        r, alpha, s, beta = (float(p) for p in params)
        c = self.counts
        x, recency, age, w = c.x[part], c.recency[part], c.age[part], c.weight[part]
        lost = died(r, alpha, s, beta, x, recency, age)
        log_a, log_b = np.log(alpha + age), np.log(beta + age)
        still = -(r + x) * log_a - s * log_b
        gone = np.log(s) + lost.log
        both = np.logaddexp(still, gone)
        ll = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + both
        p1, p2 = np.exp(still - both), np.exp(gone - both)
        slope = (
            psi(r + x) - psi(r) + np.log(alpha) - p1 * log_a - p2 * lost.log_alpha,
            r / alpha - (r + x) * (p1 / (alpha + age) + p2 * lost.per_alpha),
            np.log(beta) - p1 * log_b + p2 * (1 / s - lost.log_beta),
            s / beta - p1 * s / (beta + age) - p2 * (s + 1) * lost.per_beta,
        )
        return float(w @ ll), np.array([w @ d for d in slope])


def alive(params: dict[str, float], x: Floats, recency: Floats, age: Floats) -> Floats:
    """Probability of not having stopped yet, shape (rows,)."""
    r, alpha, s, beta = (params[n] for n in NAMES)
    out = np.empty(len(x))
    for start in range(0, len(x), CHUNK):
        part = slice(start, start + CHUNK)
        lost = died(r, alpha, s, beta, x[part], recency[part], age[part]).log
        still = -(r + x[part]) * np.log(alpha + age[part]) - s * np.log(beta + age[part])
        out[part] = 1 / (1 + np.exp(np.minimum(np.log(s) + lost - still, 700.0)))
    return out


def if_alive(params: dict[str, float], x: Floats, age: Floats, horizon: float) -> Floats:
    """Expected purchases in the next `horizon` of a customer who has not stopped, shape (rows,)."""
    r, alpha, s, beta = (params[n] for n in NAMES)
    return (r + x) / (alpha + age) * (beta + age) * _lived(s, np.log1p(horizon / (beta + age)))


def expected_new(params: dict[str, float], times: Floats) -> Floats:
    """Expected purchases after the first of a new customer up to each of `times`, shape (times,)."""
    r, alpha, s, beta = (params[n] for n in NAMES)
    return r / alpha * beta * _lived(s, np.log1p(times / beta))


def _lived(s: float, reach: Floats) -> Floats:
    """(1 − exp(−(s − 1) u)) / (s − 1), also where s is one."""
    if abs(s - 1) < 1e-8:
        return reach
    return np.asarray(-np.expm1(-(s - 1) * reach) / (s - 1), dtype=np.float64)


def simulate(
    params: dict[str, float],
    x: Floats,
    age: Floats,
    still: Floats,
    horizon: float,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Draws of the number of purchases in the next `horizon`, shape (rows, draws); `still` as `alive` gives it."""
    r, alpha, s, beta = (params[n] for n in NAMES)
    shape = (len(x), draws)
    rate = rng.standard_gamma((r + x)[:, None], shape) / (alpha + age)[:, None]
    end = rng.standard_gamma(s, shape) / (beta + age)[:, None]
    life = rng.standard_exponential(shape) / np.maximum(end, 1e-300)
    bought = rng.poisson(rate * np.minimum(life, horizon))
    return np.where(rng.random(shape) < still[:, None], bought, 0.0)
