"""Steps, receivables and the cash of the coming weeks. Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from foresail.analytics.pipeline.lead_to_cash.collect import (
    Book,
    Habits,
    Open,
    book_of,
    cash_ahead,
    habits,
    likely_day,
    open_on,
    paid_within,
)
from foresail.analytics.pipeline.lead_to_cash.judged import past, spread
from foresail.analytics.pipeline.lead_to_cash.outputs import (
    AGES,
    CashAge,
    CashDebtor,
    CashInvoice,
    CashMonth,
    CashOverview,
    CashStep,
    CashWeek,
)
from foresail.analytics.pipeline.lead_to_cash.params import LeadToCashParams
from foresail.analytics.pipeline.lead_to_cash.steps import steps
from foresail.contracts.frames import empty_output, to_output
from foresail.kernel.artefact import Artefact
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text

EDGES = (0, 30, 60, 90)
MONTHS = 12
LEAST = 5
"""Fewer leads, deals, orders and invoices tell nothing."""
CENT = Decimal("0.01")


def run(
    frames: Mapping[str, pl.DataFrame], artefact: Artefact | None, params: LeadToCashParams, rng: np.random.Generator
) -> dict[str, pl.DataFrame]:
    """Count the steps, age what is owed, and foretell the cash.

    Parameters
    ----------
    frames
        `chains`, `invoices` and `payments`.

    Raises
    ------
    NotEnoughData
        If there are hardly any chains and invoices.
    """
    del artefact, rng
    chains, invoices, payments = frames["chains"], frames["invoices"].sort("invoice_id"), frames["payments"]
    if chains.height + invoices.height < LEAST:
        raise _nothing(chains.height + invoices.height)
    day: date = (chains if chains.height else invoices)["as_of"][0]
    payments = payments.sort("payment_id")
    book = book_of(invoices, payments)
    found = habits(book)
    opened = open_on(book, found)
    months = _months(invoices, payments, day)
    owed = _owed(invoices, found, opened, day)
    return {
        "steps": to_output(steps(chains, params.cohort_days), CashStep),
        "ageing": to_output(_ageing(owed), CashAge),
        "invoices": to_output(owed, CashInvoice),
        "debtors": to_output(_debtors(owed), CashDebtor),
        "months": to_output(months, CashMonth),
        "weeks": _weeks(book, params.weeks, day),
        "overview": to_output(_overview(chains, owed, months, params, day), CashOverview),
    }


def _money(values: Any) -> pl.Series:
    return pl.Series([Decimal(str(round(float(v), 2))).quantize(CENT) for v in values], dtype=pl.Decimal(18, 4))


def _owed(invoices: pl.DataFrame, found: Habits, opened: Open, day: date) -> pl.DataFrame:
    """A row an open invoice, with what is to be expected of it."""
    rows: pl.DataFrame = invoices[opened.row.tolist()].with_columns(
        open_amount=(pl.col("amount").cast(pl.Decimal(38, 4)) - pl.col("received")).cast(pl.Decimal(18, 4))
    )
    chance = paid_within(found, opened, [30.0])[:, 0] if rows.height else np.zeros(0)
    ahead = likely_day(found, opened) if rows.height else np.zeros(0)
    days = [None if np.isnan(v) else day + timedelta(days=int(v)) for v in ahead.tolist()]
    share = pl.Series(np.round(np.clip(chance, 0.0, 1.0), 6), dtype=pl.Float64)
    owned = found.shift[_accounts(invoices)[opened.row]] if rows.height else np.zeros(0)
    return rows.with_columns(
        issued_on=pl.lit(day) - pl.duration(days=pl.col("issued_ago")),
        due_on=pl.lit(day) - pl.duration(days=pl.col("due_ago")),
        days_overdue=pl.col("due_ago").clip(0),
        chance_30=share,
        habit_days=pl.Series(np.round(owned, 2), dtype=pl.Float64),
        likely_on=pl.Series(days, dtype=pl.Date),
    ).with_columns(
        expected_30=(pl.col("open_amount").cast(pl.Decimal(38, 6)) * pl.col("chance_30").cast(pl.Decimal(18, 6)))
        .cast(pl.Decimal(38, 4))
        .round(2)
    )


def _accounts(invoices: pl.DataFrame) -> Any:
    return np.unique(invoices["account_id"].fill_null("").to_numpy(), return_inverse=True)[1]


def _ageing(owed: pl.DataFrame) -> pl.DataFrame:
    total = _sum(owed["open_amount"])
    rows = []
    for position, age in enumerate(AGES):
        low = EDGES[position - 1] if position else None
        high = EDGES[position] if position < len(EDGES) else None
        late = pl.col("due_ago")
        mine = owed.filter((late > low if low is not None else True) & (late <= high if high is not None else True))
        share = float(_sum(mine["open_amount"]) / total) if total else 0.0
        rows.append(
            {
                "position": position + 1,
                "age": age,
                "invoices": mine.height,
                "amount": _sum(mine["open_amount"]),
                "share": share,
                "expected_30": _sum(mine["expected_30"]),
            }
        )
    return pl.DataFrame(rows, schema_overrides={"amount": pl.Decimal(38, 4), "expected_30": pl.Decimal(38, 4)})


def _debtors(owed: pl.DataFrame) -> pl.DataFrame:
    late = pl.when(pl.col("due_ago") > 0).then(pl.col("open_amount")).otherwise(pl.lit(0, dtype=pl.Decimal(18, 4)))
    grouped = owed.filter(pl.col("account_id").is_not_null()).group_by("account_id")
    return grouped.agg(
        pl.col("account_name", "owner_name").first(),
        invoices=pl.len(),
        open_amount=pl.col("open_amount").sum(),
        overdue=late.sum(),
        days_overdue=pl.col("days_overdue").max(),
        habit_days=pl.col("habit_days").first(),
        expected_30=pl.col("expected_30").sum(),
    )


def _months(invoices: pl.DataFrame, payments: pl.DataFrame, day: date) -> pl.DataFrame:
    """The last months, the running one up to the day."""
    linked = payments.filter(pl.col("invoice_id").is_in(invoices["invoice_id"].implode()))
    first = day.replace(day=1)
    starts = [_back(first, n) for n in range(MONTHS - 1, -1, -1)]
    rows = []
    for start in starts:
        end = min(_back(start, -1) - timedelta(days=1), day)
        since, until = (day - start).days, (day - end).days
        issued = invoices.filter(pl.col("issued_ago") >= until)
        if not issued.height:
            continue
        owed = _sum(issued["amount"]) - _sum(linked.filter(pl.col("paid_ago") >= until)["amount"])
        lately = _sum(issued.filter(pl.col("issued_ago") < until + 90)["amount"])
        rows.append(
            {
                "month": start,
                "invoiced": _sum(issued.filter(pl.col("issued_ago") <= since)["amount"]),
                "received": _sum(payments.filter(pl.col("paid_ago").is_between(until, since))["amount"]),
                "receivable": owed,
                "days_outstanding": float(owed / lately * 90) if lately > 0 else None,
            }
        )
    kinds = {n: pl.Decimal(38, 4) for n in ("invoiced", "received", "receivable")}
    return pl.DataFrame(rows, schema={"month": pl.Date, **kinds, "days_outstanding": pl.Float64})


def _back(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def _sum(column: pl.Series) -> Decimal:
    return Decimal(column.cast(pl.Decimal(38, 4)).sum() or 0)


def _weeks(book: Book, weeks: int, day: date) -> pl.DataFrame:
    if not len(book.due):
        return empty_output(CashWeek)
    told = cash_ahead(book, weeks)
    known = spread(past(book, weeks))
    empty = pl.Series([None] * weeks, dtype=pl.Decimal(18, 4))
    issued, new = _money(told.issued), _money(told.new)
    frame = pl.DataFrame(
        {
            "week": np.arange(1, weeks + 1),
            "starts_on": [day + timedelta(days=7 * w + 1) for w in range(weeks)],
            "ends_on": [day + timedelta(days=7 * w + 7) for w in range(weeks)],
            "from_issued": issued,
            "from_new": new,
            "expected": issued + new,
            "low": _money(np.maximum(told.total * (1 + known[0]), 0.0)) if known else empty,
            "high": _money(told.total * (1 + known[1])) if known else empty,
        }
    )
    return to_output(frame, CashWeek)


def _overview(
    chains: pl.DataFrame, owed: pl.DataFrame, months: pl.DataFrame, params: LeadToCashParams, day: date
) -> pl.DataFrame:
    total, late = _sum(owed["open_amount"]), _sum(owed.filter(pl.col("due_ago") > 0)["open_amount"])
    cohort = chains.filter(pl.col("began_ago") <= params.cohort_days)
    spent = (cohort["began_ago"] - cohort["payment_ago"]).drop_nulls()
    row = {
        "as_of": day,
        "receivable": total,
        "overdue": late,
        "overdue_share": float(late / total) if total else None,
        "days_outstanding": months["days_outstanding"][-1] if months.height else None,
        "expected_30": _sum(owed["expected_30"]),
        "chains": cohort.height,
        "days_to_cash": float(np.median(spent.to_numpy())) if len(spent) else None,
    }
    kinds = {n: pl.Decimal(38, 4) for n in ("receivable", "overdue", "expected_30")}
    return pl.DataFrame([row], schema_overrides={**kinds, "days_outstanding": pl.Float64, "overdue_share": pl.Float64})


def _nothing(found: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"At least {LEAST} leads, deals, orders or invoices are needed; there are {found}.",
            zh=f"至少需要 {LEAST} 条线索、商机、订单或发票，现有 {found} 条。",
        ),
        next_step=Text(en="Load opportunities, orders, invoices or payments.", zh="请载入商机、订单、发票或回款。"),
        details={"missing": ["opportunity.opportunity_id", "invoice.invoice_id"], "found": found},
    )
