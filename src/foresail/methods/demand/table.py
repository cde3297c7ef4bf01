"""Purchases, prices and promotions laid out as products × weeks, and averaged over other periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats

AFTER_DAYS = 14
FROM_THE_BEGIN = 8
"""Weeks within which a product that is there from the begin is bought first."""
FINDING = 26
"""Weeks in which a new product finds its buyers."""


@dataclass(frozen=True, eq=False)
class Offers:
    """What was offered on each day.

    Parameters
    ----------
    products
        Names, in order.
    first
        Number of the first day (0 is Monday, 5 January 1970).
    price
        List price by day; NaN where none is known, shape (products, days).
    rate, after
        Discount rate of the promotion that runs (0: none), and whether the day lies in the two weeks after one.
    """

    products: tuple[str, ...]
    first: int
    price: Floats
    rate: Floats
    after: Floats

    def over(self, starts: Floats, ends: Floats, what: str) -> Floats:
        """The mean of `price`, `rate`, `active` or `after` over periods of days [start, end): (products, periods)."""
        values = (self.rate > 0).astype(np.float64) if what == "active" else getattr(self, what)
        out = np.full((len(self.products), len(starts)), np.nan if what == "price" else 0.0)
        for k, (a, b) in enumerate(zip(starts.astype(int), ends.astype(int), strict=True)):
            days = values[:, max(a - self.first, 0) : max(b - self.first, 0)]
            if days.shape[1]:
                out[:, k] = days.mean(axis=1)
        return out


def offers(products: tuple[str, ...], rows: pl.DataFrame, first: int, last: int) -> Offers:
    """Lay prices and promotions out by day.

    Parameters
    ----------
    rows
        `product_id, kind (price, promotion), first_day, last_day, value`.
    first, last
        Numbers of the first and last day.
    """
    place = {p: i for i, p in enumerate(products)}
    days = last - first + 1
    price = np.full((len(products), days), np.nan)
    rate, after = np.zeros((len(products), days)), np.zeros((len(products), days))
    for product, kind, begin, end, value in rows.sort("kind", "product_id", "first_day", "value").iter_rows():
        i = place.get(product)
        if i is None:
            continue
        a = max(int(begin) - first, 0)
        if kind == "price":
            price[i, a:] = value
            continue
        b = int(end) - first + 1
        if b > 0:
            rate[i, a:b] = np.maximum(rate[i, a:b], value)
            after[i, max(b, 0) : max(b + AFTER_DAYS, 0)] = 1.0
    after[rate > 0] = 0.0
    return Offers(products, first, _known_back(price), rate, after)


def _known_back(price: Floats) -> Floats:
    """Before the first known price the first one stands; a product without any stays unknown."""
    out = price.copy()
    for row in out:
        known = np.flatnonzero(~np.isnan(row))
        if len(known):
            row[: known[0]] = row[known[0]]
    return out


def purchases(products: tuple[str, ...], rows: pl.DataFrame, weeks: int, first_week: int, column: str) -> Floats:
    """A column of weekly rows as products × weeks."""
    place = {p: i for i, p in enumerate(products)}
    out = np.zeros((len(products), weeks))
    for product, week, value in rows.select("product_id", "week", column).iter_rows():
        at = int(week) - first_week
        if product in place and 0 <= at < weeks and value is not None:
            out[place[product], at] += float(value)
    return out


def on_sale(count: Floats) -> Floats:
    """1 from the first purchase to the last, and to the end where it was bought within the last quarter of a year.

    The first half year of a product that was launched later than the data begin is left out: it is still finding its
    buyers while its price goes its way, which would look like buyers who like it dearer.
    """
    alive = np.zeros_like(count)
    for i, row in enumerate(count):
        bought = np.flatnonzero(row)
        if len(bought):
            end = len(row) if bought[-1] >= len(row) - 13 else bought[-1] + 1
            begin = bought[0] if bought[0] <= FROM_THE_BEGIN else bought[0] + FINDING
            alive[i, begin:end] = 1.0
    return alive
