"""MinTrace: the coherent forecasts nearest to the base forecasts, in the metric of how far each of them is trusted.

With base forecasts ŷ = (a, b) of aggregates and bottom series, a = A b up to error, and W the covariance of the errors,
the solution (Wickramasuriya, Athanasopoulos and Hyndman 2019) is written with the constraints C = (I, −A) instead of
the sums: b̃ = b + (W_bb A' − W_ba) (C W C')⁻¹ (a − A b). One small system of the size of the aggregates, sparse where W
is diagonal.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse
from scipy.sparse.linalg import splu

from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.methods.hierarchy.structure import Floats, Hierarchy

Solve = Callable[[Floats], Floats]
METHODS = ("ols", "structural", "variance", "shrunk", "bottom_up")
"""Simplest first: OLS (W = I), structural (number of bottom series), variance (of each node's errors), shrunk (their
covariance, drawn toward its diagonal), and no reconciliation at all."""
DENSE = 3000
"""Most nodes for which a full covariance is thought of."""


def reconcile(
    hierarchy: Hierarchy, base: Floats, method: str = "ols", errors: Floats | None = None, *, nonnegative: bool = False
) -> Floats:
    """Coherent forecasts of all nodes.

    Parameters
    ----------
    base
        Base forecasts of all nodes, shape (nodes, …); where one is NaN, so are all of that period.
    method
        One of `METHODS`.
    errors
        Past errors of the base forecasts, shape (nodes, observations); `variance` and `shrunk` need them.
    nonnegative
        No bottom series may fall below zero (then no node does): the constrained optimum, not mere clipping.

    Raises
    ------
    InvalidInput
        If the method is unknown or lacks errors.

    Examples
    --------
    >>> from foresail.methods.hierarchy.structure import build, tree
    >>> two = build([("a",), ("b",)], ("shop",), tree("shop"))
    >>> reconcile(two, np.array([12.0, 4.0, 5.0])).tolist()
    [11.0, 5.0, 6.0]
    """
    every = base.reshape(hierarchy.n, -1)
    told = ~np.isnan(every).any(axis=0)
    flat, whole = every[:, told], np.full(every.shape, np.nan)
    if method == "bottom_up":
        bottom = hierarchy.split(flat)[1]
        made = np.maximum(bottom, 0.0) if nonnegative else bottom
    else:
        weights = trust(hierarchy, method, errors)
        made = _solve(hierarchy, weights, flat, np.ones(hierarchy.bottoms, dtype=bool))
        for column in np.flatnonzero(made.min(axis=0) < 0) if nonnegative else ():
            made[:, column] = _nonnegative(hierarchy, weights, flat[:, [column]], made[:, column])
    whole[:, told] = hierarchy.add_up(made)
    return whole.reshape(base.shape)


def trust(hierarchy: Hierarchy, method: str, errors: Floats | None = None) -> Floats:
    """W: variances, shape (nodes,), or for `shrunk` a covariance, shape (nodes, nodes)."""
    if method in ("ols", "structural"):
        return np.ones(hierarchy.n) if method == "ols" else hierarchy.sizes
    if method not in ("variance", "shrunk") or errors is None or errors.shape[1] < 2:
        raise _unusable(method)
    square = np.mean(errors**2, axis=1)
    # What never missed is not trusted without end: a thousandth of its level's usual variance is the least.
    usual = np.array([square[hierarchy.level == i].mean() for i in range(len(hierarchy.levels))])
    variance = np.maximum(square, np.maximum(1e-3 * usual[hierarchy.level], 1e-12 * max(float(square.max()), 1e-300)))
    return variance if method == "variance" else _shrunk(errors, variance)


def _shrunk(errors: Floats, variance: Floats) -> Floats:
    """Correlations drawn toward zero by as much as their own noise asks (Schäfer and Strimmer 2005)."""
    n = errors.shape[1]
    z = errors / np.sqrt(variance)[:, None]
    r = z @ z.T / n
    noise = ((z**2) @ (z**2).T / n - r**2) / max(n - 1, 1)
    off = ~np.eye(len(r), dtype=bool)
    share = float(np.clip(noise[off].sum() / max(float((r[off] ** 2).sum()), 1e-12), 0.0, 1.0))
    r = np.where(off, (1 - share) * r, 1.0)
    spread = np.sqrt(variance)
    return np.asarray(r * spread[:, None] * spread[None, :] + np.diag(1e-9 * variance), dtype=np.float64)


def _solve(hierarchy: Hierarchy, weights: Floats, base: Floats, free: npt.NDArray[np.bool_]) -> Floats:
    """The bottom series, those that are not free held at zero; shape (bottoms, k)."""
    whole, parts = hierarchy.split(base)
    edge, sums = len(whole), hierarchy.sums[:, free]
    made = np.zeros_like(parts)
    if weights.ndim == 1:
        above, below = weights[:edge], weights[edge:][free]
        lift = sparse.diags_array(below) @ sums.T
        answer = splu(sparse.csc_array(sparse.diags_array(above) + sums @ lift)).solve
        made[free] = parts[free] + lift @ answer(whole - sums @ parts[free])
        return made
    # With a full covariance the held series still tell of the others' errors: condition on them first.
    held = np.flatnonzero(~free) + edge
    kept = np.concatenate([np.arange(edge), np.flatnonzero(free) + edge])
    seen, w = base[kept], weights[np.ix_(kept, kept)]
    if len(held):
        cross = linalg.solve(weights[np.ix_(held, held)], weights[np.ix_(held, kept)], assume_a="pos")
        seen, w = seen - cross.T @ base[held], w - weights[np.ix_(kept, held)] @ cross
    half = w[edge:, edge:] @ sums.T - w[edge:, :edge]
    gap = w[:edge, :edge] - w[:edge, edge:] @ sums.T + sums @ half
    made[free] = seen[edge:] + half @ linalg.solve(gap, seen[:edge] - sums @ seen[edge:], assume_a="sym")
    return made


def _nonnegative(hierarchy: Hierarchy, weights: Floats, base: Floats, start: Floats) -> Floats:
    """Active set: hold what falls below zero, release what would rise again, until neither is left."""
    free, made = np.ones(len(start), dtype=bool), start
    for turn in range(60):
        sinking = free & (made < 0)
        pull = _pull(hierarchy, weights, base - hierarchy.add_up(made[:, None])).ravel()
        rising = ~free & (pull > 1e-9 * float(np.abs(pull).max()))
        if turn > 40:
            rising[:] = False  # no circles: from here on only downwards
        if not sinking.any() and not rising.any():
            break
        free = (free & ~sinking) | rising
        made = _solve(hierarchy, weights, base, free).ravel()
    return np.maximum(made, 0.0)


def _pull(hierarchy: Hierarchy, weights: Floats, rest: Floats) -> Floats:
    """Where the fit would like to move each bottom series: S' W⁻¹ (ŷ − S b)."""
    told = rest / weights[:, None] if weights.ndim == 1 else linalg.solve(weights, rest, assume_a="pos")
    whole, parts = hierarchy.split(told)
    return np.asarray(hierarchy.sums.T @ whole + parts, dtype=np.float64)


def _unusable(method: str) -> InvalidInput:
    if method in METHODS:
        text = Text(en=f"{method!r} needs past errors of every node.", zh=f"方法 {method!r} 需要各节点的历史误差。")
    else:
        text = Text(en=f"There is no reconciliation {method!r}.", zh=f"没有名为 {method!r} 的协调方法。")
    return InvalidInput(text, where="method", closest=closest_names(method, METHODS))
