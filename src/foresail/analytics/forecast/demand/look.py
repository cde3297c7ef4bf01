"""From sales, prices and promotions to the demand of the coming months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from foresail.analytics.forecast.demand.ended import YEAR, no_longer, under_the_rule
from foresail.analytics.forecast.demand.params import DemandParams
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.demand.response import Response, fit
from foresail.methods.demand.table import Offers, offers, on_sale, purchases
from foresail.methods.forecast.arrays import Floats
from foresail.methods.rolling.panel import Panel, lay_out
from foresail.methods.rolling.periods import MONDAY, add
from foresail.methods.rolling.roll import ENGINE, NAIVE, Rolled, roll

LEAST = 6
PATHS = 300
OFFERS = "offers"
LOW, HIGH = 0.3, 4.0


@dataclass(frozen=True, eq=False)
class Look:
    """What is said.

    Parameters
    ----------
    ended
        Product → why it is not asked for any more: `retired` or `silent`.
    method
        `offers`, `engine` or `seasonal_naive`.
    effect
        Factor of price and promotion on demand, shape (products, past and coming months); 1: as on the last day.
    wapes
        Method → error on past origins; empty where nothing was tested.
    """

    as_of: date
    panel: Panel
    products: tuple[str, ...]
    ended: Mapping[str, str]
    rolled: Rolled
    method: str
    response: Response | None
    effect: Floats
    wapes: Mapping[str, float]

    @property
    def lift(self) -> Floats:
        """What the coming offers do, where they are part of the method; shape (products, h)."""
        coming = self.effect[:, len(self.panel.periods) :]
        return coming if self.method == OFFERS else np.ones_like(coming)

    def fan(self) -> dict[str, Floats]:
        """`mean, lo_80 …, baseline`, each of shape (products, h), the running month completed."""
        rolled, naive = self.rolled, self.rolled.coming[NAIVE]
        shift = naive - rolled.coming[ENGINE] if self.method == NAIVE else 0.0
        made = {"mean": rolled.coming[ENGINE] + shift}
        made |= {f"lo_{k}": v + shift for k, v in rolled.low.items()}
        made |= {f"hi_{k}": v + shift for k, v in rolled.high.items()}
        found = {k: self.panel.completed(np.maximum(v, 0.0) * self.lift * self.open) for k, v in made.items()}
        return {**found, "baseline": self.panel.completed(naive)}

    @property
    def open(self) -> Floats:
        """1 for a product that is asked for, 0 for one that is not any more, shape (products, 1)."""
        return np.array([[0.0 if p in self.ended else 1.0] for p in self.products])

    def futures(self) -> Floats:
        """Sample paths of what is still to come, shape (products, paths, h)."""
        shift = (self.rolled.coming[NAIVE] - self.rolled.coming[ENGINE])[:, None] if self.method == NAIVE else 0.0
        paths = np.maximum((self.rolled.paths + shift) * self.lift[:, None, :], 0.0) * self.open[:, None]
        if self.panel.elapsed:
            paths[:, :, 0] *= 1 - self.panel.elapsed
        return np.asarray(paths, dtype=np.float64)


def look(frames: Mapping[str, pl.DataFrame], params: DemandParams) -> Look:
    """Lay out, learn the reaction to offers, forecast without it, put it back where that helped on past months.

    Raises
    ------
    NotEnoughData
        If there are fewer than six whole months.
    """
    units = frames["units"]
    as_of: date = units["as_of"][0] if units.height else date.min
    panel = lay_out(units, [("product_id",)], "month", as_of, ended=YEAR, most=params.products)
    if panel is None or len(panel.periods) < LEAST or not panel.keys:
        raise too_short(0 if panel is None else len(panel.periods))
    products = tuple(key[1][0] for key in panel.keys)
    sold_out = _sold_out(frames["stock"], products, panel, params.horizon_months)
    ended = no_longer(panel, products, frames["products"], sold_out)
    whole = _effects(frames, products, panel, params.horizon_months, len(panel.periods))
    plain = _rolled(panel.y, panel, params, sold_out)
    wapes = {ENGINE: plain.wape(ENGINE), NAIVE: plain.wape(NAIVE)} if len(plain.known) >= 3 else {}
    if whole is None:
        method = ENGINE if wapes and wapes[ENGINE] <= wapes[NAIVE] else NAIVE
        ones = np.ones((len(products), len(panel.periods) + params.horizon_months))
        return Look(as_of, panel, products, ended, plain, method, None, ones, wapes)
    response, effect = whole
    freed = _rolled(panel.y / effect[:, : len(panel.periods)], panel, params, sold_out)
    if wapes:
        # Judged with what could be learnt before the first origin.
        then = _effects(frames, products, panel, params.horizon_months, plain.known[0])
        tried, effect_then = freed, effect
        if then is not None:
            effect_then = then[1]
            tried = _rolled(panel.y / effect_then[:, : len(panel.periods)], panel, params, sold_out)
        wapes[OFFERS] = _wape_with(tried, plain, effect_then)
    method = min(wapes, key=lambda m: wapes[m]) if wapes else NAIVE
    return Look(as_of, panel, products, ended, freed if method == OFFERS else plain, method, response, effect, wapes)


def _rolled(y: Floats, panel: Panel, params: DemandParams, sold_out: Floats | None) -> Rolled:
    more = {} if sold_out is None else {"sold_out": sold_out}
    found = roll(
        y,
        panel.periods,
        params.horizon_months,
        origins=params.origins,
        mode=params.mode,
        covariates=more,
        paths=PATHS,
    )
    return under_the_rule(found, y, sold_out)


def _wape_with(freed: Rolled, plain: Rolled, effect: Floats) -> float:
    """The error when each origin's forecast has the effect of what was really offered put back."""
    total = missed = 0.0
    for o, known in enumerate(plain.known):
        h = plain.actual.shape[2]
        made = freed.past[ENGINE][o] * effect[:, known : known + h]
        told = ~np.isnan(plain.actual[o]) & ~np.isnan(made)
        total += float(np.abs(plain.actual[o][told]).sum())
        missed += float(np.abs(plain.actual[o] - made)[told].sum())
    return missed / total if total > 0 else 0.0


