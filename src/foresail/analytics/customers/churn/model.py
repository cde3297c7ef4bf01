"""Fit on days in the past, score the customers of today. Pure: frames in, frames and an artefact out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from foresail.analytics.customers.churn import tables
from foresail.analytics.customers.churn.features import of_contracts, of_customers, phrase
from foresail.analytics.customers.churn.learning import Side, from_artefact, learnt, to_artefact, too_few
from foresail.analytics.customers.churn.outputs import (
    ChurnCalibration,
    ChurnCell,
    ChurnContract,
    ChurnDriver,
    ChurnOverview,
    ChurnReason,
    ChurnScore,
)
from foresail.analytics.customers.churn.params import ChurnParams
from foresail.analytics.customers.churn.words import CONTRACTS, ORDERS
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text


def fit(frames: Mapping[str, pl.DataFrame], params: ChurnParams, rng: np.random.Generator) -> Artefact:
    """Learn who stopped after how they looked.

    Parameters
    ----------
    frames
        `customers` and `contracts` (today and days in the past), `accounts` (words).
    rng
        Seeds the trees.

    Raises
    ------
    NotEnoughData
        If neither customers nor contracts have enough of a past.
    """
    return to_artefact(learnt(frames, params, int(rng.integers(1, 2**31 - 1))))


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: ChurnParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Score every active customer and every contract in force.

    Raises
    ------
    NotEnoughData
        If there is nobody to score.
    """
    del rng
    if artefact is None:
        raise too_few(0)
    sides = from_artefact(artefact)
    contracts = _contracts(frames, sides)
    scored, columns, words = _customers(frames, sides, contracts)
    if not scored.height:
        raise _nobody()
    main = sides["orders" if "orders" in sides else "contract"]
    scores = tables.ranked(scored, frames["accounts"])
    reasons = _reasons(main, columns, scored, scores, words, params)
    scores = tables.with_reason(scores, reasons)
    return {
        "scores": to_output(scores, ChurnScore),
        "reasons": to_output(reasons, ChurnReason) if reasons.height else empty_output(ChurnReason),
        "contracts": to_output(contracts, ChurnContract) if contracts.height else empty_output(ChurnContract),
        "cells": to_output(tables.cells(scores), ChurnCell),
        "drivers": to_output(_drivers(reasons), ChurnDriver) if reasons.height else empty_output(ChurnDriver),
        "calibration": to_output(tables.calibration(main.scorer), ChurnCalibration),
        "overview": to_output(tables.overview(scores, contracts, main.scorer, params), ChurnOverview),
    }


def _contracts(frames: Mapping[str, pl.DataFrame], sides: Mapping[str, Side]) -> pl.DataFrame:
    """The contracts in force with their risks; none where they could not be learnt from."""
    now = frames["contracts"].filter(pl.col("k") == 0).sort("subscription_id")
    if "contract" not in sides or not now.height:
        return empty_output(ChurnContract)
    side = sides["contract"]
    p = np.clip(side.scorer.predict(of_contracts(now, frames["accounts"], side.usual)), 0.001, 0.999)
    words = frames["accounts"].select("account_id", "account_name")
    return tables.contract_rows(now, p, side.scorer).join(words, on="account_id", how="left")


def _customers(
    frames: Mapping[str, pl.DataFrame], sides: Mapping[str, Side], contracts: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, Mapping[str, Text]]:
    """Customers by their orders; by their contracts where they have no orders (or nothing was learnt of orders)."""
    now = frames["customers"].filter(pl.col("k") == 0).sort("account_id")
    held = tables.by_contract(contracts)
    if "orders" not in sides:
        frame = frames["contracts"].filter(pl.col("k") == 0)
        first = held.join(frame, on=("account_id", "subscription_id"), how="left", maintain_order="left")
        return held, of_contracts(first, frames["accounts"], sides["contract"].usual), CONTRACTS
    side = sides["orders"]
    columns = of_customers(now, frames["accounts"], side.usual)
    p = np.clip(side.scorer.predict(columns), 0.001, 0.999)
    bought = tables.by_orders(now, p, side.scorer)
    rest = held.join(bought, on="account_id", how="anti")
    return pl.concat([bought, rest], how="diagonal"), columns, ORDERS


def _reasons(
    side: Side,
    columns: pl.DataFrame,
    scored: pl.DataFrame,
    scores: pl.DataFrame,
    words: Mapping[str, Text],
    params: ChurnParams,
) -> pl.DataFrame:
    """Reasons of the customers with the most money at risk."""
    asked = scores.filter(pl.col("place") <= params.reasons_for)["account_id"]
    ids = scored["account_id"].head(columns.height)
    wanted = ids.is_in(asked.implode())
    found = side.scorer.reasons(columns.filter(wanted), params.reasons)
    english = [phrase(c, v, words, zh=False) for c, v in found.select("column", "value").iter_rows()]
    chinese = [phrase(c, v, words, zh=True) for c, v in found.select("column", "value").iter_rows()]
    return found.select(
        account_id=ids.filter(wanted).gather(found["row"]),
        rank="rank",
        feature="column",
        label_en=pl.Series(english, dtype=pl.String),
        label_zh=pl.Series(chinese, dtype=pl.String),
        points=pl.col("points").round(6),
    )


def _drivers(reasons: pl.DataFrame) -> pl.DataFrame:
    return reasons.group_by("feature").agg(points=pl.col("points").abs().mean(), accounts=pl.len())


def _nobody() -> NotEnoughData:
    return NotEnoughData(
        Text(en="No customer is active on the day.", zh="当日没有活跃客户。"),
        next_step=Text(en="Choose more active days, or load newer orders.", zh="请放宽活跃天数，或载入更新的订单。"),
        details={"missing": ["order.ordered_at"], "found": 0},
    )
