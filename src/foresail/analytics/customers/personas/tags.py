"""The rules that put tags on customers."""

from __future__ import annotations

import polars as pl

from foresail.analytics.customers.personas.outputs import TAGS
from foresail.analytics.customers.personas.params import PersonasParams

MANY_RETURNS = 0.1
LATE, LATE_DAYS = 2.0, 30


def rules(params: PersonasParams) -> dict[str, pl.Expr]:
    """Tag → a condition over the customers of one day; “much” and “often” are ranks among them."""
    top = 1 - params.top_share
    count = pl.col("orders_ever")
    gap = (pl.col("tenure_days") - pl.col("recency_days")) / pl.when(count > 1).then(count - 1)
    money = pl.col("monetary").cast(pl.Float64)
    return {
        "big_spender": _above(money, top) & (money > 0),
        "frequent": _above(pl.col("orders").cast(pl.Float64), top) & (pl.col("orders") > 1),
        "loyal": _above(pl.col("tenure_days").cast(pl.Float64), 0.5) & (pl.col("recency_days") <= gap * LATE),
        "new": pl.col("tenure_days") <= params.new_days,
        "one_off": count == 1,
        "slipping": (pl.col("recency_days") > gap * LATE) & (pl.col("recency_days") > LATE_DAYS),
        "broad": _above(pl.col("products").cast(pl.Float64), top) & (pl.col("products") > 1),
        "single_product": (pl.col("products") == 1) & (pl.col("orders") > 1),
        "price_sensitive": _above(pl.col("discount_rate"), top) & (pl.col("discount_rate") > 0),
        "full_price": pl.col("discount_rate") <= pl.col("discount_rate").quantile(params.top_share, "linear"),
        "returner": pl.col("return_share") > MANY_RETURNS,
        "needs_service": _above(pl.col("tickets").cast(pl.Float64), top) & (pl.col("tickets") > 1),
        "well_attended": _above(pl.col("contacts").cast(pl.Float64), top) & (pl.col("contacts") > 1),
        "neglected": _above(money, 0.6)
        & (money > 0)
        & (pl.col("contacts") <= pl.col("contacts").cast(pl.Float64).quantile(params.top_share, "linear")),
    }


def tagged(customers: pl.DataFrame, params: PersonasParams) -> pl.DataFrame:
    """The customers with a boolean column `tag_<code>` for every tag."""
    marks = {f"tag_{code}": rule.fill_null(value=False) for code, rule in rules(params).items()}
    return customers.with_columns(**marks)


def words(language: str) -> pl.Expr:
    """The tags of a customer as words, in the order in which they are declared."""
    sign = "、" if language == "zh" else ", "
    said = [
        pl.when(pl.col(f"tag_{code}")).then(pl.lit(text.zh if language == "zh" else text.en))
        for code, text in TAGS.items()
    ]
    return pl.concat_str(said, separator=sign, ignore_nulls=True)


def _above(value: pl.Expr, share: float) -> pl.Expr:
    """Whether a value lies above that of the share of customers."""
    return value > value.quantile(share, "linear")
