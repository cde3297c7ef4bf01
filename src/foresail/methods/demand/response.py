"""How purchases react to price and promotion: products compete for the purchases of a week.

Purchases of a product in a week are Poisson with a rate of product × week × price^elasticity × promotion. The week's
effect takes out season, growth and everything else that moves all products together; given the week's total, this is
the multinomial logit of choice among products (Guimarães, Figueirêdo and Woodward 2003). Each product's own elasticity
is drawn toward the common one by as much as its data leave open (a normal prior around it).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from foresail.methods.forecast.arrays import Floats

SPREAD = 0.6
"""Standard deviation of the elasticities of products around the common one, as the prior has it."""
TREND = 0.2
USUAL, DOUBT = -1.5, 1.0
"""What is known of price elasticities in general, and how little (Bijmolt, van Heerde and Pieters 2005 find −2.6 for
consumer goods; what businesses buy reacts less)."""
LEVEL = 3.0
TURNS = 40


@dataclass(frozen=True, eq=False)
class Response:
    """What was learnt.

    Parameters
    ----------
    elasticity, error
        Of each product's appeal to its price, and its standard error; shape (products,).
    common, common_error
        The common elasticity.
    promotion
        (intercept, slope): a promotion with discount rate r lifts appeal by exp(intercept + slope · r).
    promotion_error
        Standard error of the log lift at the usual rate.
    after
        Factor on appeal in the two weeks after a promotion.
    share
        Of all purchases, shape (products,).
    usual_rate
        Mean discount rate of the promotions seen; 0 where there were none.
    """

    elasticity: Floats
    error: Floats
    common: float
    common_error: float
    promotion: tuple[float, float]
    promotion_error: float
    after: float
    share: Floats
    usual_rate: float

    def appeal(self, price: Floats, rate: Floats) -> Floats:
        """Factor on the appeal of each product when its price is multiplied and a promotion of a rate runs (0: none).

        Both of shape (products,) or (products, periods).
        """
        e = self.elasticity if price.ndim == 1 else self.elasticity[:, None]
        lift = np.where(rate > 0, np.exp(self.promotion[0] + self.promotion[1] * rate), 1.0)
        return np.asarray(np.maximum(price, 1e-9) ** e * lift, dtype=np.float64)

    def units(self, price: Floats, rate: Floats, outside: float = 0.0) -> Floats:
        """Factor on the purchases of each product: buyers choose anew among all of them.

        Parameters
        ----------
        outside
            Elasticity of the total number of purchases to the mean price. The data of one seller do not tell it; 0
            means that buyers only switch.

        Examples
        --------
        >>> import numpy as np
        >>> two = Response(np.array([-2.0, -2.0]), np.zeros(2), -2.0, 0.0, (0.0, 0.0), 0.0, 1.0, np.full(2, 0.5), 0.0)
        >>> two.units(np.array([1.1, 1.1]), np.zeros(2)).round(6).tolist()
        [1.0, 1.0]
        """
        appeal = self.appeal(price, rate)
        weight = self.share if price.ndim == 1 else self.share[:, None]
        whole = float(self.share.sum()) or 1.0
        mean = (weight * appeal).sum(axis=0) / whole
        total = ((weight * price).sum(axis=0) / whole) ** outside
        return np.asarray(appeal / mean * total, dtype=np.float64)


def fit(count: Floats, price: Floats, rate: Floats, active: Floats, after: Floats, alive: Floats) -> Response | None:
    """Learn from a table of products × weeks.

    Parameters
    ----------
    count
        Purchases (order lines), shape (products, weeks).
    price
        List price, same shape, in any unit; only its changes count.
    rate
        Discount rate of the promotion that runs, weighted by the share of the week; 0 for none.
    active
        Share of the week in which a promotion runs.
    after
        Share of the week that lies within two weeks after a promotion.
    alive
        1 where the product was on sale.

    Returns
    -------
    None where prices hardly moved and nothing was promoted, or fewer than 200 purchases are known.
    """
    count = np.where(alive > 0, count, 0.0)
    moved = _moved(price, alive)
    promoted = (rate > 0) & (alive > 0)
    if count.sum() < 200 or (float(np.abs(moved).max(initial=0.0)) < 0.01 and not promoted.any()):
        return None
    keep = (count.sum(axis=1) > 0) & (alive.sum(axis=1) > 3)
    place = np.flatnonzero(keep)
    n, weeks = len(place), count.shape[1]
    if n < 2:
        return None
    x, penalty = _design(moved[place], rate[place], active[place], after[place])
    live = alive[place].ravel() > 0
    usually = USUAL * moved[place].ravel()[live]
    beta, covariance = _poisson(x[live], count[place].ravel()[live], penalty, usually)
    beta[n + weeks] += USUAL
    first = n + weeks
    own = beta[first + 4 : first + 4 + n]
    lift = (float(beta[first + 1]), float(beta[first + 2]))
    usual = float((rate[promoted] / np.maximum(active[promoted], 1e-9)).mean()) if promoted.any() else 0.0
    elasticity = np.full(len(count), float(beta[first]))
    elasticity[place] += own
    error = np.full(len(count), float(np.sqrt(covariance[first, first] + SPREAD**2)))
    both = covariance[first, first] + np.diag(covariance)[first + 4 : first + 4 + n]
    error[place] = np.sqrt(np.maximum(both + 2 * covariance[first, first + 4 : first + 4 + n], 1e-12))
    side = np.array([1.0, usual])
    part = covariance[first + 1 : first + 3, first + 1 : first + 3]
    return Response(
        elasticity=np.minimum(elasticity, 0.0),
        error=error,
        common=float(beta[first]),
        common_error=float(np.sqrt(covariance[first, first])),
        promotion=lift if promoted.any() else (0.0, 0.0),
        promotion_error=float(np.sqrt(max(side @ part @ side, 0.0))) if promoted.any() else 0.0,
        after=float(np.exp(beta[first + 3])) if promoted.any() else 1.0,
        share=count.sum(axis=1) / count.sum(),
        usual_rate=usual,
    )


def _moved(price: Floats, alive: Floats) -> Floats:
    """Log price around the product's own mean while on sale."""
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.where((alive > 0) & (price > 0), np.log(price), np.nan)
    sums, counts = np.nansum(log, axis=1, keepdims=True), (~np.isnan(log)).sum(axis=1, keepdims=True)
    return np.asarray(np.nan_to_num(log - sums / np.maximum(counts, 1)), dtype=np.float64)


