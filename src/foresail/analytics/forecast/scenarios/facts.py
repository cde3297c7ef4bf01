"""What the drivers rest on, learnt from the company's own past where it tells something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.demand.response import Response, fit
from foresail.methods.demand.table import offers, on_sale, purchases
from foresail.methods.forecast.arrays import Floats

LEADS_PRIOR, LEADS_DOUBT = 0.3, 0.15
INDEX_DOUBT = 0.5
"""What is believed before the data speak: leads rise by .3% for 1% of budget (±.15); revenue does not follow an index
(±.5% for 1%)."""

SHOWN = 12
"""So many periods of the past are shown before those that come."""


@dataclass(frozen=True, eq=False)
class Facts:
    """The company as the drivers see it.

    Parameters
    ----------
    periods, mean, low, high
        The base forecast with its 80% interval, shape (h,).
    open_share
        Of each period that is still to come: 1, less what the running one has brought.
    products, categories
        Names; the category of each product.
    worth
        Share of each product in last year's revenue, negotiated deals apart, shape (products,).
    free
        Share of revenue that follows the price list: without negotiated deals.
    response
        How purchases react to price and promotion; None where nothing could be learnt.
    leads
        (elasticity of leads to the budget, its standard error, learnt?).
    index
        Index name → (elasticity of revenue, its standard error, learnt?).
    cycle
        Months from creation to a win.
    past
        The last periods that are over, with their revenue.
    """

    as_of: date
    periods: tuple[date, ...]
    mean: Floats
    low: Floats
    high: Floats
    open_share: Floats
    products: tuple[str, ...]
    categories: tuple[str, ...]
    worth: Floats
    free: float
    response: Response | None
    leads: tuple[float, float, bool]
    index: Mapping[str, tuple[float, float, bool]]
    people: int
    win_rate: float | None
    cycle: float
    past: tuple[tuple[date, float], ...] = ()


def gather(frames: Mapping[str, pl.DataFrame]) -> Facts:
    """Read the frames.

    Raises
    ------
    NotEnoughData
        If there is no base forecast of the company.
    """
    coming = frames["points"].filter(pl.col("mean").is_not_null()).sort("period")
    if not coming.height:
        raise NotEnoughData(
            Text(en="There is no forecast of the company to vary.", zh="没有可供推演的公司预测。"),
            next_step=Text(en="Load orders over half a year at least.", zh="请载入至少半年的订单。"),
            details={"missing": ["order.ordered_at", "order_line.net_amount"]},
        )
    mean = coming["mean"].to_numpy().astype(np.float64)
    so_far = coming["so_far"].fill_null(0.0).to_numpy()
    products, worth, free = _worth(frames["weeks"])
    category = dict(frames["products"].select("product_id", "category").iter_rows())
    monthly = _monthly(frames["facts"])
    as_of: date = coming["as_of"][0]
    won, ended, days = (sum(list(monthly.get(m, {}).values())[-12:]) for m in ("won", "ended", "days"))
    return Facts(
        as_of=as_of,
        periods=tuple(coming["period"].to_list()),
        mean=mean,
        low=coming["lo_80"].to_numpy().astype(np.float64),
        high=coming["hi_80"].to_numpy().astype(np.float64),
        open_share=np.where(mean > 0, 1 - np.minimum(so_far / np.where(mean > 0, mean, 1.0), 1.0), 1.0),
        products=products,
        categories=tuple(str(category.get(p) or "—") for p in products),
        worth=worth,
        free=free,
        response=_response(frames, products),
        leads=_leads(monthly),
        index=_indexes(monthly, frames["points"], as_of),
        people=int(next(iter(monthly.get("people", {None: 0.0}).values()))),
        win_rate=won / ended if ended else None,
        cycle=days / won / 30.4375 if won else 3.0,
        past=_past(frames["points"]),
    )


def _past(points: pl.DataFrame) -> tuple[tuple[date, float], ...]:
    over = points.filter(pl.col("actual").is_not_null() & pl.col("mean").is_null()).sort("period").tail(SHOWN)
    return tuple(over.select("period", pl.col("actual").cast(pl.Float64)).iter_rows())


def _monthly(facts: pl.DataFrame) -> dict[str, dict[date | None, float]]:
    found: dict[str, dict[date | None, float]] = {}
    for measure, period, value in facts.sort("measure", "period").select("measure", "period", "value").iter_rows():
        if value is not None:
            found.setdefault(measure, {})[period] = float(value)
    return found


def _worth(weeks: pl.DataFrame) -> tuple[tuple[str, ...], Floats, float]:
    """Products, their shares in last year's free revenue, and the share of free revenue in all."""
    if not weeks.height:
        return (), np.zeros(0), 1.0
    last = weeks.filter(pl.col("week") > pl.col("week").max() - 52)
    by = last.group_by("product_id").agg(pl.col("free_net").sum(), pl.col("net").sum()).sort("product_id")
    free, net = by["free_net"].to_numpy(), by["net"].to_numpy()
    total = float(free.sum())
    share = total / float(net.sum()) if net.sum() > 0 else 1.0
    return tuple(by["product_id"].to_list()), free / total if total > 0 else free * 0.0, min(max(share, 0.0), 1.0)


