"""Gradient-boosted trees on top of a purchase model: they learn from the past what the model gets wrong.

At earlier days the model predicts what customers bought in the time after; LightGBM learns the ratio of what they did
buy to that (Poisson loss, the model's logarithm as offset). Trees cannot go beyond what they have seen, the model can:
so the best customers are not cut off.

References
----------
Ke and others (2017), LightGBM: A Highly Efficient Gradient Boosting Decision Tree. NeurIPS 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl

from foresail.kernel.problem import NotEnoughData
from foresail.methods.clv.models import BetaGeoNBD, Fitted
from foresail.methods.clv.summary import Floats, summary_of

ROUNDS = 100
MOST_CUTS = 4
MOST_ROWS = 200_000
LEAST_ROWS = 200
WINDOWS = (0.125, 0.25, 0.5, 1.0, 2.0)
TINY = 1e-3


@dataclass(frozen=True)
class Boosted:
    """A fitted correction.

    Parameters
    ----------
    booster
        LightGBM's model text.
    ahead
        Days that it looks ahead.
    """

    booster: str
    ahead: int

    def log_factor(self, bought: pl.DataFrame, customer: str, last: date) -> Floats:
        """Log of what the model's prediction is to be multiplied by, of each customer seen up to `last`, sorted."""
        import lightgbm as lgb

        columns = features(bought, customer, last, self.ahead).drop(customer).to_numpy()
        raw = lgb.Booster(model_str=self.booster).predict(columns, raw_score=True)
        return np.clip(np.asarray(raw, dtype=np.float64), -3, 3)

    def trust(self, days: float) -> float:
        """How much of the correction holds so many days ahead: all within what was learnt, less beyond."""
        return min(1.0, self.ahead / days) if days > 0 else 1.0


def fit_boosted(bought: pl.DataFrame, customer: str, last: date, unit: float, ahead: int, *, seed: int = 0) -> Boosted:
    """Learn the correction on days before `last`.

    Parameters
    ----------
    bought
        As `summary.purchases` gives it.
    unit
        Days in a unit of time.
    ahead
        Days of the forecast; less are looked ahead where the history is short.

    Raises
    ------
    NotEnoughData
        Below 200 customers at the earlier days.
    """
    import lightgbm as lgb

    seen = bought.filter(pl.col("on") <= last)
    first = seen["on"].min()
    span = (last - first).days if isinstance(first, date) else 0
    reach = min(ahead, max(span // 3, 1))
    step = max(reach // 7, 1)
    cuts = [last - timedelta(days=reach + k * step) for k in range(MOST_CUTS)]
    parts = [_examples(seen, customer, cut, unit, reach) for cut in cuts]
    x = np.vstack([p[0] for p in parts])
    y, offset = (np.concatenate([p[i] for p in parts]) for i in (1, 2))
    if len(y) < LEAST_ROWS or y.sum() == 0:
        from foresail.kernel.text import Text

        raise NotEnoughData(Text(en="Too few customers for trees.", zh="客户过少，无法使用树模型。"))
    kept = np.sort(np.random.default_rng(seed).permutation(len(y))[:MOST_ROWS])
    data = lgb.Dataset(x[kept], label=y[kept], init_score=offset[kept])
    return Boosted(lgb.train(settings(len(kept), seed), data, ROUNDS).model_to_string(), reach)


def settings(rows: int, seed: int) -> dict[str, Any]:
    """LightGBM's parameters of a count."""
    return {
        "objective": "poisson",
        "learning_rate": 0.03,
        "num_leaves": 7,
        "min_data_in_leaf": max(20, rows // 100),
        "lambda_l2": 5.0,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": 1,
        "verbosity": -1,
    }


def _examples(bought: pl.DataFrame, customer: str, cut: date, unit: float, ahead: int) -> tuple[Floats, Floats, Floats]:
    summary = summary_of(bought, customer, cut, unit)
    model: Fitted = BetaGeoNBD().fit(summary)
    x = features(bought, customer, cut, ahead).drop(customer).to_numpy()
    y = later(bought, customer, summary[customer], cut, cut + timedelta(days=ahead))
    return x, y, np.log(model.predict(ahead / unit) + TINY)


def later(bought: pl.DataFrame, customer: str, who: pl.Series, after: date, upto: date) -> Floats:
    """Purchases of each of `who` after one day and up to another, shape (customers,)."""
    counts = bought.filter((pl.col("on") > after) & (pl.col("on") <= upto)).group_by(customer).len()
    joined = who.to_frame(customer).join(counts, on=customer, how="left", maintain_order="left")
    return joined["len"].fill_null(0).cast(pl.Float64).to_numpy()


def features(bought: pl.DataFrame, customer: str, last: date, ahead: int) -> pl.DataFrame:
    """What is known of each customer at the end of `last`, sorted by customer; times in days."""
    ago = (pl.lit(last) - pl.col("on")).dt.total_days()
    gap = pl.col("on").diff().dt.total_days()
    made = (
        bought.filter(pl.col("on") <= last)
        .group_by(customer, maintain_order=True)
        .agg(
            (pl.len() - 1).alias("repeats"),
            ago.min().alias("since"),
            ago.max().alias("age"),
            *((ago < share * ahead).sum().alias(f"last_{share}") for share in WINDOWS),
            gap.mean().alias("gap"),
            gap.std().alias("gap_spread"),
            pl.col("amount").mean().alias("amount"),
            pl.col("amount").last().alias("amount_last"),
        )
    )
    own = pl.col("since") / pl.col("gap")
    rate = pl.col("repeats") / (pl.col("age") + ahead / 5)
    return made.with_columns(own.alias("since_in_gaps"), rate.alias("rate")).sort(customer)
