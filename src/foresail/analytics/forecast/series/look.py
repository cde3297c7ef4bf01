"""From events to forecasts of every series, and which method each level is shown by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.forecast.series.params import SeriesParams
from foresail.analytics.forecast.series.words import SHARES, levels_of
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.panel import Panel, lay_out
from foresail.methods.rolling.periods import SEASON
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled, roll
from foresail.methods.scoring.measures import Gain, paired_gain

LEAST = 6
LEAST_TESTS = 3
"""Fewer origins tell nothing about which method is better."""


@dataclass(frozen=True, eq=False)
class Look:
    """What is said.

    Parameters
    ----------
    level
        Name of the level of each series.
    method
        Level → the method that is shown.
    gain
        Of the engine over the same period last year, over all series, as a share of the mean.
    """

    as_of: date
    panel: Panel
    rolled: Rolled
    level: tuple[str, ...]
    method: Mapping[str, str]
    gain: Gain

    @property
    def skill(self) -> bool:
        return self.gain.beyond_noise(1.0)

    def shown(self, i: int) -> str:
        """The method that a series is shown by."""
        return self.method[self.level[i]]


def look(frames: Mapping[str, pl.DataFrame], params: SeriesParams) -> Look:
    """Lay out, forecast, compare.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole periods.
    InvalidInput
        If a level is unknown.
    """
    levels = levels_of(params.by, params.metric)
    events = frames["measures"]
    if not events.height:
        raise too_short(0, params)
    as_of: date = events["as_of"][0]
    panel = lay_out(
        events,
        list(levels.values()),
        params.grain,
        as_of,
        share=params.metric in SHARES,
        ended=SEASON[params.grain] if params.grain != "day" else 60,
    )
    if panel is None or len(panel.periods) < LEAST or not len(panel.keys):
        raise too_short(0 if panel is None else len(panel.periods), params)
    rolled = roll(
        panel.y, panel.periods, params.horizon, grain=params.grain, origins=params.origins, mode=params.mode
    )  # fmt: skip
    columns = {found: name for name, found in levels.items()}
    level = tuple(columns[key[0]] for key in panel.keys)
    return Look(as_of, panel, rolled, level, _methods(rolled, level), _gain(rolled))


def _methods(rolled: Rolled, level: tuple[str, ...]) -> dict[str, str]:
    """The engine, where it did at least as well as the same period last year; untested, the latter."""
    found = {}
    for name in dict.fromkeys(level):
        mine = [i for i, other in enumerate(level) if other == name]
        errors = {m: _level_wape(rolled, m, mine) for m in (ENGINE, NAIVE)}
        tested = len(rolled.known) >= LEAST_TESTS and errors[NAIVE] > 0
        found[name] = ENGINE if tested and errors[ENGINE] <= errors[NAIVE] else NAIVE
    return found


def _level_wape(rolled: Rolled, method: str, mine: list[int]) -> float:
    actual, made, engine = rolled.actual[:, mine], rolled.past[method][:, mine], rolled.past[ENGINE][:, mine]
    told = ~np.isnan(actual) & ~np.isnan(made) & ~np.isnan(engine)
    total = float(np.abs(actual[told]).sum())
    return float(np.abs(actual - made)[told].sum()) / total if total > 0 else 0.0


def _gain(rolled: Rolled) -> Gain:
    actual, one, other = rolled.actual, rolled.past[ENGINE], rolled.past[NAIVE]
    told = ~np.isnan(actual) & ~np.isnan(one) & ~np.isnan(other)
    if not told.any():
        return Gain(0.0, float("inf"))
    mean = float(np.abs(actual[told]).mean()) or 1.0
    groups = np.nonzero(told)[0].astype(np.int64)
    return paired_gain(np.abs(actual - one)[told] / mean, np.abs(actual - other)[told] / mean, groups)


@dataclass(frozen=True, eq=False)
class Fan:
    """What is shown of the coming periods, the running one completed; each of shape (series, h)."""

    mean: Floats
    median: Floats
    low: Mapping[int, Floats]
    high: Mapping[int, Floats]
    baseline: Floats


def fan(found: Look) -> Fan:
    """The shown method's forecasts; where that is the baseline, the engine's interval is put around it, wider by as
    much as the baseline missed by more."""
    rolled, panel = found.rolled, found.panel
    baseline = rolled.coming[NAIVE]
    naive = np.array([found.shown(i) == NAIVE for i in range(len(panel.keys))])[:, None]
    ratio = np.ones((len(panel.keys), 1))
    if rolled.known:
        for i in np.flatnonzero(naive.ravel()):
            engine = rolled.wape(ENGINE, int(i))
            ratio[i] = np.clip(rolled.wape(NAIVE, int(i)) / engine, 1.0, 3.0) if engine > 0 else 1.0
    shift = np.where(naive, baseline - rolled.coming[ENGINE], 0.0)
    middle = rolled.median + shift
    floor = np.where(np.nan_to_num(panel.y, nan=0.0).min(axis=1, keepdims=True) >= 0, 0.0, -np.inf)

    def end(values: Floats) -> Floats:
        return panel.completed(np.maximum(middle + (values - rolled.median) * np.where(naive, ratio, 1.0), floor))

    return Fan(
        mean=panel.completed(np.where(naive, baseline, rolled.coming[ENGINE])),
        median=panel.completed(middle),
        low={k: end(v) for k, v in rolled.low.items()},
        high={k: end(v) for k, v in rolled.high.items()},
        baseline=panel.completed(baseline),
    )


def too_short(found: int, params: SeriesParams) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"A forecast needs at least {LEAST} whole periods ({params.grain}); there are {found}.",
            zh=f"预测至少需要 {LEAST} 个完整时期（{params.grain}），现有 {found} 个。",
        ),
        next_step=Text(
            en="Load more history, or ask for shorter periods.", zh="请载入更长的历史，或选择更短的时间单位。"
        ),
        details={"missing": ["order.ordered_at", "order_line.net_amount"], "found": found},
    )
