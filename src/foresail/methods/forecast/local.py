"""The local models over many windows of a flat array."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.plain.combine import forecast as plain_forecast

MODELS = ("seasonal_naive", "theta", "damped", "level", "autoregression")


class Made(NamedTuple):
    """Forecasts of each model, shape (models, windows, horizon)."""

    names: tuple[str, ...]
    values: Floats


def local_forecasts(y: Floats, begins: Ints, ends: Ints, m: int, horizon: int) -> Made:
    """Forecast each window [begin, end) of y by each model."""
    out = np.empty((len(MODELS), len(begins), horizon))
    for i, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        window = y[begin:end]
        made = plain_forecast(window if len(window) > 1 else np.repeat(window, 2), m, horizon)
        for k, name in enumerate(MODELS):
            out[k, i] = made.get(name, made["seasonal_naive"])
    return Made(MODELS, out)
