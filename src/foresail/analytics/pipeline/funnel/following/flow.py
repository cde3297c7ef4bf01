"""From the first contact to the money: leads, deals, orders, payments; and what becomes of leads in the shared pool."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from foresail.methods.survival.incidence import aalen_johansen

STEPS = ("lead", "deal", "won", "order", "payment")
_DAY = {"lead": "began_ago", "deal": "deal_ago", "won": "won_ago", "order": "ordered_ago", "payment": "paid_ago"}
_AMOUNT = {"deal": "deal_amount", "won": "deal_amount", "order": "ordered_amount", "payment": "paid_amount"}
MONEY = pl.Decimal(38, 4)
WAITS = 30
"""Days after which a lead that nobody has taken counts as left lying."""


def cash(chains: pl.DataFrame, days: int) -> pl.DataFrame:
    """How many chains of the cohort reached each step, with what amount, after how many days.

    Parameters
    ----------
    chains
        As the SQL gives them.
    days
        Chains that began within so many days.

    Returns
    -------
    A row an origin (lead, direct) and step. A step counts only where the one before it was reached too.
    """
    cohort = chains.filter(pl.col("began_ago") <= days)
    rows = []
    for origin in ("lead", "direct"):
        mine = cohort.filter(pl.col("origin") == origin)
        if mine.height:
            rows += _steps(mine, origin)
    return pl.DataFrame(rows, schema=_CASH)


def _steps(mine: pl.DataFrame, origin: str) -> list[dict[str, Any]]:
    steps = STEPS if origin == "lead" else STEPS[1:]
    reached = np.ones(mine.height, dtype=np.bool_)
    rows: list[dict[str, Any]] = []
    before: np.ndarray[Any, Any] | None = None
    for position, step in enumerate(steps, start=1):
        day = mine[_DAY[step]].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        parent = reached
        reached = parent & ~np.isnan(day)
        row: dict[str, Any] = {"origin": origin, "position": position, "step": step, "count": int(reached.sum())}
        row["amount"] = None
        if step in _AMOUNT:
            row["amount"] = mine[_AMOUNT[step]].filter(pl.Series(reached)).sum() or 0
        row |= {"share": None, "share_low": None, "share_high": None, "days_median": None, "from_first": None}
        if before is not None and parent.any():
            row |= _onward(before[parent], day[parent], reached[parent], mine, parent, step)
            row["from_first"] = float(reached.sum() / len(reached))
        rows.append(row)
        before = day
    return rows


def _onward(before: Any, day: Any, done: Any, mine: pl.DataFrame, parent: Any, step: str) -> dict[str, Any]:
    """Share that goes on, as far as is seen, with what has not happened yet as open (Aalen–Johansen)."""
    lost = (mine["outcome"] == "lost").fill_null(value=False).to_numpy()[parent] & (step == "won")
    cause = np.where(done, 1, np.where(lost, 2, 0))
    spent = np.maximum(np.where(done, before - day, before), 0.0)
    found = aalen_johansen(spent, cause)
    share, low, high = found.at_end(0)
    return {"share": share, "share_low": low, "share_high": high, "days_median": found.median(0)}


def pools(leads: pl.DataFrame, days: int) -> pl.DataFrame:
    """What became of the leads of the cohort, by where they lie: a shared pool by name, or a person's own.

    `returned` leads had been given to somebody and lie in the pool again; `waiting` ones were never given to anybody
    and have waited for more than 30 days.
    """
    cohort = leads.filter(pl.col("created_ago") <= days).with_columns(
        pooled=pl.col("pool").is_not_null(), pool=pl.col("pool").fill_null("")
    )
    never = pl.col("assigned_ago").is_null()
    wait = (pl.col("created_ago") - pl.col("assigned_ago")).filter(~never)
    return cohort.group_by("pool").agg(
        leads=pl.len(),
        returned=(pl.col("pooled") & ~never).sum(),
        never_assigned=never.sum(),
        waiting=(never & pl.col("converted_ago").is_null() & (pl.col("created_ago") > WAITS)).sum(),
        converted=pl.col("converted_ago").is_not_null().sum(),
        days_to_assign=wait.clip(0).median(),
    )


_CASH: dict[str, Any] = {
    "origin": pl.String,
    "position": pl.Int64,
    "step": pl.String,
    "count": pl.Int64,
    "amount": MONEY,
    "share": pl.Float64,
    "share_low": pl.Float64,
    "share_high": pl.Float64,
    "days_median": pl.Float64,
    "from_first": pl.Float64,
}
