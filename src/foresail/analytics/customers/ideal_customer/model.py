"""What the best customers have in common, and who else is like them. Pure: frames in, frames and an artefact out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.ideal_customer import profile
from foresail.analytics.customers.ideal_customer.outputs import (
    TRAITS,
    IdealOverview,
    IdealProspect,
    IdealRule,
    IdealTrait,
)
from foresail.analytics.customers.ideal_customer.params import IdealParams
from foresail.analytics.customers.ideal_customer.traits import NUMBERS, edges, worded
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.scoring.fit import fit as fit_scorer
from foresail.methods.scoring.scorer import Scorer

KIND = "ideal-customer/1"
LEAST = 20


def fit(frames: Mapping[str, pl.DataFrame], params: IdealParams, rng: np.random.Generator) -> Artefact:
    """Learn from the customers which traits go with being one of the best.

    Raises
    ------
    NotEnoughData
        Below 20 customers that are old enough.
    """
    return learnt(frames, params, rng).to_artefact(KIND)


def learnt(
    frames: Mapping[str, pl.DataFrame], params: IdealParams, rng: np.random.Generator, *, judge_only: bool = False
) -> Scorer:
    """The scorer of likeness: later customers judge what earlier ones taught."""
    known = judged(frames["accounts"], params)
    step = -(-known.height // params.learn_accounts)
    some = known.sort("account_id").gather_every(step) if step > 1 else known
    rows = features(some).with_columns(best=some["best"], seen=some["first_on"])
    drawn = int(rng.integers(1, 2**31 - 1))
    return fit_scorer(rows, "best", time="seen", seed=drawn, judge_only=judge_only, words=TRAITS)


def judged(accounts: pl.DataFrame, params: IdealParams) -> pl.DataFrame:
    """Customers old enough, with `best`: whether their revenue of the first year is in the upper share.

    Raises
    ------
    NotEnoughData
        Below 20 customers, or when all brought the same.
    """
    known = accounts.filter((pl.col("orders") > 0) & (pl.col("tenure_days") >= params.least_days))
    if known.height < LEAST:
        raise _too_few(known.height)
    # A year that is not over yet is held against those of the same age only by its rate.
    days = pl.col("tenure_days").clip(1, 365)
    rate = (pl.col("net_first_year").fill_null(0).cast(pl.Float64) / days).round(9)
    ranked = known.with_columns(rate=rate).sort(["rate", "account_id"], descending=[True, False])
    edge = float(ranked["rate"][max(round(params.best_share * ranked.height) - 1, 0)])
    best = ranked.with_columns(best=(pl.col("rate") >= edge) & (pl.col("rate") > 0))
    if best["best"].n_unique() < 2:
        raise _all_alike()
    return best.sort("account_id")


def features(accounts: pl.DataFrame) -> pl.DataFrame:
    """Traits as a scorer takes them: what is known before the first order."""
    money = pl.col("annual_revenue").cast(pl.Float64)
    ranks = (money.rank("average") / money.count()).round(9)
    return accounts.select(*(c for c in TRAITS if c not in NUMBERS), "employees", annual_revenue=ranks)


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: IdealParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Traits with their lift, profiles of two traits, and prospects by likeness.

    Raises
    ------
    NotEnoughData
        Below 20 customers that are old enough.
    """
    del rng
    if artefact is None:
        raise _too_few(0)
    scorer = Scorer.from_artefact(artefact)
    known = judged(frames["accounts"], params)
    ahead = frames["accounts"].filter(pl.col("orders") == 0).sort("account_id")
    cuts = {n: edges(known[n]) for n in NUMBERS}
    words, words_ahead = worded(known, cuts), worded(ahead, cuts)
    traits = profile.traits(words, known["best"], known["net_first_year"])
    rules = profile.rules(words, known["best"], traits, words_ahead)
    prospects = profile.prospects(ahead, _scored(scorer, known, ahead), scorer, params)
    return {
        "traits": to_output(traits, IdealTrait) if traits.height else empty_output(IdealTrait),
        "rules": to_output(rules, IdealRule) if rules.height else empty_output(IdealRule),
        "prospects": to_output(prospects, IdealProspect) if prospects.height else empty_output(IdealProspect),
        "overview": to_output(profile.overview(known, traits, prospects, scorer), IdealOverview),
    }


def _scored(scorer: Scorer, known: pl.DataFrame, ahead: pl.DataFrame) -> pl.DataFrame:
    """Features of the prospects, ranked among the customers that were learnt from."""
    del scorer
    both = pl.concat([known.select(ahead.columns), ahead])
    return features(both)[known.height :]


def _too_few(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"An ideal customer needs at least {LEAST} customers with some months of orders; there are {found}.",
            zh=f"理想客户画像至少需要 {LEAST} 个已下单数月的客户，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load accounts with industry, region or size, and orders with lines.",
            zh="请载入含行业、区域或规模的客户，以及订单和明细。",
        ),
        details={"missing": ["account.industry", "account.region", "order.account_id"], "found": found},
    )


def _all_alike() -> NotEnoughData:
    return NotEnoughData(
        Text(en="All customers brought the same: none is best.", zh="所有客户贡献相同，无法区分最佳客户。"),
        next_step=Text(en="Load order lines with amounts.", zh="请载入含金额的订单明细。"),
        details={"missing": ["order_line.net_amount"], "found": 0},
    )
