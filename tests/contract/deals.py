"""Deals of the small company, with the history of every field that changes."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from contract.world import table

STAGES = ("线索确认", "方案", "报价", "谈判")
DEALS = 700
STILL = date(9999, 12, 31)


def deals(
    rng: np.random.Generator, first_day: date, days: int, accounts: int, people: int, channels: tuple[str, ...]
) -> dict[str, pl.DataFrame]:
    """Opportunities, their spans, changes and the stage table."""
    made: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for number in range(DEALS):
        deal = _deal(rng, number, first_day, days, accounts, people, channels)
        states = deal.pop("states")
        made.append(deal)
        spans += _spans(deal, states)
        changes += _changes(deal, states)
    stage = {
        "pipeline": ["default"] * 6,
        "stage": [*STAGES, "赢单", "输单"],
        "position": list(range(1, 7)),
        "probability": [0.1, 0.3, 0.5, 0.7, 1.0, 0.0],
        "outcome": ["open"] * 4 + ["won", "lost"],
    }
    return {
        "opportunity": table("opportunity", _columns(made)),
        "opportunity_span": table("opportunity_span", _columns(spans)),
        "opportunity_change": table("opportunity_change", _columns(changes)),
        "stage": table("stage", stage),
    }


def _deal(
    rng: np.random.Generator, number: int, first_day: date, days: int, accounts: int, people: int,
    channels: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    born = int(rng.integers(0, days - 3))
    account = int(rng.integers(0, accounts))
    quality = rng.normal()
    states, outcome, end = _course(rng, born, days, quality)
    closed = outcome != "open"
    return {
        "opportunity_id": f"crm:D{number:04d}",
        "name": f"商机{number}",
        "account_id": None if number % 13 == 0 else f"crm:A{account:04d}",
        "owner_id": f"crm:R{account % people:04d}",
        "pipeline": "default",
        "stage": states[-1][1],
        "amount": states[-1][2],
        "currency": "CNY",
        "created_at": _moment(first_day, born),
        "expected_close_on": first_day + timedelta(days=born + 90),
        "closed_at": _moment(first_day, end) if closed else None,
        "outcome": outcome,
        "lost_reason": "price" if outcome == "lost" else None,
        "channel": channels[account % len(channels)],
        "product_id": f"crm:P{number % 12:04d}",
        "competitor": "甲公司" if quality < 0 else None,
        "states": [(first_day + timedelta(days=d), s, a) for d, s, a in states],
    }


def _course(
    rng: np.random.Generator, born: int, days: int, quality: float
) -> tuple[list[tuple[int, str, float]], str, int]:
    """The states that a deal went through up to the last day, its outcome, and the day of its end."""
    amount = round(float(rng.lognormal(9, 1)), 2)
    day, states, outcome = born, [(born, STAGES[0], amount)], ""
    for stage in STAGES[1:]:
        day += int(rng.integers(3, 40))
        if rng.random() < 0.25 - 0.05 * quality:
            outcome = "lost"
            break
        amount = round(amount * float(rng.uniform(0.8, 1.2)), 2)
        states.append((day, stage, amount))
    if not outcome:
        day += int(rng.integers(3, 40))
        outcome = "won" if rng.random() < 1 / (1 + np.exp(-0.4 - 0.8 * quality)) else "lost"
    states = [s for s in states if s[0] <= days]
    if day > days:
        return states, "open", day
    return [*states, (day, "赢单" if outcome == "won" else "输单", states[-1][2])], outcome, day


def _moment(first_day: date, days: int) -> datetime:
    return datetime.combine(first_day, datetime.min.time()) + timedelta(days=days, hours=9)


def _spans(deal: dict[str, Any], states: list[tuple[date, str, float]]) -> list[dict[str, Any]]:
    ends = [s[0] for s in states[1:]] + [STILL]
    kept = [(s, end) for s, end in zip(states, ends, strict=True) if end > s[0]]
    return [
        {
            "opportunity_id": deal["opportunity_id"],
            "valid_from": start,
            "valid_to": end,
            "stage": stage,
            "amount": amount,
            "currency": "CNY",
            "expected_close_on": deal["expected_close_on"],
            "owner_id": deal["owner_id"],
            "outcome": {"赢单": "won", "输单": "lost"}.get(stage, "open"),
        }
        for (start, stage, amount), end in kept
    ]


def _changes(deal: dict[str, Any], states: list[tuple[date, str, float]]) -> list[dict[str, Any]]:
    found = []
    for (_, old, before), (day, new, after) in itertools.pairwise(states):
        moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
        same = {"opportunity_id": deal["opportunity_id"], "changed_at": moment, "origin": "reported"}
        found.append({**same, "field": "stage", "old": old, "new": new})
        if before != after:
            found.append({**same, "field": "amount", "old": str(before), "new": str(after)})
    return found


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in rows[0]}
