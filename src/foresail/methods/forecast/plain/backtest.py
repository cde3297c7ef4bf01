"""Rolling origins: what each method would have said on past days, beside what came."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from foresail.methods.forecast.plain.season import Floats

Forecaster = Callable[[int, int], dict[str, Floats]]
"""(values known, horizon) → method → forecast."""


class Backtest(NamedTuple):
    """Forecasts of each method, shape (origins, h), and actuals (NaN where not known yet).

    Parameters
    ----------
    origins
        How many values were known at each origin.
    """

    origins: tuple[int, ...]
    actual: Floats
    forecasts: dict[str, Floats]

    def wape(self, method: str, columns: slice = slice(None)) -> float:
        """Sum of absolute errors over the sum of actuals."""
        actual, made = self.actual[:, columns], self.forecasts[method][:, columns]
        known = ~np.isnan(actual)
        total = float(np.sum(np.abs(actual[known])))
        return float(np.sum(np.abs(actual[known] - made[known]))) / total if total > 0 else 0.0

    def bias(self, method: str) -> float:
        """Sum of (forecast − actual) over the sum of actuals: positive is too high."""
        known = ~np.isnan(self.actual)
        total = float(np.sum(np.abs(self.actual[known])))
        return float(np.sum((self.forecasts[method] - self.actual)[known])) / total if total > 0 else 0.0

    def losses(self, method: str) -> tuple[Floats, Floats]:
        """Absolute errors of all known cells and the number of the origin of each."""
        known = ~np.isnan(self.actual)
        rows = np.nonzero(known)[0]
        return np.abs(self.forecasts[method] - self.actual)[known], rows.astype(np.float64)


def roll(y: Floats, h: int, first: int, forecaster: Forecaster, most: int = 24) -> Backtest:
    """Forecast from every origin that knows at least `first` values, the latest `most` of them.

    Parameters
    ----------
    y
        All values.
    forecaster
        Called with the number of values it may look at.
    """
    origins = tuple(range(max(first, len(y) - most), len(y)))
    actual = np.full((len(origins), h), np.nan)
    found: dict[str, list[Floats]] = {}
    for row, known in enumerate(origins):
        seen = y[known : known + h]
        actual[row, : len(seen)] = seen
        for name, values in forecaster(known, h).items():
            found.setdefault(name, []).append(values)
    return Backtest(origins, actual, {k: np.array(v) for k, v in found.items()})
