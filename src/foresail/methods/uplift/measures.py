"""How well a score finds those whom a treatment moves: the uplift curve and its Qini coefficient.

References
----------
Radcliffe (2007), Using control groups to target on predicted lift. Direct Marketing Analytics Journal.
Devriendt, Guns and Verbeke (2020), Learning to rank for uplift modeling. IEEE TKDE 34.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def qini_curve(score: Floats, outcome: Floats, treated: Floats) -> tuple[Floats, Floats]:
    """Gain of treating the first n of the list, for each n at which scores change.

    Parameters
    ----------
    score
        Who comes first, shape (rows,).
    outcome
        What happened, shape (rows,).
    treated
        1 or 0, shape (rows,).

    Returns
    -------
    n from 0, and the treated's outcomes less the controls', these scaled to the number of the treated.
    """
    order = np.argsort(-score, kind="stable")
    s, y, t = score[order], outcome[order], treated[order]
    treats, controls = np.cumsum(t), np.cumsum(1 - t)
    ratio = np.divide(treats, controls, out=np.zeros(len(t)), where=controls > 0)
    gain = np.cumsum(y * t) - np.cumsum(y * (1 - t)) * ratio
    last = np.append(np.diff(s) != 0, True) if len(s) else np.zeros(0, dtype=np.bool_)
    n = np.flatnonzero(last) + 1.0
    return np.concatenate([[0.0], n]), np.concatenate([[0.0], gain[last]])


def qini(score: Floats, outcome: Floats, treated: Floats) -> float:
    """Area between the curve and a random order, over the same area of a perfect order; 0 is random.

    The perfect order has the treated who responded first and the controls who responded last. 0 where there is no
    perfect order that is better than random.

    Examples
    --------
    >>> y, t = np.array([1.0, 0.0, 0.0, 1.0]), np.array([1.0, 0.0, 1.0, 0.0])
    >>> qini(np.array([4.0, 3.0, 2.0, 1.0]), y, t)
    1.0
    """
    if len(score) == 0:
        return 0.0
    perfect = outcome * treated - outcome * (1 - treated)
    most = _area(*qini_curve(perfect, outcome, treated))
    return _area(*qini_curve(score, outcome, treated)) / most if most > 0 else 0.0


def _area(n: Floats, gain: Floats) -> float:
    """Between a curve and the straight line to its end."""
    return float(np.trapezoid(gain, n) - gain[-1] * n[-1] / 2)


def average_effect(outcome: Floats, treated: Floats) -> tuple[float, float]:
    """Mean difference of the arms of a randomised experiment, and its standard error."""
    a, b = outcome[treated == 1], outcome[treated == 0]
    spread = sum(float(np.var(v, ddof=1)) / len(v) for v in (a, b) if len(v) > 1)
    return float(a.mean() - b.mean()), float(np.sqrt(spread))
