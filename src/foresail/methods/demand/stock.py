"""Stock against what will be asked for: risk of running out, of lying too long, and what to order."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats


class Position(NamedTuple):
    """What is said of one product.

    Parameters
    ----------
    lead_demand
        Expected demand until an order placed today arrives.
    run_out
        Probability that stock and what is on its way do not last until then.
    lost
        Expected demand that could not be met until then.
    cover
        Periods that stock and what is on its way last at the mean demand; inf without demand.
    order
        Quantity to order now.
    """

    lead_demand: float
    run_out: float
    lost: float
    cover: float
    order: float


def position(
    paths: Floats, at_hand: float, on_order: float, lead: float, review: float = 1.0, service: float = 0.95
) -> Position:
    """Order up to the demand of lead time and review period that is not exceeded with the service probability.

    Parameters
    ----------
    paths
        Futures of demand, shape (paths, periods); the last period goes on as it is.
    lead, review
        Time until an order arrives, and until the next look at it, in periods.
    service
        Probability of not running out until the next order could arrive.

    Notes
    -----
    The periodic-review base-stock policy (Silver, Pyke and Thomas 2017), on sampled demand in place of a normal one.

    Examples
    --------
    >>> sure = np.full((10, 3), 100.0)
    >>> position(sure, at_hand=50, on_order=0, lead=1.0, review=1.0)
    Position(lead_demand=100.0, run_out=1.0, lost=50.0, cover=0.5, order=150.0)
    """
    there = at_hand + on_order
    until = summed(paths, lead)
    whole = summed(paths, lead + review)
    mean = float(paths.mean())
    goal = float(np.quantile(whole, service))
    return Position(
        lead_demand=float(until.mean()),
        run_out=float(np.mean(until > there)),
        lost=float(np.maximum(until - there, 0).mean()),
        cover=there / mean if mean > 0 else float("inf"),
        order=float(np.ceil(round(max(goal - there, 0.0), 6))),
    )


def summed(paths: Floats, periods: float) -> Floats:
    """Demand over so many periods from now, parts of periods included, shape (paths,)."""
    h = paths.shape[1]
    weights = np.clip(periods - np.arange(h), 0.0, 1.0)
    beyond = max(periods - h, 0.0)
    return np.asarray(paths @ weights + beyond * paths[:, -1], dtype=np.float64)
