"""What share of a cohort buys in its next period: its own last share, steadied and moved as other cohorts moved.

The method is used where it beat “as in the last period” on the last periods of the data; otherwise that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.methods.scoring.measures import Gain, paired_gain

Floats = NDArray[np.float64]
PRIOR = 20.0
"""A cohort's own last share counts as much as that of all at its age once so many customers stand behind it."""
PERIODS = 4
LEAST_CELLS = 6


@dataclass(frozen=True)
class Tested:
    """The last periods foretold from the ones before; shapes (cells,)."""

    told: Floats
    naive: Floats
    true: Floats
    size: Floats
    first_month: int

    @property
    def enough(self) -> bool:
        return len(self.true) >= LEAST_CELLS

    @property
    def errors(self) -> tuple[Floats, Floats]:
        """Absolute errors of the method and of the baseline, weighted by customers."""
        weight = self.size / max(float(self.size.mean()), 1e-9) if len(self.size) else self.size
        return weight * np.abs(self.told - self.true), weight * np.abs(self.naive - self.true)

    @property
    def gain(self) -> Gain:
        return paired_gain(*self.errors)

    @property
    def skill(self) -> bool:
        return self.enough and self.gain.beyond_noise()


def backtest(made: pl.DataFrame, step: int) -> Tested:
    """Every cohort of at least one later period, in each of the last four periods.

    Parameters
    ----------
    made
        Cells as `grid.cells` gives them.
    step
        Months of a period.
    """
    last = max(made["start_month"].to_list(), default=0)
    told, naive, true, size = [np.zeros(0)], [np.zeros(0)], [np.zeros(0)], [np.zeros(0)]
    for now in range(last - (PERIODS - 1) * step, last + 1, step):
        known = made.filter(pl.col("start_month") < now)
        wanted = made.filter((pl.col("start_month") == now) & (pl.col("age") > 1)).sort("cohort_month")
        if wanted.height == 0:
            continue
        ours, same = outlook(known, now - step)
        told.append(ours)
        naive.append(same)
        true.append(wanted["retention"].to_numpy())
        size.append(wanted["customers"].cast(pl.Float64).to_numpy())
    joined = [np.concatenate(x) for x in (told, naive, true, size)]
    return Tested(joined[0], joined[1], joined[2], joined[3], last - PERIODS * step)


def outlook(known: pl.DataFrame, month: int) -> tuple[Floats, Floats]:
    """The next share of every cohort with a later period in `month`: by the method, and as in that period.

    Parameters
    ----------
    known
        Cells up to `month`.
    """
    after = known.filter(pl.col("age") > 0)
    now = after.filter(pl.col("start_month") == month).sort("cohort_month")
    sums = after.group_by("age").agg(pl.col("active").sum(), pl.col("customers").sum())
    usual = {a: x / n for a, x, n in sums.select("age", "active", "customers").rows()}
    pairs = _pairs(after)
    overall = _ratio(pairs.values())
    told = []
    for age, share, n in now.select("age", "retention", "customers").rows():
        steady = (n * share + PRIOR * usual[age]) / (n + PRIOR)
        x, y = pairs.get(age, (0.0, 0.0))
        told.append(min(max(steady * (y + PRIOR * overall) / (x + PRIOR), 0.0), 1.0))
    return np.array(told, dtype=np.float64), now["retention"].to_numpy()


def _pairs(after: pl.DataFrame) -> dict[int, tuple[float, float]]:
    """Age → buyers at that age and one period later, over the cohorts that are known at both."""
    one = after.select("cohort_month", "age", "active")
    next_ = after.select("cohort_month", age=pl.col("age") - 1, later="active")
    both = (
        one.join(next_, on=["cohort_month", "age"], how="inner")
        .group_by("age")
        .agg(pl.col("active").sum(), pl.col("later").sum())
    )
    return {a: (float(x), float(y)) for a, x, y in both.select("age", "active", "later").rows()}


def _ratio(pairs: object) -> float:
    values = list(pairs)  # type: ignore[call-overload]
    x, y = sum(a for a, _ in values), sum(b for _, b in values)
    return y / x if x > 0 else 1.0
