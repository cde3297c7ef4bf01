"""A question answered from a summary is the same as answered from the rows: every cut, filter, viewer and grain."""

from __future__ import annotations

import itertools
import random

import pytest
from sqlglot import exp

from foresail.contracts.query import Query
from foresail.kernel.calendar import Calendar
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics import parse_query
from foresail.metrics.answer import query, settle
from foresail.metrics.compile import summing
from foresail.metrics.compile.statement import statement
from foresail.metrics.summaries.declared import SUMMARIES
from foresail.metrics.tests.company import CALENDAR
from foresail.metrics.tests.test_metric_access import seen_by
from foresail.warehouse.reader import Reader

NAMES = sorted({name for summary in SUMMARIES for name in summary.metrics})
CUTS = ["", "region", "channel", "region,channel", "source", "owner", "team", "category", "region,product"]
FILTERS = ["", "region=华东", "region!=华东", "channel in (web, ads)", "owner=销售1", "team is empty or region=华南"]
SPANS = [
    ("2024-02-07", "2025-03-09"),
    (None, None),
    ("2024-04", "2025-06"),
    ("2025-07", None),
    (None, "2025-03"),
    ("2023-01", "2025-12"),
]
VIEWERS = {"all": LOCAL, "some": seen_by("r2", "r5", "r7")}


SALES = [n for n in NAMES if n not in ("collected_amount", "invoiced_amount")]


TABLES = {summary.table for summary in SUMMARIES}


def reads_summary(question: Query, reader: Reader, viewer: Viewer, calendar: Calendar) -> bool:
    settled = settle(reader, question, viewer, calendar)
    tree = statement(question, settled.ask, settled.now, settled.before)
    return not TABLES.isdisjoint(t.name for t in tree.find_all(exp.Table))


def answered(by: str, where: str, span: int, *_: str) -> bool:
    """Whether some summary has these names; by seller and by product there are only whole months."""
    seller = by in ("owner", "team") or where in FILTERS[-2:]
    product = "product" in by or by == "category"
    return not (seller and product) and not (span == 0 and (seller or product))


def cases(count: int) -> list[tuple[str, ...]]:
    every = itertools.product(CUTS, FILTERS, range(len(SPANS)), VIEWERS, ["", "month", "quarter", "year"])
    fitting = [case for case in every if answered(*case)]
    return random.Random(5).sample(fitting, count)  # noqa: S311 - which cases, not a secret


CASES = [pytest.param(*case, marks=pytest.mark.nightly if i >= 12 else ()) for i, case in enumerate(cases(80))]


@pytest.mark.parametrize(("by", "where", "span", "viewer", "grain"), CASES)
def test_a_summary_says_what_the_rows_say(
    by: str, where: str, span: int, viewer: str, grain: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, end = SPANS[span]
    fiscal = CALENDAR.model_copy(update={"fiscal_year_start": 4})
    names = SALES if "product" in by or by == "category" else NAMES
    asked = parse_query(",".join(names), by=by, where=where, grain=grain or None, start=start, end=end)
    summed = query(reader, asked, VIEWERS[viewer], fiscal)
    assert reads_summary(asked, reader, VIEWERS[viewer], fiscal) is (viewer == "all")
    monkeypatch.setattr(summing, "SUMMARIES", ())
    assert not reads_summary(asked, reader, VIEWERS[viewer], fiscal)
    # without limit and with it are two questions, so that the kept answer is not given back
    again = query(reader, asked.model_copy(update={"limit": 100_000}), VIEWERS[viewer], fiscal)
    assert again.records() == summed.records()
    assert summed.rows or by


@pytest.mark.parametrize(
    "asked",
    [
        parse_query("net_revenue", by="owner", start="2024-04-02", end="2025-06"),
        parse_query("net_revenue", by="owner", start="2024-04", end="2025-06-29"),
        parse_query("net_revenue", by="owner", start="2024-04", end="2025-06", grain="week"),
        parse_query("net_revenue", by="city", start="2024-04", end="2025-06"),
        parse_query("net_revenue", where="amount > 100", start="2024-04", end="2025-06"),
        parse_query("net_revenue", start="2024-04", end="2025-06", currency="USD"),
        parse_query("retention_rate", start="2024-04", end="2025-06"),
    ],
)
def test_what_a_summary_cannot_say_is_read_from_the_rows(asked: Query, reader: Reader) -> None:
    assert not reads_summary(asked, reader, LOCAL, CALENDAR)


def test_all_that_can_be_added_up_is() -> None:
    assert {"net_revenue", "orders", "active_customers", "collected_amount", "invoiced_amount"} <= set(NAMES)


def test_no_summary_keeps_what_another_one_answers_before_it() -> None:
    kept = [(name, s.dated, s.by_month, s.keys) for s in SUMMARIES for name in s.metrics]
    assert len(kept) == len(set(kept))
