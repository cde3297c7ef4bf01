"""What a forecast gives back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.blend.spread import Spread


@dataclass(frozen=True)
class Forecast:
    """Forecasts of many series.

    Parameters
    ----------
    frame
        `unique_id, ds, mean, median` and `lo-80, hi-80 …` of each level, sorted as the series came.
    report
        One row a series: `unique_id, n` (periods), `season` (1 where none was found), `kind` (smooth, intermittent,
        short, constant), `models` and `weights` (lists of the same length), `warnings` (codes of `WARNINGS`).
    mean
        The same means as an array, shape (series, horizon).
    spread
        The series of each kind and how their past forecasts missed; empty where no levels were asked for.
    floor
        No value of a series lies below it, shape (series,); −inf where values may be negative.
    """

    frame: pl.DataFrame
    report: pl.DataFrame
    mean: Floats
    spread: tuple[tuple[Ints, Spread], ...]
    floor: Floats
    seed: int = 0

    def paths(self, n: int = 200) -> Floats:
        """Sample paths, so that sums over time get intervals too.

        A path is the mean plus one whole past miss over all horizons, of this or a similar series and in units of the
        series: what goes wrong together stays together. Its margins are those of the intervals.

        Parameters
        ----------
        n
            Paths a series.

        Returns
        -------
        Shape (series, n, horizon).

        Examples
        --------
        >>> import numpy as np
        >>> from foresail.methods.forecast import forecast
        >>> rng = np.random.default_rng(0)
        >>> made = forecast({"ds": list(range(40)), "y": 100 + rng.normal(size=40)}, 3)
        >>> made.paths(50).sum(axis=2).shape
        (1, 50)
        """
        rng = np.random.default_rng(self.seed)
        found = np.repeat(self.mean[:, None, :], n, axis=1)
        for which, spread in self.spread:
            found[which] += spread.draw(rng, n)
        return np.asarray(np.maximum(found, self.floor[:, None, None]), dtype=np.float64)


@dataclass(frozen=True)
class Backtested:
    """Forecasts from past origins beside what came.

    Parameters
    ----------
    frame
        `unique_id, origin` (the last date that was known), `ds, ahead` (1 is the next period), `y, mean, median`, the
        intervals, and `seasonal_naive`.
    scores
        One row a method (`forecast`, `seasonal_naive`): the measures of `evaluate`.
    report
        The report of the last origin.
    """

    frame: pl.DataFrame
    scores: pl.DataFrame
    report: pl.DataFrame
