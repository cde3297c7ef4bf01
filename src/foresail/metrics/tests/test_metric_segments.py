"""A question of a segment equals SQL written by hand over the canonical rows, whatever the segment asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from sqlglot import exp

from foresail.contracts.query import AllOf, Comparison, Condition, Filter, Members, Operator, Query, RowsQuery
from foresail.kernel.calendar import Grain
from foresail.kernel.problem import InvalidInput
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.metrics import METRICS, dimensions_of, parse_filter, query, rows, select
from foresail.metrics.answer import settle
from foresail.metrics.compile.shape import given, shape
from foresail.metrics.compile.statement import statement
from foresail.metrics.customer.catalogue import SIDES, TRAITS, stands
from foresail.metrics.customer.refusing import NotPerCustomer
from foresail.metrics.summaries.declared import SUMMARIES
from foresail.metrics.tests.company import AS_OF, CALENDAR
from foresail.metrics.tests.test_metric_access import seen_by
from foresail.warehouse.reader import Reader

FIRST = date(2023, 1, 1)
YEAR = f"DATE '{AS_OF}' - INTERVAL 12 MONTH"
BOUGHT = f"SELECT account_id FROM lines WHERE account_id IS NOT NULL AND NOT back AND d <= DATE '{AS_OF}'"  # noqa: S608 - our own text
ORDERS = f"(SELECT count(DISTINCT order_id) FROM lines l WHERE l.account_id = a.account_id AND NOT back AND d > {YEAR} AND d <= DATE '{AS_OF}')"  # noqa: S608, E501
NET = f"coalesce((SELECT sum(net) FROM lines l WHERE l.account_id = a.account_id AND d > {YEAR} AND d <= DATE '{AS_OF}'), 0)"  # noqa: S608, E501

# the segment, and the accounts `a` that are in it, by hand
CASES = {
    "region = 华东": "a.region = '华东'",
    "region != 华东": "coalesce(a.region, '') <> '华东'",
    "region is empty": "a.region IS NULL",
    "industry in (零售, 制造) and region contains 华": "a.industry IN ('零售', '制造') AND a.region LIKE '%华%'",
    "orders_12m >= 3": f"{ORDERS} >= 3",
    "orders_12m = 0": f"{ORDERS} = 0",
    "revenue_12m > 5000 or region = 华南": f"{NET} > 5000 OR a.region = '华南'",
    "bought_category = X and bought_category != Y": (
        f"a.account_id IN ({BOUGHT} AND category = 'X') AND a.account_id NOT IN ({BOUGHT} AND category = 'Y')"
    ),
    "bought_category is empty": f"a.account_id NOT IN ({BOUGHT} AND category IS NOT NULL)",
    "last_order_on >= 2025-03": f"a.account_id IN ({BOUGHT} AND d >= DATE '2025-03-01')",
    "owner = r2 or team = t1": (
        "a.owner_id = 'r2' OR a.owner_id IN (SELECT representative_id FROM representative WHERE team_id = 't1')"
    ),
    "open_tickets > 0": (
        f"a.account_id IN (SELECT account_id FROM ticket WHERE opened_on <= DATE '{AS_OF}' "  # noqa: S608
        f"AND (closed_on IS NULL OR closed_on > DATE '{AS_OF}'))"
    ),
    "region = 'x'' OR 1=1 --'": "FALSE",
    'account = "没有这样的客户; DROP TABLE account"': "FALSE",
}


def segment(where: str = "", *, pinned: Sequence[str] = (), inside: bool = True) -> Members:
    asked = parse_filter(where.replace("''", "\\'")) if where else None
    return Members(segment="s", name="s", inside=inside, as_of=AS_OF, where=asked, pinned=tuple(pinned))


def answered(reader: Reader, where: Filter | None, viewer: Viewer = LOCAL, **more: Any) -> dict[str, Any]:
    asked = Query(metrics=("net_revenue", "orders", "active_customers"), where=where, start=FIRST, end=AS_OF, **more)
    return query(reader, asked, viewer, CALENDAR).records()[0]


def revenue(reader: Reader, where: Filter) -> Decimal:
    asked = Query(metrics=("net_revenue",), where=where, start=FIRST, end=AS_OF)
    found: Decimal = query(reader, asked, LOCAL, CALENDAR).records()[0]["net_revenue"]
    return found


def by_hand(plain: duckdb.DuckDBPyConnection, accounts: str, more: str = "TRUE") -> dict[str, Any]:
    sql = f"""
        SELECT round(coalesce(sum(net), 0), 2), count(DISTINCT order_id) FILTER (NOT back),
            count(DISTINCT account_id) FILTER (NOT back)
        FROM lines
        WHERE d >= DATE '{FIRST}' AND d <= DATE '{AS_OF}' AND {more}
            AND account_id IN (SELECT a.account_id FROM account a WHERE {accounts})
    """  # noqa: S608 - our own text
    found = plain.execute(sql).fetchone()
    assert found is not None
    return dict(zip(("net_revenue", "orders", "active_customers"), found, strict=True))


@pytest.mark.parametrize("where", CASES)
def test_a_segment_is_the_rows_of_its_customers(where: str, reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    assert answered(reader, segment(where)) == by_hand(plain, CASES[where])


def test_in_and_not_in_are_every_row(reader: Reader) -> None:
    everything, inside = answered(reader, None), answered(reader, segment("orders_12m >= 3"))
    outside = answered(reader, segment("orders_12m >= 3", inside=False))
    assert min(inside["orders"], outside["orders"]) > 0
    for name in ("net_revenue", "orders"):
        assert inside[name] + outside[name] == everything[name]


def test_named_customers_are_in_whatever_the_condition_says(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    ids = [row[0] for row in plain.execute("SELECT account_id FROM account ORDER BY account_id LIMIT 5").fetchall()]
    listed = ", ".join(f"'{one}'" for one in ids)
    assert answered(reader, segment(pinned=[*ids, "gone"])) == by_hand(plain, f"a.account_id IN ({listed})")
    both = by_hand(plain, f"a.region = '华东' OR a.account_id IN ({listed})")
    assert answered(reader, segment("region = 华东", pinned=ids)) == both


def test_nobody_is_zero_and_everybody_is_all_with_an_account(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    assert answered(reader, segment("orders_12m > 1000000")) == {"net_revenue": 0, "orders": 0, "active_customers": 0}
    assert answered(reader, segment()) == by_hand(plain, "TRUE")


def test_a_representative_sees_only_the_own_customers_of_it(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    mine = by_hand(plain, "a.region = '华东' AND a.owner_id IN ('r2', 'r5')")
    assert mine["orders"]
    assert answered(reader, segment("region = 华东"), seen_by("r2", "r5")) == mine
    sums = by_hand(plain, f"{CASES['revenue_12m > 5000 or region = 华南']}".join(("(", ") AND a.owner_id = 'r2'")))
    assert answered(reader, segment("revenue_12m > 5000 or region = 华南"), seen_by("r2")) == sums
    hidden = answered(reader, segment("account contains 客户"), seen_by("r2", personal=False))
    assert hidden["orders"] == 0, "names that may not be seen find nobody"


FEW = ("net_revenue", "active_customers", "retention_rate", "open_amount", "overdue_amount", "nps", "won_amount")
KNOWN = [name for name in METRICS if "account" in dimensions_of(name)]


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in FEW else pytest.mark.nightly) for n in KNOWN], ids=KNOWN
)
def test_a_metric_of_a_segment_is_the_metric_where_those_accounts_are_named(
    name: str, reader: Reader, plain: duckdb.DuckDBPyConnection
) -> None:
    sql = "SELECT account_id FROM account a WHERE a.region = '华东' AND a.kind = 'company'"
    ids = tuple(row[0] for row in plain.execute(sql).fetchall())
    named = Condition(field="account", operator=Operator.IN, values=ids)
    of = segment("region = 华东 and account_kind = company")
    asked = Query(metrics=(name,), where=of, start=FIRST, end=AS_OF)
    by_name = asked.model_copy(update={"where": named})
    assert query(reader, asked, LOCAL, CALENDAR).rows == query(reader, by_name, LOCAL, CALENDAR).rows
    settled = settle(reader, asked, LOCAL, CALENDAR)
    tree = statement(asked, settled.ask, settled.now, settled.before)
    tables = {summary.table for summary in SUMMARIES}
    assert tables.isdisjoint(t.name for t in tree.find_all(exp.Table)), "sums know no customers"
    opened = RowsQuery(metric=name, where=of, start=FIRST, end=AS_OF, limit=5)
    there = opened.model_copy(update={"where": named})
    assert rows(reader, opened, LOCAL, CALENDAR).rows == rows(reader, there, LOCAL, CALENDAR).rows


@pytest.mark.parametrize("name", [n for n in METRICS if n not in KNOWN])
def test_a_metric_that_knows_no_customers_says_so(name: str, reader: Reader) -> None:
    with pytest.raises(NotPerCustomer) as refused:
        query(reader, Query(metrics=(name,), where=segment("region = 华东")), LOCAL, CALENDAR)
    assert METRICS[name].title.zh in refused.value.what.zh


def test_cut_compared_and_joined_with_other_filters(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    of = segment("orders_12m >= 3")
    parts = query(
        reader,
        Query(metrics=("net_revenue",), by=("channel",), grain=Grain.MONTH, where=of, start=FIRST, end=AS_OF),
        LOCAL,
        CALENDAR,
    )
    assert sum(r["net_revenue"] for r in parts.records()) == answered(reader, of)["net_revenue"]
    with_channel = AllOf(parts=(of, parse_filter("channel = web")))  # type: ignore[arg-type]
    assert answered(reader, with_channel) == by_hand(plain, CASES["orders_12m >= 3"], "channel = 'web'")
    compared = Query(
        metrics=("net_revenue",), where=of, start=date(2025, 1, 1), end=AS_OF, compare=Comparison.LAST_YEAR
    )
    row = query(reader, compared, LOCAL, CALENDAR).records()[0]
    assert row["net_revenue_before"] is not None


def test_stored_tables_take_it_too(reader: Reader, plain: duckdb.DuckDBPyConnection) -> None:
    found = select(reader, "opportunity", ("opportunity_id",), segment("region = 华东"), (), 5, 0, LOCAL)
    sql = "SELECT count(*) FROM opportunity JOIN account a USING (account_id) WHERE a.region = '华东'"
    assert (found.total,) == plain.execute(sql).fetchone()
    with pytest.raises(InvalidInput):
        select(reader, "product", (), segment("region = 华东"), (), 5, 0, LOCAL)


def test_every_field_can_be_asked(reader: Reader) -> None:
    everybody = revenue(reader, segment())
    asked = [name for name, trait in TRAITS.items() if stands(trait, reader.tables())]
    assert {"region", "revenue_12m", "open_deals", "overdue_amount", "last_activity_on"} <= set(asked)
    either = " and ".join(f"({name} is empty or {name} is not empty)" for name in asked)
    assert revenue(reader, segment(either)) == everybody
    for trait in TRAITS.values():
        side = SIDES[trait.side]
        if side.made or not side.table:  # what is read from stored tables as they are is held against these elsewhere
            assert trait.column in side.tree().named_selects


def test_one_shape_is_one_text_and_the_values_are_given_without_it(reader: Reader) -> None:
    texts = set()
    for words in ('region = "华东" and extra.x = "1" and bought_category != "X"',) * 2 + (
        'region = "\' OR TRUE --" and extra.x = "2" and bought_category != "$as_of"',
    ):
        asked = Query(metrics=("net_revenue",), where=segment(words, pinned=["a1"]), start=FIRST, end=AS_OF)
        settled = settle(reader, asked, LOCAL, CALENDAR)
        parts = (asked, settled.ask, settled.now, settled.before)
        known, kind = given(*parts), shape(*parts)
        texts.add((kind, statement(*parts).sql("duckdb")))
        bound = settled.ask.bound.values
        assert {name: known[name] for name in bound} == bound
    assert len(texts) == 1


@pytest.mark.parametrize(
    "where", ["net_revenu > 1", "quantity > 3", "in_segment = s", "orders_12m > many", "region > "]
)
def test_what_a_customer_does_not_have_is_refused(where: str, reader: Reader) -> None:
    with pytest.raises(InvalidInput):
        answered(reader, segment(where))