def _effects(
    frames: Mapping[str, pl.DataFrame], products: tuple[str, ...], panel: Panel, horizon: int, known: int
) -> tuple[Response, Floats] | None:
    """What was learnt from the first `known` months, and the factor that it gives each month."""
    weeks, offered = frames["weeks"], frames["offers"]
    end = (add(panel.periods[known - 1], 1, "month") - MONDAY).days
    seen = weeks.filter((pl.col("week") + 1) * 7 <= end)
    if not seen.height or not offered.height:
        return None
    numbers = seen["week"].to_numpy()
    first = int(numbers.min())
    n = int(numbers.max()) - first + 1
    months = [(d - MONDAY).days for d in (*panel.periods, *panel.coming(horizon))]
    last = (add(panel.coming(horizon)[-1], 1, "month") - MONDAY).days
    laid = offers(products, offered, min(first * 7, months[0]), last)
    starts = np.asarray((first + np.arange(n)) * 7, dtype=np.float64)
    count = purchases(products, seen, n, first, "purchases")
    price, rate, active, after = (laid.over(starts, starts + 7, w) for w in ("price", "rate", "active", "after"))
    found = fit(count, price, rate, active, after, on_sale(count))
    if found is None:
        return None
    begins, ends = np.array(months, dtype=np.float64), np.array([*months[1:], last], dtype=np.float64)
    return found, _factor(found, laid, begins, ends)


def _factor(found: Response, laid: Offers, begins: Floats, ends: Floats) -> Floats:
    now = laid.price[:, -1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(np.isnan(laid.price) | np.isnan(now), 1.0, laid.price / now)
    daily = found.appeal(ratio, laid.rate) * np.where(laid.after > 0, found.after, 1.0)
    by_day = Offers(laid.products, laid.first, daily, laid.rate, laid.after)
    return np.clip(np.nan_to_num(by_day.over(begins, ends, "price"), nan=1.0), LOW, HIGH)


def _sold_out(stock: pl.DataFrame, products: tuple[str, ...], panel: Panel, horizon: int) -> Floats | None:
    """Months at whose end nothing was left: more had been asked for than was sold."""
    empty = stock.filter(pl.col("on_hand") <= 0)
    place = {p: i for i, p in enumerate(products)}
    month = {p: j for j, p in enumerate(panel.periods)}
    flags = np.zeros((len(products), len(panel.periods) + horizon))
    for product, day in empty.select("product_id", "on_date").iter_rows():
        if product in place and day.replace(day=1) in month:
            flags[place[product], month[day.replace(day=1)]] = 1.0
    return flags if flags.any() else None


def too_short(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Demand needs at least {LEAST} whole months of order lines with products; there are {found}.",
            zh=f"需求预测至少需要 {LEAST} 个完整月份、含产品的订单明细，现有 {found} 个月。",
        ),
        next_step=Text(en="Load order lines with product and quantity.", zh="请载入含产品与数量的订单明细。"),
        details={"missing": ["order_line.product_id", "order_line.quantity"], "found": found},
    )
