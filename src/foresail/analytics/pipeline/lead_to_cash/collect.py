"""When invoices are paid: what past ones tell, what that means for the open ones, and the cash of the coming weeks.

Time is counted from the day on which an invoice is due. A payment of a part counts as that share of an invoice; what
has not been paid yet is open, not lost (product limit, Kaplan and Meier 1958). Each customer's habit moves the curve,
drawn to nothing where few of its invoices are known (by the method of moments).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FIRST, LAST = -120, 400
"""Days from the due day that are told apart."""
LEARNT_DAYS = 730
RECENT_WEEKS = 26


class Book(NamedTuple):
    """Invoices and payments as arrays; days count backwards from the last day.

    Parameters
    ----------
    issued, due, amount, account
        Of each invoice.
    row, paid, received
        Of each payment: the place of its invoice (−1: none), the day, the money.
    """

    issued: Floats
    due: Floats
    amount: Floats
    account: NDArray[np.int64]
    row: NDArray[np.int64]
    paid: Floats
    received: Floats


def book_of(invoices: pl.DataFrame, payments: pl.DataFrame) -> Book:
    """From what the SQL gives; invoices in their order."""
    places = invoices.select("invoice_id").with_row_index("row")
    matched = payments.join(places, on="invoice_id", how="left", maintain_order="left")
    ids = invoices["account_id"].fill_null("").to_numpy()
    return Book(
        invoices["issued_ago"].cast(pl.Float64).to_numpy(),
        invoices["due_ago"].cast(pl.Float64).to_numpy(),
        invoices["amount"].cast(pl.Float64).to_numpy(),
        np.unique(ids, return_inverse=True)[1].astype(np.int64),
        matched["row"].cast(pl.Int64).fill_null(-1).to_numpy(),
        matched["paid_ago"].cast(pl.Float64).to_numpy(),
        matched["amount"].cast(pl.Float64).to_numpy(),
    )


class Habits(NamedTuple):
    """How invoices are paid, as known on a day.

    Parameters
    ----------
    late, since
        Share still unpaid so many days after the due day (from `FIRST`) and after the day of issue (from 0).
    shift
        Days by which each account is later than the others, shape (accounts,).
    known
        How many invoices this was learnt from.
    """

    late: Floats
    since: Floats
    shift: Floats
    known: int


def habits(book: Book, day: float = 0.0) -> Habits:
    """Learn from invoices issued within two years before a day, with what was known on it (days back)."""
    use = (book.issued >= day) & (book.issued < day + LEARNT_DAYS)
    paid = np.flatnonzero((book.row >= 0) & (book.paid >= day))
    paid = paid[use[book.row[paid]]]
    row = book.row[paid]
    share = np.clip(book.received[paid] / book.amount[row], 0.0, 1.0)
    after = book.due[row] - book.paid[paid]
    shift = _shifts(book.account, row, share, after)
    left = np.maximum(1 - np.bincount(row, weights=share, minlength=len(book.due)), 0.0)
    rest = np.flatnonzero(use & (left > 1e-6))
    late = _limit(after - shift[book.account[row]], share, book.due[rest] - day - shift[book.account[rest]], left[rest])
    since = _limit(book.issued[row] - book.paid[paid], share, book.issued[rest] - day, left[rest])
    return Habits(late, since[-FIRST:], shift, int(use.sum()))


def _shifts(account: NDArray[np.int64], row: NDArray[np.int64], share: Floats, after: Floats) -> Floats:
    """Each account's mean lateness against all, drawn to zero."""
    count = int(account.max()) + 1 if len(account) else 0
    if not len(row):
        return np.zeros(count)
    late = np.clip(after, FIRST, LAST)
    who = account[row]
    n = np.bincount(who, weights=share, minlength=count)
    mean = np.bincount(who, weights=share * late, minlength=count) / np.maximum(n, 1e-9)
    overall = float(np.average(late, weights=share))
    within = float(np.average((late - mean[who]) ** 2, weights=share)) + 1.0
    between = float(np.average((mean - overall) ** 2, weights=n)) - within * float((n > 0).sum()) / max(n.sum(), 1e-9)
    if between <= 0:
        return np.zeros(count)
    return np.asarray(np.where(n > 0, n / (n + within / between) * (mean - overall), 0.0), dtype=np.float64)


def _limit(event: Floats, weight: Floats, open_at: Floats, open_weight: Floats) -> Floats:
    """Share still unpaid at the end of each day from `FIRST` to `LAST` (product limit with weights)."""
    size = LAST - FIRST + 1
    at = np.clip(np.round(event) - FIRST, 0, size - 1).astype(np.int64)
    until = np.clip(np.round(open_at) - FIRST, 0, size - 1).astype(np.int64)
    ends = np.bincount(at, weights=weight, minlength=size)
    gone = np.bincount(until, weights=open_weight, minlength=size)
    risk = np.cumsum((ends + gone)[::-1])[::-1]
    return np.asarray(np.cumprod(1 - np.where(risk > 0, ends / np.maximum(risk, 1e-12), 0.0)), dtype=np.float64)


