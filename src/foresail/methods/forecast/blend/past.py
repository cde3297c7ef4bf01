"""Past tests: what every model would have said at earlier origins, beside what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.boosted.direct import answer, train
from foresail.methods.forecast.boosted.features import learned
from foresail.methods.forecast.groups import Group, Seasons, forecast_groups
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.prepare import SMOOTH, Prepared

GLOBAL: Final = "global_trees"
ORIGINS: Final = 4
MANY_ORIGINS: Final = 10
FEW_SERIES: Final = 30
SAMPLE: Final = 2_000
"""Series that are enough to learn weights and intervals from."""


class Tried(NamedTuple):
    """Series of one kind at one past origin.

    Parameters
    ----------
    which
        Their numbers in the panel.
    last
        Periods left out.
    names, values
        Models and their forecasts, shape (models, series, horizon).
    actual
        What came, NaN where nothing is known; shape (series, horizon).
    scale
        Unit of the misses as it was known then.
    surer
        Factor on misses now that more is known than then, shape (series,): see `doubt`.
    """

    kind: str
    which: Ints
    last: int
    names: tuple[str, ...]
    values: Floats
    actual: Floats
    scale: Floats
    naive: Floats
    surer: Floats


def origins_of(panel: Panel, seasons: Seasons, horizon: int, few: bool) -> list[int]:
    """Periods left out at each origin, the latest origin first; none where no series is long enough."""
    longest = int(panel.lengths.max())
    count, step = (MANY_ORIGINS, max(1, horizon // 6)) if few else (ORIGINS, max(1, horizon // 4))
    lasts = [horizon + k * step for k in range(count)]
    if longest - horizon < least_known(seasons):
        # A shorter test is better than none: what is not known yet does not count.
        room = longest - least_known(seasons)
        lasts = list(range(max(room, 0), 0, -max(1, room // 4)))
    return [last for last in lasts if longest - last >= least_known(seasons)]


def least_known(seasons: Seasons) -> int:
    """Values an origin needs."""
    return max(2 * seasons.short + 3, 8)


def sampled(panel: Panel, seed: int) -> tuple[Panel, Ints]:
    """At most SAMPLE of the series, and their numbers."""
    if panel.size <= SAMPLE:
        return panel, np.arange(panel.size)
    which = np.sort(np.random.default_rng(seed).choice(panel.size, SAMPLE, replace=False))
    return panel.take(which), which


def past_tests(
    panel: Panel, seasons: Seasons, horizon: int, *, trees: bool, effects: bool, workers: int | None, seed: int
) -> list[Tried]:
    """Run every model at past origins.

    Parameters
    ----------
    trees
        Whether the global model is tried too; it learns once, from what was known at the earliest origin.
    """
    lasts = origins_of(panel, seasons, horizon, few=panel.size < FEW_SERIES)
    found: list[Tried] = []
    model = None
    for last in sorted(lasts, reverse=True):
        fit = np.flatnonzero(panel.lengths - last >= least_known(seasons))
        then = panel.take(fit).cut(last, horizon)
        ready, groups = forecast_groups(then, seasons, horizon, workers, effects=effects)
        if trees and model is None:
            model = global_model(ready, seasons, horizon, workers, seed)
        said = None if model is None else global_answer(model, ready, seasons, horizon)
        came = _came(panel, fit, last, horizon)
        surer = doubt(panel.lengths[fit], seasons.short) / doubt(then.lengths, seasons.short)
        found += [_tried(g, said, fit, last, came, surer) for g in groups]
    return found[::-1]


def doubt(n: Ints, m: int) -> Floats:
    """What misses of forecasts from n values are in units of the series, beside those of a model known for certain.

    k numbers are learnt (a level, a trend, a smoothing, and the season): the forecast misses by √(1 + k/n) as much, and
    the unit, half of which comes from the fit, is too small by (1 − k/n) to the power ¼, as a fit flatters itself by
    n / (n − k) in squares (Hastie, Tibshirani and Friedman 2009, 7.4, for both).

    Examples
    --------
    >>> doubt(np.array([12, 48]), 4).round(2).tolist()
    [1.46, 1.1]
    """
    k = 3 if m < 2 else m + 2
    known = np.maximum(n, k + 2)
    return np.asarray(np.sqrt(1 + k / known) * (1 - k / known) ** -0.25, dtype=np.float64)


def _tried(group: Group, said: Floats | None, fit: Ints, last: int, came: Floats, surer: Floats) -> Tried:
    names, values = joined(group, said)
    i = group.which
    return Tried(group.kind, fit[i], last, names, values, came[i], group.scale, group.naive, surer[i])


def joined(group: Group, said: Floats | None) -> tuple[tuple[str, ...], Floats]:
    """The models of a group, with the global one where it answers for this kind."""
    if said is None or group.kind != SMOOTH:
        return group.made.names, group.made.values
    return (*group.made.names, GLOBAL), np.concatenate([group.made.values, said[group.which][None]])


def global_model(ready: Prepared, seasons: Seasons, horizon: int, workers: int | None, seed: int) -> object | None:
    """The trees, learnt from all smooth series; None where there are too few rows."""
    smooth = ready.of_kind(SMOOTH)
    ends = np.zeros(ready.panel.size, dtype=np.int64)
    ends[smooth] = ready.panel.lengths[smooth]
    return train(learned(ready.panel, ready.y), ends, horizon, seasons.main, seed, workers or 0)


def global_answer(model: object, ready: Prepared, seasons: Seasons, horizon: int) -> Floats:
    """What the trees say of every series, shape (series, horizon)."""
    data = learned(ready.panel, ready.y)
    everything = np.arange(ready.panel.size)
    made = data.back(answer(model, data, everything, ready.panel.lengths, horizon, seasons.main))
    low = np.minimum.reduceat(ready.y, ready.panel.starts[:-1])
    high = np.maximum.reduceat(ready.y, ready.panel.starts[:-1])
    span = high - low
    floor = np.where(low >= 0, np.maximum(0.0, low - 1.5 * span), low - 1.5 * span)
    return np.clip(made, floor[:, None], (high + 2.5 * span)[:, None])


def _came(panel: Panel, fit: Ints, last: int, horizon: int) -> Floats:
    begin = panel.starts[fit] + panel.lengths[fit] - last
    places = begin[:, None] + np.arange(horizon)
    inside = places < panel.starts[fit + 1][:, None]
    usable = np.where(panel.sold_out, np.nan, panel.y)
    return np.where(inside, usable[np.minimum(places, len(panel.y) - 1)], np.nan)


def mean_miss(tried: Sequence[Tried]) -> float:
    """Mean absolute miss, in units of the series, of the plain mean of the models."""
    found = []
    for t in tried:
        made = t.values.mean(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            found.append((np.abs(made - t.actual) / np.where(t.scale > 0, t.scale, np.nan)[:, None]).ravel())
    misses = np.concatenate(found) if found else np.zeros(0)
    misses = misses[np.isfinite(misses)]
    return float(misses.mean()) if len(misses) else float("inf")
