"""What is known of deals and revenue, as arrays, and what of it was known on a past day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foresail.methods.fused.states import Looks, states
from foresail.methods.survival.grid import Floats, Rows
from foresail.methods.survival.pace import Pace
from foresail.methods.survival.pace import learn as learn_pace

LAGS = 4
"""Months from a win in which its orders (and what is returned of them) are waited for, that of the win among them."""
WINDOW = 18
"""Months back from which realisation is learnt."""
RECENT = 730
"""Days back to which deals tell about deals to come."""
SIZES = (1 / 3, 2 / 3)
AGES = (20, 60)
"""Days in stage at which a state changes."""
DRAWN_SIZE = 10.0


@dataclass(frozen=True, eq=False)
class Book:
    """Deals, looks at them and months; days are counted from 1970, months from January 1970.

    Parameters
    ----------
    began, ended, cause, amount
        Of each deal: days, 0 open, 1 won, 2 lost, the last amount (NaN: unknown), shape (deals,).
    seen, deal, stage, stage_days, said, probability, ahead
        Of each look at an open deal: day, its deal, number of the stage, days in it, amount (NaN: unknown), the CRM's
        own probability (NaN: none), months until the expected close; shape (looks,).
    first
        The first whole month.
    by_lag
        Revenue that deals brought in each whole month, by months since the win, shape (n, LAGS).
    repeat
        Revenue of orders that no deal brought, shape (n,).
    """

    began: Rows
    ended: Rows
    cause: Rows
    amount: Floats
    seen: Rows
    deal: Rows
    stage: Rows
    stage_days: Floats
    said: Floats
    probability: Floats
    ahead: Rows
    first: int
    by_lag: Floats
    repeat: Floats

    @property
    def total(self) -> Floats:
        """Revenue of each whole month, shape (n,)."""
        return np.asarray(self.by_lag.sum(axis=1) + self.repeat, dtype=np.float64)

    def created(self) -> Floats:
        """Deals that began in each whole month, shape (n,)."""
        return self._by_month(self.began, np.ones(len(self.began)))

    def won(self) -> Floats:
        """Amount won in each whole month, shape (n,)."""
        mine = (self.cause == 1) & ~np.isnan(self.amount)
        return self._by_month(self.ended[mine], self.amount[mine])

    def _by_month(self, day: Rows, weight: Floats) -> Floats:
        n = len(self.repeat)
        place = month_of(day) - self.first
        inside = (place >= 0) & (place < n)
        return np.asarray(np.bincount(place[inside], weight[inside], n), dtype=np.float64)

    def pace(self, last: int) -> Pace:
        """The pace of the year as it was known on a day."""
        known = self.began <= last
        over = (self.cause > 0) & (self.ended <= last)
        return learn_pace(self.began[known], self.ended[known], over[known], last)

    def looks(self, last: int) -> Looks:
        """Looks up to a day, in states of that day."""
        known = np.flatnonzero(self.seen <= last)
        said = self.said[known]
        told = said[~np.isnan(said)]
        cuts = np.quantile(told, SIZES) if len(told) else np.zeros(2)
        size = np.where(np.isnan(said), len(SIZES) + 1, np.searchsorted(cuts, said, side="left"))
        age = np.searchsorted(np.array(AGES), self.stage_days[known], side="left")
        state = states(self.stage[known], age.astype(np.int64), size.astype(np.int64))
        deal = self.deal[known]
        return Looks(self.seen[known], self.ended[deal], self.cause[deal], state)

    def births(self, last: int) -> Looks:
        """Deals of the last two years as they began."""
        mine = np.flatnonzero((self.began <= last) & (self.began > last - RECENT))
        return Looks(self.began[mine], self.ended[mine], self.cause[mine], np.zeros((0, len(mine)), dtype=np.int64))

    def sizes(self, last: int) -> Floats:
        """Amounts of the deals won in the last year before a day, the last two where there are few."""
        for days in (RECENT // 2, RECENT, 10**6):
            mine = (self.cause == 1) & (self.ended <= last) & (self.ended > last - days) & (self.amount > 0)
            if mine.sum() >= 30:
                break
        return np.asarray(self.amount[mine], dtype=np.float64)

    def growth(self, last: int) -> Floats:
        """What a deal that is won brings in the end, as a share of its amount in each stage, shape (stages,)."""
        size = int(self.stage.max(initial=-1)) + 1
        final = self.amount[self.deal]
        over = (self.cause[self.deal] == 1) & (self.ended[self.deal] <= last) & (self.seen <= last)
        told = over & ~np.isnan(self.said) & ~np.isnan(final)
        if not told.any() or self.said[told].sum() <= 0:
            return np.ones(size)
        whole = final[told].sum() / self.said[told].sum()
        prior = DRAWN_SIZE * float(self.said[told].mean())
        ends = np.bincount(self.stage[told], final[told], size) + prior * whole
        return np.asarray(ends / (np.bincount(self.stage[told], self.said[told], size) + prior), dtype=np.float64)

    def realised(self, known: int) -> Floats:
        """Revenue per amount won, by months since the win, from the first `known` months, shape (LAGS,)."""
        won, found = self.won(), np.zeros(LAGS)
        for lag in range(LAGS):
            start = max(lag, known - WINDOW)
            came, base = self.by_lag[start:known, lag].sum(), won[start - lag : known - lag].sum()
            found[lag] = came / base if base > 0 else 0.0
        return found


def month_of(day: Rows) -> Rows:
    """Months since January 1970 of days since then."""
    return np.asarray(day, dtype=np.int64).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def month_end(month: int) -> int:
    """The last day of a month.

    Examples
    --------
    >>> month_end(0), month_end(1)
    (30, 58)
    """
    return int(np.datetime64(month + 1, "M").astype("datetime64[D]").astype(np.int64)) - 1
