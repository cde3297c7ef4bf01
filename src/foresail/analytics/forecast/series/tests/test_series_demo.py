"""The demo company, rolling origins by region and product, beside the same month last year."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from foresail.methods.rolling.panel import lay_out
from foresail.methods.rolling.roll import ENGINE, NAIVE, roll

UNTIL = date(2026, 10, 31)


def revenue(tables: dict[str, pl.DataFrame], columns: list[str]) -> pl.DataFrame:
    """Net revenue in the base currency by month and columns, from the tables as they really are."""
    rates = tables["fx_rate"].select(pl.col("on_date").alias("day"), "currency", pl.col("rate").cast(pl.Float64))
    region = tables["account"].select("account_id", pl.col("region").alias("home"))
    order = (
        tables["order"]
        .with_columns(day=pl.col("ordered_at").dt.convert_time_zone("Asia/Shanghai").dt.date())
        .filter(pl.col("status") != "已取消")
        .join(region, on="account_id", how="left")
        .join(rates, on=["day", "currency"], how="left")
        .with_columns(region=pl.coalesce("region", "home"), rate=pl.col("rate").fill_null(1.0))
    )
    line = tables["order_line"].join(order.select("order_id", "day", "region", "rate"), on="order_id")
    line = line.join(tables["product"].select("product_id", "category", "family"), on="product_id", how="left")
    value = (pl.col("net_amount").cast(pl.Float64) * pl.col("rate")).alias("value")
    return (
        line.with_columns(value, period=pl.col("day").dt.truncate("1mo"))
        .group_by("period", *columns)
        .agg(pl.col("value").sum(), pl.col("day").min().alias("first_on"))
        .with_columns(base=pl.lit(None, dtype=pl.Float64))
    )


@pytest.mark.nightly
def test_twelve_origins_by_region_and_product_beat_last_year_by_15_percent() -> None:
    from foresail.demo.world.company import build

    tables = build(UNTIL, 7, 1.0, lambda _step, _share: None).tables
    columns = ["region", "product_id"]
    panel = lay_out(revenue(tables, columns), [columns], "month", UNTIL)
    assert panel is not None
    made = roll(panel.y, panel.periods, 3, origins=12, mode="fast", levels=())
    assert len(made.known) == 12
    gain = 1 - made.wape(ENGINE) / made.wape(NAIVE)
    assert gain >= 0.15, f"gain {gain:.1%}: {made.wape(ENGINE):.3f} against {made.wape(NAIVE):.3f}"
    begun = np.array([(~np.isnan(panel.y[:, :known])).any(axis=1) for known in made.known])
    assert np.isfinite(made.past[ENGINE][begun[:, :, None] & ~np.isnan(made.actual)]).all()
    print(f"gain {gain:.1%}: {made.wape(ENGINE):.3f} against {made.wape(NAIVE):.3f}")  # noqa: T201