def _design(moved: Floats, rate: Floats, active: Floats, after: Floats) -> tuple[sparse.csr_array, Floats]:
    """Columns: products, weeks, [price, promoted, rate, after], own prices, own trends; and the ridge of each."""
    n, weeks = moved.shape
    cell = np.arange(n * weeks)
    product, week = cell // weeks, cell % weeks
    ones = np.ones(n * weeks)
    time = (np.arange(weeks) - weeks / 2) / 52
    blocks = [
        sparse.csr_array((ones, (cell, product)), shape=(len(cell), n)),
        sparse.csr_array((ones, (cell, week)), shape=(len(cell), weeks)),
        sparse.csr_array(np.column_stack([moved.ravel(), active.ravel(), rate.ravel(), after.ravel()])),
        sparse.csr_array((moved.ravel(), (cell, product)), shape=(len(cell), n)),
        sparse.csr_array((time[week], (cell, product)), shape=(len(cell), n)),
    ]
    ridge = [
        np.full(n, LEVEL**-2),
        np.full(weeks, LEVEL**-2),
        np.array([DOUBT**-2, 0.5**-2, 4.0**-2, 0.5**-2]),
        np.full(n, SPREAD**-2),
        np.full(n, TREND**-2),
    ]
    return sparse.csr_array(sparse.hstack(blocks)), np.concatenate(ridge)


def _poisson(x: sparse.csr_array, y: Floats, penalty: Floats, offset: Floats) -> tuple[Floats, Floats]:
    """Penalised Poisson regression by Newton's method; coefficients and their posterior covariance."""
    beta = np.zeros(x.shape[1])
    offset = offset + np.log(max(float(y.mean()), 1e-6))
    eta = offset.copy()
    curve = np.eye(len(beta))
    for _ in range(TURNS):
        mean = np.exp(np.clip(eta, -30, 30))
        slope = x.T @ (y - mean) - penalty * beta
        curve = np.asarray((x.T @ sparse.csr_array(x.multiply(mean[:, None]))).todense()) + np.diag(penalty)
        step = linalg.solve(curve, slope, assume_a="pos")
        step *= min(1.0, 3.0 / max(float(np.abs(step).max()), 1e-12))
        beta = beta + step
        eta = offset + x @ beta
        if float(np.abs(step).max()) < 1e-8:
            break
    # Purchases come in bunches: the spread beyond Poisson widens all errors.
    mean = np.exp(np.clip(eta, -30, 30))
    over = max(1.0, float(np.sum((y - mean) ** 2 / np.maximum(mean, 1e-9)) / max(len(y) - len(beta), 1)))
    return beta, np.asarray(linalg.inv(curve), dtype=np.float64) * over
