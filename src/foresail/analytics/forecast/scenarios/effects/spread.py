"""How sure one's own scenario is: what the base forecast leaves open, and what is believed of the drivers moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.analytics.forecast.scenarios.effects.drivers import EFFECTS, EIGHTY, applied, together
from foresail.analytics.forecast.scenarios.facts import Facts
from foresail.analytics.forecast.scenarios.params import ScenariosParams
from foresail.methods.forecast.arrays import Floats

TOGETHER = 0.8
"""Misses of single periods even out in a sum, though not wholly: they go together."""


@dataclass(frozen=True, eq=False)
class Own:
    """One's own scenario with its 80% interval.

    Parameters
    ----------
    mean, low, high
        By period, shape (h,).
    total
        (low, high) of the sum.
    volume
        The sum at the prices of today.
    moved
        Driver → (effect by itself, low, high) on the sum, for the drivers that were moved.
    """

    mean: Floats
    low: Floats
    high: Floats
    total: tuple[float, float]
    volume: float
    moved: dict[str, tuple[float, float, float]]


def own(facts: Facts, params: ScenariosParams) -> Own:
    """One's own scenario."""
    mean = applied(facts, together(facts, params))
    scale = np.where(facts.mean != 0, mean / np.where(facts.mean != 0, facts.mean, 1.0), 1.0)
    below, above = (facts.mean - facts.low) * scale, (facts.high - facts.mean) * scale
    moved = moved_by(facts, params)
    down, up = np.zeros_like(mean), np.zeros_like(mean)
    total_down, total_up = 0.0, 0.0
    for name in moved:
        off = [applied(facts, together(facts, params, leans={name: lean})) - mean for lean in (-EIGHTY, EIGHTY)]
        down, up = down + np.minimum(np.minimum(*off), 0.0) ** 2, up + np.maximum(np.maximum(*off), 0.0) ** 2
        sums = [float(o.sum()) for o in off]
        total_down, total_up = total_down + min(*sums, 0.0) ** 2, total_up + max(*sums, 0.0) ** 2
    low, high = mean - np.sqrt(below**2 + down), mean + np.sqrt(above**2 + up)
    least = float((TOGETHER * below).sum()) ** 2 + total_down
    most = float((TOGETHER * above).sum()) ** 2 + total_up
    sold = float(applied(facts, together(facts, params, volume=True)).sum())
    floor = 0.0 if facts.mean.min() >= 0 else -np.inf  # what never fell below nothing does not do so now
    return Own(
        mean=mean,
        low=np.maximum(low, floor),
        high=high,
        total=(max(float(mean.sum()) - least**0.5, floor), float(mean.sum()) + most**0.5),
        volume=sold,
        moved=moved,
    )


def moved_by(facts: Facts, params: ScenariosParams) -> dict[str, tuple[float, float, float]]:
    """Each driver that was moved: what it does by itself, with its interval."""
    base = float(facts.mean.sum())
    found = {}
    for name, size in sizes(params).items():
        if size:
            effects = [
                float(applied(facts, EFFECTS[name](facts, params, x)).sum()) - base for x in (0, -EIGHTY, EIGHTY)
            ]
            found[name] = (effects[0], min(effects), max(effects))
    return found


def sizes(params: ScenariosParams) -> dict[str, float]:
    """Driver → how far it was moved."""
    return {
        "price": params.price_change,
        "promotion": params.promotion_rate,
        "budget": params.budget_change,
        "headcount": params.headcount_change,
        "conversion": params.conversion_change,
        "index": params.index_change,
    }
