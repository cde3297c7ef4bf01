"""Methods on past origins, the choice among them, and the misses that intervals rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.history import History, open_deals
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.methods.forecast.plain.backtest import Backtest, roll
from foresail.methods.forecast.plain.combine import forecast
from foresail.methods.forecast.plain.conformal import Misses, misses
from foresail.methods.forecast.plain.festival import exposure
from foresail.methods.forecast.plain.season import Floats
from foresail.methods.scoring.measures import Gain, paired_gain

SEASON = 12
NEAR = 3
"""Months ahead for which open deals have something to say."""
BETTER = 0.99
BASELINE = "seasonal_naive"


@dataclass(frozen=True)
class Choice:
    """The method that is used, and how all did on past origins.

    Parameters
    ----------
    method
        `seasonal_naive` when nothing beat it.
    gain
        Of the best candidate over the baseline, in mean absolute error as a share of the mean.
    """

    method: str
    tried: str
    skill: bool
    back: Backtest
    gain: Gain

    @property
    def misses(self) -> Misses:
        """Of the method that is used."""
        return misses(self.back.actual, self.back.forecasts[self.method])


class Engine:
    """Forecasts of one history by every method."""

    def __init__(self, past: History, frames: Mapping[str, pl.DataFrame], params: RevenueParams) -> None:
        self.past, self.params = past, params
        n = len(past.y)
        months = [past.month(i) for i in range(n + params.horizon_months)]
        self._x = exposure(months) if params.festival != "off" and n >= 2 * SEASON else None
        # At each number of known months: what the open deals of that day promised.
        reach = min(NEAR, params.horizon_months)
        self._open = np.array([open_deals(frames, past.skipped + n - known, reach) for known in range(n + 1)])

    def forecast(self, known: int, h: int) -> dict[str, Floats]:
        """Every method's forecast from the first `known` months."""
        y = self.past.y[:known]
        made = forecast(y, SEASON, h)
        if self._x is not None and known >= 2 * SEASON:
            made["festival"] = forecast(y, SEASON, h, self._x[:known], self._x[known : known + h])["combination"]
        elif self._x is not None:
            made["festival"] = made["combination"]
        dealt = self._with_deals(known, made["combination"])
        if dealt is not None:
            made["pipeline"] = dealt
        return made

    def open_deals(self) -> Floats:
        """What the deals that are open now promise, by month."""
        return np.asarray(self._open[len(self.past.y)], dtype=np.float64)

    def _with_deals(self, known: int, base: Floats) -> Floats | None:
        """The combination, drawn half-way to what open deals used to turn into; None where there were hardly any."""
        if np.count_nonzero(self._open.sum(axis=1)) < SEASON:
            return None
        mixed = base.copy()
        for j in range(min(self._open.shape[1], len(base))):
            origins = np.arange(max(0, known - 18), known - j)
            promised, came = self._open[origins, j], self.past.y[origins + j]
            good = promised > 0
            if good.sum() >= 6 and self._open[known, j] > 0:
                turned = float(np.sum(came[good]) / np.sum(promised[good]))
                mixed[j] = 0.5 * base[j] + 0.5 * turned * self._open[known, j]
        return mixed

    def choose(self) -> Choice | None:
        """Judge all on rolling origins; None when the history is too short for any."""
        n, h = len(self.past.y), self.params.horizon_months
        first = max(SEASON + 1, min(2 * SEASON, n // 2))
        if n - first < 3:
            return None
        back = roll(self.past.y, h, first, self.forecast)
        tried = "combination"
        for name in ("festival", "pipeline"):
            if name in back.forecasts and back.wape(name) < BETTER * back.wape(tried):
                tried = name
        if self.params.festival == "on" and "festival" in back.forecasts:
            tried = "festival"
        losses, origin = back.losses(tried)
        base, _ = back.losses(BASELINE)
        mean = float(np.nanmean(np.abs(back.actual))) or 1.0
        gain = paired_gain(losses / mean, base / mean, origin.astype(np.int64))
        # Origins overlap, so a strict bound would ask for more years than a company has: one standard error.
        skill = gain.beyond_noise(1.0)
        return Choice(tried if skill else BASELINE, tried, skill, back, gain)


def untested(past: History) -> Misses:
    """Misses where nothing could be tested: those of the month-to-month changes."""
    y = past.y
    steps = y[1:].reshape(-1, 1)
    return misses(steps, y[:-1].reshape(-1, 1))
