"""Price and promotion scenarios against the simulated truth of demo companies (for tests only)."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.methods.demand.response import Response, fit
from foresail.methods.demand.table import offers, on_sale, purchases

UNTIL = date(2026, 10, 31)
FIRST = pl.lit(date(1970, 1, 5))


def learnt(seed: int) -> tuple[Response, pl.DataFrame, pl.DataFrame]:
    """What is learnt from a company's own purchases, its true elasticities in the same order, and its true lifts."""
    from foresail.demo.world.company import build

    company = build(UNTIL, seed, 1.0, lambda _step, _share: None)
    tables = company.tables
    local = pl.col("ordered_at").dt.convert_time_zone("Asia/Shanghai").dt.date()
    order = tables["order"].filter((pl.col("status") != "已取消") & pl.col("opportunity_id").is_null())
    order = order.select("order_id", day=(local - FIRST).dt.total_days())
    line = tables["order_line"].filter((pl.col("quantity") > 0) & (pl.col("kind") != "return"))
    weeks = line.join(order, on="order_id").group_by("product_id", week=pl.col("day") // 7).agg(purchases=pl.len())
    products = tuple(weeks["product_id"].unique().sort().to_list())
    first, last = int(weeks["week"].to_numpy().min()), int(weeks["week"].to_numpy().max())
    laid = offers(products, _offered(tables), first * 7, last * 7 + 6)
    starts = np.arange(first, last + 1) * 7.0
    count = purchases(products, weeks, last - first + 1, first, "purchases")
    price, rate, active, after = (laid.over(starts, starts + 7, w) for w in ("price", "rate", "active", "after"))
    found = fit(count, price, rate, active, after, on_sale(count))
    assert found is not None
    true = company.truth["elasticity"].sort("product_id").filter(pl.col("product_id").is_in(list(products)))
    return found, true, company.truth["promotion_lift"]


def _offered(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    price = tables["price"].filter(pl.col("region").is_null())
    shared = {"last_day": pl.lit(None, dtype=pl.Int64), "value": pl.col("list_price").cast(pl.Float64)}
    begins = (pl.col("valid_from") - FIRST).dt.total_days().alias("first_day")
    prices = price.select("product_id", pl.lit("price").alias("kind"), begins, **shared)
    days = {n: (pl.col(c) - FIRST).dt.total_days() for n, c in (("first_day", "starts_on"), ("last_day", "ends_on"))}
    rate = pl.col("discount_rate").cast(pl.Float64).alias("value")
    return pl.concat(
        [prices, tables["promotion"].select("product_id", pl.lit("promotion").alias("kind"), **days, value=rate)]
    )


def revenue_after(found: Response, change: float) -> np.ndarray:
    """Factor on the revenue of each product when its price alone changes, by what was learnt."""
    n = len(found.share)
    made = []
    for i in range(n):
        price = np.ones(n)
        price[i] = 1 + change
        made.append((1 + change) * found.units(price, np.zeros(n))[i])
    return np.array(made)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [7, 1, 3])
def test_a_products_revenue_after_another_price_is_within_20_percent(seed: int) -> None:
    found, true, _ = learnt(seed)
    for change in (-0.1, 0.1):
        told = revenue_after(found, change)
        truth = (1 + change) ** (1 + true["unit_elasticity"].to_numpy())
        sold = true["repeat_lines"].to_numpy() > 0
        worst = float(np.abs(told / truth - 1)[sold].max())
        assert worst <= 0.2, f"seed {seed}, price {change:+.0%}: worst product off by {worst:.1%}"


@pytest.mark.nightly
@pytest.mark.parametrize("seed", [7, 1, 3])
def test_the_lift_of_promotions_is_within_20_percent(seed: int) -> None:
    found, _, lifts = learnt(seed)
    rate = lifts["discount_rate"].cast(pl.Float64).to_numpy()
    told = float(np.exp(found.promotion[0] + found.promotion[1] * rate).mean()) - 1
    truth = float(lifts["unit_lift"].to_numpy().mean()) - 1
    assert told == pytest.approx(truth, rel=0.2), f"seed {seed}: {told:.3f} more purchases, truth {truth:.3f}"


@pytest.mark.nightly
def test_what_price_changes_do_is_within_20_percent_over_companies() -> None:
    """One company alone tells little (seed 7: −0.7 learnt where −1.6 is true); over several it is right."""
    pairs = [
        (found.common, float(true["elasticity"].to_numpy().mean())) for found, true, _ in map(learnt, (1, 2, 3, 4))
    ]
    told, truth = (float(np.mean(side)) for side in zip(*pairs, strict=True))
    assert told == pytest.approx(truth, rel=0.2), pairs
