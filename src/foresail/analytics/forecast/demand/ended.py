"""Products that are not asked for any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.panel import Panel
from foresail.methods.rolling.roll import ENGINE, Rolled

RETIRED, SILENT = "retired", "silent"
YEAR: Final = 12
"""Months without a sale after which a product is no series any more."""
LEAST: Final = 6
"""Whole months without a sale before silence says anything."""
BY_CHANCE: Final = 0.01
"""Silence that a product's own rhythm would bring more seldom than this is no chance."""


def no_longer(
    panel: Panel, products: Sequence[str], listed: pl.DataFrame, sold_out: Floats | None = None
) -> dict[str, str]:
    """Product → why nothing more is expected of it.

    Parameters
    ----------
    listed
        `product_id, retired_on` (null while it is sold).
    sold_out
        Months at whose end nothing was left, shape (products, months or more): they are no silence.

    Notes
    -----
    A product that sold in a share p of its months stays without a sale for k months by chance with (1 − p)^k. That
    takes months for independent, which those of a season are not: a pause no longer than one that it came back from
    is no end. One that has sold in the running month is alive.
    """
    gone = set(listed.filter(pl.col("retired_on").is_not_null())["product_id"])
    found = {}
    for i, product in enumerate(products):
        out = None if sold_out is None else sold_out[i, : panel.y.shape[1]] > 0
        if product in gone:
            found[product] = RETIRED
        elif not panel.so_far[i] and is_silent(panel.y[i], out):
            found[product] = SILENT
    return found


def is_silent(y: Floats, sold_out: np.ndarray[tuple[int], np.dtype[np.bool_]] | None = None) -> bool:
    """Whether the empty months at the end are more than chance.

    Parameters
    ----------
    y
        Units by month, NaN before the first sale, shape (months,).

    Examples
    --------
    >>> is_silent(np.array([4.0, 5, 3, 4, 0, 0, 0, 0, 0, 0])), is_silent(np.array([4.0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0]))
    (True, False)
    >>> is_silent(np.tile([5.0, 5, 5, 5, 5, 5, 0, 0, 0, 0, 0, 0], 3))  # its next season is about to begin
    False
    """
    sold = np.flatnonzero(np.nan_to_num(y) > 0)
    if not len(sold):
        return False
    life = int(sold[-1] - sold[0]) + 1
    after = slice(int(sold[-1]) + 1, None)
    empty = len(y[after]) - (0 if sold_out is None else int(sold_out[after].sum()))
    # One month of each kind is added, so that a short life is not taken for a steady one (Laplace).
    share = (len(sold) + 1) / (life + 2)
    longest_pause = int(np.diff(sold).max(initial=1)) - 1
    return empty > max(LEAST - 1, longest_pause) and (1 - share) ** empty < BY_CHANCE


def under_the_rule(rolled: Rolled, y: Floats, sold_out: Floats | None) -> Rolled:
    """Forecasts of past origins judged as today's are made: nothing is expected of what was silent then."""
    past = rolled.past[ENGINE].copy()
    for o, known in enumerate(rolled.known):
        out = [None if sold_out is None else row[:known] > 0 for row in (y if sold_out is None else sold_out)]
        past[o, [is_silent(row[:known], gone) for row, gone in zip(y, out, strict=True)]] = 0.0
    return replace(rolled, past={**rolled.past, ENGINE: past})
