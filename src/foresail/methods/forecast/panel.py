"""A long frame as regular series: checked, sorted, with a place for each period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Flags, Floats, Ints
from foresail.methods.forecast.steps import Steps


@dataclass(frozen=True)
class Panel:
    """Regular series, one after the other.

    Parameters
    ----------
    ids
        One name a series, in order.
    first
        Number of the first period of each series, shape (series,).
    starts
        Where each series begins in `y`, and the end, shape (series + 1,).
    y
        Values; NaN where nothing is known.
    sold_out
        Whether demand was higher than `y`.
    past
        Covariates, each as long as `y`.
    ahead
        Covariates that are known for the coming periods, each of shape (series, horizon).
    static
        Unchanging columns as numbers, each of shape (series,).
    """

    ids: pl.Series
    steps: Steps
    first: Ints
    starts: Ints
    y: Floats
    sold_out: Flags
    past: dict[str, Floats]
    ahead: dict[str, Floats]
    static: dict[str, Floats]

    @property
    def size(self) -> int:
        """How many series there are."""
        return len(self.first)

    @property
    def lengths(self) -> Ints:
        """Periods of each series, shape (series,)."""
        return np.diff(self.starts)

    def series(self, i: int) -> Floats:
        """The values of one series."""
        return self.y[self.starts[i] : self.starts[i + 1]]

    def take(self, which: Ints) -> Panel:
        """Only some of the series."""
        rows = np.concatenate([np.arange(self.starts[i], self.starts[i + 1]) for i in which])
        return Panel(
            ids=self.ids.gather(which),
            steps=self.steps,
            first=self.first[which],
            starts=np.concatenate([[0], np.cumsum(self.lengths[which])]),
            y=self.y[rows],
            sold_out=self.sold_out[rows],
            past={name: values[rows] for name, values in self.past.items()},
            ahead={name: values[which] for name, values in self.ahead.items()},
            static={name: values[which] for name, values in self.static.items()},
        )

    def cut(self, last: int, horizon: int) -> Panel:
        """As it stood `last` periods before the end: covariates of the coming periods are those that came."""
        keep = np.maximum(self.lengths - last, 1)
        rows = np.concatenate([np.arange(s, s + k) for s, k in zip(self.starts[:-1], keep, strict=True)])
        ahead = {name: _coming(self, self.past[name], keep, horizon, then) for name, then in self.ahead.items()}
        return Panel(
            ids=self.ids,
            steps=self.steps,
            first=self.first,
            starts=np.concatenate([[0], np.cumsum(keep)]),
            y=self.y[rows],
            sold_out=self.sold_out[rows],
            past={name: values[rows] for name, values in self.past.items()},
            ahead=ahead,
            static=self.static,
        )

    def coming_dates(self, horizon: int) -> pl.Series:
        """Dates of the periods to forecast, shape (series × horizon,)."""
        numbers = (self.first + self.lengths)[:, None] + np.arange(horizon)
        return self.steps.date(numbers.ravel())


def _coming(panel: Panel, past: Floats, keep: Ints, horizon: int, then: Floats) -> Floats:
    out = np.empty((panel.size, horizon))
    for i in range(panel.size):
        seen = past[panel.starts[i] + keep[i] : panel.starts[i + 1]]
        out[i] = np.concatenate([seen, then[i]])[:horizon]
    return out
