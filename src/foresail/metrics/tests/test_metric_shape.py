"""The shape of answers: one row without grain, every period with one, order, paging, fiscal years, free attributes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from foresail.contracts.query import Query
from foresail.kernel.calendar import Calendar, Grain, Period
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import LOCAL
from foresail.metrics import DIMENSIONS, METRICS, parse_query, query
from foresail.metrics.facts.catalogue import FACTS
from foresail.metrics.tests.company import AS_OF, CALENDAR, FIRST
from foresail.warehouse.reader import Reader
from foresail.warehouse.sqlfile import compile as compile_sql
from foresail.warehouse.sqllint import lint


def test_every_metric_and_dimension_is_written_in_both_languages() -> None:
    for declared in METRICS.values():
        for text in (declared.title, declared.definition):
            assert text.en
            assert any("\u4e00" <= c <= "\u9fff" for c in text.zh) or declared.name == "nps_answers"
    assert all(d.title.zh for d in DIMENSIONS.values())


def test_the_sql_of_facts_runs_on_both_engines() -> None:
    for fact in FACTS.values():
        assert lint(fact.sql) == [], fact.name
        assert "QUALIFY" not in compile_sql(fact.sql, "spark", {})


def test_without_grain_and_dimensions_there_is_one_row(reader: Reader) -> None:
    for where in ("", "region=nowhere"):
        result = query(
            reader,
            parse_query("net_revenue,orders,win_rate,open_amount", where=where and "region=nowhere"),
            LOCAL,
            CALENDAR,
        )
        assert len(result.rows) == result.total == 1
    empty = result.records()[0]
    assert (empty["net_revenue"], empty["orders"], empty["win_rate"]) == (Decimal("0.00"), 0, None)


@pytest.mark.parametrize(
    "calendar", [Calendar(), Calendar(week_start=7, fiscal_year_start=4), Calendar(fiscal_year_start=2, week_start=3)]
)
@pytest.mark.parametrize("grain", list(Grain))
def test_every_period_stands_and_they_add_up(grain: Grain, calendar: Calendar, reader: Reader) -> None:
    first, last = date(2024, 2, 11), date(2025, 3, 17)
    result = query(
        reader, Query(metrics=("net_revenue", "returns"), grain=grain, start=first, end=last), LOCAL, calendar
    )
    periods = calendar.periods(Period(start=first, end=date(2025, 3, 18)), grain)
    assert [r["period"] for r in result.records()] == [p.start for p in periods]
    whole = query(reader, Query(metrics=("net_revenue", "returns"), start=first, end=last), LOCAL, calendar).records()[
        0
    ]
    assert sum(r["net_revenue"] for r in result.records()) == whole["net_revenue"]
    assert sum(r["returns"] for r in result.records()) == whole["returns"]


def test_what_has_not_begun_is_empty_not_zero(reader: Reader) -> None:
    records = query(
        reader,
        parse_query("net_revenue,open_amount,retention_rate", grain="month", start="2025-07", end="2025-10"),
        LOCAL,
        CALENDAR,
    ).records()
    assert [r["net_revenue"] is None for r in records] == [False, False, True, True]
    assert [r["open_amount"] is None for r in records] == [False, False, True, True]


def test_an_open_question_reaches_from_the_first_fact_to_the_day_of_the_data(reader: Reader) -> None:
    open_ended = query(reader, parse_query("net_revenue", grain="month"), LOCAL, CALENDAR)
    assert open_ended.records()[0]["period"].year == FIRST.year
    assert open_ended.records()[-1]["period"] == AS_OF.replace(day=1)
    assert open_ended.as_of == AS_OF
    assert open_ended.currency == "CNY"


def test_order_limit_and_offset(reader: Reader) -> None:
    asked = parse_query("net_revenue,orders", by="account", order_by="-net_revenue")
    whole = query(reader, asked, LOCAL, CALENDAR)
    amounts = [r["net_revenue"] for r in whole.records()]
    assert amounts == sorted(amounts, reverse=True)
    pages = [
        query(reader, asked.model_copy(update={"limit": 9, "offset": o}), LOCAL, CALENDAR)
        for o in range(0, whole.total, 9)
    ]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in pages} == {whole.total}


def test_units_and_kinds_of_values(reader: Reader) -> None:
    result = query(
        reader,
        parse_query("net_revenue,orders,units,win_rate", by="owner", grain="year", compare="last_year"),
        LOCAL,
        CALENDAR,
    )
    units = {c.name: c.unit for c in result.columns}
    assert units["net_revenue_before"] is Unit.MONEY
    assert units["net_revenue_change"] is Unit.RATIO
    assert units["win_rate_change"] is Unit.POINTS
    assert units["owner"] is Unit.ID
    assert [c.name for c in result.columns][:3] == ["period", "owner", "owner_name"]
    for record in result.records():
        assert record["net_revenue"] is None or record["net_revenue"].as_tuple().exponent == -2
        assert isinstance(record["orders"], int | None)
        assert isinstance(record["win_rate"], float | None)


def test_free_attributes_are_dimensions_and_filters(reader: Reader) -> None:
    by_grade = query(reader, parse_query("net_revenue", by="account.extra.grade"), LOCAL, CALENDAR).records()
    assert {r["account.extra.grade"] for r in by_grade} == {"A", "B", None}
    only = query(reader, parse_query("net_revenue", where="account.extra.grade=A"), LOCAL, CALENDAR).rows[0][0]
    assert only == next(r["net_revenue"] for r in by_grade if r["account.extra.grade"] == "A")
    tiers = query(
        reader, parse_query("created_count,open_amount,slipped_amount", by="extra.tier"), LOCAL, CALENDAR
    ).records()
    assert {r["extra.tier"] for r in tiers} == {"0", "1", "2"}
