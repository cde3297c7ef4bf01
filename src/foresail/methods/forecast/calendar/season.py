"""The season of series that know few of them: drawn to that of all series, and to none.

From two or three years, twelve numbers for twelve months are mostly noise; yet what series have in common is told by
all of them, and what is a series' own counts by as much as it exceeds its noise (seasonal factors drawn in: Miller and
Williams 2003; over similar series: Dekker, van Donselaar and Ouwehand 2004; James and Stein 1961).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from foresail.methods.forecast.arrays import Flags, Floats, Ints
from foresail.methods.forecast.calendar.effects import Effects

OWN_SEASONS: Final = 6
"""From so many on, the local models find the season better themselves."""
LATEST: Final = 6
"""Seasons of a long series that tell today's shape."""
SIMILAR: Final = 5
"""Series from which a shape of all is taken."""
TYPICAL: Final = 5.0
"""Numbers that the usual strength of a season counts for in that of one series."""
CALM: Final = 0.1
"""Share of the usual noise below which a series counts as no calmer."""
BELIEVED: Final = 0.5
"""Of a series' raw shape, so much must stay for a season to be named."""


def short_seasons(y: Floats, starts: Ints, first: Ints, m: int, horizon: int) -> tuple[Effects, Flags] | None:
    """The seasons of short series, as something to take out before and put back after.

    Parameters
    ----------
    y
        Values of all series, one after the other; where each begins, and the end, is in `starts`.
    first
        Number of the first period of each series, shape (series,): series of unlike begin share a calendar.
    m
        Periods of the season.

    Returns
    -------
    Zero effects for series that are long enough, and which series have a season that is believed; None where no series
    is short.
    """
    n = np.diff(starts)
    short = n < OWN_SEASONS * m
    if m < 2 or not short.any():
        return None
    logs = np.minimum.reduceat(y, starts[:-1]) > 0
    unit = np.add.reduceat(np.abs(y), starts[:-1]) / n
    unit = np.where(logs | (unit <= 0), 1.0, unit)
    raw, noise = _raw(y, starts, first, m, logs, unit)
    shapes = drawn(raw, noise)
    size, full = (np.sqrt(np.mean(s**2, axis=1)) for s in (shapes, np.nan_to_num(raw)))
    believed = short & (size > BELIEVED * full) & (size > 0)
    shapes[~short] = 0.0
    owner = np.repeat(np.arange(len(n)), n)
    place = (np.arange(len(y)) - starts[owner] + first[owner]) % m
    coming = (first[:, None] + n[:, None] + np.arange(horizon)) % m
    ahead = np.take_along_axis(shapes, coming, axis=1) * unit[:, None]
    return Effects(shapes[owner, place] * unit[owner], ahead, tuple(logs.tolist())), believed


def drawn(raw: Floats, noise: Floats) -> Floats:
    """Shapes drawn to that of all series by empirical Bayes, and that one to none.

    Parameters
    ----------
    raw
        Shape (series, m), NaN for series that tell nothing of their own.
    noise
        Variance of a raw number, shape (series,).

    Examples
    --------
    >>> drawn(np.array([[0.5, -0.5], [np.nan, np.nan]]), np.array([0.05, np.nan])).round(2).tolist()
    [[0.4, -0.4], [0.0, 0.0]]
    """
    told = ~np.isnan(raw[:, 0])
    out = np.zeros_like(raw)
    if not told.any():
        return out
    own, doubt = raw[told], noise[told] + 1e-12
    many = len(own) >= SIMILAR
    common = _common(own, doubt) if many else np.zeros(raw.shape[1])
    ratio = np.mean((own - common) ** 2, axis=1) / doubt
    if many:
        free = raw.shape[1] - 1
        ratio = (free * ratio + TYPICAL * np.median(ratio)) / (free + TYPICAL)
    kept = np.maximum(0.0, 1 - 1 / np.maximum(ratio, 1e-12))
    out[:] = common
    out[told] += kept[:, None] * (own - common)
    return out


def _common(own: Floats, doubt: Floats) -> Floats:
    """What the shapes of many series have in common; calm series tell most of it."""
    size = np.mean(own**2, axis=1)
    weight = 1 / (np.maximum(size, doubt) + CALM * doubt.mean())
    found = weight @ own / weight.sum()
    unlike = np.maximum(np.mean((own - found) ** 2, axis=1), doubt)
    left, whole = float(weight**2 @ unlike) / float(weight.sum()) ** 2, float(np.mean(found**2))
    return np.asarray(found * (max(0.0, 1 - left / whole) if whole > 0 else 0.0), dtype=np.float64)


def _raw(y: Floats, starts: Ints, first: Ints, m: int, logs: Flags, unit: Floats) -> tuple[Floats, Floats]:
    """Means by place beside a straight line, from series of two seasons or more, and the variance of their noise."""
    count = len(starts) - 1
    raw, noise = np.full((count, m), np.nan), np.full(count, np.nan)
    used = np.minimum(np.diff(starts), LATEST * m)
    for n in np.unique(used[used >= 2 * m]):
        which = np.flatnonzero(used == n)
        z = y[starts[which + 1][:, None] - n + np.arange(n)] / unit[which][:, None]
        z[logs[which]] = np.log(z[logs[which]])
        place = np.arange(n) % m
        base = np.column_stack([place[:, None] == np.arange(m), np.arange(n) - (n - 1) / 2]).astype(np.float64)
        beta = z @ np.linalg.pinv(base).T
        rest = z - beta @ base.T
        shape = beta[:, :m] - beta[:, :m].mean(axis=1, keepdims=True)
        begin = (first[which] + np.diff(starts)[which] - n) % m
        raw[which] = np.take_along_axis(shape, (np.arange(m) - begin[:, None]) % m, axis=1)
        noise[which] = np.sum(rest**2, axis=1) / (n - m - 1) * m / n
    return raw, noise
