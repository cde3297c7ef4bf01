"""What each spring of revenue will bring, from what was known on a day: means, and what is needed to draw futures."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from foresail.methods.fused.book import LAGS, Book, month_end
from foresail.methods.fused.states import learn, month_edges
from foresail.methods.survival.grid import Floats, Rows
from foresail.methods.survival.pace import Pace

POINTS = (0.125, 0.375, 0.625, 0.875)
"""Where in a month new deals begin, for the sum over the month."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Of `h` coming months, the first perhaps a running one of which a share is left.

    Parameters
    ----------
    deal
        Rows of the open deals in the book, shape (n,).
    chance
        Chance of each to be won in each month, shape (n, h).
    worth
        What each is worth if won, shape (n,).
    owed
        What past wins will still bring, shape (h,).
    arrivals, repeat
        New deals that begin, and revenue of orders without a deal, shape (h,).
    ripe
        Chance of a deal that begins in month i to be won in month j, shape (h, h).
    sizes
        Amounts of past wins.
    realised
        Revenue per amount won by months since the win, shape (LAGS,).
    """

    deal: Rows
    chance: Floats
    worth: Floats
    owed: Floats
    arrivals: Floats
    ripe: Floats
    sizes: Floats
    repeat: Floats
    realised: Floats

    @property
    def size(self) -> float:
        """What a new deal is worth if won."""
        return float(self.sizes.mean()) if len(self.sizes) else 0.0

    @property
    def new_wins(self) -> Floats:
        """Wins of deals that are not there yet, shape (h,)."""
        return np.asarray(self.arrivals @ self.ripe, dtype=np.float64)

    @property
    def in_hand(self) -> Floats:
        """Revenue of open deals and of what past wins still owe, shape (h,)."""
        return self.owed + self.to_revenue(self.worth @ self.chance)

    @property
    def new(self) -> Floats:
        """Revenue of deals that are not there yet, shape (h,)."""
        return self.to_revenue(self.new_wins * self.size)

    @property
    def mean(self) -> Floats:
        """Revenue, shape (h,)."""
        return self.in_hand + self.new + self.repeat

    def to_revenue(self, won: Floats) -> Floats:
        """Amounts won by month (last axis) as revenue by month."""
        out = np.zeros_like(won, dtype=np.float64)
        for lag in range(min(LAGS, won.shape[-1])):
            out[..., lag:] += self.realised[lag] * won[..., : won.shape[-1] - lag]
        return out

    def turned(self, *, conversion: float, size: float, speed: float, arrivals: float, repeat: float) -> Parts:
        """The same with other drivers: factors on the chance of winning, on amounts, on how soon deals end, on new
        deals and on orders without a deal."""
        return replace(
            self,
            chance=np.minimum(_hastened(self.chance, speed) * conversion, 1.0),
            worth=self.worth * size,
            arrivals=self.arrivals * arrivals,
            ripe=np.stack([_late(row, i, speed) for i, row in enumerate(self.ripe)]) * conversion,
            sizes=self.sizes * size,
            repeat=self.repeat * repeat,
        )


def _hastened(chance: Floats, speed: float) -> Floats:
    """Chances by month when everything ends `speed` times as soon, shape (n, h); beyond the horizon the last month's
    chance goes on."""
    h = chance.shape[1]
    total = np.concatenate([np.zeros((len(chance), 1)), np.cumsum(chance, axis=1)], axis=1)
    at = np.arange(1, h + 1) * speed
    low = np.minimum(np.floor(at).astype(np.int64), h)
    part = np.where(low < h, at - low, 0.0)
    beyond = np.where(low >= h, at - h, 0.0) * chance[:, -1:]
    made = total[:, low] + part * chance[:, np.minimum(low, h - 1)] + beyond
    return np.asarray(np.diff(made, axis=1, prepend=0.0), dtype=np.float64)


def _late(row: Floats, begin: int, speed: float) -> Floats:
    out = np.zeros_like(row)
    out[begin:] = _hastened(row[None, begin:], speed)[0]
    return out


def foresee(
    book: Book,
    last: int,
    known: int,
    arrivals: Floats,
    repeat: Floats,
    *,
    left: float = 1.0,
    chance: Floats | None = None,
) -> Parts:
    """What is to come, from what was known on a day.

    Parameters
    ----------
    last
        The day: the end of the last of the `known` whole months, or a day in the month after it.
    arrivals, repeat
        Forecasts of whole months, shape (h,).
    left
        The share of the first month that is still to come.
    chance
        Of the deals open on the day, in the order of the book's looks; from a better model. Shape (n, h).
    """
    h = len(repeat)
    pace = book.pace(last)
    ends = [month_end(book.first + known + j) for j in range(h)]
    now = np.flatnonzero(book.seen == last)
    scale = np.ones(h)
    scale[0] = left
    sizes = book.sizes(last)
    if chance is None:
        looks = book.looks(last)
        hazard = learn(looks, last, pace)
        mine = looks.state[:, looks.seen == last]
        chance = np.diff(hazard.won_by(mine, month_edges(pace, last, ends)), axis=1, prepend=0.0)
    realised = book.realised(known)
    grown = book.growth(last)[book.stage[now]] * book.said[now]
    mean = float(sizes.mean()) if len(sizes) else 0.0
    return Parts(
        deal=book.deal[now],
        chance=np.asarray(chance, dtype=np.float64),
        worth=np.where(np.isnan(grown), mean, grown),
        owed=_owed(book, known, realised, h),
        arrivals=np.maximum(arrivals, 0.0) * scale,
        ripe=_ripe(book, last, ends, pace),
        sizes=sizes,
        repeat=repeat * scale,
        realised=realised,
    )


def _owed(book: Book, known: int, realised: Floats, h: int) -> Floats:
    """What wins of the known months will still bring."""
    won, out = book.won(), np.zeros(h)
    for back in range(1, LAGS):
        for lag in range(back, LAGS):
            if back <= known and lag - back < h:
                out[lag - back] += realised[lag] * won[known - back]
    return out


def _ripe(book: Book, last: int, ends: list[int], pace: Pace) -> Floats:
    h = len(ends)
    births = learn(book.births(last), last, pace)
    none = np.zeros((0, 1), dtype=np.int64)
    out = np.zeros((h, h))
    starts = [last, *ends[:-1]]
    for i in range(h):
        for point in POINTS:
            day = starts[i] + round(point * (ends[i] - starts[i]))
            by = births.won_by(none, month_edges(pace, day, ends[i:]))[0]
            out[i, i:] += np.diff(by, prepend=0.0) / len(POINTS)
    return out