def _response(frames: Mapping[str, pl.DataFrame], products: tuple[str, ...]) -> Response | None:
    weeks, offered = frames["weeks"], frames["offers"]
    if not weeks.height or not offered.height or len(products) < 2:
        return None
    numbers = weeks["week"].to_numpy()
    first, n = int(numbers.min()), int(numbers.max() - numbers.min()) + 1
    laid = offers(products, offered, first * 7, (first + n) * 7)
    starts = np.asarray((first + np.arange(n)) * 7, dtype=np.float64)
    price, rate, active, after = (laid.over(starts, starts + 7, w) for w in ("price", "rate", "active", "after"))
    count = purchases(products, weeks, n, first, "purchases")
    return fit(count, price, rate, active, after, on_sale(count))


def _leads(monthly: Mapping[str, Mapping[date | None, float]]) -> tuple[float, float, bool]:
    """The elasticity of leads to this and last month's spend, changes on changes; drawn toward what is usual."""
    spend, leads = monthly.get("spend", {}), monthly.get("leads", {})
    months = [m for m in leads if m in spend][:-1]  # the running month is not whole
    if len(months) < 12:
        return LEADS_PRIOR, LEADS_DOUBT, False
    x = np.log([spend[m] + 1e-9 for m in months])
    y = np.log([leads[m] for m in months])
    return _posterior(np.diff((x[1:] + x[:-1]) / 2), np.diff(y[1:]), LEADS_PRIOR, LEADS_DOUBT)


def _indexes(
    monthly: Mapping[str, Mapping[date | None, float]], points: pl.DataFrame, as_of: date
) -> dict[str, tuple[float, float, bool]]:
    """Revenue against each index, change over a year on change over a year."""
    revenue = {p: v for p, v in points.select("period", "actual").iter_rows() if v is not None and v > 0 and p <= as_of}
    found = {}
    for name, values in monthly.items():
        if not name.startswith("index:"):
            continue
        pairs = []
        for month, value in values.items():
            if month is None or month not in revenue:
                continue
            before = month.replace(year=month.year - 1)
            if before in revenue and before in values and values[before] > 0 and value > 0:
                pairs.append((np.log(value / values[before]), np.log(revenue[month] / revenue[before])))
        x, y = (np.array(side) for side in zip(*pairs, strict=True)) if len(pairs) > 5 else (np.zeros(0), np.zeros(0))
        known = _posterior(x - x.mean(), y - y.mean(), 0.0, INDEX_DOUBT) if len(x) else (0.0, INDEX_DOUBT, False)
        found[name.removeprefix("index:")] = known
    return found


def _posterior(x: Floats, y: Floats, prior: float, doubt: float) -> tuple[float, float, bool]:
    """Slope of y on x under a normal prior, its standard error, and whether the data told more than the prior."""
    if len(x) < 6 or float(x @ x) <= 0:
        return prior, doubt, False
    slope = float(x @ y / (x @ x))
    noise = max(float(np.mean((y - slope * x) ** 2)), 1e-9)
    told, before = float(x @ x) / noise, doubt**-2
    mean = (told * slope + before * prior) / (told + before)
    return mean, float((told + before) ** -0.5), told > before
