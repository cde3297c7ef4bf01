"""As-of views: rows and values that became known later do not exist, and what is overwritten is read from history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
import sqlglot

from foresail.kernel.problem import NotFound
from foresail.model.tables import TABLES
from foresail.runtime.capability.as_of import SPAN, parent_of, seen_as_of, tables_of, view
from foresail.runtime.declarations.tables import stored_columns
from foresail.warehouse.engine import Engine, scratch

DAY = date(2024, 3, 31)
EARLY, LATE = datetime.fromisoformat("2024-03-01T09:00"), datetime.fromisoformat("2024-04-02T09:00")
TYPES = {"DATE": pl.Date(), "TIMESTAMP": pl.Datetime("us"), "BOOLEAN": pl.Boolean(), "BIGINT": pl.Int64()}


def dtype(kind: str) -> pl.DataType:
    if kind.startswith("DECIMAL"):
        digits, places = kind.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pl.Decimal(int(digits), int(places))
    return TYPES.get(kind, pl.Float64() if kind == "DOUBLE" else pl.String())


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    columns = stored_columns()[name]
    made = pl.DataFrame({c: [row.get(c) for row in rows] for c in columns})
    return made.with_columns(pl.col(c).cast(dtype(kind)) for c, kind in columns.items())


def deal(number: int, created: datetime, closed: datetime | None, outcome: str) -> dict[str, Any]:
    return {
        "opportunity_id": f"D{number}",
        "stage": "now",
        "amount": 900,
        "competitor": "now",
        "created_at": created,
        "created_on": created.date(),
        "closed_at": closed,
        "closed_on": closed.date() if closed else None,
        "outcome": outcome,
        "lost_reason": "price" if outcome == "lost" else None,
        "extra": "{}",
    }


def span(number: int, start: date, end: date, stage: str, outcome: str, *, assumed: bool = False) -> dict[str, Any]:
    return {
        "opportunity_id": f"D{number}",
        "valid_from": start,
        "valid_to": end,
        "stage": stage,
        "amount": 100,
        "outcome": outcome,
        "assumed": assumed,
    }


STILL = date(9999, 12, 31)
TABLE_ROWS: dict[str, list[dict[str, Any]]] = {
    "opportunity": [
        deal(1, EARLY, None, "open"),
        deal(2, EARLY, LATE, "lost"),
        deal(3, EARLY, EARLY, "won"),
        deal(4, LATE, None, "open"),
        deal(5, EARLY, LATE, "won"),
    ],
    "opportunity_span": [
        span(1, date(2024, 3, 1), date(2024, 4, 1), "then", "open"),
        span(1, date(2024, 4, 1), STILL, "now", "open"),
        span(2, date(2024, 3, 1), date(2024, 4, 2), "then", "open"),
        span(2, date(2024, 4, 2), STILL, "lost", "lost"),
        span(3, date(2024, 3, 1), STILL, "won", "won"),
        span(5, date(2024, 3, 1), date(2024, 4, 2), "then", "open", assumed=True),
        span(5, date(2024, 4, 2), STILL, "won", "won"),
    ],
    "opportunity_change": [
        {"opportunity_id": "D1", "changed_at": EARLY, "changed_on": EARLY.date(), "field": "competitor", "new": "then"},
        {"opportunity_id": "D1", "changed_at": LATE, "changed_on": LATE.date(), "field": "competitor", "new": "now"},
    ],
    "order": [
        {"order_id": "O1", "ordered_at": EARLY, "ordered_on": EARLY.date(), "status": "done"},
        {"order_id": "O2", "ordered_at": LATE, "ordered_on": LATE.date(), "status": "done"},
        {"order_id": "O3", "status": "done"},
    ],
    "order_line": [{"order_id": f"O{i}", "line_no": 1} for i in (1, 2, 3, 4)],
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with scratch(memory_limit="500MB", threads=1) as made:
        for name in stored_columns():
            made.register(name, frame(name, TABLE_ROWS.get(name, [])))
        yield made


def seen(engine: Engine, name: str, *, past: bool, key: str) -> dict[str, dict[str, Any]]:
    query = view(name, stored_columns()[name], past=past)
    return {row[key]: row for row in engine.fetch(query, {"as_of": DAY}).iter_rows(named=True)}


def test_past_deals_are_read_from_history(engine: Engine) -> None:
    found = seen(engine, "opportunity", past=True, key="opportunity_id")
    assert sorted(found) == ["D1", "D2", "D3", "D5"]
    assert [found[d]["stage"] for d in sorted(found)] == ["then", "then", "won", "then"]
    assert [found[d]["outcome"] for d in sorted(found)] == ["open", "open", "won", "open"]
    assert found["D1"]["competitor"] == "then"
    assert found["D2"]["competitor"] is None
    assert found["D2"]["closed_at"] is None
    assert found["D2"]["lost_reason"] is None
    assert found["D3"]["closed_at"] == EARLY
    assert found["D1"]["amount"] == 100
    assert found["D5"]["amount"] is None  # carried back from its end: nobody knew it
    assert all(row["extra"] is None for row in found.values())


def test_on_the_day_itself_the_present_is_known(engine: Engine) -> None:
    found = seen(engine, "opportunity", past=False, key="opportunity_id")
    assert sorted(found) == ["D1", "D2", "D3", "D5"]
    assert {row["stage"] for row in found.values()} == {"now"}
    assert found["D2"]["outcome"] == "open"  # it closes later
    assert found["D2"]["closed_on"] is None
    assert found["D3"]["outcome"] == "won"


def test_lines_follow_their_parent(engine: Engine) -> None:
    assert sorted(seen(engine, "order", past=True, key="order_id")) == ["O1", "O3"]
    assert sorted(seen(engine, "order_line", past=True, key="order_id")) == ["O1", "O3", "O4"]
    assert {row["status"] for row in seen(engine, "order", past=True, key="order_id").values()} == {None}
    assert {row["status"] for row in seen(engine, "order", past=False, key="order_id").values()} == {"done"}


def test_spans_end_no_earlier_than_they_were_known_to(engine: Engine) -> None:
    query = view(SPAN, stored_columns()[SPAN], past=True)
    found = engine.fetch(query, {"as_of": DAY}).sort("opportunity_id")
    assert found["valid_to"].to_list() == [STILL] * 4
    assert found["amount"].to_list()[-1] is None


def test_query_keeps_its_names_and_reads_views_alone(engine: Engine) -> None:
    sql = """WITH counted AS (SELECT o.stage, count(*) AS n FROM opportunity AS o GROUP BY o.stage)
             SELECT c.stage, c.n, (SELECT count(*) FROM "order" WHERE "order".order_id IS NOT NULL) AS orders
             FROM counted AS c WHERE CAST(:as_of AS DATE) IS NOT NULL"""
    query = seen_as_of(sql, stored_columns(), past=True)
    found = {row["stage"]: row for row in engine.fetch(query, {"as_of": DAY}).iter_rows(named=True)}
    assert found["then"]["n"] == 3
    assert found["then"]["orders"] == 2


def test_only_model_history_and_declared_results_are_read() -> None:
    sql = "SELECT * FROM fact_sales WHERE :as_of IS NOT NULL"
    with pytest.raises(NotFound, match="cannot read the table"):
        seen_as_of(sql, stored_columns(), past=True)
    kept = seen_as_of(sql, stored_columns(), past=True, results=frozenset({"fact_sales"}))
    assert tables_of(kept) == {"fact_sales"}


@pytest.mark.parametrize("name", [*TABLES, SPAN])
@pytest.mark.parametrize("past", [True, False])
def test_every_view_runs_and_keeps_its_columns(name: str, past: bool, engine: Engine) -> None:
    query = view(name, stored_columns()[name], past=past)
    assert engine.fetch(query, {"as_of": DAY}).columns == list(stored_columns()[name])
    sqlglot.parse_one(query.sql(dialect="spark"), read="spark")


def test_lines_are_those_without_a_day_of_their_own() -> None:
    lines = {name for name, entity in TABLES.items() if parent_of(entity) is not None}
    assert {"order_line", "opportunity_line"} <= lines
    assert "stage" not in lines


def test_what_another_analysis_only_offers_is_empty_where_it_is_not_there(engine: Engine) -> None:
    sql = "SELECT x.id, x.p FROM other_analysis_rows AS x"
    columns = {"id": "VARCHAR", "p": "DOUBLE"}
    tree = seen_as_of(sql, stored_columns(), past=False, absent={"other_analysis_rows": columns})
    found = engine.fetch(tree, {"as_of": DAY})
    assert found.columns == ["id", "p"]
    assert found.height == 0
