"""Touches, tickets and feedback of the small company, by a generator of their own: other tables stay as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from contract.world import table

TOUCHES, TICKETS, FEEDBACK = 900, 260, 420
COMMENTS = (
    "交付很快，质量稳定", "价格太高，客服不回复", "Great support, fast delivery", "软件经常掉线，很失望", None,
    "The price is too high and the invoice was wrong", "产品不错，但是说明书不清楚",
)  # fmt: skip


def service(
    at: Any, names: Any, accounts: int, leads: int, channels: tuple[str, ...], days: int
) -> dict[str, pl.DataFrame]:
    """Touches of accounts and leads, tickets, NPS and CSAT with comments."""
    rng = np.random.default_rng(77)
    n = np.arange(TOUCHES)
    who = rng.integers(0, accounts, TOUCHES)
    of_lead = n % 3 == 0
    touch = {
        "touch_id": names("X", n),
        "occurred_at": at(np.where(of_lead, rng.integers(0, days, TOUCHES), rng.integers(-200, 120, TOUCHES))),
        "channel": [channels[int(k)] for k in rng.integers(0, len(channels), TOUCHES)],
        "account_id": [None if lead else name for lead, name in zip(of_lead, names("A", who), strict=True)],
        "lead_id": [name if lead else None for lead, name in zip(of_lead, names("L", who % leads), strict=True)],
        "kind": [("click", "visit", "contact")[i % 3] for i in n],
    }
    opened = rng.integers(0, days, TICKETS)
    ticket = {
        "ticket_id": names("K", np.arange(TICKETS)),
        "account_id": names("A", rng.integers(0, accounts, TICKETS)),
        "opened_at": at(opened),
        "closed_at": at(opened + rng.integers(0, 20, TICKETS)),
        "severity": [("低", "中", "高")[i % 3] for i in range(TICKETS)],
        "satisfaction": rng.integers(1, 6, TICKETS).astype(float),
    }
    k = np.arange(FEEDBACK)
    is_nps = k % 2 == 0
    pick = rng.integers(0, len(COMMENTS), FEEDBACK)
    glad = np.isin(pick, (0, 2, 6))
    score = np.where(is_nps, rng.integers(0, 7, FEEDBACK) + 4 * glad, rng.integers(1, 4, FEEDBACK) + 2 * glad)
    feedback = {
        "feedback_id": names("F", k),
        "account_id": names("A", rng.integers(0, accounts, FEEDBACK)),
        "given_at": at(rng.integers(0, days, FEEDBACK)),
        "kind": np.where(is_nps, "nps", "csat"),
        "score": score.astype(float),
        "text": [COMMENTS[int(i)] for i in pick],
    }
    made = {"touch": touch, "ticket": ticket, "feedback": feedback}
    return {name: table(name, columns) for name, columns in made.items()}
