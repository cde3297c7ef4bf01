"""Open deals by forecast category, company and person; and how people forecast, found from what they had said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import t as student

from foresail.analytics.forecast.revenue.look.history import History, floats
from foresail.analytics.forecast.revenue.look.outlook import Outlook
from foresail.analytics.forecast.revenue.words import CATEGORIES, CATEGORY_OF, NO_ONE
from foresail.methods.forecast.arrays import Floats
from foresail.methods.fused.book import month_of

COMMIT, BEST = 0.7, 0.4
"""Win probabilities from which a deal without a category counts as commit, and as best case."""
LEAST_MONTHS = 4
MATERIAL = 0.05
"""A bias below this share is no habit."""
WIDE = 0.5
"""An interval that reaches farther than this to either side tells nothing."""
JUDGED = 12
"""Last whole months that people are judged on."""
_EACH = ("deals", "amount", "closing", "expected", "stated")


def deals_now(look: Outlook) -> pl.DataFrame:
    """A row an open deal: person, category (and whether the CRM states it), amount, what is expected of it."""
    now = look.past.states.filter(pl.col("back") == 0)
    chance = look.parts.chance.sum(axis=1)
    stated = _codes(now["category"])
    guessed = np.where(chance >= COMMIT, "commit", np.where(chance >= BEST, "best_case", "pipeline")).tolist()
    amount = np.nan_to_num(floats(now["amount"]))
    return pl.DataFrame(
        {
            "member": pl.Series([NO_ONE if o is None else str(o) for o in now["owner_id"].to_list()], dtype=pl.String),
            "category": pl.Series([s or g for s, g in zip(stated, guessed, strict=True)], dtype=pl.String),
            "stated": pl.Series([s is not None for s in stated], dtype=pl.Float64),
            "amount": amount,
            "closing": np.where(now["ahead"].to_numpy() <= len(look.mean), amount, 0.0),
            "expected": look.parts.worth * chance,
        }
    )


def _codes(words: pl.Series) -> list[str | None]:
    return [CATEGORY_OF.get(str(w).strip().lower()) if w is not None else None for w in words.to_list()]


def _summed(frame: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return (
        frame.group_by(by)
        .agg(
            pl.len().cast(pl.Int64).alias("deals"),
            *(pl.col(c).sum().round(2) for c in ("amount", "closing", "expected")),
            pl.col("stated").mean(),
        )
        .sort(by)
    )


def categories(look: Outlook) -> pl.DataFrame:
    """A row a category."""
    found = {row["category"]: row for row in _summed(deals_now(look), ["category"]).iter_rows(named=True)}
    kept = _kept(look.past)
    rows = [
        {
            "position": position + 1,
            "category": name,
            **{c: found[name][c] if name in found else 0 for c in _EACH},
            "kept": kept.get(name),
        }
        for position, name in enumerate(CATEGORIES)
        if name in found or name in kept
    ]
    kinds = dict.fromkeys(("amount", "closing", "expected", "stated", "kept"), pl.Float64)
    schema: dict[str, Any] = {"position": pl.Int64, "category": pl.String, "deals": pl.Int64, **kinds}
    return pl.DataFrame(rows, schema=schema)


def rollup(look: Outlook, people: pl.DataFrame) -> pl.DataFrame:
    """A row a person and category."""
    names = people.select(pl.col("owner_id").alias("member"), "owner_name", "team_name")
    made = _summed(deals_now(look), ["member", "category"]).join(names, on="member", how="left")
    return made.with_columns(owner_id=pl.when(pl.col("member") != NO_ONE).then(pl.col("member")))


def _promises(past: History) -> pl.DataFrame:
    """Looks at the ends of the last whole months but one: month that follows, person, category, what was promised for
    it (expected close in it), and what of the deal was won in it."""
    looks = past.states.filter(pl.col("back") > 0)
    deals = past.deals.select("row", "outcome", pl.col("ended_on"), pl.col("amount").alias("final"))
    both = looks.join(deals, on="row", how="left", maintain_order="left")
    month = month_of(both["day"].cast(pl.Int32).to_numpy().astype(np.int64)) + 1 - past.book.first
    ended = both["ended_on"].cast(pl.Int32).fill_null(10**6).to_numpy().astype(np.int64)
    won = (both["outcome"] == "won").to_numpy() & (month_of(ended) - past.book.first == month)
    amount = np.nan_to_num(floats(both["amount"]))
    due = (both["ahead"] == 1).to_numpy()
    return pl.DataFrame(
        {
            "month": month,
            "member": pl.Series([NO_ONE if o is None else str(o) for o in both["owner_id"].to_list()], dtype=pl.String),
            "category": pl.Series(_codes(both["category"]), dtype=pl.String),
            "said": np.where(due, amount, 0.0),
            "kept": np.where(due & won, amount, 0.0),
            "won": np.where(won, np.nan_to_num(floats(both["final"])), 0.0),
        }
    ).filter((pl.col("month") >= past.months - JUDGED) & (pl.col("month") < past.months))


def _kept(past: History) -> dict[str, float]:
    told = _promises(past).drop_nulls("category").group_by("category").agg(pl.col("said", "kept").sum())
    return {c: float(kept) / float(said) for c, said, kept in told.iter_rows() if said > 0}


def habits(look: Outlook, frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A row a person: what was said for each month against what came, and the habit behind it."""
    team = dict(frames["people"].select("owner_id", "team_id").drop_nulls().iter_rows())
    sales = look.past.sales.with_columns(team_id=pl.col("owner_id").replace_strict(team, default=None))
    rows = [*_commits(look.past, frames["people"]), *_figures(look.past, sales, frames["said"])]
    kinds: dict[str, Any] = {"said_by": pl.String, "person": pl.String, "owner_id": pl.String, "months": pl.Int64}
    kinds |= dict.fromkeys(("said", "came", "bias", "bias_low", "bias_high"), pl.Float64)
    return pl.DataFrame(rows, schema=kinds | {"habit": pl.String})


