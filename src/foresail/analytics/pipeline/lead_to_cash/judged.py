"""Expected cash of past weeks against what came in: the interval of the coming weeks, and whether it held."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from foresail.analytics.pipeline.lead_to_cash.collect import Book, Floats, cash_ahead, cash_in, past_cash

ORIGINS = 52
NAIVE_WEEKS = 13
LEAST_ORIGINS = 12
HISTORY_DAYS = 182
"""Days of payments before the first origin: less tells nothing of how customers pay."""


class Past(NamedTuple):
    """Forecasts as they would have been made, oldest first.

    Parameters
    ----------
    back
        Days from the origin to the last day, shape (origins,).
    told, came
        Shape (origins, weeks); `came` is NaN where the week is not over.
    naive
        The mean of the weeks before, shape (origins,).
    """

    back: Floats
    told: Floats
    came: Floats
    naive: Floats


def past(book: Book, weeks: int) -> Past:
    """One origin a week, as far back as there is enough history, a year at most."""
    oldest = float(book.paid.max()) if len(book.paid) else 0.0
    count = int(min(ORIGINS + weeks, (oldest - HISTORY_DAYS) // 7))
    back: Floats = np.arange(max(count, 0), 0, -1).astype(np.float64) * 7
    told = np.array([cash_ahead(book, weeks, b).total for b in back]).reshape(len(back), weeks)
    came = np.array([cash_in(book, weeks, b) for b in back]).reshape(len(back), weeks)
    over = 7.0 * np.arange(1, weeks + 1)[None, :] <= back[:, None]
    naive = np.array([past_cash(book, NAIVE_WEEKS, b) for b in back])
    return Past(back, told, np.where(over, came, np.nan), naive)


def spread(found: Past, day: float = 0.0) -> tuple[Floats, Floats] | None:
    """Relative errors of one week in ten below and one in ten above, by week ahead, from weeks over by a day.

    Errors of neighbouring weeks ahead are taken together (split conformal: Vovk, Gammerman and Shafer 2005).
    """
    weeks = found.told.shape[1]
    over = found.back[:, None] - 7.0 * np.arange(1, weeks + 1)[None, :] >= day
    use = over & (found.back > day)[:, None] & np.isfinite(found.came) & (found.told > 0)
    if not weeks or use[:, 0].sum() < LEAST_ORIGINS:
        return None
    error = np.where(use, found.came / np.maximum(found.told, 1e-9) - 1, np.nan)
    low, high = np.zeros(weeks), np.zeros(weeks)
    for w in range(weeks):
        near = error[:, max(0, w - 1) : w + 2]
        values = np.sort(near[np.isfinite(near)])
        if len(values) < LEAST_ORIGINS:
            values = np.sort(error[np.isfinite(error)])
        low[w], high[w] = _outer(values, 0.1), _outer(values, 0.9)
    return low, high


def _outer(values: Floats, q: float) -> float:
    """The quantile with the one more that a new value needs, taken outward."""
    n = len(values)
    place = np.floor(q * (n + 1)) - 1 if q < 0.5 else np.ceil(q * (n + 1)) - 1
    return float(values[int(np.clip(place, 0, n - 1))])


class Verdict(NamedTuple):
    """Weeks judged, share inside the interval, error of ours and of the naive as a share of the cash, and the noise."""

    weeks: int
    origins: int
    inside: float
    wape: float
    naive: float
    noise: float
    first: float


def verdict(found: Past) -> Verdict | None:
    """Judge each origin with what was known on its day; None where there is too little."""
    held: list[float] = []
    ours, naive, cash = [], [], []
    first = 0.0
    for place, back in enumerate(found.back):
        known = spread(found, back)
        came, told = found.came[place], found.told[place]
        there = np.isfinite(came)
        if known is None or not there.any():
            continue
        first = max(first, float(back))
        low, high = told * (1 + known[0]), told * (1 + known[1])
        held += ((came >= low) & (came <= high))[there].astype(float).tolist()
        ours.append(float(np.abs(came - told)[there].sum()))
        naive.append(float(np.abs(came - found.naive[place])[there].sum()))
        cash.append(float(came[there].sum()))
    if len(ours) < LEAST_ORIGINS or sum(cash) <= 0:
        return None
    gain = (np.array(naive) - np.array(ours)) / (sum(cash) / len(cash))
    noise = float(gain.std(ddof=1) / np.sqrt(max(len(gain) / 4, 1.0)))  # neighbouring origins share most weeks
    return Verdict(
        len(held), len(ours), float(np.mean(held)), sum(ours) / sum(cash), sum(naive) / sum(cash), noise, first
    )
