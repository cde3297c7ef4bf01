"""The local models of each kind of series, effects taken out before and put back after."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from foresail.methods.forecast import prepare as kinds
from foresail.methods.forecast.arrays import Flags, Floats, Ints
from foresail.methods.forecast.calendar.effects import Effects, find_effects, long_columns, put_back, removed
from foresail.methods.forecast.calendar.season import short_seasons
from foresail.methods.forecast.local import (
    Made,
    intermittent_forecasts,
    naive_forecasts,
    smooth_forecasts,
)
from foresail.methods.forecast.measures import naive_scale
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.prepare import Prepared, prepare

LONGEST: Final = 24
"""Seasons longer than this are smooth curves, not a number a place."""


class Seasons(NamedTuple):
    """The season of the local models and the longest one (the same where there is one only)."""

    short: int
    long: int

    @property
    def main(self) -> int:
        """The one of the naive baseline: the short one, or the long one where there is no short one."""
        return self.short if self.short > 1 else self.long


class Group(NamedTuple):
    """Series of one kind.

    Parameters
    ----------
    which
        Their numbers in the panel.
    scale
        Unit of the misses of each.
    naive
        The baseline, shape (series, horizon).
    shaped
        Whether a season was taken from few of them and is believed, shape (series,).
    """

    kind: str
    which: Ints
    made: Made
    scale: Floats
    naive: Floats
    shaped: Flags


def seasons_of(panel: Panel, season: int | None) -> Seasons:
    """The usual seasons of the step, or the one that was given; a long one needs a season and a half of it."""
    usual = panel.steps.seasons if season is None else (season,)
    short = usual[0] if usual[0] <= LONGEST else 1
    long = usual[-1]
    if long > LONGEST and float(np.median(panel.lengths)) < 1.5 * long:
        long = short
    return Seasons(short, long)


def forecast_groups(
    panel: Panel, seasons: Seasons, horizon: int, workers: int | None, *, effects: bool = True
) -> tuple[Prepared, list[Group]]:
    """Every local model of every series; without `effects`, columns known ahead are left to the global model."""
    ready = prepare(panel, seasons.short)
    groups = []
    for kind in (kinds.SMOOTH, kinds.INTERMITTENT, kinds.CONSTANT, kinds.SHORT):
        which = ready.of_kind(kind)
        if len(which):
            groups.append(_group(ready, kind, which, seasons, horizon, workers, effects))
    return ready, groups


def _group(
    ready: Prepared, kind: str, which: Ints, seasons: Seasons, horizon: int, workers: int | None, effects: bool
) -> Group:
    panel = ready.panel
    begins, ends = panel.starts[which], panel.starts[which + 1]
    naive = naive_forecasts(ready.y, begins, ends, seasons.main, horizon)
    unit = np.array([naive_scale(ready.y[b:e], seasons.main) for b, e in zip(begins, ends, strict=True)])
    unit = np.where(np.isfinite(unit), unit, np.abs(ready.y[ends - 1]) * 0.5)
    none = np.zeros(len(which), dtype=np.bool_)
    if kind in (kinds.CONSTANT, kinds.SHORT):
        made = Made(("seasonal_naive",), _plain(ready.y, begins, ends, naive)[None], unit)
        return Group(kind, which, made, unit, naive, none)
    if kind == kinds.INTERMITTENT:
        made = intermittent_forecasts(ready.y, begins, ends, seasons.short, horizon)
        return Group(kind, which, made, np.sqrt(np.maximum(made.scale * unit, 1e-18)), naive, none)
    found = smooth_effects(ready, which, seasons) if effects and panel.ahead else None
    made, shaped = _smooth(ready, which, seasons, horizon, workers, found)
    made.values[-1] = naive
    return Group(kind, which, made, np.sqrt(np.maximum(made.scale * unit, 1e-18)), naive, shaped)


def _plain(y: Floats, begins: Ints, ends: Ints, naive: Floats) -> Floats:
    """Of series too short for any model: the median of what is there, which one wild value does not move."""
    middle = np.array([float(np.median(y[b:e])) for b, e in zip(begins, ends, strict=True)])
    return np.repeat(middle[:, None], naive.shape[1], axis=1)


def _smooth(
    ready: Prepared, which: Ints, seasons: Seasons, horizon: int, workers: int | None, effects: Effects | None
) -> tuple[Made, Flags]:
    """The local models of series without effects and without seasons too short to learn; both are put back."""
    panel, m = ready.panel, seasons.short
    begins, ends = panel.starts[which], panel.starts[which + 1]
    y, starts = _together(ready.y, begins, ends)
    y = removed(y, effects, starts) if effects else y
    found = short_seasons(y, starts, panel.first[which], m, horizon)
    y = removed(y, found[0], starts) if found else y
    made = smooth_forecasts(y, starts[:-1], starts[1:], m, horizon, workers)
    for part in (found[0] if found else None, effects):
        made = made._replace(values=put_back(made.values, part)) if part else made
    return made, found[1] if found else np.zeros(len(which), dtype=np.bool_)


def _together(y: Floats, begins: Ints, ends: Ints) -> tuple[Floats, Ints]:
    """Some of the series, one after the other, and where each begins."""
    return (
        np.concatenate([y[b:e] for b, e in zip(begins, ends, strict=True)]),
        np.concatenate([[0], np.cumsum(ends - begins)]),
    )


def smooth_effects(ready: Prepared, which: Ints, seasons: Seasons) -> Effects:
    """The effects of the columns that are known ahead."""
    panel = ready.panel
    begins, ends = panel.starts[which], panel.starts[which + 1]
    past = [
        np.column_stack([_known(panel.past[name][b:e]) for name in panel.ahead])
        for b, e in zip(begins, ends, strict=True)
    ]
    ahead = [np.column_stack([panel.ahead[name][i] for name in panel.ahead]) for i in which]
    y, starts = _together(ready.y, begins, ends)
    return find_effects(y, starts, past, ahead, seasons.short, seasons.long)


def with_long_season(panel: Panel, seasons: Seasons, horizon: int) -> Panel:
    """A season too long for a number a place becomes columns that are known ahead."""
    if seasons.long <= LONGEST:
        return panel
    past = np.concatenate(
        [long_columns(int(f), int(n), seasons.long) for f, n in zip(panel.first, panel.lengths, strict=True)]
    )
    ahead = np.stack(
        [long_columns(int(f + n), horizon, seasons.long) for f, n in zip(panel.first, panel.lengths, strict=True)]
    )
    names = [f"season {k}" for k in range(past.shape[1])]
    return replace(
        panel,
        past=panel.past | {name: past[:, k] for k, name in enumerate(names)},
        ahead=panel.ahead | {name: ahead[:, :, k] for k, name in enumerate(names)},
    )


def _known(column: Floats) -> Floats:
    """A covariate without holes: the mean where it is not known."""
    known = ~np.isnan(column)
    return np.where(known, column, float(column[known].mean()) if known.any() else 0.0)
