"""How much a customer spends on a purchase: the gamma-gamma model.

References
----------
Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from scipy.special import gammaln, psi

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.estimate import Estimate, maximise, need_customers
from foresail.methods.clv.summary import Floats, arrays
from foresail.methods.frames import need_columns, to_polars

LEAST = 10
NAMES = ("p", "q", "v")
STARTS = ((1.0, 0.5, 0.0), (0.0, 0.0, 0.0), (2.0, 1.5, 0.5))


@dataclass(frozen=True)
class FittedSpend:
    """A fitted gamma-gamma model.

    Parameters
    ----------
    estimate
        `p`, `q` (above 1, so that the mean exists) and `v` (money).
    dependence
        Correlation of frequency and mean amount over those who bought again; the model takes it to be zero.
    frequency, mean_amount
        Of the customers, shape (customers,); the amount is 0 where there is none.
    """

    estimate: Estimate
    dependence: float
    frequency: Floats
    mean_amount: Floats

    @property
    def params(self) -> dict[str, float]:
        """Name → estimate."""
        return dict(self.estimate.values)

    def predict(self, summary: Any = None) -> Floats:
        """Expected money of a purchase of each customer, shape (customers,): own mean drawn toward that of all."""
        x, m = (self.frequency, self.mean_amount) if summary is None else amounts(summary)
        p, q, v = (self.params[n] for n in NAMES)
        return np.asarray((v + x * m) * p / (p * x + q - 1), dtype=np.float64)

    def draw(self, purchases: Floats, rng: np.random.Generator, summary: Any = None) -> Floats:
        """Draws of the money of so many purchases; `purchases` and the answer have shape (customers, draws)."""
        x = self.frequency if summary is None else amounts(summary)[0]
        return self.draw_scaled(purchases, x, rng) * self.scale(summary)[:, None]

    def scale(self, summary: Any = None) -> Floats:
        """What draws of `draw_scaled` are to be multiplied by, shape (customers,)."""
        x, m = (self.frequency, self.mean_amount) if summary is None else amounts(summary)
        return np.asarray(self.params["v"] + x * m, dtype=np.float64)

    def draw_scaled(self, purchases: Floats, paid: Floats, rng: np.random.Generator) -> Floats:
        """Draws of the money of so many purchases in units of the customer's `scale`, shape (rows, draws).

        Parameters
        ----------
        purchases
            Shape (rows, draws).
        paid
            Paid repeat purchases so far, shape (rows,).
        """
        p, q = self.params["p"], self.params["q"]
        rate = rng.standard_gamma((p * paid + q)[:, None], purchases.shape)
        return rng.standard_gamma(p * purchases) / np.maximum(rate, 1e-300)


@dataclass(frozen=True)
class GammaGamma:
    """Gamma-gamma: purchases of a customer vary around a mean of its own, which varies over customers.

    Examples
    --------
    >>> many = {"frequency": [1, 2, 3, 4] * 10, "recency": [1.0] * 40, "age": [2.0] * 40,
    ...         "mean_amount": [float(10 + i % 7) for i in range(40)]}
    >>> fitted = GammaGamma().fit(many)
    >>> bool(10 < fitted.predict().mean() < 16)
    True
    """

    def fit(self, summary: Any) -> FittedSpend:
        """Maximum likelihood over the customers who bought again and paid something.

        Raises
        ------
        NotEnoughData
            Below 10 of these, or when all paid the same.
        """
        x, m = amounts(summary)
        known = (x > 0) & (m > 0)
        need_customers(
            float(known.sum()), LEAST, Text(en="customers with a paid repeat purchase", zh="有付费复购的客户")
        )
        if float(np.ptp(m[known])) <= 1e-9 * float(m[known].mean()):
            raise NotEnoughData(
                Text(
                    en="All customers spend the same: there is nothing to tell them apart.",
                    zh="所有客户的消费相同，无法区分。",
                ),
                next_step=Text(en="Use that amount as it is.", zh="请直接使用该金额。"),
            )
        scale = float(m[known].mean())
        likelihood = _Likelihood(x[known], m[known] / scale)
        found = maximise(likelihood, STARTS, NAMES, float(known.sum()))
        related = float(np.corrcoef(x[known], m[known])[0, 1]) if np.ptp(x[known]) > 0 else 0.0
        return FittedSpend(_in_money(found, scale, float(x[known].size)), related, x, m)


def amounts(summary: Any) -> tuple[Floats, Floats]:
    """Frequency and mean amount (0 where there is none) of a summary, each of shape (customers,)."""
    table = to_polars(summary)
    need_columns(table, "mean_amount")
    x, _, _ = arrays(table)
    m = table["mean_amount"].cast(pl.Float64).fill_nan(None).fill_null(0.0).to_numpy()
    return np.where(m > 0, x, 0.0), np.maximum(m, 0.0)


class _Likelihood:
    """Negative log likelihood per customer and gradient in (log p, log (q − 1), log v)."""

    def __init__(self, x: Floats, m: Floats) -> None:
        self.x, self.m = x, m
        self.value, self.at = np.unique(x, return_inverse=True)

    def __call__(self, theta: Floats) -> tuple[float, Floats]:
        p, q, v = np.exp(theta)
        q = q + 1
        px, at = p * self.value, self.at
        total = np.log(self.x * self.m + v)
        own = gammaln(px + q) - gammaln(px) - gammaln(q) + q * np.log(v) + px * np.log(self.value)
        ll = own[at] + (p * self.x - 1) * np.log(self.m) - (p * self.x + q) * total
        upper = psi(px + q)
        slope = (
            self.x * ((upper - psi(px) + np.log(self.value))[at] + np.log(self.m) - total),
            (upper - psi(q))[at] + np.log(v) - total,
            q / v - (p * self.x + q) * np.exp(-total),
        )
        gradient = [float(d.mean()) * s for d, s in zip(slope, (p, q - 1, v), strict=True)]
        return -float(ll.mean()), -np.array(gradient)


def _in_money(found: Estimate, scale: float, n: float) -> Estimate:
    values = dict(found.values)
    values["q"] += 1
    values["v"] *= scale
    # log q moves (q − 1) / q as much as log (q − 1).
    turn = np.array([1.0, (values["q"] - 1) / values["q"], 1.0])
    covariance = found.covariance * np.outer(turn, turn)
    return replace(
        found, values=values, covariance=covariance, log_likelihood=found.log_likelihood - n * float(np.log(scale))
    )
