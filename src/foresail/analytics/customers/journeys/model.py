"""Paths of channels before the first order, and what came of them. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.journeys.outputs import (
    NONE,
    ORDER,
    START,
    STEPS,
    JourneyAccount,
    JourneyChannel,
    JourneyLink,
    JourneyOverview,
    JourneyPath,
    JourneyStep,
    JourneyTime,
)
from foresail.analytics.customers.journeys.params import JourneyParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.shares import Z90, wilson

LEAST = 5
ARROW, MORE = " → ", "…"
EDGES = (0, 7, 14, 30, 60, 90, 180, 365, 730)


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: JourneyParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Paths, channels, flows, milestones and times.

    Parameters
    ----------
    frames
        `journeys` (a row a journey with its milestones) and `touches` (its steps in order).
    artefact, rng
        Not used.

    Raises
    ------
    NotEnoughData
        Below 5 journeys.
    """
    del artefact, rng
    walked = walks(frames, params.most_steps)
    touches = frames["touches"].join(walked.select("journey_id", "ordered", "days"), on="journey_id", how="inner")
    touches = touches.sort("journey_id", "turn")
    accounts = walked.filter(pl.col("account_id").is_not_null()).with_columns(days_to_order="days")
    return {
        "paths": to_output(_paths(walked, params.most_paths), JourneyPath),
        "channels": to_output(_channels(touches), JourneyChannel),
        "links": to_output(_links(touches), JourneyLink),
        "steps": to_output(_steps(walked), JourneyStep),
        "times": to_output(_times(walked), JourneyTime),
        "accounts": to_output(accounts, JourneyAccount),
        "overview": to_output(_overview(walked), JourneyOverview),
    }


def walks(frames: Mapping[str, pl.DataFrame], most_steps: int) -> pl.DataFrame:
    """A row a journey: its path in words, whether it led to an order, and the days that took.

    Raises
    ------
    NotEnoughData
        Below 5 journeys.
    """
    steps = frames["touches"].sort("journey_id", "turn").group_by("journey_id", maintain_order=True)
    paths = steps.agg(
        pl.col("channel").head(most_steps).str.join(ARROW).alias("path"),
        pl.len().cast(pl.Int64).alias("touches"),
        pl.col("channel").first().alias("first_channel"),
        pl.col("channel").last().alias("last_channel"),
    )
    longer = pl.col("touches") > most_steps
    paths = paths.with_columns(path=pl.when(longer).then(pl.col("path") + ARROW + MORE).otherwise(pl.col("path")))
    walked = frames["journeys"].join(paths, on="journey_id", how="inner").sort("journey_id")
    if walked.height < LEAST:
        raise too_few(walked.height)
    days = (pl.col("order_on") - pl.col("touch_on")).dt.total_days()
    return walked.with_columns(ordered=pl.col("order_on").is_not_null(), days=days)


def _paths(walked: pl.DataFrame, most: int) -> pl.DataFrame:
    grouped = walked.group_by("path").agg(steps=pl.col("touches").min(), **_counts())
    kept = grouped.sort(["journeys", "path"], descending=[True, False]).head(most)
    ends = [wilson(ordered, n, Z90) for ordered, n in kept.select("ordered", "journeys").iter_rows()]
    return kept.with_columns(
        share=pl.col("journeys") / walked.height,
        rate_low=pl.Series([low for low, _ in ends], dtype=pl.Float64),
        rate_high=pl.Series([high for _, high in ends], dtype=pl.Float64),
    )


def _counts() -> dict[str, pl.Expr]:
    return {
        "journeys": pl.len(),
        "ordered": pl.col("ordered").sum(),
        "order_rate": pl.col("ordered").mean(),
        "median_days": pl.col("days").median(),
    }


def _channels(touches: pl.DataFrame) -> pl.DataFrame:
    first, last = (
        pl.col("turn") == pl.col("turn").min().over("journey_id"),
        pl.col("turn") == pl.col("turn").max().over("journey_id"),
    )
    marked = touches.with_columns(first=first, last=last)
    each = marked.group_by("journey_id", "channel").agg(
        pl.col("first", "last").any(), pl.col("ordered").first(), pl.col("days").first()
    )
    won = pl.col("ordered")
    return each.group_by("channel").agg(
        **_counts(),
        opened=pl.col("first").sum(),
        closed=(pl.col("last") & won).sum(),
        helped=(won & ~pl.col("first") & ~pl.col("last")).sum(),
    )


def _links(touches: pl.DataFrame) -> pl.DataFrame:
    inner = touches.select(
        from_channel=pl.col("channel").shift(1).over("journey_id").fill_null(START), to_channel="channel"
    )
    ends = touches.group_by("journey_id", maintain_order=True).last()
    end = pl.when("ordered").then(pl.lit(ORDER)).otherwise(pl.lit(NONE))
    outer = ends.select(from_channel="channel", to_channel=end)
    grouped = pl.concat([inner, outer]).group_by("from_channel", "to_channel").agg(journeys=pl.len())
    return grouped.with_columns(share=pl.col("journeys") / pl.col("journeys").sum().over("from_channel"))


def _steps(walked: pl.DataFrame) -> pl.DataFrame:
    """Who reached a milestone on or after the first touch; one that came before is taken as reached at once."""
    rows = []
    for position, step in enumerate(STEPS, 1):
        there = walked.filter(pl.col(f"{step}_on").is_not_null())
        took = (there[f"{step}_on"] - there["touch_on"]).dt.total_days().clip(0)
        rows.append(
            {
                "position": position,
                "step": step,
                "journeys": there.height,
                "share": there.height / walked.height,
                "median_days": took.median(),
            }
        )
    return pl.DataFrame(rows, schema_overrides={"median_days": pl.Float64})


def _times(walked: pl.DataFrame) -> pl.DataFrame:
    days = walked["days"].drop_nulls().to_numpy()
    edges = [*EDGES, max(int(days.max(initial=0)) + 1, EDGES[-1] + 1)]
    counts = np.histogram(days, bins=edges)[0]
    made = pl.DataFrame({"low": edges[:-1], "high": edges[1:], "journeys": counts})
    last = int(np.flatnonzero(counts)[-1]) + 1 if counts.any() else 1
    return made.head(last)


def _overview(walked: pl.DataFrame) -> pl.DataFrame:
    top = walked.group_by("path").len().sort(["len", "path"], descending=[True, False]).row(0)
    return walked.select(
        as_of=pl.col("as_of").first(),
        journeys=pl.len(),
        ordered=pl.col("ordered").sum(),
        order_rate=pl.col("ordered").mean(),
        median_days=pl.col("days").median(),
        paths=pl.col("path").n_unique(),
        top_path=pl.lit(top[0]),
        top_share=pl.lit(top[1] / walked.height),
    )


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"Journeys need at least {LEAST} customers or leads with a touch; there are {found}.",
            zh=f"客户旅程至少需要 {LEAST} 个有触点的客户或线索，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load touches with day, channel and account or lead.", zh="请载入含日期、渠道以及客户或线索的触点。"
        ),
        details={"missing": ["touch.channel", "touch.occurred_at", "touch.account_id"], "found": found},
    )
