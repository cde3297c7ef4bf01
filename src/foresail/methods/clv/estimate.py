"""Maximum likelihood in log parameters: several starts, a boundary check, an identifiability check, standard errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.search import Objective, lowest
from foresail.methods.clv.summary import Floats

EDGE = 9.0
"""Log parameters stay within ±EDGE of zero (time is scaled to its mean before)."""
VAGUE = 2.0
"""A standard error of a log parameter above this says that the data do not tell its size."""


@dataclass(frozen=True)
class Estimate:
    """Parameters and how well the data tell them.

    Parameters
    ----------
    values
        Name → estimate, all positive; times in the unit of the summary.
    covariance
        Of the *log* parameters, shape (k, k); infinite where the data do not tell.
    log_likelihood
        Summed over customers.
    customers
        How many were learnt from.
    boundary
        Names of parameters that ran to the edge of their range: the model is then a simpler one in disguise.
    vague
        Names of parameters that the data do not tell apart (flat likelihood).
    """

    values: Mapping[str, float]
    covariance: Floats
    log_likelihood: float
    customers: float
    boundary: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Neither at the boundary nor vague."""
        return not (self.boundary or self.vague)

    @property
    def errors(self) -> dict[str, float]:
        """Standard error of each parameter (delta method); infinite where vague."""
        spread = np.sqrt(np.diag(self.covariance))
        return {name: float(v * s) for (name, v), s in zip(self.values.items(), spread, strict=True)}

    def interval(self, coverage: float = 0.95) -> dict[str, tuple[float, float]]:
        """Wald interval of each parameter on the log scale: never below zero."""
        from scipy.stats import norm

        z = float(norm.ppf(0.5 + coverage / 2))
        spread = np.minimum(np.sqrt(np.diag(self.covariance)) * z, 700.0)
        return {
            name: (float(v * np.exp(-s)), float(v * np.exp(min(s, 700.0 - np.log(v)))))
            for (name, v), s in zip(self.values.items(), spread, strict=True)
        }

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a person should know about the fit."""
        said = []
        if self.boundary:
            names = ", ".join(self.boundary)
            said.append(
                Text(
                    en=f"The fit ran to the edge of its range in {names}: do not read these by themselves.",
                    zh=f"拟合在 {names} 上到达取值边界：这些参数不可单独解读。",
                )
            )
        if self.vague:
            names = ", ".join(self.vague)
            said.append(Text(en=f"The data do not tell the size of {names}.", zh=f"数据不足以确定 {names} 的大小。"))
        return tuple(said)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: parameters, standard errors (null: not told) and the checks."""
        errors = {k: v if np.isfinite(v) else None for k, v in self.errors.items()}
        checks = {"boundary": list(self.boundary), "vague": list(self.vague)}
        return {"params": dict(self.values), "errors": errors, "log_likelihood": self.log_likelihood, **checks}


def need_customers(found: float, least: int, what: Text) -> None:
    """Refuse to learn from fewer than `least`.

    Raises
    ------
    NotEnoughData
        With how many there are.
    """
    if found < least:
        raise NotEnoughData(
            Text(
                en=f"{found:g} {what.en}, at least {least} are needed.",
                zh=f"{what.zh}仅有 {found:g}，至少需要 {least}。",
            ),
            next_step=Text(en="Load a longer history.", zh="请加载更长的历史数据。"),
        )


def maximise(
    objective: Objective,
    starts: Sequence[Sequence[float]],
    names: Sequence[str],
    customers: float,
    *,
    rough: Objective | None = None,
) -> Estimate:
    """The best of several searches.

    Parameters
    ----------
    objective
        On all customers.
    starts
        Log parameters to start from.
    names
        Of the parameters.
    customers
        Sum of the weights.
    rough
        The same on a part of the customers: searched from all starts, so that the whole needs one search.
    """
    tried = [lowest(rough or objective, np.asarray(start, dtype=np.float64), EDGE) for start in starts]
    value, theta = min(tried, key=lambda pair: pair[0])
    if rough is not None:
        value, theta = lowest(objective, theta, EDGE)
    covariance, vague = _covariance(objective, theta, customers)
    return Estimate(
        values={name: float(np.exp(t)) for name, t in zip(names, theta, strict=True)},
        covariance=covariance,
        log_likelihood=-value * customers,
        customers=customers,
        boundary=tuple(n for n, t in zip(names, theta, strict=True) if abs(t) > EDGE - 0.01),
        vague=tuple(n for n, v in zip(names, vague, strict=True) if v),
    )


def hessian(objective: Objective, theta: Floats, step: float = 1e-4) -> Floats:
    """Of the objective, by central differences of its gradient, shape (k, k)."""
    k = len(theta)
    rows = [(objective(theta + step * e)[1] - objective(theta - step * e)[1]) / (2 * step) for e in np.eye(k)]
    curved = np.asarray(rows)
    return np.asarray((curved + curved.T) / 2, dtype=np.float64)


def _covariance(objective: Objective, theta: Floats, customers: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Inverse information of the log parameters; a flat direction makes all that take part in it infinite."""
    information = hessian(objective, theta) * customers
    size, direction = np.linalg.eigh(information)
    flat = size < 1 / VAGUE**2
    in_flat = (direction[:, flat] ** 2).sum(axis=1) > 0.05
    safe = np.where(flat, np.inf, size)
    covariance = (direction / safe) @ direction.T
    vague = in_flat | (np.diag(covariance) > VAGUE**2)
    covariance[vague, vague] = np.inf
    return covariance, vague
