"""Grid, curve, outlook and beginnings. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.cohorts.grid import cells, complete, first_day, label, step_of
from foresail.analytics.customers.cohorts.outlook import backtest, outlook
from foresail.analytics.customers.cohorts.outputs import (
    LEAST_STARTED,
    CohortAge,
    CohortCell,
    CohortNext,
    CohortOverview,
    CohortStart,
)
from foresail.analytics.customers.cohorts.params import CohortsParams
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact

Z90 = 1.645


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: CohortsParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The cohorts as of the day.

    Raises
    ------
    NotEnoughData
        Below three cohorts.
    """
    del artefact, rng
    flow = frames["flow"]
    made = cells(complete(flow, params.period), params.period).with_columns(
        cohort=pl.col("cohort_month").map_elements(lambda m: label(m, params.period), pl.String),
        cohort_on=pl.col("cohort_month").map_elements(first_day, pl.Date),
    )
    shown = made.filter(pl.col("age") <= params.longest)
    return {
        "grid": to_output(shown, CohortCell),
        "ages": to_output(_ages(shown), CohortAge),
        "coming": to_output(_coming(made, step_of(params.period)), CohortNext),
        "starts": to_output(_starts(frames["starts"]), CohortStart),
        "overview": to_output(_overview(made, flow), CohortOverview),
    }


def _ages(shown: pl.DataFrame) -> pl.DataFrame:
    sums = shown.group_by("age").agg(
        cohorts=pl.len().cast(pl.Int64),
        retention=pl.col("active").sum() / pl.col("customers").sum(),
        low=pl.col("retention").quantile(0.1, "linear"),
        high=pl.col("retention").quantile(0.9, "linear"),
        spent=(pl.col("net_so_far").cast(pl.Float64) * pl.col("customers")).sum(),
        people=pl.col("customers").sum(),
    )
    return sums.with_columns(net_so_far=pl.col("spent") / pl.col("people"))


def _coming(made: pl.DataFrame, step: int) -> pl.DataFrame:
    """The newest cohort has no later period yet: its outlook is the share of all at the first age."""
    last = made.group_by("cohort_month", maintain_order=True).last().sort("cohort_month")
    ours, same = outlook(made, max(last["start_month"].to_list(), default=0))
    usual = made.filter(pl.col("age") > 0).group_by("age").agg(usual=pl.col("active").sum() / pl.col("customers").sum())
    named = last.with_columns(last=pl.col("retention"), age=pl.col("age") + 1).join(
        usual, on="age", how="left", maintain_order="left"
    )
    older = named.filter(pl.col("age") > 1).with_columns(
        expected=pl.Series(ours if backtest(made, step).skill else same, dtype=pl.Float64)
    )
    newest = named.filter(pl.col("age") == 1).with_columns(expected=pl.col("usual").fill_null(0.0))
    return pl.concat([older, newest]).with_columns(expected_active=pl.col("expected") * pl.col("customers"))


def _starts(starts: pl.DataFrame) -> pl.DataFrame:
    """Shares with their Wilson intervals."""
    n, z = pl.col("customers"), Z90
    share = pl.col("again") / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * (share * (1 - share) / n + z * z / (4 * n * n)).sqrt() / (1 + z * z / n)
    return starts.filter(n >= LEAST_STARTED).with_columns(
        again=share,
        again_low=(middle - half).clip(0.0, 1.0),
        again_high=(middle + half).clip(0.0, 1.0),
        net_early=pl.col("net_early") / n.cast(pl.Decimal(18, 0)),
    )


def _overview(made: pl.DataFrame, flow: pl.DataFrame) -> pl.DataFrame:
    def kept(age: int) -> float | None:
        at = made.filter(pl.col("age") == age)
        return float(at["active"].sum()) / float(at["customers"].sum()) if at.height else None

    first = made.filter((pl.col("age") == 1) & (pl.col("customers") >= LEAST_STARTED))
    judged = first if first.height else made.filter(pl.col("age") == 1)
    ranked = judged.sort(["retention", "cohort_month"], descending=[True, False])
    sizes = made.filter(pl.col("age") == 0)
    return pl.DataFrame(
        {
            "as_of": [flow["as_of"][0]],
            "cohorts": [sizes.height],
            "customers": [int(sizes["customers"].sum())],
            "next_period": [kept(1) or 0.0],
            "after_four": [kept(4)],
            "best_cohort": [ranked["cohort"][0] if ranked.height else "–"],
            "weakest_cohort": [ranked["cohort"][-1] if ranked.height else "–"],
        },
        schema_overrides={"after_four": pl.Float64},
    )
