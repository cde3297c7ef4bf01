"""Scores to probabilities that mean what they say: Platt's line or a monotone step function, learnt on later rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from foresail.methods.scoring.logistic import sigmoid
from foresail.methods.scoring.measures import Floats


@dataclass(frozen=True)
class Calibrator:
    """A monotone map of log odds to probability.

    Parameters
    ----------
    kind
        `none`, `platt` (a + b · log odds) or `isotonic` (straight lines between knots).
    a, b
        Platt's line; also kept beside `isotonic`, for reasons.
    knots, values
        Log odds and probabilities of the isotonic map.
    """

    kind: Literal["none", "platt", "isotonic"] = "none"
    a: float = 0.0
    b: float = 1.0
    knots: tuple[float, ...] = ()
    values: tuple[float, ...] = ()

    def __call__(self, log_odds: Floats) -> Floats:
        """Probabilities."""
        if self.kind == "isotonic":
            return np.asarray(np.interp(log_odds, self.knots, self.values), dtype=np.float64)
        return self.smooth(log_odds)

    def smooth(self, log_odds: Floats) -> Floats:
        """The Platt map, which never stands still: reasons are measured on it."""
        return sigmoid(self.a + self.b * log_odds)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"kind": self.kind, "a": self.a, "b": self.b, "knots": list(self.knots), "values": list(self.values)}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Calibrator:
        """What `to_json` gave."""
        return cls(
            values["kind"],
            float(values["a"]),
            float(values["b"]),
            tuple(map(float, values["knots"])),
            tuple(map(float, values["values"])),
        )


def platt(log_odds: Floats, y: Floats, prior: float = 20.0) -> Calibrator:
    """Fit a + b · log odds by Newton's method (Platt 1999), drawn toward (0, 1) by a weak normal prior."""
    z = np.column_stack([np.ones(len(y)), log_odds])
    pull = np.array([0.05 * prior, prior])
    aim = np.array([0.0, 1.0])
    beta = np.array([0.0, 0.0])  # from a flat line Newton's steps go down safely; from a steep one they may not
    loss = _penalised(z, y, beta, pull, aim)
    for _ in range(60):
        p = sigmoid(z @ beta)
        gradient = z.T @ (y - p) - pull * (beta - aim)
        move = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(pull), gradient)
        step = 1.0
        while step > 1e-4 and _penalised(z, y, beta + step * move, pull, aim) > loss:
            step /= 2
        beta = beta + step * move
        loss = _penalised(z, y, beta, pull, aim)
        if float(np.abs(step * move).max()) < 1e-10:
            break
    return Calibrator("platt", float(beta[0]), max(float(beta[1]), 0.0))


def _penalised(z: Floats, y: Floats, beta: Floats, pull: Floats, aim: Floats) -> float:
    odds = z @ beta
    return float(np.sum(np.logaddexp(0.0, odds) - y * odds) + 0.5 * np.sum(pull * (beta - aim) ** 2))


def pool_adjacent(y: Floats, weight: Floats) -> Floats:
    """The non-decreasing sequence nearest to `y` in weighted squares: pool adjacent violators (Ayer et al. 1955).

    Examples
    --------
    >>> pool_adjacent(np.array([1.0, 3.0, 2.0, 4.0]), np.ones(4))
    array([1. , 2.5, 2.5, 4. ])
    """
    means: list[float] = []
    weights: list[float] = []
    sizes: list[int] = []
    for value, w in zip(y.tolist(), weight.tolist(), strict=True):
        means.append(value)
        weights.append(w)
        sizes.append(1)
        while len(means) > 1 and means[-2] >= means[-1]:
            total = weights[-2] + weights[-1]
            means[-2] = (means[-2] * weights[-2] + means[-1] * weights[-1]) / total
            weights[-2] = total
            sizes[-2] += sizes[-1]
            del means[-1], weights[-1], sizes[-1]
    return np.repeat(np.asarray(means), sizes)


def isotonic(log_odds: Floats, y: Floats, groups: int = 60) -> Calibrator:
    """A monotone map through pooled means of about `groups` neighbouring rows, straight lines in between."""
    line = platt(log_odds, y)
    order = np.argsort(log_odds, kind="stable")
    blocks = np.array_split(order, max(1, min(groups, len(order) // 30)))
    x = np.array([log_odds[b].mean() for b in blocks])
    size = np.array([float(len(b)) for b in blocks])
    pooled = pool_adjacent(np.array([y[b].mean() for b in blocks]), size)
    rate = float(np.clip(y.mean(), 1e-3, 1 - 1e-3))
    shrunk = (pooled * size + rate) / (size + 1)
    return Calibrator("isotonic", line.a, line.b, tuple(x.tolist()), tuple(shrunk.tolist()))


def nothing() -> Calibrator:
    """Log odds as they are."""
    return Calibrator()
