"""What is known in advance and moves a series: promotions, prices, holidays, and a long season beside the short one.

A regression with trend, short season and these columns, its coefficients drawn to those of all series together
(a random-effects ridge; Robinson 1991). The local models see the series without the effects; they are put back after.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints

HARMONICS: Final = 6
"""Pairs of sine and cosine of a long season (Harvey 1993; De Livera, Hyndman and Snyder 2011)."""
PULL: Final = 6.0
"""Observations that the coefficients of all series together count for in those of one."""
RIDGE: Final = 1.0


class Effects(NamedTuple):
    """Of each series, in logs where `logs`: over its past and ahead, the latter of shape (series, horizon)."""

    past: Floats
    ahead: Floats
    logs: tuple[bool, ...]


class Part(NamedTuple):
    """The normal equations of one series, in units of its residual variance."""

    left: Floats
    right: Floats
    centre: Floats


def long_columns(first: int, count: int, season: int) -> Floats:
    """Sines and cosines of a long season at numbered periods, shape (count, 2 · HARMONICS)."""
    angle = 2 * np.pi * (first + np.arange(count))[:, None] * np.arange(1, HARMONICS + 1) / season
    return np.column_stack([np.sin(angle), np.cos(angle)])


def find_effects(y: Floats, starts: Ints, past: list[Floats], ahead: list[Floats], m: int, long: int) -> Effects:
    """Estimate the effects of the columns of each series.

    Parameters
    ----------
    y
        Values of all series, one after the other; where each begins is in `starts`.
    past, ahead
        Columns of each series, shapes (periods, columns) and (horizon, columns).
    m, long
        The short season; the longest one, which the trend must not follow.
    """
    parts, logs = [], []
    for i, columns in enumerate(past):
        values = y[starts[i] : starts[i + 1]]
        logs.append(bool(values.min() > 0))
        parts.append(_part(np.log(values) if logs[-1] else values, columns, m, long))
    width = past[0].shape[1]
    together = np.linalg.solve(
        sum((p.left for p in parts), np.zeros((width, width))) + RIDGE * np.eye(width),
        sum((p.right for p in parts), np.zeros(width)),
    )
    found_past, found_ahead = np.empty(len(y)), np.empty((len(past), len(ahead[0])))
    for i, part in enumerate(parts):
        size = np.diag(part.left) / max(len(past[i]), 1)
        pull = np.diag(PULL * size + 1e-9) if len(parts) > 1 else np.diag(0.3 * PULL * size + 1e-9)
        beta = np.linalg.solve(part.left + pull, part.right + (pull @ together if len(parts) > 1 else 0.0))
        found_past[starts[i] : starts[i + 1]] = (past[i] - part.centre) @ beta
        found_ahead[i] = (ahead[i] - part.centre) @ beta
    return Effects(found_past, found_ahead, tuple(logs))


def _part(z: Floats, columns: Floats, m: int, long: int) -> Part:
    """Trend and short season are taken out of values and columns alike (Frisch and Waugh 1933)."""
    n = len(z)
    base = _base(n, m, long)
    both = np.column_stack([z, columns])
    rest = both - base @ np.linalg.lstsq(base, both, rcond=None)[0]
    target, x = rest[:, 0], rest[:, 1:]
    # What one column alone would leave is noise for all of them.
    noise = float(target @ target) / max(n - base.shape[1], 1)
    left, right = x.T @ x, x.T @ target
    beta = np.linalg.lstsq(left + 1e-6 * np.eye(len(left)) * max(float(np.trace(left)), 1e-9), right, rcond=None)[0]
    told = float(beta @ right)
    free = max(n - base.shape[1] - len(right), 2)
    noise = max((float(target @ target) - told) / free, 1e-4 * noise, 1e-12)
    return Part(left / noise, right / noise, columns.mean(axis=0))


def _base(n: int, m: int, long: int) -> Floats:
    """A line that may bend once in two long seasons, and the places of the short season."""
    time = np.arange(n) / max(n - 1, 1)
    each = 2 * max(long, 12)
    bends = [np.maximum(time - k * each / max(n - 1, 1), 0.0) for k in range(1, max(n // each, 1))]
    parts = [np.ones(n), time, *bends]
    if m > 1 and n >= 2 * m:
        parts += [(np.arange(n) % m == place).astype(np.float64) for place in range(1, m)]
    return np.column_stack(parts)


def removed(y: Floats, effects: Effects, starts: Ints) -> Floats:
    """The values without the effects."""
    out = y.copy()
    for i, logs in enumerate(effects.logs):
        part = slice(int(starts[i]), int(starts[i + 1]))
        out[part] = y[part] * np.exp(-effects.past[part]) if logs else y[part] - effects.past[part]
    return out


def put_back(made: Floats, effects: Effects) -> Floats:
    """Forecasts, shape (models, series, horizon), with the effects of the coming periods."""
    logs = np.array(effects.logs)[None, :, None]
    return np.where(logs, made * np.exp(np.clip(effects.ahead, -3, 3)), made + effects.ahead)
