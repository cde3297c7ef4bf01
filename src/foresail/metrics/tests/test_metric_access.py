"""Row rules: a metric as somebody sees it is the metric over the rows that this person owns, filtered by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from foresail.contracts.query import RowsQuery
from foresail.kernel.viewer import LOCAL, Role, RowRule, Viewer
from foresail.metrics import METRICS, computable, parse_filter, parse_query, query, rows, select
from foresail.metrics.facts.catalogue import FACTS
from foresail.metrics.fields import FIELDS
from foresail.metrics.registry import fact_of, leaves
from foresail.metrics.tests.company import CALENDAR, Company, build
from foresail.warehouse.reader import Reader


def seen_by(*owners: str, personal: bool = True) -> Viewer:
    rule = RowRule(owners=frozenset(owners))
    return Viewer(user_id="u", name="u", role=Role.MANAGER, rows=rule, sees_personal_data=personal)


def filtered(company: Company, owners: set[str]) -> Company:
    """The company cut by hand to the rows that the owners own: by the row's own owner, or by that of its customer."""
    cut = Company(7)
    mine = {r["account_id"] for r in company.rows["account"] if r.get("owner_id") in owners}
    orders = {
        r["order_id"] for r in company.rows["order"] if r.get("owner_id") in owners or r.get("account_id") in mine
    }
    for table in ("order",):
        cut.rows[table] = [r for r in company.rows[table] if r["order_id"] in orders]
    cut.rows["order_line"] = [r for r in company.rows["order_line"] if r["order_id"] in orders]
    for table in ("opportunity", "lead"):
        cut.rows[table] = [
            r
            for r in company.rows[table]
            if r.get("owner_id") in owners or (table == "opportunity" and r.get("account_id") in mine)
        ]
    deals = {r["opportunity_id"] for r in cut.rows["opportunity"]}
    cut.spans = [s for s in company.spans if s["opportunity_id"] in deals]
    for table in ("ticket", "feedback"):
        cut.rows[table] = [r for r in company.rows[table] if r.get("account_id") in mine]
    return cut


_CUT = (
    "net_revenue,orders,active_customers,gross_margin,return_rate,retention_rate,won_amount,win_rate,open_amount,"
    "slipped_amount,sales_cycle_days,leads,converted_leads,response_hours,tickets,satisfaction,nps"
)


@pytest.mark.parametrize("owners", [{"r1"}, {"r2", "r5", "r7"}])
def test_a_metric_for_a_viewer_is_the_metric_over_filtered_data(
    owners: set[str], company: Company, reader: Reader, tmp_path: Path
) -> None:
    warehouse = build(tmp_path, filtered(company, owners))
    with warehouse.reader() as cut:
        for grain in ("quarter",):
            asked = parse_query(_CUT, grain=grain, start="2024-04", end="2025-06")
            mine = query(reader, asked, seen_by(*owners), CALENDAR)
            assert mine.records() == query(cut, asked, LOCAL, CALENDAR).records()
    warehouse.close()
    assert mine.records() != query(reader, asked, LOCAL, CALENDAR).records()


def test_nobody_sees_nothing(reader: Reader) -> None:
    nobody = seen_by("somebody-else")
    for name in sorted(METRICS)[::4]:
        if any(FACTS[fact_of(leaf).name].owners == () for leaf in leaves(name)):
            continue  # spend and targets are for all
        assert not query(reader, parse_query(name), nobody, CALENDAR).rows[0][0]
        assert rows(reader, RowsQuery(metric=name), nobody, CALENDAR).total == 0


def test_the_parts_of_all_owners_make_the_whole(reader: Reader, company: Company) -> None:
    names = [name for name in ("won_count", "leads") if name in METRICS]
    for name in names:
        fact = fact_of(name).table
        shown = select(reader, fact, ["owner_id"], None, (), None, 0, LOCAL)
        owners = {r[0] for r in shown.rows if r[0]}
        assert owners <= {f"r{i}" for i in range(8)}
    rng = random.Random(1)  # noqa: S311 - test data
    pair = rng.sample(sorted(f"r{i}" for i in range(8)), 2)
    both = query(reader, parse_query("leads"), seen_by(*pair), CALENDAR).rows[0][0]
    each = [query(reader, parse_query("leads"), seen_by(one), CALENDAR).rows[0][0] for one in pair]
    assert both == sum(each)


def test_names_of_customers_are_masked(reader: Reader) -> None:
    blind = seen_by(*(f"r{i}" for i in range(8)), personal=False)
    answer = query(reader, parse_query("net_revenue", by="account"), blind, CALENDAR)
    assert all(r["account_name"] is None for r in answer.records())
    assert any(r["account"] for r in answer.records())
    found = rows(reader, RowsQuery(metric="net_revenue"), blind, CALENDAR)
    assert all(r["account_name"] is None for r in found.records())
    hit = query(reader, parse_query("orders", where="account contains 客户"), blind, CALENDAR)
    assert hit.rows[0][0] == 0


def test_every_column_of_every_fact_is_described() -> None:
    for fact in FACTS.values():
        assert set(fact.fields) <= set(FIELDS), fact.name
        assert set(fact.shown) <= set(fact.columns)
        assert {o.column for o in fact.owners} <= set(fact.columns)


def test_any_table_is_read_through_the_door(reader: Reader) -> None:
    found = select(
        reader, "opportunity", ["opportunity_id", "amount", "created_at", "created_on"],
        parse_filter("amount >= 1000 and created_at >= 2025-01 and stage != won"), ("-amount",), 5, 0, LOCAL,
    )  # fmt: skip
    assert len(found.rows) == 5 < found.total
    assert [c.unit.value for c in found.columns] == ["id", "money", "timestamp", "date"]
    assert found.columns[0].title.zh
    amounts = [r[1] for r in found.rows]
    assert amounts == sorted(amounts, reverse=True)
    mine = select(reader, "opportunity", ["owner_id", "account_id"], None, (), None, 0, seen_by("r1"))
    assert 0 < mine.total < select(reader, "opportunity", ["owner_id"], None, (), None, 0, LOCAL).total


def test_what_is_missing_is_named(reader: Reader, tmp_path: Path) -> None:
    there = computable(reader)
    assert set(there) == set(METRICS)
    assert there["net_revenue"] == ()
    poor = Company(7)
    poor.rows["spend"], poor.rows["target"] = [], []
    for line in poor.rows["order_line"]:
        line["cost_amount"] = None
    warehouse = build(tmp_path, poor)
    with warehouse.reader() as cut:
        gaps = computable(cut)
        assert [(g.table_name, g.column_name) for g in gaps["spend"]] == [("spend", "spent_on")]
        assert ("order_line", "cost_amount") in {(g.table_name, g.column_name) for g in gaps["gross_margin"]}
        assert {g.table_name for g in gaps["attainment"]} == {"target"}
        assert query(cut, parse_query("weighted_amount"), LOCAL, CALENDAR).rows[0][0] > 0
    warehouse.close()
