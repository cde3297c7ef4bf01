# mypy: disable-error-code="no-any-return"
"""Theta: the dynamic optimised one (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016) and the classic one.

The classic theta (Assimakopoulos and Nikolopoulos 2000) is the same with θ = 2.
"""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.ets import logistic


@kernel
def run(x: Floats, y: Floats, code: Ints, ahead: Floats) -> float:
    """Sum of squared one-step misses of y (season apart); fills `ahead`.

    x is alpha, the first level's move and log(θ − 1); code[2] fixes θ at 2. The line's intercept and slope are those
    of the values seen so far, updated as each comes; past the end the forecasts themselves are what comes.
    """
    n, horizon = len(y), len(ahead)
    a = 0.01 + 0.98 * logistic(x[0])
    theta = 2.0 if code[2] == 1 else 1 + np.exp(min(x[2], 5.0))
    weight = 1 - 1 / theta
    level = a * y[0] + (1 - a) * (y[0] + x[1] * (abs(y[0]) * 0.1 + 1e-9))
    intercept, slope, mean, power = y[0], 0.0, y[0], 1 - a
    squares = 0.0
    for t in range(2, n + horizon + 1):
        made = level + weight * (power * intercept + (1 - power * (1 - a)) / a * slope)
        if t <= n:
            value = y[t - 1]
            if t > 2:
                squares += (value - made) ** 2
        else:
            value = made
            ahead[t - n - 1] = made
        level = a * value + (1 - a) * level
        power *= 1 - a
        before = mean
        mean = ((t - 1) * mean + value) / t
        slope = ((t - 2) * slope + 6 * (value - before) / t) / (t + 1)
        intercept = mean - slope * (t + 1) / 2
    return squares
