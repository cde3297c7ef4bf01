"""Who and what brings pipeline in, and loses it; which open deals were pushed out and how often."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from foresail.analytics.pipeline.movement.moves import MONEY, moves, pushes, state_on

_WORDS = ("opportunity_name", "account_name", "owner_id", "owner_name")


def pushed_deals(spans: pl.DataFrame, day: date) -> pl.DataFrame:
    """A row an open deal that was pushed out at least once, the most often pushed first."""
    now = state_on(spans, day).filter(pl.col("outcome") == "open")
    dated = spans.filter((pl.col("outcome") == "open") & pl.col("expected_close_on").is_not_null())
    first = dated.sort("valid_from").group_by("opportunity_id").agg(first_close_on=pl.col("expected_close_on").first())
    counted = (
        pushes(spans)
        .group_by("opportunity_id")
        .agg(pushes=pl.len(), days_pushed=pl.col("days").sum(), last_pushed_on=pl.col("day").max())
    )
    joined = now.join(counted, on="opportunity_id").join(first, on="opportunity_id", how="left")
    return joined.with_columns(amount=pl.col("amount_base")).sort("pushes", "opportunity_id", descending=[True, False])


def flows(spans: pl.DataFrame, day: date, days: int) -> pl.DataFrame:
    """Created, won and lost in the last days by source and by owner, whatever the expected close."""
    start = day - timedelta(days=days)
    moved = moves(spans, start, day, None)
    late = pushes(spans).filter((pl.col("day") > start) & (pl.col("day") <= day))
    pieces = []
    for dimension, column in (("channel", "channel"), ("owner", "owner_id")):
        grouped = moved.with_columns(value=pl.col(column).fill_null("")).group_by("value").agg(*_sums())
        pushed = late.with_columns(value=pl.col(column).fill_null("")).group_by("value").agg(pushed=pl.len())
        joined = grouped.join(pushed, on="value", how="left").with_columns(pl.col("pushed").fill_null(0))
        pieces.append(joined.with_columns(dimension=pl.lit(dimension)))
    found = pl.concat(pieces)
    busy = pl.sum_horizontal("created", "won", "lost", "pushed") > 0
    names = pl.when(pl.col("dimension") == "owner").then(pl.col("owner_name")).otherwise(pl.col("value"))
    return (
        found.filter(busy)
        .with_columns(label=pl.coalesce(names, "value").replace("", "—"))
        .with_columns(value=pl.col("value").replace("", "—"))
    )


def _sums() -> list[pl.Expr]:
    step = pl.col("step")
    made = []
    for name, steps, sign in (("created", ["new", "reopened"], 1), ("won", ["won"], -1), ("lost", ["lost"], -1)):
        here = step.is_in(steps)
        made.append(here.sum().alias(name))
        made.append((pl.col("amount").filter(here).sum().fill_null(0) * sign).cast(MONEY).alias(f"{name}_amount"))
    return [*made, pl.col("owner_name").drop_nulls().min()]