def _commits(past: History, people: pl.DataFrame) -> list[dict[str, Any]]:
    """What each person's deals in commit promised for the next month, against what that person then won of the deals
    that were open. A commit is rarely all that is won: it is held against what the middle one of all people wins for
    the same commit."""
    names = dict(people.select("owner_id", "owner_name").iter_rows())
    told = _promises(past).with_columns(said=pl.when(pl.col("category") == "commit").then("said").otherwise(0.0))
    sums = told.group_by("member").agg(pl.col("said", "won").sum()).filter(pl.col("said") > 0)
    usual = float(np.median((sums["won"] / sums["said"]).to_numpy())) if sums.height else 1.0
    told = told.with_columns(pl.col("said") * usual)
    each = told.group_by("member", "month").agg(pl.col("said", "won").sum()).sort("member", "month")
    rows = []
    for (member,), part in each.partition_by(["member"], as_dict=True, maintain_order=True).items():
        if member != NO_ONE and part["said"].sum() > 0:
            found = habit(part["said"].to_numpy(), part["won"].to_numpy())
            rows.append({"said_by": "commit", "person": str(member), "owner_id": str(member), **found})
    called = {row["person"]: names.get(row["person"]) or row["person"] for row in rows}
    double = {n for n in called.values() if list(called.values()).count(n) > 1}
    for row in rows:
        name = called[row["person"]]
        row["person"] = f"{name} ({row['person']})" if name in double else name
    return rows


def _figures(past: History, sales: pl.DataFrame, said: pl.DataFrame) -> list[dict[str, Any]]:
    """What each person entered into the ledger, the last figure of each month counting."""
    last = said.sort("person", "series", "period", "issued_on").unique(
        ["person", "series", "period"], keep="last", maintain_order=True
    )
    rows = []
    for (person,), part in last.partition_by(["person"], as_dict=True, maintain_order=True).items():
        came = [_came(past, sales, str(s), p) for s, p in part.select("series", "period").iter_rows()]
        told = [(float(f), c) for f, c in zip(part["forecast"].to_list(), came, strict=True) if c is not None]
        owners = part["owner_id"].drop_nulls().unique().to_list()
        if told:
            found = habit(np.array([t[0] for t in told]), np.array([t[1] for t in told]))
            who = owners[0] if len(owners) == 1 else None
            rows.append({"said_by": "figure", "person": str(person or NO_ONE), "owner_id": who, **found})
    return rows


def _came(past: History, sales: pl.DataFrame, series: str, period: Any) -> float | None:
    """Revenue of a series in a whole month; None where it is not one of ours, or not over."""
    place = (period.year - 1970) * 12 + period.month - 1 - past.book.first
    if not 0 <= place < past.months:
        return None
    rows = sales.filter(pl.col("place") == place)
    column, _, member = series.partition("=")
    if series != "company":
        if column not in ("owner_id", "team_id", "region", "category") or "/" in member:
            return None
        rows = rows.filter(pl.col(column) == member)
    return float(rows["amount"].sum())


def habit(said: Floats, came: Floats) -> dict[str, Any]:
    """Bias of what was said, with a 90% interval over months, and the habit that it shows.

    Parameters
    ----------
    said, came
        Of each month, shape (n,).

    Examples
    --------
    >>> habit(np.array([12.0, 13, 12, 13]), np.array([10.0, 10, 10, 10]))["habit"]
    'optimist'
    """
    n, total = len(said), float(came.sum())
    row: dict[str, Any] = {"months": n, "said": round(float(said.sum()), 2), "came": round(total, 2)}
    if total <= 0:
        return row | {"bias": None, "bias_low": None, "bias_high": None, "habit": "unclear"}
    bias = float((said - came).sum()) / total
    if int(((said != 0) | (came != 0)).sum()) < LEAST_MONTHS:
        return row | {"bias": bias, "bias_low": None, "bias_high": None, "habit": "unclear"}
    left = said - came - bias * came
    error = float(np.sqrt(n / (n - 1) * (left**2).sum())) / total
    reach = float(student.ppf(0.95, n - 1)) * error
    low, high = bias - reach, bias + reach
    if low > 0 and bias > MATERIAL:
        name = "optimist"
    elif high < 0 and bias < -MATERIAL:
        name = "sandbagger"
    else:
        name = "fair" if reach <= WIDE else "unclear"
    return row | {"bias": bias, "bias_low": low, "bias_high": high, "habit": name}
