"""Scores, segments, movement. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from foresail.analytics.customers.rfm.outputs import FALLEN, RfmCell, RfmMovement, RfmOverview, RfmScore, RfmSegment
from foresail.analytics.customers.rfm.params import RfmParams, cuts
from foresail.analytics.customers.rfm.segments import ORDER, segment
from foresail.contracts.frames import once, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.methods.segments.rank_score import cut_score, quantile_score

MIN_CUSTOMERS = 5


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: RfmParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Score every customer and sum up.

    Parameters
    ----------
    frames
        `customers` (one row a customer and moment k) and `accounts` (their words).
    artefact, rng
        Not used: nothing is learnt, nothing is drawn.

    Raises
    ------
    NotEnoughData
        If fewer than five customers have bought.
    """
    del artefact, rng
    scored = scored_once(frames, params)
    now = scored.filter(pl.col("k") == 0)
    if now.height < MIN_CUSTOMERS:
        raise too_few(now.height)
    other = scored_once(frames, other_cuts(params)).filter(pl.col("k") == 0)
    now = now.join(other.select("account_id", segment_other="segment"), on="account_id", how="left")
    before = scored.filter(pl.col("k") == 1).select(
        "account_id",
        segment_before="segment",
        total_before=_total(),
        bought_since="bought_next",
    )
    accounts = now.join(before, on="account_id", how="left").join(frames["accounts"], on="account_id", how="left")
    accounts = accounts.with_columns(
        movement=_total() - pl.col("total_before").fill_null(_total()), direction=direction(), play=pl.col("segment")
    )
    outputs = {
        "scores": to_output(accounts, RfmScore),
        "segments": to_output(_segments(accounts, before), RfmSegment),
        "matrix": to_output(_matrix(accounts), RfmCell),
        "movement": to_output(_movement(accounts), RfmMovement),
        "overview": to_output(_overview(accounts, params), RfmOverview),
    }
    return {**outputs, "segments": outputs["segments"].sort("position")}


def scored_once(frames: Mapping[str, pl.DataFrame], params: RfmParams) -> pl.DataFrame:
    """`score` of the frames of a run, which its back-test and its result both need."""
    return once(frames, f"scores {params!r}", lambda: score(frames["customers"], params))


def score(customers: pl.DataFrame, params: RfmParams) -> pl.DataFrame:
    """Scores and segment of every customer at every moment, each moment by itself."""
    moments = [_score_one(customers.filter(pl.col("k") == k), params) for k in (0, 1, 2)]
    return pl.concat(moments).sort("k", "account_id")


def other_cuts(params: RfmParams) -> RfmParams:
    """The same parameters with the other way to cut."""
    return params.model_copy(update={"method": "fixed" if params.method == "quintiles" else "quintiles"})


def direction() -> pl.Expr:
    """Up, down, same by the place of the segment; joined for who was no customer. New customers have no place to fall
    from: from “new” every step counts by the scores."""
    place, before = _place("segment"), _place("segment_before")
    by_score = (_total() - pl.col("total_before")).sign()
    is_new = (pl.col("segment") == "new") | (pl.col("segment_before") == "new")
    step = pl.when(is_new).then(by_score).otherwise((before - place).sign())
    return (
        pl.when(pl.col("segment_before").is_null())
        .then(pl.lit("joined"))
        .when(step > 0)
        .then(pl.lit("up"))
        .when(step < 0)
        .then(pl.lit("down"))
        .otherwise(pl.lit("same"))
    )


def _place(column: str) -> pl.Expr:
    return pl.col(column).replace_strict(ORDER, default=None, return_dtype=pl.Int64)


