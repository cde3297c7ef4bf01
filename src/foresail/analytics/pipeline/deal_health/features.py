"""Snapshots as the values that rules look at."""

from __future__ import annotations

import polars as pl

from foresail.analytics.pipeline.deal_health.rules import RULES

ANY = "—"
_OF_ACTIVITIES = ("quiet_days", "activities_month")


def snapshot_values(snapshots: pl.DataFrame) -> pl.DataFrame:
    """A row a snapshot: deal, place in the process, outcome, days, and one column a rule's value.

    Parameters
    ----------
    snapshots
        As the shared SQL gives them.

    Returns
    -------
    A value is empty where nobody can tell; a column that never varies is empty altogether: its table was not loaded.
    """
    made = snapshots.sort("opportunity_id", "ago").select(
        "opportunity_id",
        "ago",
        "closed_ago",
        "outcome",
        pl.col("pipeline").fill_null(ANY),
        pl.col("stage").fill_null(ANY),
        "days_in_stage",
        # a deal that was never touched is quiet since it began
        quiet_days=pl.col("quiet_days").fill_null(pl.col("age_days")),
        activities_month="activities_month",
        people=pl.max_horizontal("contacts", "contacts_met"),
        decision_maker="decision_maker",
        has_next_step="has_next_step",
        overdue_days=-pl.col("days_to_close"),
        pushes="pushes",
    )
    without = [] if snapshots["activities"].sum() else list(_OF_ACTIVITIES)
    flat = [r.column for r in RULES.values() if made[r.column].drop_nulls().n_unique() < 2]
    empty = sorted({*without, *flat})
    values = [pl.col(r.column).cast(pl.Float64) for r in RULES.values() if r.column not in empty]
    return made.with_columns(*values, *(pl.lit(None, dtype=pl.Float64).alias(c) for c in empty))
