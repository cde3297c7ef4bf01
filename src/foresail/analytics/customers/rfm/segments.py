"""The named segments and the rule that puts a customer into one."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.analytics.customers.rfm.outputs import LABELS

ORDER: dict[str, int] = {code: place for place, code in enumerate(LABELS, start=1)}
"""Segment → place, best first."""


def segment(recency: NDArray[np.int64], value: NDArray[np.int64], is_new: NDArray[np.bool_]) -> pl.Series:
    """The segment of each customer, as text.

    Parameters
    ----------
    recency
        Score 1 (long ago) … 5 (just now), shape (n,).
    value
        Score 1 … 5: the mean of the frequency and monetary scores, rounded up.
    is_new
        The first order lies within the days that make a customer new.
    """
    rules = [
        is_new,
        (recency >= 4) & (value >= 4),
        (recency == 3) & (value >= 4),
        recency >= 4,
        recency == 3,
        value >= 4,
        (recency == 2) | (value >= 3),
    ]
    codes = ["new", "champions", "loyal", "potential", "attention", "at_risk", "hibernating", "lost"]
    place = np.select(rules, list(range(len(rules))), default=len(rules))
    return pl.Series("segment", codes).gather(place)