class Open(NamedTuple):
    """Invoices that are open on a day: their places, what is left of each, and days after the due day, habits apart."""

    row: NDArray[np.int64]
    left: Floats
    after: Floats


def open_on(book: Book, found: Habits, day: float = 0.0) -> Open:
    """What is open on a day (days back)."""
    paid = (book.row >= 0) & (book.paid >= day)
    got = np.bincount(book.row[paid], weights=book.received[paid], minlength=len(book.due))
    left = book.amount - got
    row = np.flatnonzero((book.issued >= day) & (left > 0.005))
    return Open(row, left[row], book.due[row] - day - found.shift[book.account[row]])


def paid_within(found: Habits, opened: Open, days: Sequence[float]) -> Floats:
    """Chance that what is open is paid within so many days, shape (open invoices, days)."""
    now = _unpaid(found.late, opened.after)
    later = np.stack([_unpaid(found.late, opened.after + d) for d in days], axis=1)
    return np.asarray(1 - later / np.maximum(now, 1e-9)[:, None], dtype=np.float64)


def _unpaid(late: Floats, after: Floats) -> Floats:
    return np.asarray(np.interp(after, np.arange(FIRST, LAST + 1), late), dtype=np.float64)


class Cash(NamedTuple):
    """Money expected in each coming week from invoices that are issued and from those that are not yet."""

    issued: Floats
    new: Floats

    @property
    def total(self) -> Floats:
        """Both."""
        return self.issued + self.new


def cash_ahead(book: Book, weeks: int, day: float = 0.0) -> Cash:
    """Expected money of each of the weeks after a day (days back), from what was known on it."""
    found = habits(book, day)
    opened = open_on(book, found, day)
    ends = [7.0 * w for w in range(1, weeks + 1)]
    share = paid_within(found, opened, ends) if len(opened.row) else np.zeros((0, weeks))
    issued = (np.diff(share, axis=1, prepend=0.0) * opened.left[:, None]).sum(axis=0)
    return Cash(issued, _from_new(book, found, weeks, day))


def _from_new(book: Book, found: Habits, weeks: int, day: float) -> Floats:
    """Invoices to come: as much a week as lately, in the shape of the same weeks a year ago (by its root)."""
    back = np.floor((book.issued - day) / 7).astype(np.int64)
    past = np.bincount(back[back >= 0], weights=book.amount[back >= 0], minlength=1)
    rate = float(past[:RECENT_WEEKS].sum()) / max(1, min(RECENT_WEEKS, len(past)))
    each = np.full(weeks, rate)
    if len(past) >= 52 + RECENT_WEEKS:
        usual = float(past[52 : 52 + RECENT_WEEKS].mean())
        # the week so many ahead of the day lies as many weeks before the same day a year ago, turned round
        mirror = np.array([past[max(52 - w - 3, 0) : 52 - w + 2].mean() for w in range(weeks)])
        each = rate * np.clip(np.sqrt(mirror / max(usual, 1e-9)), 0.6, 1.6)
    paid = 1 - np.interp(np.maximum(7.0 * np.arange(weeks) + 3.5, 0), np.arange(len(found.since)), found.since)
    share = np.diff(paid, prepend=0.0)
    return np.asarray([float(np.dot(each[: w + 1][::-1], share[: w + 1])) for w in range(weeks)])


def cash_in(book: Book, weeks: int, day: float) -> Floats:
    """What really came in each of the weeks after a day (days back)."""
    ahead = np.ceil((day - book.paid) / 7).astype(np.int64)
    use = (ahead >= 1) & (ahead <= weeks)
    return np.bincount(ahead[use] - 1, weights=book.received[use], minlength=weeks).astype(np.float64)


def past_cash(book: Book, weeks: int, day: float) -> float:
    """Mean money a week over some weeks before a day: the naive forecast."""
    use = (book.paid >= day) & (book.paid < day + 7 * weeks)
    return float(book.received[use].sum()) / weeks


def likely_day(found: Habits, opened: Open) -> Floats:
    """Days until half of what is open has been paid; NaN where that is not to be expected."""
    now = _unpaid(found.late, opened.after)
    grid = np.arange(FIRST, LAST + 1)
    # late falls with time: the first day on which it lies at or under half of what it is now
    place = np.searchsorted(-found.late, -now / 2)
    ahead = np.where(place < len(grid), grid[np.minimum(place, len(grid) - 1)] - opened.after, np.nan)
    return np.asarray(np.where(np.isnan(ahead), np.nan, np.maximum(ahead, 1.0)), dtype=np.float64)


def frame_of(values: dict[str, Any]) -> pl.DataFrame:
    """Columns as a frame, NaN as empty."""
    return pl.DataFrame(values).with_columns(pl.selectors.float().fill_nan(None))
