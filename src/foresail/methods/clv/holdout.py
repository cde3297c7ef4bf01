"""What is held out, and how good predicted purchases were: error, bias, the best customers found, week by week."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.signs import DAY, HISTORY, NEARLY
from foresail.methods.clv.summary import Floats

LONG = 1.9
"""Horizons of history from which a whole one is held out."""
LONG_WITH_SIGNS = 1 + NEARLY + HISTORY + 0.02
"""The holdout, the horizon of a day that is learnt from, what must be known before that day, and the days' steps."""


@dataclass(frozen=True)
class Scores:
    """Of one candidate on customers seen before the cut, over the time after it.

    Parameters
    ----------
    rmse
        Root mean squared error of purchases a customer.
    bias
        Sum predicted over sum observed, less one.
    capture
        Share that the predicted best tenth of customers made of what the true best tenth made.
    tracking
        Mean over the weeks of |predicted − observed| / observed, both summed over customers since the cut.
    """

    rmse: float
    bias: float
    capture: float
    tracking: float

    def total(self, naive: Scores) -> float:
        """The four together, lower is better: RMSE against the naive one's, and three shares that should be zero."""
        return self.rmse / max(naive.rmse, 1e-12) + abs(self.bias) + (1 - self.capture) + self.tracking


def score(predicted: Floats, observed: Floats, weeks: Floats, weekly: Floats) -> Scores:
    """Measure.

    Parameters
    ----------
    predicted, observed
        Purchases, shape (customers,).
    weeks, weekly
        Predicted and observed purchases summed over customers up to the end of each week, shape (weeks,).
    """
    total = max(float(observed.sum()), 1.0)
    some = weekly > 0
    return Scores(
        rmse=float(np.sqrt(np.mean((predicted - observed) ** 2))),
        bias=float(predicted.sum() / total - 1),
        capture=top_capture(predicted, observed),
        tracking=float(np.mean(np.abs(weeks[some] / weekly[some] - 1))) if some.any() else 0.0,
    )


def top_capture(predicted: Floats, observed: Floats, share: float = 0.1) -> float:
    """What the predicted top tenth bought, over what the true top tenth bought; ties count their average.

    Examples
    --------
    >>> top_capture(np.arange(10.0), np.arange(10.0))
    1.0
    """
    k = max(1, round(share * len(observed)))
    best = float(np.sort(observed)[::-1][:k].sum())
    if best <= 0:
        return 1.0
    edge = np.sort(predicted)[::-1][k - 1]
    above, tied = predicted > edge, predicted == edge
    room = k - int(above.sum())
    return float((observed[above].sum() + room * observed[tied].mean()) / best)


def weekly_curve(predict: Callable[[float], float], days: int, unit: float) -> tuple[Floats, Floats]:
    """Ends of the weeks (days after the cut; the last may be a part of a week) and what is predicted up to each."""
    ends = np.minimum(np.arange(7, days + 7, 7, dtype=np.float64), days)
    return ends, np.asarray([predict(float(d) / unit) for d in ends])


def in_steps(test: int, last: date, signs: pl.DataFrame | None) -> int:
    """The holdout begins on a day of signs, if there is one near."""
    if signs is None:
        return test
    far = [(last - day).days for day in signs[DAY].unique() if day < last]
    near = [days for days in far if test / 2 <= days <= test * 1.02]
    return max(near, default=test)


def holdout_days(bought: pl.DataFrame, last: date, ahead: float, heard: bool = False) -> int:
    """Days that are held out: the horizon if the history is long enough for that, else a third of it.

    Parameters
    ----------
    heard
        Whether signs are learnt from: 2.7 horizons are then long enough, instead of about two.

    Raises
    ------
    NotEnoughData
        If the history spans less than four days.
    """
    first = bought["on"].min()
    span = (last - first).days if isinstance(first, date) else 0
    if span < 4:
        raise NotEnoughData(
            Text(
                en=f"The history spans {span} days: nothing can be held out.",
                zh=f"历史仅跨 {span} 天，无法留出检验期。",
            ),
            next_step=Text(en="Load a longer history.", zh="请加载更长的历史数据。"),
        )
    return round(ahead) if span >= (LONG_WITH_SIGNS if heard else LONG) * ahead else span // 3
