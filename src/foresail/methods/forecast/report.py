"""One row a series: what was found in it, which models speak for it, and what to know before trusting them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from foresail.methods.forecast.blend.past import Tried
from foresail.methods.forecast.blend.weights import Choice
from foresail.methods.forecast.groups import Group, Seasons
from foresail.methods.forecast.prepare import SHORT, SMOOTH, Prepared

FEW_TESTS = 20
"""Past tests (series × origins) below which an interval says so."""
STRONG = 0.64
"""Strength of a season from which it is named (the threshold of Hyndman's `nsdiffs`)."""
NAMED = 0.005
"""Weights below this are not named."""


class Report:
    """Rows that are filled group by group."""

    def __init__(self, ready: Prepared, seasons: Seasons) -> None:
        self._ready, self._seasons = ready, seasons
        self._rows: dict[int, dict[str, Any]] = {}
        unknown = set(ready.panel.past) - set(ready.panel.ahead)
        self._always = ["past_only"] if unknown else []

    def add(self, group: Group, choice: Choice, tests: Sequence[Tried]) -> None:
        """What one group of series was forecast by."""
        weights = {"seasonal_naive": 1.0} if choice.naive else choice.weights
        named = {name: weight for name, weight in weights.items() if weight >= NAMED}
        seasonal = group.kind == SMOOTH
        told = list(self._always)
        told += ["naive"] if choice.naive else []
        told += ["few_tests"] * (
            0 < sum(len(t.which) for t in tests) < FEW_TESTS or (not tests and group.kind == SHORT)
        )
        for i, shaped in zip(group.which.tolist(), group.shaped.tolist(), strict=True):
            own = self._ready.y[self._ready.panel.starts[i] : self._ready.panel.starts[i + 1]]
            self._rows[i] = {
                "season": self._seasons.short if shaped else self._season(own) if seasonal else 1,
                "kind": group.kind,
                "models": list(named),
                "weights": list(named.values()),
                "warnings": [*self._ready.warnings[i], *told, *["short_season"] * (shaped and self._few(own))],
            }

    def frame(self) -> pl.DataFrame:
        """The report, sorted as the series came."""
        panel = self._ready.panel
        rows = [self._rows[i] for i in range(panel.size)]
        types: Any = {
            "season": pl.Int64,
            "kind": pl.String,
            "models": pl.List(pl.String),
            "weights": pl.List(pl.Float64),
            "warnings": pl.List(pl.String),
        }
        found = pl.DataFrame(rows, schema=types)
        return found.insert_column(0, panel.ids.alias("unique_id")).insert_column(1, pl.Series("n", panel.lengths))

    def _few(self, y: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
        """Whether less than three seasons are known."""
        return len(y) < 3 * self._seasons.short

    def _season(self, y: np.ndarray[Any, np.dtype[np.float64]]) -> int:
        """The short season if its autocorrelation stands out or its shape is strong; else the long one or none."""
        m = self._seasons.short
        if m > 1 and (stands_out(y, m) or strength(y, m) > STRONG):
            return m
        return self._seasons.long if self._seasons.long > max(m, 24) else 1


def strength(y: np.ndarray[Any, np.dtype[np.float64]], m: int) -> float:
    """How much of what is left beside the trend the season explains, 0 to 1 (Wang, Smith and Hyndman 2006)."""
    if len(y) < 3 * m:
        return 0.0
    weights = np.r_[0.5, np.ones(m - 1), 0.5] / m if m % 2 == 0 else np.ones(m) / m
    half = len(weights) // 2
    beside = y[half : len(y) - half] - np.convolve(y, weights, "valid")
    place = (np.arange(len(beside)) + half) % m
    means = np.bincount(place, beside, m) / np.maximum(np.bincount(place, minlength=m), 1)
    spread = float(np.var(beside))
    return max(0.0, 1.0 - float(np.var(beside - means[place])) / spread) if spread > 0 else 0.0


def stands_out(y: np.ndarray[Any, np.dtype[np.float64]], m: int) -> bool:
    """Whether the autocorrelation of the changes at lag m is more than noise at 90% (Bartlett)."""
    w = np.diff(y)
    if len(w) < 2 * m + 2 or float(np.std(w)) == 0:
        return False
    w = w - w.mean()
    total = float(w @ w)
    lags = [float(w[k:] @ w[:-k]) / total for k in range(1, m + 1)]
    limit = 1.645 * np.sqrt((1 + 2 * sum(r * r for r in lags[:-1])) / len(w))
    return lags[-1] > float(limit)
