"""The text grammar: what it reads, what it refuses with a word, and that no value ever becomes SQL."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foresail.contracts.query import AllOf, AnyOf, Condition, Filter, Operator, Query
from foresail.kernel.problem import InvalidInput
from foresail.kernel.viewer import LOCAL
from foresail.metrics import DIMENSIONS, METRICS, parse_filter, parse_query, query, write_filter
from foresail.metrics.answer import settle
from foresail.metrics.compile.statement import statement
from foresail.metrics.fields import FIELDS
from foresail.metrics.tests.company import AS_OF, CALENDAR
from foresail.warehouse.reader import Reader

_TEXT = st.text(min_size=0, max_size=12)
_ONE = [o for o in Operator if o not in (Operator.IN, Operator.NOT_IN, Operator.IS_EMPTY, Operator.IS_NOT_EMPTY)]


def _condition(operator: Operator, field: str, values: list[str]) -> Condition:
    if operator in (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY):
        return Condition(field=field, operator=operator)
    kept = values if operator in (Operator.IN, Operator.NOT_IN) else values[:1]
    return Condition(field=field, operator=operator, values=tuple(kept))


CONDITIONS = st.builds(_condition, st.sampled_from(list(Operator)), _TEXT, st.lists(_TEXT, min_size=1, max_size=4))


def _joined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(lambda p: AllOf(parts=p), some) | st.builds(lambda p: AnyOf(parts=p), some)


FILTERS = st.recursive(CONDITIONS, _joined, max_leaves=8)


@given(FILTERS)
def test_what_is_written_reads_back(where: Filter) -> None:
    assert parse_filter(write_filter(where)) == where


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    problem = None
    try:
        found = parse_filter(text)
    except InvalidInput as error:
        problem = error
    if problem is not None:
        assert problem.where.startswith("where")
        assert problem.what.zh
    else:
        assert found is None or parse_filter(write_filter(found)) == found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("region=华东 and amount>=1000", ("all", 2)),
        ("region='华 东' or (channel in (web, \"a,b\") and owner is not empty)", ("any", 2)),
        ("channel not in (web)", ("condition", 1)),
        ("name contains 'x'", ("condition", 1)),
        ("a = b AND c <> d AND e == f", ("all", 3)),
        ("   ", (None, 0)),
    ],
)
def test_readings(text: str, wanted: tuple[str | None, int]) -> None:
    found = parse_filter(text)
    kind = found.kind if found else None
    count = len(found.values if isinstance(found, Condition) else found.parts) if found else 0
    assert (kind, count) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "region=",
        "region",
        "=华东",
        "region=华东 and",
        "(region=a",
        "region in a",
        "region in ()",
        "region is",
        "a not b",
        "region=华东 channel=web",
        "a='b",
        "a = b = c",
        "!",
        "(" * 60 + "a=b" + ")" * 60,
        "a=" + "x" * 20_000,
    ],
)
def test_refusals(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_filter(text)


def test_days_and_months() -> None:
    asked = parse_query("net_revenue", start="2024-02", end="2024-02", where="ordered_on >= 2024-02 and amount>10")
    assert (asked.start, asked.end) == (date(2024, 2, 1), date(2024, 2, 29))
    assert isinstance(asked.where, AllOf)
    assert isinstance(asked.where.parts[1], Condition)
    assert asked.where.parts[1].values == (Decimal(10),)


@pytest.mark.parametrize(
    ("where", "same"),
    [
        ("ordered_on <= 2025-02", "ordered_on < 2025-03-01"),
        ("ordered_on > 2025-02", "ordered_on >= 2025-03-01"),
        ("ordered_on = 2025-02", "ordered_on >= 2025-02-01 and ordered_on <= 2025-02-28"),
        ("ordered_on < 2025", "ordered_on <= 2024-12-31"),
        ("ordered_on in (2025-01, 2025-02)", "ordered_on >= 2025-01 and ordered_on <= 2025-02"),
    ],
)
def test_a_month_means_all_its_days(where: str, same: str, reader: Reader) -> None:
    one, other = (
        query(reader, parse_query("net_revenue,orders", where=w), LOCAL, CALENDAR).rows for w in (where, same)
    )
    assert one == other
    assert one[0][1] > 0


@pytest.mark.parametrize(
    ("asked", "closest"),
    [
        ({"metrics": "net_revenu"}, "net_revenue"),
        ({"metrics": "net_revenue", "by": "regin"}, "region"),
        ({"metrics": "net_revenue", "where": "chanel=web"}, "channel"),
        ({"metrics": "net_revenue", "grain": "months"}, "month"),
        ({"metrics": "net_revenue", "compare": "lastyear"}, "last_year"),
    ],
)
def test_names_that_do_not_exist_give_the_closest(asked: dict[str, str], closest: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_query(**asked)  # type: ignore[arg-type]
    assert closest in caught.value.closest


@pytest.mark.parametrize(
    "asked",
    [
        {"metrics": ""},
        {"metrics": "orders", "where": "amount > much"},
        {"metrics": "orders", "where": "amount > nan"},
        {"metrics": "orders", "where": "ordered_on > yesterday"},
        {"metrics": "orders", "where": "cancelled = perhaps"},
        {"metrics": "orders", "start": "2025-13"},
        {"metrics": "orders", "limit": "0"},
        {"metrics": "orders", "offset": "-1"},
        {"metrics": "orders", "limit": "1.5"},
        {"metrics": "orders", "currency": "XXX"},
        {"metrics": "orders,orders"},
    ],
)
def test_values_that_do_not_fit(asked: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        parse_query(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"metrics": "net_revenue", "by": "stage"},
        {"metrics": "net_revenue,won_amount", "where": "stage=new"},
        {"metrics": "spend", "where": "region contains 1", "by": "owner"},
        {"metrics": "net_revenue", "order_by": "orders"},
        {"metrics": "net_revenue", "where": "amount contains 1"},
        {"metrics": "net_revenue", "start": "2025-02", "end": "2025-01"},
        {"metrics": "net_revenue", "start": "1969", "end": "1970"},
    ],
)
def test_what_the_facts_do_not_know(asked: dict[str, str], reader: Reader) -> None:
    with pytest.raises(InvalidInput) as caught:
        query(reader, parse_query(**asked), LOCAL, CALENDAR)  # type: ignore[arg-type]
    assert caught.value.what.zh


def test_the_error_says_which_dimensions_are_known(reader: Reader) -> None:
    with pytest.raises(InvalidInput) as caught:
        query(reader, parse_query("net_revenue", by="stage"), LOCAL, CALENDAR)
    assert caught.value.next_step is not None
    assert "region" in caught.value.next_step.en


def _sql(reader: Reader, asked: Query) -> tuple[str, dict[str, Any]]:
    settled = settle(reader, asked, LOCAL, CALENDAR)
    tree = statement(asked, settled.ask, settled.now, settled.before)
    return tree.sql("duckdb"), dict(settled.ask.bound.values)


_HOSTILE = st.one_of(
    st.text(min_size=1, max_size=30),
    st.sampled_from(
        ["'; DROP TABLE fact_sales; --", "' OR '1'='1", "$v0", ":v0", "\x00", '"', "1) UNION SELECT 1 --", "\\'"]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_HOSTILE, st.sampled_from(["region", "owner", "account", "extra.x", "currency"]))
def test_the_text_is_the_same_whatever_the_value(reader: Reader, value: str, field: str) -> None:
    def asked(word: str) -> Query:
        where = Condition(field=field, operator=Operator.EQ, values=(word,))
        return Query(metrics=("net_revenue", "orders"), where=where, start=date(2025, 1, 1), end=AS_OF)

    hostile, values = _sql(reader, asked(value))
    plain, _ = _sql(reader, asked("x"))
    assert hostile == plain
    assert value in values.values()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(_HOSTILE)
def test_hostile_names_are_refused_or_bound(reader: Reader, name: str) -> None:
    """As metric, dimension, field, order and free attribute: refused, or never part of the text."""
    for asked in (
        {"metrics": (name,)},
        {"metrics": ("orders",), "by": (name,)},
        {"metrics": ("orders",), "order_by": (name,)},
    ):
        if name in METRICS or name in DIMENSIONS or name in FIELDS:
            continue
        with pytest.raises(InvalidInput):
            query(reader, Query(**asked), LOCAL, CALENDAR)
    free = Query(metrics=("orders",), by=(f"extra.{name}",), start=date(2025, 1, 1))
    sql, values = _sql(reader, free)
    numbered = re.compile(r"\bpath_[0-9a-f]{16}\b")  # a placeholder is named by the hash of what it stands for
    plain, _ = _sql(reader, Query(metrics=("orders",), by=("extra.x",), start=date(2025, 1, 1)))
    assert numbered.sub("path", sql) == numbered.sub("path", plain)
    assert any(str(v).startswith("$.") for v in values.values())


def test_a_hostile_value_finds_nothing_and_breaks_nothing(reader: Reader) -> None:
    for value in ("'; DROP TABLE fact_sales; --", "' OR '1'='1", "\x00", "$v0", "%", "_"):
        for operator in (Operator.EQ, Operator.CONTAINS, Operator.IN, Operator.LT):
            where = Condition(field="region", operator=operator, values=(value,))
            found = query(reader, Query(metrics=("orders",), where=where), LOCAL, CALENDAR).rows[0][0]
            assert found == 0 or operator is Operator.LT
    assert query(reader, Query(metrics=("orders",)), LOCAL, CALENDAR).rows[0][0] > 0


def test_no_value_stands_in_the_text(reader: Reader) -> None:
    where = "region=secretword and amount > 918273 and ordered_on > 2024-03-09 and channel in (wordone, wordtwo)"
    sql, _ = _sql(reader, parse_query("net_revenue,orders", where=where))
    assert not any(word in sql for word in ("secretword", "918273", "2024-03-09", "wordone"))
