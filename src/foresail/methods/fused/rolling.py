"""What would have been said on past days, by the fused forecast and by what people use instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foresail.methods.fused.book import Book, month_end
from foresail.methods.fused.draw import spread
from foresail.methods.fused.parts import Parts, foresee
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled
from foresail.methods.survival.grid import Floats

FUSED, SERIES, RUN_RATE, OPEN_DEALS, CRM = "fused", "series", "run_rate", "open_deals", "crm"
METHODS = (FUSED, SERIES, RUN_RATE, OPEN_DEALS, CRM, NAIVE)
REPEAT, ARRIVALS, TOTAL = 0, 1, 2
"""Rows of what the engine forecasts: orders without a deal, deals that begin, all revenue."""
LEAST = 13
"""Months that must be known at an origin: one more than a year."""


@dataclass(frozen=True, eq=False)
class Judged:
    """Past origins, each with what came.

    Parameters
    ----------
    known
        Whole months known at each origin, shape (origins,).
    actual
        Shape (origins, h); NaN where it has not come.
    made
        Method → what it said, same shape.
    spread
        Standard deviation that the fused forecast itself expects, same shape.
    parts
        Of the fused forecast at each origin.
    """

    known: tuple[int, ...]
    actual: Floats
    made: Mapping[str, Floats]
    spread: Floats
    parts: tuple[Parts, ...]

    def wape(self, method: str, ahead: slice = slice(None)) -> float:
        """Sum of absolute errors over the sum of absolute actuals."""
        actual, made = self.actual[:, ahead], self.made[method][:, ahead]
        told = ~np.isnan(actual)
        total = float(np.abs(actual[told]).sum())
        return float(np.abs(made - actual)[told].sum()) / total if total > 0 else 0.0

    def bias(self, method: str) -> float:
        """Sum of (forecast − actual) over the sum of absolute actuals."""
        told = ~np.isnan(self.actual)
        total = float(np.abs(self.actual[told]).sum())
        return float((self.made[method] - self.actual)[told].sum()) / total if total > 0 else 0.0


def origins_of(n: int, asked: int) -> int:
    """How many of the last months can serve as origins."""
    return max(0, min(asked, n - LEAST))


def unsure(rolled: Rolled, row: int) -> Floats:
    """Standard deviation of the engine's forecast as a share of it, by months ahead, shape (h,)."""
    mean = np.maximum(np.abs(rolled.coming[ENGINE][row]), 1e-12)
    share = rolled.paths[row].std(axis=0) / mean if rolled.paths.shape[1] else np.zeros(len(mean))
    return np.minimum(share, 1.0)


def judge(book: Book, rolled: Rolled) -> Judged:
    """Say at each origin of the engine's past forecasts what the methods would have said.

    Parameters
    ----------
    rolled
        Forecasts of `REPEAT`, `ARRIVALS` and `TOTAL`, in units of revenue and deals.
    """
    n, h = len(book.repeat), rolled.coming[ENGINE].shape[1]
    doubt = unsure(rolled, REPEAT), unsure(rolled, ARRIVALS)
    shape = (len(rolled.known), h)
    actual, width = np.full(shape, np.nan), np.full(shape, np.nan)
    made = {name: np.full(shape, np.nan) for name in METHODS}
    parts = []
    for i, known in enumerate(rolled.known):
        s = min(h, n - known)
        last = month_end(book.first + known - 1)
        said = rolled.past[ENGINE][i, :, :s]
        part = foresee(book, last, known, said[ARRIVALS], said[REPEAT])
        parts.append(part)
        actual[i, :s] = book.total[known : known + s]
        width[i, :s] = spread(part, doubt[0][:s], doubt[1][:s])
        made[FUSED][i, :s], made[OPEN_DEALS][i, :s] = part.mean, part.in_hand
        made[SERIES][i, :s] = said[TOTAL]
        made[RUN_RATE][i, :s] = book.total[max(0, known - 3) : known].mean()
        made[CRM][i, :s] = part.repeat + part.realised[0] * by_crm(book, last, s)
        made[NAIVE][i, :s] = rolled.past[NAIVE][i, TOTAL, :s]
    return Judged(rolled.known, actual, made, width, tuple(parts))


def by_crm(book: Book, last: int, h: int) -> Floats:
    """Amount × the CRM's own probability of the deals open on a day, in the month of their expected close."""
    mine = (book.seen == last) & ~np.isnan(book.said) & ~np.isnan(book.probability) & (book.ahead <= h)
    worth = book.said[mine] * book.probability[mine]
    return np.asarray(np.bincount(book.ahead[mine] - 1, worth, h)[:h], dtype=np.float64)
