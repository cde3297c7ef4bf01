"""A quasi-Newton search in a box, for a handful of parameters.

BFGS with the inverse kept as a small dense matrix (Nocedal and Wright 2006, chapter 6), steps clipped to the box.
SciPy's L-BFGS-B spends milliseconds in threaded linear algebra on each step where processes share the cores.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foresail.methods.clv.summary import Floats

Places = np.ndarray[tuple[int], np.dtype[np.bool_]]
Objective = Callable[[Floats], tuple[float, Floats]]
LONGEST = 2.0
ITERATIONS = 400
FLAT = 1e-8
LEAST_GAIN = 1e-12
MOST_STALLS = 3
"""A search that finds no step that often creeps along a flat edge: a thousand further tries gain nothing."""


def lowest(objective: Objective, start: Floats, edge: float) -> tuple[float, Floats]:
    """A local minimum with every coordinate within ±`edge`.

    Parameters
    ----------
    objective
        Point of shape (k,) → value and gradient.
    start
        Shape (k,).

    Returns
    -------
    Value and point.

    Examples
    --------
    >>> value, point = lowest(lambda t: (float((t - 1) @ (t - 1)), 2 * (t - 1)), np.zeros(2), 9.0)
    >>> point.round(6).tolist()
    [1.0, 1.0]
    """
    at = np.clip(start, -edge, edge)
    value, slope = objective(at)
    inverse, fresh, idle, stalls = np.eye(len(at)), True, 0, 0
    was = np.ones(len(at), dtype=bool)
    for _ in range(ITERATIONS):
        free = ~(((at <= -edge) & (slope > 0)) | ((at >= edge) & (slope < 0)))
        if not free.any() or np.abs(slope[free]).max() < FLAT or idle > 2:
            break
        inverse, was = _held(inverse, was & ~free), free
        found = _stepped(objective, at, value, slope, _direction(inverse, slope, free), edge)
        if found is None:
            stalls += 1
            if fresh or stalls >= MOST_STALLS:
                break
            inverse, fresh = np.eye(len(at)), True
            continue
        new, new_value, new_slope = found
        idle = idle + 1 if value - new_value < LEAST_GAIN * max(abs(value), 1.0) else 0
        inverse, fresh = _updated(inverse, (new - at) * free, (new_slope - slope) * free, fresh)
        at, value, slope = new, new_value, new_slope
    return value, at


def _direction(inverse: Floats, slope: Floats, free: Places) -> Floats:
    """Quasi-Newton within the free coordinates, no longer than `LONGEST`; down the slope where that leads up."""
    flat = np.where(free, slope, 0.0)
    way = np.where(free, -(inverse @ flat), 0.0)
    if not np.all(np.isfinite(way)) or way @ flat >= 0:
        way = -flat
    return np.asarray(way * min(1.0, LONGEST / max(float(np.sqrt(way @ way)), 1e-300)), dtype=np.float64)


def _held(inverse: Floats, now: Places) -> Floats:
    """The inverse among the others once some coordinates stand at the edge: with them it would lead astray."""
    if not now.any():
        return inverse
    rest, made = ~now, np.eye(len(now))
    across = inverse[np.ix_(rest, now)]
    made[np.ix_(rest, rest)] = (
        inverse[np.ix_(rest, rest)] - across @ np.linalg.pinv(inverse[np.ix_(now, now)]) @ across.T
    )
    return made


def _stepped(
    objective: Objective, at: Floats, value: float, slope: Floats, way: Floats, edge: float
) -> tuple[Floats, float, Floats] | None:
    """Halve the step until it gains enough (Armijo); None where none does."""
    size = 1.0
    for _ in range(20):
        new = np.clip(at + size * way, -edge, edge)
        new_value, new_slope = objective(new)
        enough = value + 1e-4 * float(slope @ (new - at))
        if np.isfinite(new_value) and new_value <= enough and np.all(np.isfinite(new_slope)):
            return new, new_value, new_slope
        size /= 2
    return None


def _updated(inverse: Floats, step: Floats, change: Floats, fresh: bool) -> tuple[Floats, bool]:
    curve = float(step @ change)
    if curve <= 1e-14 * float(step @ step):
        return inverse, fresh
    if fresh:
        inverse = np.eye(len(step)) * (curve / float(change @ change))
    turn = np.eye(len(step)) - np.outer(step, change) / curve
    return turn @ inverse @ turn.T + np.outer(step, step) / curve, False
