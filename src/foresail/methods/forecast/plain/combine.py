"""The combination: season and moving holiday taken out, the plain mean of local models, and both put back.

The plain mean of a few unlike models is steadier than the choice of one (Bates and Granger 1969; Makridakis, Spiliotis
and Assimakopoulos 2020).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foresail.methods.forecast.plain.local import (
    autoregression,
    damped,
    grown_season,
    level_only,
    seasonal_naive,
    theta,
)
from foresail.methods.forecast.plain.season import Effect, Floats, holiday_effect, seasonal_indices

MODELS: dict[str, Callable[[Floats, int], Floats]] = {
    "theta": theta,
    "damped": damped,
    "level": level_only,
    "autoregression": autoregression,
}
LEAST = 6


def forecast(y: Floats, m: int, h: int, x: Floats | None = None, ahead: Floats | None = None) -> dict[str, Floats]:
    """Forecast h periods by each model and by their combination.

    Parameters
    ----------
    y
        Values in order of time, shape (n,), n ≥ 2.
    m
        Periods in a season (12 for months), 1 for none.
    x, ahead
        Exposure to a moving holiday in the past, shape (n,), and in the coming periods, shape (h,).

    Returns
    -------
    Model → mean, shape (h,); `combination` is their mean, `seasonal_naive` the baseline. Never below zero where the
    past never was; never further out than 2.5 spans of the past.

    Examples
    --------
    >>> made = forecast(np.full(24, 5.0), 12, 3)
    >>> made["combination"].round(6).tolist()
    [5.0, 5.0, 5.0]
    """
    naive = seasonal_naive(y, m, h)
    if len(y) < LEAST:
        return {"seasonal_naive": naive, "combination": naive}
    effect = Effect(0.0, np.zeros(m))
    if x is not None and ahead is not None and y.min() > 0:
        effect = holiday_effect(y, x, m)
    places, next_places = np.arange(len(y)) % m, (len(y) + np.arange(h)) % m
    plain = y * np.exp(-effect.slope * (x - effect.usual[places])) if x is not None else y
    index = seasonal_indices(plain, m)
    level = plain / index[places]
    lift = index[next_places]
    if ahead is not None:
        lift = lift * np.exp(effect.slope * (ahead - effect.usual[next_places]))
    made = {name: guarded(model(level, h) * lift, y) for name, model in MODELS.items()}
    if len(y) > m > 1:
        # Last season's shape is a strong witness while seasons are few: it weighs as much as all others together.
        made["grown_season"] = guarded(grown_season(plain, m, h) * lift / index[next_places], y)
    weights = [len(MODELS) if name == "grown_season" and len(y) < 5 * m else 1 for name in made]
    made["combination"] = np.asarray(np.average(list(made.values()), axis=0, weights=weights), dtype=np.float64)
    made["seasonal_naive"] = naive
    return made


def guarded(values: Floats, y: Floats) -> Floats:
    """Kept inside what the past makes thinkable."""
    low, high = float(y.min()), float(y.max())
    span = high - low
    floor = max(0.0, low - 1.5 * span) if low >= 0 else low - 1.5 * span
    return np.asarray(np.clip(values, floor, high + 2.5 * span), dtype=np.float64)
