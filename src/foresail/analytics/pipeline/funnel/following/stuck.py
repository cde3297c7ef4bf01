"""Open deals that have waited longer than usual, and moves between stages."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.analytics.pipeline.funnel.following.paths import ADVANCED, Paths
from foresail.analytics.pipeline.funnel.outputs import WON_STAGE

LEAST_MOVES = 8
_COLUMNS = (
    "opportunity_id",
    "opportunity_name",
    "account_id",
    "account_name",
    "owner_id",
    "owner_name",
    "region",
    "amount",
)


def stuck(pipeline: str, p: Paths) -> pl.DataFrame:
    """Open deals in a stage for longer than three in four of those that went on from it."""
    found = [_stuck_in(p, place) for place in range(len(p.order))]
    return pl.concat(found).with_columns(pipeline=pl.lit(pipeline))


def _stuck_in(p: Paths, place: int) -> pl.DataFrame:
    rows, days, cause = p.step(place)
    moved = days[(cause == ADVANCED) & p.recorded[rows]]
    waiting = cause == 0
    limit = float(np.sort(moved)[int(0.75 * (len(moved) - 1))]) if len(moved) >= LEAST_MOVES else np.inf
    late = waiting & (days > limit)
    chosen = p.deals.select(*_COLUMNS)[rows[late].tolist()]
    made: pl.DataFrame = chosen.with_columns(
        pl.Series("days_in_stage", days[late].astype(np.int64)),
        usual_days=pl.lit(int(limit) if np.isfinite(limit) else 0, dtype=pl.Int64),
        stage=pl.lit(p.order[place]),
    )
    return made


def transitions(spans: pl.DataFrame, deals: pl.DataFrame) -> pl.DataFrame:
    """How often deals went from a stage to the next one seen, and how long they had been there."""
    named = spans.join(deals, on="opportunity_id", how="inner").with_columns(
        state=pl.when(pl.col("outcome") == "won")
        .then(pl.lit(WON_STAGE))
        .when(pl.col("outcome") == "lost")
        .then(pl.lit("lost"))
        .otherwise(pl.col("stage"))
    )
    known = named.filter(pl.col("state").is_not_null()).sort("opportunity_id", "from_ago", descending=[False, True])
    # Only the first span of a stay counts: amounts and dates change in between.
    stays = known.filter((pl.col("state") != pl.col("state").shift().over("opportunity_id")).fill_null(value=True))
    moves = stays.with_columns(
        to_stage=pl.col("state").shift(-1).over("opportunity_id"),
        days=pl.col("from_ago") - pl.col("from_ago").shift(-1).over("opportunity_id"),
    ).drop_nulls("to_stage")
    return moves.group_by("pipeline", from_stage="state", to_stage="to_stage").agg(
        moves=pl.len(), days_median=pl.col("days").median()
    )