def _score_one(frame: pl.DataFrame, params: RfmParams) -> pl.DataFrame:
    recency = frame["recency_days"].to_numpy().astype(np.float64)
    orders = frame["orders"].to_numpy().astype(np.float64)
    money = frame["monetary"].cast(pl.Float64).to_numpy()
    if params.method == "fixed":
        r = 6 - cut_score(recency, cuts(params.recency_cuts))
        f = cut_score(orders, cuts(params.frequency_cuts))
        m = cut_score(_in_unit(money, params), cuts(params.monetary_cuts))
    else:
        r, f, m = quantile_score(-recency), quantile_score(orders), quantile_score(money)
    is_new = ((frame["tenure_days"] <= params.new_days) & (frame["orders_ever"] <= 2)).to_numpy()
    return frame.with_columns(
        pl.Series("recency_score", r, dtype=pl.Int64),
        pl.Series("frequency_score", f, dtype=pl.Int64),
        pl.Series("monetary_score", m, dtype=pl.Int64),
        segment(r, (f + m + 1) // 2, is_new).alias("segment"),
    )


def _in_unit(money: NDArray[np.float64], params: RfmParams) -> NDArray[np.float64]:
    """Money as multiples of the median customer that spent anything, or as it is."""
    if params.monetary_in == "amount":
        return money
    spent = money[money > 0]
    return money / float(np.median(spent)) if len(spent) else money


def _total() -> pl.Expr:
    return pl.col("recency_score") + pl.col("frequency_score") + pl.col("monetary_score")


def _segments(accounts: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    every = pl.DataFrame({"segment": list(ORDER), "position": list(ORDER.values())})
    now = accounts.group_by("segment").agg(
        accounts=pl.len(),
        monetary=pl.col("monetary").sum(),
        orders_mean=pl.col("orders").mean(),
        recency_median=pl.col("recency_days").median(),
    )
    past = before.group_by(segment="segment_before").agg(
        accounts_before=pl.len(), bought_again=pl.col("bought_since").mean()
    )
    moved = accounts.filter(pl.col("segment") != pl.col("segment_before").fill_null("none"))
    inward = moved.group_by("segment").agg(came_in=pl.len())
    outward = moved.filter(pl.col("segment_before").is_not_null()).group_by(segment="segment_before")
    others = accounts.group_by(segment="segment_other").agg(accounts_other=pl.len())
    joined = every
    for part in (now, past, inward, outward.agg(went_out=pl.len()), others):
        joined = joined.join(part, on="segment", how="left")
    counted = joined.with_columns(
        pl.col("accounts", "accounts_before", "came_in", "went_out", "accounts_other").fill_null(0).cast(pl.Int64),
        pl.col("monetary").fill_null(0).cast(pl.Decimal(38, 4)),
    )
    return counted.with_columns(
        account_share=pl.col("accounts") / pl.col("accounts").sum(),
        accounts_change=pl.col("accounts") - pl.col("accounts_before"),
        play=pl.col("segment"),
        monetary_share=share("monetary"),
        monetary_mean=_mean_money(),
    )


def share(column: str) -> pl.Expr:
    """A column's share of its total; empty where the total is not positive."""
    value = pl.col(column).cast(pl.Float64)
    return pl.when(value.sum() > 0).then(value / value.sum())


def _mean_money() -> pl.Expr:
    return pl.when(pl.col("accounts") > 0).then(pl.col("monetary") / pl.col("accounts").cast(pl.Decimal(18, 0)))


def _matrix(accounts: pl.DataFrame) -> pl.DataFrame:
    scores = pl.DataFrame({"recency_score": range(1, 6)}, schema={"recency_score": pl.Int64})
    cells = scores.join(scores.rename({"recency_score": "frequency_score"}), how="cross")
    found = accounts.group_by("recency_score", "frequency_score").agg(
        accounts=pl.len().cast(pl.Int64), monetary=pl.col("monetary").sum()
    )
    joined = cells.join(found, on=["recency_score", "frequency_score"], how="left").with_columns(
        pl.col("accounts").fill_null(0), pl.col("monetary").fill_null(0).cast(pl.Decimal(38, 4))
    )
    return joined.with_columns(monetary_mean=_mean_money())


def _movement(accounts: pl.DataFrame) -> pl.DataFrame:
    moved = accounts.with_columns(pl.col("segment_before").fill_null("none"))
    return moved.group_by("segment_before", "segment").agg(accounts=pl.len(), monetary=pl.col("monetary").sum())


def _overview(accounts: pl.DataFrame, params: RfmParams) -> pl.DataFrame:
    best = accounts.filter(pl.col("segment") == "champions")
    risk = accounts.filter(pl.col("segment") == "at_risk")
    fallen = accounts.filter(
        pl.col("segment").is_in(FALLEN)
        & pl.col("segment_before").is_not_null()
        & ~pl.col("segment_before").is_in(FALLEN)
    )
    total = _money(accounts)
    values: dict[str, Any] = {
        "as_of": [accounts["as_of"][0]],
        "accounts": [accounts.height],
        "best_accounts": [best.height],
        "best_share": [float(_money(best) / total) if total > 0 else None],
        "risk_accounts": [risk.height],
        "risk_monetary": [_money(risk)],
        "rose_accounts": [accounts.filter(pl.col("direction") == "up").height],
        "fell_accounts": [fallen.height],
        "lookback_days": [params.lookback_days],
    }
    return pl.DataFrame(values, schema_overrides={"risk_monetary": pl.Decimal(38, 4), "best_share": pl.Float64})


def _money(frame: pl.DataFrame) -> Any:
    return frame["monetary"].sum() or 0


def too_few(found: int) -> NotEnoughData:
    """What is missing, and what would help."""
    return NotEnoughData(
        Text(
            en=f"RFM needs at least {MIN_CUSTOMERS} customers with an order; there are {found}.",
            zh=f"RFM 至少需要 {MIN_CUSTOMERS} 个有订单的客户，现有 {found} 个。",
        ),
        next_step=Text(
            en="Load orders with account, day and lines (order, order_line).",
            zh="请载入含客户、日期和明细的订单（order、order_line）。",
        ),
        details={"missing": ["order.account_id", "order.ordered_at", "order_line.net_amount"], "found": found},
    )
