"""Sums over answers and comments."""

from __future__ import annotations

from datetime import date

import polars as pl

from foresail.analytics.customers.voice.outputs import GROUPS
from foresail.methods.shares import Z90, wilson

SATISFIED = 0.79


def nps() -> dict[str, pl.Expr]:
    """NPS with its 90% interval, and how many answered."""
    is_nps = pl.col("opinion").is_not_null()
    sign = (
        pl.when(pl.col("opinion") == "promoter")
        .then(1.0)
        .when(pl.col("opinion") == "detractor")
        .then(-1.0)
        .otherwise(0.0)
    )
    signs = sign.filter(is_nps)
    half = Z90 * signs.std(ddof=0) / is_nps.sum().sqrt()
    return {
        "nps": signs.mean(),
        "nps_low": (signs.mean() - half).clip(-1, 1),
        "nps_high": (signs.mean() + half).clip(-1, 1),
        "nps_answers": is_nps.sum(),
    }


def csat() -> dict[str, pl.Expr]:
    """Share of the satisfied among other scores, and how many answered."""
    other = pl.col("opinion").is_null() & pl.col("level").is_not_null()
    return {"csat": (pl.col("level") >= SATISFIED).filter(other).mean(), "csat_answers": other.sum()}


def months(rows: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """A row a month."""
    month = pl.col("given_on").dt.month_start()
    scored = rows.group_by(month=month).agg(**nps(), **csat())
    moods = said.group_by(month=month).agg(comments=pl.len(), unhappy_share=(pl.col("mood") == "unhappy").mean())
    joined = scored.join(moods, on="month", how="left")
    return joined.with_columns(pl.col("comments").fill_null(0))


def topics(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """A row a topic that is spoken of."""
    spread = now.explode("topics").rename({"topics": "topic"})
    if not spread.height:
        return spread
    stopped, bad = 1 - pl.col("bought_after"), pl.col("mood") == "unhappy"
    grouped = spread.group_by("topic").agg(
        comments=pl.len(),
        glad=(pl.col("mood") == "glad").sum(),
        unhappy=bad.sum(),
        sentiment=pl.col("sentiment").mean(),
        nps=nps()["nps"],
        accounts=pl.col("account_id").n_unique(),
        stopped_unhappy=stopped.filter(bad).mean(),
        stopped_rest=stopped.filter(~bad).mean(),
    )
    money = (
        spread.filter(bad)
        .unique(["topic", "account_id"])
        .group_by("topic")
        .agg(unhappy_revenue=pl.col("net_now").sum())
    )
    past = before.explode("topics").group_by(topic="topics").agg(comments_before=pl.len())
    joined = grouped.join(money, on="topic", how="left").join(past, on="topic", how="left")
    return joined.with_columns(
        pl.col("comments_before", "unhappy_revenue").fill_null(0), share=pl.col("comments") / now.height
    )


def groups(rows: pl.DataFrame) -> pl.DataFrame:
    """Promoters, passives, detractors: value before and after, and who stopped."""
    asked = rows.filter(pl.col("opinion").is_not_null() & pl.col("account_id").is_not_null())
    if not asked.height:
        return asked
    ripe = pl.col("bought_after").is_not_null()
    grouped = asked.group_by("opinion").agg(
        answers=pl.len(),
        revenue_mean=_mean(pl.col("net_before"), pl.len()),
        revenue_after=_mean(pl.col("net_after"), ripe.sum()),
        stopped=(1 - pl.col("bought_after")).mean(),
        gone=(1 - pl.col("bought_after")).sum().cast(pl.Int64),
        ripe=ripe.sum(),
    )
    ends = [wilson(gone, n, Z90) if n else (None, None) for gone, n in grouped.select("gone", "ripe").iter_rows()]
    places = {name: i for i, name in enumerate(GROUPS, 1)}
    return grouped.with_columns(
        position=pl.col("opinion").replace_strict(places, return_dtype=pl.Int64),
        share=pl.col("answers") / asked.height,
        stopped_low=pl.Series([low for low, _ in ends], dtype=pl.Float64),
        stopped_high=pl.Series([high for _, high in ends], dtype=pl.Float64),
    )


def _mean(money: pl.Expr, count: pl.Expr) -> pl.Expr:
    # The engine divides everywhere, also where the answer is not asked for.
    return pl.when(count > 0).then(money.sum().cast(pl.Decimal(38, 4)) / count.clip(1).cast(pl.Decimal(18, 0)))


def _worst(found: pl.DataFrame) -> str:
    """The topic of most unhappy comments, or that none stands out: none is unhappy, or several are alike."""
    counts = found["unhappy"].to_list() if found.height else []
    most = max(counts, default=0)
    return str(found["topic"][counts.index(most)]) if most and counts.count(most) == 1 else "none"


def overview(
    recent: pl.DataFrame,
    earlier: pl.DataFrame,
    said: pl.DataFrame,
    found: pl.DataFrame,
    accounts: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """One row: the numbers of the headline."""
    unhappy = accounts.filter(pl.col("mood") == "unhappy")
    return recent.select(
        as_of=pl.lit(as_of),
        answers=pl.len(),
        comments=pl.lit(said.height),
        nps=nps()["nps"],
        nps_before=pl.lit(earlier.select(**nps())["nps"][0], dtype=pl.Float64),
        csat=csat()["csat"],
        unhappy_share=pl.lit((said["mood"] == "unhappy").mean(), dtype=pl.Float64),
        worst_topic=pl.lit(_worst(found)),
        unhappy_accounts=pl.lit(unhappy.height),
        unhappy_revenue=pl.lit(unhappy["revenue_year"].sum() or 0, dtype=pl.Decimal(38, 4)),
    )
