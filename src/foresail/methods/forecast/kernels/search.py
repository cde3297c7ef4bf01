# mypy: disable-error-code="no-any-return"
"""The downhill simplex (Nelder and Mead 1965) over the losses of exponential smoothing and theta."""

from __future__ import annotations

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.kernels.compiled import kernel
from foresail.methods.forecast.kernels.ets import extend, run, unpack
from foresail.methods.forecast.kernels.season import copy
from foresail.methods.forecast.kernels.theta import run as run_theta

ETS, THETA = 0, 1


@kernel
def loss(
    x: Floats, y: Floats, code: Ints, begin: Floats, shape: Floats, work: Floats, ahead: Floats, miss: Floats
) -> float:
    """What the search makes small; with room in `ahead`, the means too. `work` holds 6 parameters and the season."""
    if code[0] == THETA:
        return run_theta(x, y, code, ahead)
    p, s = work[:6], work[6:]
    copy(shape, s)
    unpack(x, code, begin, p)
    found = run(y, code, p, s, miss)
    if len(ahead):
        extend(code, p, s, len(y), ahead)
    return found


@kernel
def order(points: Floats, losses: Floats) -> None:
    """Sort the simplex by loss, in place (it is nearly sorted already)."""
    for i in range(1, len(losses)):
        j = i
        while j > 0 and losses[j] < losses[j - 1]:
            losses[j], losses[j - 1] = losses[j - 1], losses[j]
            for c in range(points.shape[1]):
                points[j, c], points[j - 1, c] = points[j - 1, c], points[j, c]
            j -= 1


@kernel
def along(points: Floats, free: int, far: float, out: Floats) -> None:
    """A point on the line from the worst through the centre of the others."""
    for c in range(points.shape[1]):
        out[c] = points[0, c]
    for c in range(free):
        centre = 0.0
        for j in range(free):
            centre += points[j, c]
        centre /= free
        out[c] = centre + far * (centre - points[free, c])


@kernel
def minimise(
    x: Floats, reach: Floats, free: int, most: int, rest: float,
    y: Floats, code: Ints, begin: Floats, shape: Floats, work: Floats,
) -> float:  # fmt: skip
    """Move the first `free` numbers of x to the smallest loss; ends when the simplex differs by less than `rest`."""
    none = np.empty(0)
    points, losses = np.empty((free + 1, len(x))), np.empty(free + 1)
    one, other = np.empty(len(x)), np.empty(len(x))
    for j in range(free + 1):
        copy(x, points[j])
        if j > 0:
            points[j, j - 1] += reach[j - 1]
        losses[j] = loss(points[j], y, code, begin, shape, work, none, none)
    for _ in range(most):
        order(points, losses)
        if losses[free] - losses[0] <= (rest if code[0] == ETS else rest * abs(losses[0])):
            break
        along(points, free, 1.0, one)
        first = loss(one, y, code, begin, shape, work, none, none)
        if losses[0] <= first < losses[free - 1]:
            copy(one, points[free])
            losses[free] = first
            continue
        along(points, free, 2.0 if first < losses[0] else -0.5, other)
        second = loss(other, y, code, begin, shape, work, none, none)
        if second < min(first, losses[free]):
            copy(other, points[free])
            losses[free] = second
        elif first < losses[0]:
            copy(one, points[free])
            losses[free] = first
        else:
            for j in range(1, free + 1):
                for c in range(free):
                    points[j, c] = 0.5 * (points[0, c] + points[j, c])
                losses[j] = loss(points[j], y, code, begin, shape, work, none, none)
    order(points, losses)
    copy(points[0], x)
    return losses[0]
