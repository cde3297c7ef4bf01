"""What the trees see of a series at an origin: its own recent shape, free of scale, and what is known of the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.panel import Panel

LEAST_WINDOW: Final = 8
LEVEL_FLOOR: Final = 1e-3


@dataclass(frozen=True)
class Learned:
    """Series on the scale of learning, one after the other.

    Parameters
    ----------
    z
        Logs where all values are positive, else values over their mean size.
    logs, size
        Of each series, shape (series,).
    """

    panel: Panel
    z: Floats
    logs: Floats
    size: Floats

    def back(self, made: Floats) -> Floats:
        """Forecasts, shape (series, horizon), on the scale of the values."""
        logs = self.logs[:, None] > 0
        return np.where(logs, np.exp(np.clip(np.where(logs, made, 0.0), -700, 700)), made * self.size[:, None])


def learned(panel: Panel, y: Floats) -> Learned:
    """Bring every series to a scale on which changes mean the same."""
    starts, owner = panel.starts[:-1], np.repeat(np.arange(panel.size), panel.lengths)
    low = np.minimum.reduceat(y, starts)
    size = np.add.reduceat(np.abs(y), starts) / panel.lengths
    size = np.where(size > 0, size, 1.0)
    logs = low > LEVEL_FLOOR * size
    with np.errstate(invalid="ignore", divide="ignore"):
        z = np.where(logs[owner], np.log(np.where(logs[owner], y, 1.0)), y / size[owner])
    return Learned(panel, z, logs.astype(np.float64), size)


@dataclass(frozen=True)
class Rows:
    """What the trees learn from or answer for.

    Parameters
    ----------
    x
        Features, shape (rows, features).
    base
        What is added to the trees' answer: the level and the same place of the last season.
    spread
        Of the series at that origin: noisy ones count less.
    """

    x: Floats
    base: Floats
    spread: Floats


def rows_of(data: Learned, series: Ints, known: Ints, horizon: int, m: int) -> Rows:
    """Features of each horizon for pairs of a series and the number of values known.

    Parameters
    ----------
    series, known
        Shape (pairs,).

    Returns
    -------
    pairs × horizon rows, the horizon running fastest.
    """
    begin, end = data.panel.starts[series], data.panel.starts[series] + known
    width = max(2 * m, LEAST_WINDOW)
    places = np.maximum(end[:, None] - width + np.arange(width), begin[:, None])
    w = data.z[places]
    level = w[:, -m:].mean(axis=1) if m > 1 else w[:, -1]
    twice = known >= 2 * m
    before = np.where(twice, w[:, -2 * m : -m].mean(axis=1) if m > 1 else w[:, -2], level)
    steps = np.arange(horizon)
    last = w[:, -m + steps % m] - level[:, None]
    earlier = np.where(twice[:, None], w[:, -2 * m + steps % m] - before[:, None], last)
    spread = np.std(np.diff(w[:, -max(2 * m, 5) :], axis=1), axis=1)
    own = [
        w[:, -1] - level,
        w[:, -3:].mean(axis=1) - level,
        w[:, -1] - w[:, -2],
        w[:, -2] - w[:, -3],
        w[:, -1] - w[:, -5],
        w[:, -1] - w[:, 0],
        level - before,
        spread,
        w[:, -m:].max(axis=1) - w[:, -m:].min(axis=1),
        w[:, -1] - w[:, -1 - max(m // 2, 1)],
        np.minimum(known, 200).astype(np.float64),
        data.logs[series],
        *(data.panel.static[name][series] for name in data.panel.static),
    ]
    each = np.repeat(np.column_stack(own), horizon, axis=0)
    time = np.tile(steps + 1.0, len(series))
    columns = [time[:, None], last.reshape(-1, 1), earlier.reshape(-1, 1), each]
    columns += _known_ahead(data.panel, series, known, horizon, m)
    return Rows(np.hstack(columns), (last + level[:, None]).ravel(), np.repeat(spread, horizon))


def _known_ahead(panel: Panel, series: Ints, known: Ints, horizon: int, m: int) -> list[Floats]:
    """Covariates of the target period, as they are and against the last season; else their last known value."""
    columns = []
    begin, target = panel.starts[series], known[:, None] + np.arange(horizon)
    length = panel.lengths[series][:, None]
    for name, past in panel.past.items():
        recent = past[np.maximum(begin + known - 1, begin)]
        if name not in panel.ahead:
            columns.append(np.repeat(recent, horizon)[:, None])
            continue
        inside = past[begin[:, None] + np.minimum(target, length - 1)]
        later = panel.ahead[name][series[:, None], np.clip(target - length, 0, horizon - 1)]
        value = np.where(target < length, inside, later)
        season = past[begin[:, None] + np.clip(known[:, None] - m + np.arange(horizon) % m, 0, length - 1)]
        columns += [value.reshape(-1, 1), (value - season).reshape(-1, 1)]
    return columns
