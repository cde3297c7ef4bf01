"""Stages, movement, reasons. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.customers.lifecycle import rhythm
from foresail.analytics.customers.lifecycle.outputs import (
    STAGES,
    LifecycleMovement,
    LifecycleOverview,
    LifecycleReason,
    LifecycleStage,
    LifecycleSummary,
)
from foresail.analytics.customers.lifecycle.params import LifecycleParams
from foresail.analytics.customers.lifecycle.reasons import play, reason, reasons
from foresail.contracts.frames import to_output
from foresail.kernel.artefact import Artefact

ORDER = {code: place for place, code in enumerate(STAGES, start=1)}
SILENT = ("dormant", "lost")


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact, params: LifecycleParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """The stage of every known account now and a horizon ago, and what follows.

    Parameters
    ----------
    frames
        `signs` (accounts × moments), `facts` and `words` (accounts).
    artefact
        What `rhythm.fit` learnt.

    Raises
    ------
    NotEnoughData
        If there are too few customers.
    """
    del rng
    now = staged(frames, artefact, params, 0)
    before = staged(frames, artefact, params, 1).select("account_id", stage_before="stage")
    accounts = now.join(before, on="account_id", how="left").with_columns(
        pl.col("stage_before").fill_null("absent"), reason=reason()
    )
    accounts = accounts.with_columns(play=play())
    summary = to_output(_summary(accounts), LifecycleSummary).sort("position")
    return {
        "stages": to_output(accounts, LifecycleStage),
        "summary": summary,
        "movement": to_output(_movement(accounts), LifecycleMovement),
        "reasons": to_output(reasons(accounts), LifecycleReason),
        "overview": to_output(_overview(accounts, frames["signs"]["as_of"][0], params), LifecycleOverview),
    }


def staged(frames: Mapping[str, pl.DataFrame], artefact: Artefact, params: LifecycleParams, k: int) -> pl.DataFrame:
    """Every account that was known at moment k, with its stage then."""
    seen = frames["signs"].filter(pl.col("k") == k)
    every = seen if k else _with_silent_accounts(seen, frames["words"])
    joined = every.join(frames["facts"], on="account_id", how="left").join(frames["words"], on="account_id", how="left")
    joined = joined.join(_rhythms(frames["signs"], artefact, k), on="account_id", how="left")
    deals = pl.col("open_deals_before" if k else "open_deals").fill_null(0)
    keen = (deals > 0) | (pl.col("since_came") < params.prospect_days).fill_null(value=False)
    stage = (
        pl.when(pl.col("customer_days").is_null())
        .then(pl.when(keen).then(pl.lit("prospect")).otherwise(pl.lit("potential")))
        .when(pl.col("alive") >= params.active_from)
        .then(pl.lit("active"))
        .when(pl.col("alive") < min(params.lost_below, params.active_from))
        .then(pl.lit("lost"))
        .otherwise(pl.lit("dormant"))
    )
    return joined.with_columns(
        pl.col("open_deals").fill_null(0),
        stage=stage,
        times_bought=pl.col("days_bought").fill_null(0),
        since_bought_days=pl.col("since_bought"),
        revenue=pl.col("net_year"),
    )


def _with_silent_accounts(seen: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Accounts of which there is no sign at all are known by their names alone."""
    quiet = words.select("account_id").join(seen, on="account_id", how="anti")
    return pl.concat([seen, quiet], how="diagonal").sort("account_id")


def _rhythms(signs: pl.DataFrame, artefact: Artefact, k: int) -> pl.DataFrame:
    sign: str = artefact.values["sign"]
    learnt: dict[str, float] = artefact.values["params"][sign]
    at = rhythm.customers(signs, k)
    if at.height == 0:
        return pl.DataFrame(schema={"account_id": pl.String, "alive": pl.Float64, "usual_gap_days": pl.Float64})
    return at.select(
        "account_id",
        alive=pl.Series(rhythm.alive(at, sign, learnt)),
        usual_gap_days=pl.Series(rhythm.usual_gap(at, sign, learnt)),
        silent_days=pl.min_horizontal(f"since_{sign}", "customer_days"),
    )


def _summary(accounts: pl.DataFrame) -> pl.DataFrame:
    every = pl.DataFrame({"stage": list(ORDER), "position": list(ORDER.values())})
    now = accounts.group_by("stage").agg(
        accounts=pl.len(), revenue=pl.col("revenue").sum(), silent_median=pl.col("silent_days").median()
    )
    past = accounts.group_by(stage="stage_before").agg(accounts_before=pl.len())
    joined = every.join(now, on="stage", how="left").join(past, on="stage", how="left")
    counted = joined.with_columns(
        pl.col("accounts", "accounts_before").fill_null(0).cast(pl.Int64),
        pl.col("revenue").fill_null(0).cast(pl.Decimal(38, 4)),
    )
    return counted.with_columns(
        account_share=pl.col("accounts") / pl.max_horizontal(pl.col("accounts").sum(), pl.lit(1)),
        accounts_change=pl.col("accounts") - pl.col("accounts_before"),
    )


def _movement(accounts: pl.DataFrame) -> pl.DataFrame:
    return accounts.group_by("stage_before", "stage").agg(accounts=pl.len(), revenue=_revenue())


def _revenue() -> pl.Expr:
    return pl.col("revenue").sum().fill_null(0).cast(pl.Decimal(38, 4))


def _overview(accounts: pl.DataFrame, as_of: Any, params: LifecycleParams) -> pl.DataFrame:
    stage, before = pl.col("stage"), pl.col("stage_before")
    return accounts.select(
        as_of=pl.lit(as_of),
        customers=stage.is_in(["active", *SILENT]).sum(),
        active=(stage == "active").sum(),
        dormant=(stage == "dormant").sum(),
        dormant_revenue=pl.col("revenue").filter(stage == "dormant").sum().fill_null(0).cast(pl.Decimal(38, 4)),
        lost=(stage == "lost").sum(),
        fell=((before == "active") & stage.is_in(SILENT)).sum(),
        came_back=(before.is_in(SILENT) & (stage == "active")).sum(),
        prospects=(stage == "prospect").sum(),
        horizon_days=pl.lit(params.horizon_days),
    ).head(1)
