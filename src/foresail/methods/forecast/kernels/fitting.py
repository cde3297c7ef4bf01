# mypy: disable-error-code="no-any-return"
"""The exponential smoothing family and the thetas fitted to one series."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.ets import BAD, NONE, TIMES, start
from foresail.methods.forecast.kernels.search import ETS, THETA, loss, minimise
from foresail.methods.forecast.kernels.season import (
    average,
    copy,
    fill,
    is_seasonal,
    lowest,
    put_back,
    seasonal_shape,
    without_season,
)

WORST = 1e18


@kernel
def first_point(code: Ints, x: Floats, reach: Floats) -> int:
    """Where the search begins, how far it reaches in each direction, and how many directions there are."""
    fill(x, 0.0)
    fill(reach, 1.2)
    x[0] = -0.8
    i = 1
    if code[2] > 0:
        x[i] = -2.0
        i += 1
    if code[3] > 0:
        x[i] = -2.0
        i += 1
    if code[2] == 2:
        x[i] = 1.5
        i += 1
    reach[i] = 0.5
    if code[2] > 0:
        reach[i + 1] = 0.5
        i += 1
    return i + 1


@kernel
def fit_one(
    y: Floats, code: Ints, begin: Floats, shape: Floats, most: int, ahead: Floats, miss: Floats, x: Floats
) -> float:
    """One member of the family: fills `ahead` and `miss`, gives its AICc."""
    reach, work = np.empty(6), np.empty(6 + len(shape))
    free = first_point(code, x, reach)
    minimise(x, reach, free, most, 1e-3, y, code, begin, shape, work)
    found = loss(x, y, code, begin, shape, work, ahead, miss)
    told = free + 1 + (len(shape) - 1 if code[3] > 0 else 0)
    room = len(y) - told - 1
    if room <= 0 or found >= BAD / 10:
        return WORST
    return found + 2 * told + 2.0 * told * (told + 1) / room


@kernel
def fit_family(y: Floats, m: int, most: int, best: Floats, mean: Floats, miss: Floats) -> None:
    """Fit what the data allow: `best` has the lowest AICc, `mean` is weighted by it, `miss` is of the best."""
    n, positive = len(y), lowest(y) > 0
    made, scores = np.empty((15, len(best))), np.empty(15)
    fill(scores, WORST)
    ahead, missed, begin, x = np.empty(len(best)), np.empty(n), np.empty(4), np.empty(6)
    code = np.zeros(5, np.int64)
    found, least = 0, WORST
    for season in range(3):
        if (season > NONE and (m < 2 or n < 2 * m + 2)) or (season == TIMES and not positive):
            continue
        shape = seasonal_shape(y, m, season == TIMES) if season > NONE else np.zeros(1)
        begin[3] = max(10, 2 * m)
        start(without_season(y, shape, season == TIMES), begin)
        for error in range(2):
            if (error == 1 and not positive) or (error == 0 and season == TIMES):
                continue
            for trend in range(3):
                code[0], code[1], code[2], code[3], code[4] = ETS, error, trend, season, len(shape)
                level = begin[0]
                if trend > 0:
                    begin[0] = level - begin[1] * (min(n, int(begin[3])) + 1) / 2
                scores[found] = fit_one(y, code, begin, shape, most, ahead, missed, x)
                begin[0] = level
                copy(ahead, made[found])
                if scores[found] < least:
                    least = scores[found]
                    copy(ahead, best)
                    copy(missed, miss)
                found += 1
    weigh(made, scores, least, mean)
    if least >= WORST:
        fill(best, average(y))
        fill(mean, average(y))
        for t in range(n):
            miss[t] = y[t] - average(y)


@kernel
def weigh(made: Floats, scores: Floats, least: float, mean: Floats) -> None:
    """The mean weighted by exp(−½ΔAICc)."""
    fill(mean, 0.0)
    total = 0.0
    for i in range(len(scores)):
        w = np.exp(-0.5 * (scores[i] - least)) if scores[i] < WORST else 0.0
        if w < 1e-12:
            continue
        total += w
        for j in range(len(mean)):
            mean[j] += w * made[i, j]
    if total > 0:
        for j in range(len(mean)):
            mean[j] /= total


@kernel
def fit_theta(y: Floats, m: int, most: int, classic: bool, ahead: Floats) -> None:
    """Season taken out where the test finds one, theta on the rest, season put back."""
    seasonal, ratio = is_seasonal(y, m), lowest(y) > 0
    shape = seasonal_shape(y, m, ratio) if seasonal else np.zeros(1)
    rest = without_season(y, shape, ratio) if seasonal else y
    code = np.zeros(5, np.int64)
    code[0], code[2] = THETA, 1 if classic else 0
    x, reach, none = np.zeros(3), np.empty(3), np.empty(0)
    fill(reach, 1.0)
    minimise(x, reach, 2 if classic else 3, most, 1e-6, rest, code, none, none, none)
    loss(x, rest, code, none, none, none, ahead, none)
    if seasonal:
        put_back(ahead, shape, len(y), ratio)
