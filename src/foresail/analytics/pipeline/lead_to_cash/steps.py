"""How many chains reached each step, with what money, after how long, and how many were lost on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

STEPS = {
    "lead": ("lead", "deal", "quote", "won", "contract", "order", "delivery", "invoice", "payment"),
    "deal": ("deal", "quote", "won", "contract", "order", "delivery", "invoice", "payment"),
    "order": ("order", "delivery", "invoice", "payment"),
}
_DAY = {"lead": "began_ago", "won": "won_ago"}
_MONEY = {"won": "deal_amount"}
MONEY = pl.Decimal(38, 4)


def steps(chains: pl.DataFrame, days: int) -> pl.DataFrame:
    """The steps of each origin.

    Parameters
    ----------
    chains
        As the SQL gives them.
    days
        Chains that began within so many days.

    Returns
    -------
    A row an origin and step. `documents`: chains that have the step's own document; `reached`: those that have it or a
    later one (a payment proves the invoice that nobody entered). Steps that no chain of any origin shows are left out.
    """
    cohort = chains.filter(pl.col("began_ago") <= days)
    rows: list[dict[str, Any]] = []
    shown = {s for s in STEPS["lead"] if cohort.height and _there(cohort, s).any()}
    for origin, names in STEPS.items():
        mine = cohort.filter(pl.col("origin") == origin)
        if mine.height:
            rows += _of_origin(mine, origin, [n for n in names if n in shown])
    return pl.DataFrame(rows, schema=_SCHEMA)


def _there(chains: pl.DataFrame, step: str) -> Any:
    if step == "delivery":
        return (chains["delivered"] == 1).fill_null(value=False).to_numpy()
    if step == "lead":
        return (chains["origin"] == "lead").to_numpy()
    return chains[_DAY.get(step, f"{step}_ago")].is_not_null().to_numpy()


def _of_origin(mine: pl.DataFrame, origin: str, names: list[str]) -> list[dict[str, Any]]:
    own = {n: _there(mine, n) for n in names}
    reached: dict[str, Any] = {}
    later = np.zeros(mine.height, dtype=np.bool_)
    for name in reversed(names):
        later = later | own[name]
        reached[name] = later
    dead = (mine["outcome"] == "lost").fill_null(value=False).to_numpy()
    rows: list[dict[str, Any]] = []
    for position, name in enumerate(names, start=1):
        before = names[position - 2] if position > 1 else None
        row: dict[str, Any] = {"origin": origin, "position": position, "step": name}
        row |= {
            "reached": int(reached[name].sum()),
            "documents": int(own[name].sum()),
            "amount": _money(mine, name, own),
        }
        row |= {"share": None, "lost": None, "waiting": None, "days_median": None, "days_slow": None}
        row["from_first"] = float(reached[name].mean()) if before else None
        if before and reached[before].any():
            gone = reached[before] & ~reached[name]
            row["share"] = float(reached[name].sum() / reached[before].sum())
            row |= {"lost": int((gone & dead).sum()), "waiting": int((gone & ~dead).sum())}
            row |= _days(mine, names[: position - 1], name, own)
        rows.append(row)
    return rows


def _money(mine: pl.DataFrame, step: str, own: dict[str, Any]) -> Any:
    column = _MONEY.get(step, f"{step}_amount")
    return mine[column].filter(pl.Series(own[step])).sum() or 0 if column in mine.columns else None


def _days(mine: pl.DataFrame, before: list[str], step: str, own: dict[str, Any]) -> dict[str, Any]:
    """Days since the document before: the nearest earlier step that has a day of its own in at least one chain."""
    dated = [b for b in before if b != "delivery"]
    if step == "delivery" or not dated:
        return {}
    now = mine[_DAY.get(step, f"{step}_ago")].cast(pl.Float64).fill_null(float("nan")).to_numpy()
    last = np.full(mine.height, np.nan)
    for name in dated:
        ago = mine[_DAY.get(name, f"{name}_ago")].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        last = np.where(np.isnan(ago), last, ago)
    spent = np.maximum(last - now, 0.0)[own[step] & ~np.isnan(last)]
    if not len(spent):
        return {}
    return {"days_median": float(np.median(spent)), "days_slow": float(np.quantile(spent, 0.9))}


_SCHEMA: dict[str, Any] = {
    "origin": pl.String,
    "position": pl.Int64,
    "step": pl.String,
    "reached": pl.Int64,
    "documents": pl.Int64,
    "amount": MONEY,
    "share": pl.Float64,
    "lost": pl.Int64,
    "waiting": pl.Int64,
    "days_median": pl.Float64,
    "days_slow": pl.Float64,
    "from_first": pl.Float64,
}
