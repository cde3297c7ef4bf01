"""What stood open on a day and was won by another, of deals and of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from foresail.analytics.pipeline.coverage.periods import Period

MONEY = pl.Decimal(38, 4)
NO_STAGE = "—"


@dataclass(frozen=True)
class Look:
    """One past period as it was seen, and what came of it. Amounts are in the base currency.

    Attributes
    ----------
    stages
        `stage, open, deals, won`: what was expected in the period, and what of it was won by its end.
    others
        `owner_id, won`: won by its end from deals that were not there yet, or not expected in it.
    """

    period: Period
    stages: pl.DataFrame
    others: pl.DataFrame

    @property
    def open(self) -> float:
        return float(self.stages["open"].sum() or 0)

    @property
    def won_from(self) -> float:
        return float(self.stages["won"].sum() or 0)

    @property
    def won_else(self) -> float:
        return float(self.others["won"].sum() or 0)


def wins(spans: pl.DataFrame) -> pl.DataFrame:
    """The day, amount and owner of each win that still stands."""
    ordered = spans.sort("opportunity_id", "valid_from")
    last = ordered.group_by("opportunity_id", maintain_order=True).agg(pl.col("outcome").last())
    won = ordered.filter(pl.col("outcome") == "won").join(
        last.filter(pl.col("outcome") == "won").select("opportunity_id"), on="opportunity_id", how="semi"
    )
    return won.group_by("opportunity_id", maintain_order=True).agg(
        won_on=pl.col("valid_from").first(),
        won=pl.col("amount").last().fill_null(0).cast(MONEY),
        owner_id=pl.col("owner_id").last(),
    )


def standing(spans: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Deals that were open when the period was seen and expected in it (overdue ones in the current one)."""
    seen = period.seen_on
    there = spans.filter((pl.col("valid_from") <= seen) & (pl.col("valid_to") > seen) & (pl.col("outcome") == "open"))
    inside = pl.col("expected_close_on") <= period.ends_on
    if not period.current:
        inside = inside & (pl.col("expected_close_on") >= period.starts_on)
    return there.filter(~pl.col("assumed") & inside).with_columns(
        pl.col("stage").fill_null(NO_STAGE), amount=pl.col("amount").fill_null(0).cast(MONEY)
    )


def unknown_share(spans: pl.DataFrame, day: date) -> float:
    """Share of the deals open on a day of which only the end is known."""
    there = spans.filter((pl.col("valid_from") <= day) & (pl.col("valid_to") > day) & (pl.col("outcome") == "open"))
    share: Any = there["assumed"].mean()
    return float(share) if there.height else 1.0


def look(spans: pl.DataFrame, won: pl.DataFrame, period: Period) -> Look:
    """A past period as it was seen, and what was won in the rest of it."""
    after = pl.col("won_on") > period.seen_on
    rest = won.filter(after & pl.col("won_on").is_between(period.starts_on, period.ends_on))
    open_deals = standing(spans, period)
    joined = open_deals.join(rest.select("opportunity_id", "won"), on="opportunity_id", how="left")
    stages = joined.group_by("stage").agg(
        open=pl.col("amount").sum(), deals=pl.len(), won=pl.col("won").fill_null(0).sum()
    )
    others = rest.join(open_deals.select("opportunity_id"), on="opportunity_id", how="anti")
    return Look(period, stages.sort("stage"), others.group_by("owner_id").agg(pl.col("won").sum()).sort("owner_id"))
