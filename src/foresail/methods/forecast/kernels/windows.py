# mypy: disable-error-code="no-any-return"
"""All local models over many windows of one flat array."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.autoregression import fit_autoregression
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.fitting import fit_family, fit_theta
from foresail.methods.forecast.kernels.simple import fit_drift, fit_intermittent, fit_naive


@kernel
def run_family(
    y: Floats, begins: Ints, ends: Ints, m: int, most: int, best: Floats, mean: Floats, scale: Floats
) -> None:  # fmt: skip
    """The family over windows [begin, end) of y: the best, the weighted mean, and the best one's mean absolute miss."""
    for i in range(len(begins)):
        window = y[begins[i] : ends[i]]
        miss = np.empty(len(window))
        fit_family(window, m, most, best[i], mean[i], miss)
        total = 0.0
        for e in miss:
            total += abs(e)
        scale[i] = total / len(window)


@kernel
def run_theta(y: Floats, begins: Ints, ends: Ints, m: int, most: int, dynamic: Floats, classic: Floats) -> None:
    """Both thetas."""
    for i in range(len(begins)):
        window = y[begins[i] : ends[i]]
        fit_theta(window, m, most, False, dynamic[i])
        fit_theta(window, m, most, True, classic[i])


@kernel
def run_plain(
    y: Floats, begins: Ints, ends: Ints, m: int, naive: Floats, drift: Floats, autoregression: Floats
) -> None:  # fmt: skip
    """Those that search nothing."""
    for i in range(len(begins)):
        window = y[begins[i] : ends[i]]
        fit_naive(window, m, naive[i])
        fit_drift(window, drift[i])
        fit_autoregression(window, m, autoregression[i])


@kernel
def run_intermittent(y: Floats, begins: Ints, ends: Ints, m: int, made: Floats) -> None:
    """The same for demand that often is zero; made has shape (windows, 7, horizon)."""
    for i in range(len(begins)):
        window = y[begins[i] : ends[i]]
        fit_naive(window, m, made[i, 0])
        fit_intermittent(window, made[i, 1:])
