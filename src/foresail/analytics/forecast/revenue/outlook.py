"""The choice of a method and what it says about the coming months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.analytics.forecast.revenue.engine import BASELINE, Choice, Engine, untested
from foresail.analytics.forecast.revenue.history import History, history, targets
from foresail.analytics.forecast.revenue.params import RevenueParams
from foresail.methods.forecast.plain.conformal import Misses
from foresail.methods.forecast.plain.season import Floats


@dataclass(frozen=True)
class Outlook:
    """What is said about the coming months; all arrays have shape (months,).

    Parameters
    ----------
    mean, baseline
        The method that is used, and the same month last year.
    spread
        Of the total, in log points (or shares of the mean where values are not all positive).
    """

    past: History
    choice: Choice | None
    misses: Misses
    made: Mapping[str, Floats]
    mean: Floats
    target: Floats
    spread: float
    deals: Floats

    @property
    def method(self) -> str:
        return self.choice.method if self.choice else BASELINE

    def band(self, share: float) -> Floats:
        """The value below which a share of outcomes lies."""
        return self.completed(self.misses.quantile(self.made[self.method], share))

    def completed(self, values: Floats) -> Floats:
        """Values of whole months, with what the running month has brought already put in."""
        out = values.copy()
        if self.past.skipped:
            out[0] = self.past.so_far + (1 - self.past.elapsed) * values[0]
        return out

    def total(self, deviations: float) -> float:
        """The total when the whole horizon misses by so many standard deviations."""
        fixed = self.past.so_far if self.past.skipped else 0.0
        rest = float(self.mean.sum()) - fixed
        if self.misses.relative:
            return fixed + rest * float(np.exp(deviations * self.spread))
        return fixed + rest + deviations * self.spread * self.misses.scale * len(self.mean)

    def chances(self) -> list[float | None]:
        """The chance of reaching each month's target; None where none is set."""
        found: list[float | None] = []
        for j, goal in enumerate(self.target):
            whole, need = float(self.made[self.method][j]), float(goal)
            if np.isnan(goal):
                found.append(None)
                continue
            if self.past.skipped and j == 0:
                need = (need - self.past.so_far) / max(1 - self.past.elapsed, 1e-9)
            found.append(round(self.misses.chance_above(whole, need, j), 6))
        return found


def outlook(frames: Mapping[str, pl.DataFrame], params: RevenueParams) -> Outlook:
    """Choose the method on past origins and forecast."""
    past = history(frames, params)
    engine = Engine(past, frames, params)
    choice = engine.choose()
    made = engine.forecast(len(past.y), params.horizon_months)
    missed = choice.misses if choice else untested(past)
    if missed.errors.shape[1] < params.horizon_months:
        wide = missed.errors * np.sqrt(np.arange(1, params.horizon_months + 1))
        missed = Misses(wide, missed.relative, missed.scale)
    found = Outlook(
        past=past,
        choice=choice,
        misses=missed,
        made=made,
        mean=made[choice.method if choice else BASELINE],
        target=targets(frames, past, params.horizon_months),
        spread=_total_spread(choice, missed),
        deals=engine.open_deals(),
    )
    return Outlook(**{**found.__dict__, "mean": found.completed(found.mean)})


def _total_spread(choice: Choice | None, missed: Misses) -> float:
    """Root mean square miss of the sum over the horizon, from origins whose whole horizon has come."""
    if choice is not None:
        actual, made = choice.back.actual, choice.back.forecasts[choice.method]
        whole = ~np.isnan(actual).any(axis=1)
        if whole.sum() >= 4:
            came, said = actual[whole].sum(axis=1), made[whole].sum(axis=1)
            if missed.relative:
                return float(np.sqrt(np.mean(np.log(came / said) ** 2))) + 1e-6
            return float(np.sqrt(np.mean(((came - said) / (missed.scale * actual.shape[1])) ** 2))) + 1e-6
    return float(missed.spread().mean()) * 0.75 + 1e-6
