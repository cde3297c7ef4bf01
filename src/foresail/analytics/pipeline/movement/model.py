"""The movement of the pipeline. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from foresail.analytics.pipeline.movement.flows import flows, pushed_deals
from foresail.analytics.pipeline.movement.moves import Period, moves, moves_over, waterfall, window_end
from foresail.analytics.pipeline.movement.outputs import (
    OTHER,
    TOTALS,
    MovementDeal,
    MovementFlow,
    MovementOverview,
    MovementPeriod,
    MovementPush,
    MovementStep,
)
from foresail.analytics.pipeline.movement.params import MovementParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

WEEKS, MONTHS = 26, 36
LEAST = 10
AT_ONCE = 1_000_000
"""Deals × periods that are looked at in one pass, which bounds the memory."""


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: MovementParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """What came in, moved and left between the two days, and in each past week and month.

    Parameters
    ----------
    frames
        `spans`: the states of all deals up to the day.

    Raises
    ------
    NotEnoughData
        If no deal was there before the last day.
    """
    del artefact, rng
    spans = frames["spans"]
    day = last_day(spans)
    first = day - timedelta(days=params.days)
    end = window_end(day, params.window_months)
    moved = moves(spans, first, day, end)
    steps = waterfall(moved)
    pushed = pushed_deals(spans, day)
    return {
        "waterfall": to_output(steps, MovementStep),
        "periods": to_output(periods(spans, day, params.window_months), MovementPeriod),
        "deals": to_output(_deals(moved), MovementDeal),
        "pushes": to_output(pushed, MovementPush),
        "flows": to_output(flows(spans, day, params.flow_days), MovementFlow),
        "overview": to_output(_overview(steps, moved, pushed, day, first, end), MovementOverview),
    }


def last_day(spans: pl.DataFrame) -> date:
    """The day as of which the states were read.

    Raises
    ------
    NotEnoughData
        With fewer than ten deals, or none that was there before it.
    """
    deals = spans["opportunity_id"].n_unique()
    if deals < LEAST or not (spans["valid_from"] < spans["as_of"][0]).any():
        raise NotEnoughData(
            Text(
                en=f"A movement needs at least {LEAST} deals that were there before the last day; there are {deals}.",
                zh=f"在途商机变动至少需要最后一天之前已存在的 {LEAST} 个商机，现有 {deals} 个。",
            ),
            next_step=Text(
                en="Load opportunities with created dates, or load again in a week: two looks show a movement.",
                zh="请载入含创建日期的商机，或一周后再次载入：两次所见才能看出变动。",
            ),
            details={"missing": ["opportunity.created_at"], "found": deals},
        )
    day: date = spans["as_of"][0]
    return day


def periods(spans: pl.DataFrame, day: date, months: int) -> pl.DataFrame:
    """Waterfalls of the last 26 weeks (counted back from the day) and 36 calendar months, as far as deals reach."""
    earliest: date = spans["valid_from"].min()  # type: ignore[assignment]
    listed = [
        Period(grain, first, last, window_end(last, months))
        for grain, first, last in [*_weeks(day), *_months(day)]
        if last >= earliest
    ]
    deals = spans["opportunity_id"].n_unique()
    some = max(1, AT_ONCE // deals)  # few deals: all periods in one pass; many: a few periods after the other
    batches = [listed[i : i + some] for i in range(0, len(listed), some)]
    return pl.concat([waterfall(moves_over(spans, batch), batch) for batch in batches])


def _weeks(day: date) -> list[tuple[str, date, date]]:
    return [("week", day - timedelta(days=7 * (n + 1)), day - timedelta(days=7 * n)) for n in range(WEEKS)]


def _months(day: date) -> list[tuple[str, date, date]]:
    found, last = [], day
    for _ in range(MONTHS):
        first = last.replace(day=1) - timedelta(days=1)
        found.append(("month", first, last))
        last = first
    return found


def _deals(moved: pl.DataFrame) -> pl.DataFrame:
    changed = moved.filter(~pl.col("step").is_in(list(TOTALS)))
    return changed.with_columns(
        amount_before=pl.col("amount_base_before"),
        amount_after=pl.col("amount_base_after"),
        close_before=pl.col("expected_close_on_before"),
        close_after=pl.col("expected_close_on_after"),
    )


def _overview(
    steps: pl.DataFrame, moved: pl.DataFrame, pushed: pl.DataFrame, day: date, first: date, end: date | None
) -> pl.DataFrame:
    by_step = dict(zip(steps["step"].to_list(), steps["amount"].to_list(), strict=True))
    totals = moved.filter(pl.col("step") == "closing")
    row = {
        "as_of": day,
        "since": first,
        "window_ends": end,
        "opening": by_step["opening"],
        "closing": by_step["closing"],
        "change": by_step["closing"] - by_step["opening"],
        "new": by_step["new"],
        "pulled_in": by_step["pulled_in"],
        "pushed_out": -by_step["pushed_out"],
        "won": -by_step["won"],
        "lost": -by_step["lost"],
        "other": sum((by_step.get(step, Decimal(0)) for step in OTHER), Decimal(0)),
        "pushed_deals": int((pushed["pushes"] >= 2).sum()),
        "without_amount": int(totals["amount_base_after"].null_count()),
    }
    return pl.DataFrame([row], schema_overrides={"window_ends": pl.Date})
