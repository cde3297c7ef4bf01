"""Trees that hear more than purchases: whatever is known of customers on days in the past, beside their purchases.

Two parts: how often a customer will buy (Poisson, on top of BG/NBD, as `boosted`), and what it will bring in all
(Tweedie: nothing for those who have left, on top of BG/NBD × gamma-gamma). Both learn on days whose horizon has passed,
from what was known on them. What a purchase brings follows from the two.

References
----------
Yang, Qian and Zou (2018), Insurance Premium Prediction via Gradient Tree-Boosted Tweedie Compound Poisson Models.
Journal of Business & Economic Statistics 36.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.clv.boosted import LEAST_ROWS, MOST_CUTS, MOST_ROWS, TINY, features, later, settings
from foresail.methods.clv.models import BetaGeoNBD
from foresail.methods.clv.spend import GammaGamma
from foresail.methods.clv.summary import Floats, summary_of

DAY = "on"
"""The column of a table of signs that says of which day a row is."""
NEARLY = 0.98
"""Share of a horizon that must have passed: days of signs seldom lie exactly one before the last."""
ROUNDS = 150
POWER = 1.3
"""Of the variance of money over its mean: between Poisson (1) and gamma (2)."""
HISTORY = 0.7
"""Of a horizon: so much must be known before a day that is learnt from."""


@dataclass(frozen=True)
class Heard:
    """Both fitted parts.

    Parameters
    ----------
    counts, money
        LightGBM's model texts of purchases and of their money; no `money` where amounts are not given.
    ahead
        Days that they look ahead.
    columns
        Of the signs.
    """

    counts: str
    money: str
    ahead: int
    columns: tuple[str, ...]

    def log_factors(
        self, bought: pl.DataFrame, signs: pl.DataFrame, customer: str, last: date
    ) -> tuple[Floats, Floats]:
        """Logs of what purchases and their mean amount are multiplied by, of each customer up to `last`, sorted."""
        x = _columns(bought, signs, customer, last, self.ahead, self.columns)
        counts = np.clip(_raw(self.counts, x), -4, 3)
        value = np.clip(_raw(self.money, x), -4, 3) if self.money else counts
        return counts, np.clip(value - counts, -2, 2)

    def trust(self, days: float) -> float:
        """How much of the correction holds so many days ahead: all within what was learnt, less beyond."""
        return min(1.0, self.ahead / days) if days > 0 else 1.0


def fit_signs(
    bought: pl.DataFrame, signs: pl.DataFrame, customer: str, last: date, unit: float, ahead: int, *, seed: int = 0
) -> Heard:
    """Learn on the days of the signs that lie at least `ahead` days before `last`.

    Parameters
    ----------
    bought
        As `summary.purchases` gives it.
    signs
        A row a customer and day (`on`), numbers only; must hold rows of `last` itself.
    unit
        Days in a unit of time.

    Raises
    ------
    NotEnoughData
        If there are no signs of `last` or of days before, or below 200 customers.
    """
    import lightgbm as lgb

    seen = bought.filter(pl.col("on") <= last)
    cuts = _cuts(seen, signs, last, ahead)
    columns = tuple(c for c in signs.columns if c not in (customer, DAY))
    parts = [_examples(seen, signs, customer, cut, unit, ahead, columns) for cut in cuts]
    x = np.vstack([p[0] for p in parts])
    counts, expected, money, usual = (np.concatenate([p[i] for p in parts]) for i in range(1, 5))
    if len(counts) < LEAST_ROWS or counts.sum() == 0:
        raise _too_few()
    kept = np.sort(np.random.default_rng(seed).permutation(len(counts))[:MOST_ROWS])
    x, counts, expected, money, usual = (part[kept] for part in (x, counts, expected, money, usual))
    data = lgb.Dataset(x, label=counts, init_score=np.log(expected))
    often = lgb.train(settings(len(x), seed), data, ROUNDS).model_to_string()
    much = ""
    if money.sum() > 0 and (usual > 0).all():
        scale = float(money.mean())
        offset = np.log(expected * usual / scale)
        given = {**settings(len(x), seed), "objective": "tweedie", "tweedie_variance_power": POWER}
        data = lgb.Dataset(x, label=np.maximum(money, 0) / scale, init_score=offset)
        much = lgb.train(given, data, ROUNDS).model_to_string()
    return Heard(often, much, ahead, columns)


def _cuts(seen: pl.DataFrame, signs: pl.DataFrame, last: date, ahead: int) -> list[date]:
    """Days to learn on: their horizon has (nearly) passed, and enough history lies before them."""
    days, first = signs[DAY].unique().sort(descending=True), seen["on"].min()
    latest = last - timedelta(days=round(NEARLY * ahead))
    fit = [d for d in days if d <= latest and isinstance(first, date) and (d - first).days >= HISTORY * ahead]
    if last not in days or not fit:
        raise _too_few()
    return fit[:MOST_CUTS]


def _examples(
    bought: pl.DataFrame, signs: pl.DataFrame, customer: str, cut: date, unit: float, ahead: int,
    columns: tuple[str, ...],
) -> tuple[Floats, ...]:  # fmt: skip
    """Of each customer up to a day: features, purchases after it and the model's, their money, the usual mean."""
    known = signs.filter(pl.col(DAY) == cut).select(customer)
    seen = bought.join(known, on=customer, how="semi", maintain_order="left")
    summary = summary_of(seen, customer, cut, unit)
    x = _columns(seen, signs, customer, cut, ahead, columns)
    upto = cut + timedelta(days=ahead)
    counts = later(seen, customer, summary[customer], cut, upto)
    expected = np.maximum(BetaGeoNBD().fit(summary).predict(ahead / unit), TINY)
    return x, counts, expected, money_later(seen, customer, summary[customer], cut, upto), _usual(summary)


def _usual(summary: pl.DataFrame) -> Floats:
    try:
        return GammaGamma().fit(summary).predict()
    except NotEnoughData:
        return np.zeros(summary.height)


def money_later(bought: pl.DataFrame, customer: str, who: pl.Series, after: date, upto: date) -> Floats:
    """Money of each of `who` after one day and up to another, shape (customers,)."""
    sums = bought.filter((pl.col("on") > after) & (pl.col("on") <= upto)).group_by(customer).agg(pl.col("amount").sum())
    joined = who.to_frame(customer).join(sums, on=customer, how="left", maintain_order="left")
    return joined["amount"].fill_null(0.0).to_numpy()


def _columns(
    bought: pl.DataFrame, signs: pl.DataFrame, customer: str, last: date, ahead: int, columns: tuple[str, ...]
) -> Floats:
    """Features of purchases and signs of each customer seen up to `last`, sorted; NaN where there is nothing."""
    own = features(bought, customer, last, ahead)
    of_day = signs.filter(pl.col(DAY) == last).select(customer, *columns)
    joined = own.join(of_day, on=customer, how="left", maintain_order="left").drop(customer)
    return joined.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def _raw(model: str, x: Floats) -> Floats:
    import lightgbm as lgb

    booster: Any = lgb.Booster(model_str=model)
    return np.asarray(booster.predict(x, raw_score=True), dtype=np.float64)


def _too_few() -> NotEnoughData:
    return NotEnoughData(Text(en="Too few days and customers to learn from signs.", zh="可用于学习的日期和客户过少。"))
