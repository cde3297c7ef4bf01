"""Every metric equals an oracle: plain SQL over the canonical tables, written by hand."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from foresail.contracts.query import Query
from foresail.kernel.calendar import Grain, Period
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import LOCAL
from foresail.metrics import METRICS, fields_of, parse_filter, parse_query, query
from foresail.metrics.grammar.question import typed
from foresail.metrics.tests.company import AS_OF, CALENDAR, FIRST
from foresail.metrics.tests.oracle import ORACLE
from foresail.warehouse.reader import Reader

SPANS = [
    (FIRST, AS_OF),
    (date(2025, 4, 1), date(2025, 6, 30)),
    (date(2025, 8, 1), date(2025, 8, 31)),
    (date(2024, 2, 7), date(2024, 3, 9)),
]
FILTERS = {
    "": "true",
    "region=华东": "region = '华东'",
    "region!=华东": "region IS DISTINCT FROM '华东'",
    "region is empty": "region IS NULL",
    "channel in (web, ads)": "channel IN ('web', 'ads')",
    "channel not in (web)": "channel IS DISTINCT FROM 'web'",
    "owner=销售1": "owner = 'r1'",
    "owner=r2 or owner is empty": "(owner = 'r2' OR owner IS NULL)",
    "country contains KINGDOM": "country = 'United Kingdom'",
    "(region=华南 or country=中国) and owner!=r3": "(region = '华南' OR country = '中国') "
    "AND owner IS DISTINCT FROM 'r3'",
}
_TARGETS = {"attainment", "coverage", "revenue_target", "won_target", "collection_target"}
_ATTRIBUTED = {"cac", "roi", "attributed_customers", "attributed_margin"}


def expected(plain: duckdb.DuckDBPyConnection, name: str, where: str, first: date, last: date) -> Any:
    sql = ORACLE[name].replace("{w}", where)
    before = CALENDAR.previous(Period(start=first, end=last + timedelta(days=1)))
    values = {"a": first, "b": last, "asof": AS_OF, "pa": before.start, "pb": before.last_day}
    used = {k: v for k, v in values.items() if re.search(rf"\${k}\b", sql)}
    return plain.execute(sql, used).fetchone()[0]  # type: ignore[index]


def agrees(name: str, found: Any, wanted: Any) -> None:
    if wanted is None or found is None:
        assert found is None
        assert wanted is None
    elif METRICS[name].unit in (Unit.MONEY, Unit.MONEY_PER_DAY):
        exact = not isinstance(wanted, float)
        assert isinstance(found, Decimal)
        assert abs(found - Decimal(wanted)) <= Decimal("0.005" if exact else "0.00501"), (found, wanted)
    else:
        assert float(found) == pytest.approx(float(wanted), rel=1e-9, abs=1e-12)


def ask(reader: Reader, name: str, where: str, first: date, last: date) -> Any:
    question = parse_query(name, where=where, start=first, end=last)
    return query(reader, question, LOCAL, CALENDAR).rows[0][0]


def test_the_oracle_knows_every_metric() -> None:
    assert set(ORACLE) == set(METRICS)
    assert len(METRICS) >= 40


@pytest.mark.parametrize("name", sorted(METRICS))
def test_metric_equals_the_oracle(name: str, reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    seen = []
    for first, last in SPANS:
        wanted = expected(plain, name, "true", first, last)
        agrees(name, ask(reader, name, "", first, last), wanted)
        seen.append(wanted)
    assert name in {"collection_target", "promoters"} or any(v for v in seen), "the test data says nothing about it"


def _pairs(count: int) -> list[tuple[str, str, int]]:
    rng = random.Random(5)  # noqa: S311 - test data
    pairs = []
    while len(pairs) < count:
        name, where, span = rng.choice(sorted(METRICS)), rng.choice(sorted(FILTERS)), rng.randrange(len(SPANS))
        fields = {"region", "channel", "owner", "country"}
        used = {f for f in fields if f in where}
        if used <= fields_of(name) and name not in _TARGETS and not (name in _ATTRIBUTED and "channel" in used):
            pairs.append((name, where, span))
    return pairs


@pytest.mark.parametrize(("name", "where", "span"), _pairs(44))
def test_metric_and_filter_equal_the_oracle(
    name: str, where: str, span: int, reader: Reader, plain: duckdb.DuckDBPyConnection
) -> None:
    first, last = SPANS[span]
    agrees(name, ask(reader, name, where, first, last), expected(plain, name, FILTERS[where], first, last))


@pytest.mark.parametrize("grain", list(Grain))
@pytest.mark.parametrize(
    "name", ["net_revenue", "orders", "open_amount", "retention_rate", "win_rate", "slipped_amount", "cac"]
)
def test_every_period_equals_the_oracle(
    name: str, grain: Grain, reader: Reader, plain: duckdb.DuckDBPyConnection
) -> None:
    first, last = (date(2025, 7, 20), AS_OF) if grain is Grain.DAY else (date(2024, 5, 1), AS_OF)
    found = query(reader, Query(metrics=(name,), grain=grain, start=first, end=last), LOCAL, CALENDAR).records()
    periods = CALENDAR.periods(Period(start=first, end=last + timedelta(days=1)), grain)
    assert [r["period"] for r in found] == [p.start for p in periods]
    for record, period in zip(found, periods, strict=True):
        a, b = max(first, period.start), min(last, period.last_day)
        if name == "retention_rate" and (a, b) != (period.start, period.last_day):
            continue  # the oracle compares with as many days, the metric with the whole period before
        if name == "retention_rate":
            sql = ORACLE[name].replace("{w}", "true")
            back = CALENDAR.shift(period.start, grain, -1)
            wanted = plain.execute(sql, {"a": a, "b": b, "pa": back, "pb": a - timedelta(days=1)}).fetchone()[0]  # type: ignore[index]
        else:
            wanted = expected(plain, name, "true", a, b)
        agrees(name, record[name], wanted)


@pytest.mark.parametrize("by", ["region", "channel", "country"])
@pytest.mark.parametrize(
    "name", ["net_revenue", "orders", "won_amount", "leads", "collected_amount", "open_amount", "gross_margin"]
)
def test_every_dimension_equals_the_oracle(
    name: str, by: str, reader: Reader, plain: duckdb.DuckDBPyConnection
) -> None:
    if by not in fields_of(name):
        pytest.skip("the fact does not know it")
    found = query(reader, parse_query(name, by=by, start=FIRST, end=AS_OF), LOCAL, CALENDAR)
    assert len({r[0] for r in found.rows}) == len(found.rows) > 1
    for value, number in found.rows:
        condition = f"{by} IS NULL" if value is None else f"{by} = '{value}'"
        agrees(name, number, expected(plain, name, condition, FIRST, AS_OF))


def test_metrics_of_different_facts_stand_side_by_side(reader: Reader) -> None:
    both = query(reader, parse_query("net_revenue,won_amount,leads", by="region", grain="quarter"), LOCAL, CALENDAR)
    for name in ("net_revenue", "won_amount", "leads"):
        alone = query(reader, parse_query(name, by="region", grain="quarter", start=both.rows[0][0]), LOCAL, CALENDAR)
        there = {(r["period"], r["region"]): r[name] for r in both.records() if r[name]}
        assert there == {(r["period"], r["region"]): r[name] for r in alone.records() if r[name]}


@pytest.mark.parametrize("compare", ["previous", "last_year"])
@pytest.mark.parametrize("name", ["net_revenue", "win_rate", "open_count", "orders", "retention_rate"])
def test_comparison_equals_the_same_question_about_the_earlier_days(name: str, compare: str, reader: Reader) -> None:
    first, last = date(2025, 4, 1), date(2025, 6, 30)
    earlier = (date(2025, 1, 1), date(2025, 3, 31)) if compare == "previous" else (date(2024, 4, 1), date(2024, 6, 30))
    whole = query(reader, parse_query(name, start=first, end=last, compare=compare), LOCAL, CALENDAR).records()[0]
    assert whole[f"{name}_before"] == ask(reader, name, "", *earlier)
    by_quarter = query(
        reader, parse_query(name, grain="quarter", start=first, end=last, compare=compare), LOCAL, CALENDAR
    )
    assert by_quarter.records()[0][f"{name}_before"] == ask(reader, name, "", *earlier)
    monthly = query(
        reader, parse_query(name, grain="month", by="region", start=first, end=last, compare=compare), LOCAL, CALENDAR
    )
    for record in monthly.records():
        back = 1 if compare == "previous" else 12
        month = CALENDAR.shift(record["period"], Grain.MONTH, -back)
        where = f'region="{record["region"]}"' if record["region"] else "region is empty"
        then = query(
            reader,
            Query(
                metrics=(name,),
                where=typed(parse_filter(where)),
                grain=Grain.MONTH,
                start=month,
                end=CALENDAR.shift(month, Grain.MONTH, 1) - timedelta(days=1),
            ),
            LOCAL,
            CALENDAR,
        ).records()
        assert record[f"{name}_before"] == then[0][name]


def test_one_original_currency(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    for name, sql in {
        "won_amount": "SELECT sum(amount) FROM deals WHERE outcome = 'won' AND currency = 'USD'",
        "collected_amount": "SELECT sum(amount) FROM paid WHERE currency = 'USD' AND paid_on <= DATE '2025-08-20'",
        "orders": "SELECT count(DISTINCT order_id) FROM lines WHERE NOT back AND currency = 'USD'",
    }.items():
        result = query(reader, parse_query(name, currency="usd"), LOCAL, CALENDAR)
        assert result.currency == "USD"
        assert result.rows[0][0] == plain.execute(sql).fetchone()[0]  # type: ignore[index]


def test_amounts_without_a_rate_are_named(reader: Reader) -> None:
    result = query(reader, parse_query("net_revenue"), LOCAL, CALENDAR)
    assert any("rows are left out" in a.en and "CNY" in a.zh for a in result.assumptions)
    assert not query(reader, parse_query("leads"), LOCAL, CALENDAR).assumptions


def test_attribution_is_a_parameter_and_shown(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    first = query(reader, parse_query("attributed_customers,cac", by="channel"), LOCAL, CALENDAR)
    lead = query(reader, parse_query("attributed_customers,cac", by="channel", attribution="lead"), LOCAL, CALENDAR)
    assert first.assumptions != lead.assumptions
    wanted = dict(
        plain.execute(
            "SELECT ch, count(*) FROM first_buy WHERE ch IN (SELECT channel FROM spend) GROUP BY 1"
        ).fetchall()
    )
    assert {r["channel"]: r["attributed_customers"] for r in first.records() if r["attributed_customers"]} == wanted


@pytest.mark.parametrize("place", range(2))
def test_both_sides_of_a_comparison_are_what_each_is_alone(place: int, reader: Reader) -> None:
    """Every metric by region, read beside the days that it is compared with: the same as asked for by itself."""
    compare, then = [("previous", ("2025-01", "2025-03")), ("last_year", ("2024-04", "2024-06"))][place]
    for name in sorted(METRICS)[place::2]:
        both, now, before = (
            {r["region"]: r for r in query(reader, parse_query(name, by="region", **asked), LOCAL, CALENDAR).records()}
            for asked in (
                {"start": "2025-04", "end": "2025-06", "compare": compare},
                {"start": "2025-04", "end": "2025-06"},
                {"start": then[0], "end": then[1]},
            )
        )
        assert set(both) == set(now) | set(before), name
        for region, row in both.items():
            for side, column in ((now, name), (before, f"{name}_before")):
                assert (row[column] or 0) == (side.get(region, {}).get(name) or 0), (name, region, column)
