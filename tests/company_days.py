"""The demo company as canonical tables of any day, straight from the simulation: no files, no loading, daily history.

This is what daily loads give (`history` is tested to equal the truth at each load), some forty times faster than
writing exports and loading them; proofs over many seeds rest on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from foresail.contracts.capability import Capability
from foresail.demo.clock import DAY
from foresail.demo.world import pipeline
from foresail.demo.world.company import Company, build
from foresail.model.declare import Type
from foresail.model.tables import TABLES

STILL = date(9999, 12, 31)
RATE = "7.1"
WON = 4
Tables = dict[str, pl.DataFrame]
Load = Callable[..., Tables]


def spans(company: Company, day: int) -> pl.DataFrame:
    """The state of every deal at the end of each day up to a day, as spans."""
    view, end = company.view, day * DAY + DAY - 1
    logs = [*(view.course.logs[n] for n in ("stage", "amount", "close", "probability")), view.owners]
    steps = [np.stack([log.deal, log.minute // DAY], 1)[log.minute <= end] for log in logs]
    deal, on = np.unique(np.concatenate(steps), axis=0).T
    minute = on * DAY + DAY - 1
    stage, chance = view.value("stage", deal, minute), view.value("probability", deal, minute)
    ended = stage >= WON
    promised = np.where(stage < 2, 0, np.where(chance >= 75, 2, 1))
    category = np.where(stage == WON, 3, np.where(ended, 4, promised))
    close = np.where(ended, view.course.closed[deal] // DAY, view.value("close", deal, minute))
    more = np.append(deal[1:] == deal[:-1], [False])
    until = view.time.on(np.where(more, np.append(on[1:], 0), -2_000_000_000)).fill_null(STILL)
    cents = view.value("amount", deal, minute)
    currency = view.static["currency"].gather(deal.tolist())
    frame = pl.DataFrame(
        {
            "opportunity_id": view.static["opportunity_id"].gather(deal.tolist()),
            "valid_from": view.time.on(on),
            "valid_to": until,
            "stage": [pipeline.STAGE_NAMES[s] for s in stage],
            "cents": cents,
            "currency": currency,
            "expected_close_on": view.time.on(close),
            "owner_id": [view.people.code[o] for o in view.owners.value[view.owners.at(deal, minute)]],
            "outcome": np.where(ended, np.where(stage == WON, "won", "lost"), "open").tolist(),
            "forecast_category": [pipeline.CATEGORIES[c] for c in category],
            "probability": chance / 100,
        }
    )
    money = (pl.col("cents").cast(pl.Decimal(18, 2)) / pl.lit(100).cast(pl.Decimal(4, 0))).cast(pl.Decimal(18, 4))
    return frame.with_columns(amount=money).with_columns(amount_base=in_base("amount"))


def in_base(column: str) -> pl.Expr:
    """Dollars at one rate."""
    dollars = (pl.col(column) * pl.lit(RATE).cast(pl.Decimal(4, 1))).cast(pl.Decimal(18, 4))
    return pl.when(pl.col("currency") == "USD").then(dollars).otherwise(pl.col(column))


def tables_on(company: Company, day: int) -> tuple[Tables, date]:
    """All canonical tables as they are known at the end of a day, and the day."""
    on = company.time.origin + timedelta(days=day)
    made = {name: frame for name, frame in company.tables.items() if name in TABLES}
    made["opportunity"] = pipeline.opportunities(company.view, day * DAY + DAY - 1)
    made["opportunity_change"] = _changes(company)
    made["order_line"] = made["order_line"].join(
        made["order"].select("order_id", "currency"), on="order_id", how="left"
    )
    found = {name: _known(name, _stored(name, frame), on) for name, frame in made.items()}
    found["opportunity_span"] = spans(company, day)
    return found, on


def _changes(company: Company) -> pl.DataFrame:
    """Changes as comparing loads would tell them, ends among them."""
    told = company.tables["opportunity_change"].with_columns(origin=pl.lit("inferred"))
    ends = {"赢单": "won", "输单": "lost"}
    closing = told.filter((pl.col("field") == "stage") & pl.col("new").is_in(list(ends)))
    outcome = closing.with_columns(field=pl.lit("outcome"), old=pl.lit("open"), new=pl.col("new").replace(ends))
    return pl.concat([told, outcome])


def _stored(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """With local days and base amounts, as a generation stores them."""
    for column in TABLES[name].columns:
        if column.name not in frame.columns:
            continue
        if column.type is Type.TIMESTAMP:
            moment = pl.col(column.name).cast(pl.Datetime("us", "UTC"))
            local = moment.dt.offset_by("8h").dt.date().alias(column.name.removesuffix("_at") + "_on")
            frame = frame.with_columns(local, moment.dt.replace_time_zone(None))
        if column.type in (Type.MONEY, Type.UNIT_PRICE):
            priced = in_base(column.name) if "currency" in frame.columns else pl.col(column.name)
            frame = frame.with_columns(priced.alias(f"{column.name}_base"))
    return frame


def _known(name: str, frame: pl.DataFrame, on: date) -> pl.DataFrame:
    moment = TABLES[name].known_at
    day = moment.removesuffix("_at") + "_on" if moment.endswith("_at") else moment
    if day not in frame.columns:
        return frame
    return frame.filter(pl.col(day).is_null() | (pl.col(day) <= on))


@pytest.fixture
def demo_frames(frames_of: Load) -> Callable[..., tuple[Tables, pl.DataFrame]]:
    """`demo_frames(CAPABILITY, company, day)`: the frames of a capability on a day, and the true odds of open deals."""

    def load(capability: Capability, company: Company, on: date, **params: Any) -> tuple[Tables, pl.DataFrame]:
        found, day = tables_on(company, company.time.day_of(on))
        truth = company.truth["win_odds"].filter(pl.col("on_date") == day)
        return frames_of(capability, found, day, **params), truth

    return load


@pytest.fixture(scope="session")
def demo_company() -> Callable[..., Company]:
    """`demo_company(seed, scale)`: the simulation alone, in some seconds."""

    def make(seed: int, scale: float = 1.0, until: date = date(2026, 10, 31)) -> Company:
        return build(until, seed, scale, lambda _step, _share: None)

    return make
