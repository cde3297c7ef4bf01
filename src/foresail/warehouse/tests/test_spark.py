"""The same SQL gives the same rows on DuckDB and on Spark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from foresail.contracts.access import SHARED
from foresail.warehouse.spark import SparkEngine, compare_step, differences, spark_engine, stored_steps
from foresail.warehouse.sqllint import lint
from foresail.warehouse.warehouse import Warehouse

ORDERS = """
SELECT
    'o' || i AS order_id, 'a' || (i % 37) AS account_id, CAST(i % 1000 AS DECIMAL(18, 4)) / 8 AS ratio,
    CAST((i * 7919) % 100000 AS DECIMAL(18, 4)) AS amount, DATE '2024-01-01' + CAST(i % 400 AS INTEGER) AS ordered_on,
    TIMESTAMP '2024-01-01 10:00:00' + INTERVAL 1 HOUR * (i % 500) AS ordered_at, i % 5 = 0 AS cancelled
FROM range(5000) AS r(i)
"""
SAMPLES = {
    "totals": """
        WITH kept AS (SELECT * FROM "order" WHERE NOT cancelled AND ordered_on >= :start)
        SELECT account_id, count(*) AS orders, sum(amount) AS revenue, max(ordered_on) AS last_on,
            CAST(sum(amount) AS DOUBLE) / nullif(count(*), 0) AS average
        FROM kept GROUP BY account_id
    """,
    "gaps": """
        WITH days AS (SELECT DISTINCT account_id, ordered_on FROM "order"), gaps AS (
            SELECT account_id, ordered_on, date_diff('day', lag(ordered_on) OVER w, ordered_on) AS gap
            FROM days WINDOW w AS (PARTITION BY account_id ORDER BY ordered_on)
        )
        SELECT account_id, avg(gap) AS mean_gap, stddev_samp(gap) AS spread, count(gap) AS n
        FROM gaps GROUP BY account_id
    """,
    "latest": """
        SELECT account_id, order_id, amount FROM "order"
        QUALIFY row_number() OVER (PARTITION BY account_id ORDER BY ordered_on DESC, order_id) = 1
    """,
    "months": """
        SELECT year(ordered_on) * 12 + month(ordered_on) AS month_number,
            CAST(date_trunc('month', ordered_on) AS DATE) AS month_on,
            count(*) FILTER (WHERE amount > :least) AS large, sum(amount * CAST(0.5 AS DECIMAL(3, 2))) AS half
        FROM "order" GROUP BY ALL
    """,
    "joined": """
        SELECT o.order_id, t.revenue, coalesce(nullif(trim(o.account_id), 'a1'), '—') AS account,
            CASE WHEN o.account_id IN (SELECT unnest(:some)) THEN 'some' ELSE 'other' END AS side
        FROM "order" AS o LEFT JOIN totals AS t ON t.account_id = o.account_id
        WHERE o.ordered_on BETWEEN :start AND :end
    """,
}
VALUES = {
    "start": date(2024, 3, 1),
    "end": date(2024, 9, 30),
    "least": Decimal("50000.00"),
    "some": ["a1", "a2"],
}


@pytest.fixture(scope="module")
def engine() -> Iterator[SparkEngine]:
    pytest.importorskip("pyspark")
    with spark_engine() as held:
        yield held


@pytest.mark.nightly
@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
def test_samples_agree(engine: SparkEngine, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, threads=2)
    with warehouse.build() as session:
        session.table("order", ORDERS, rule=SHARED)
        for name, sql in SAMPLES.items():
            assert lint(sql) == []
            session.table(name, sql, VALUES, rule=SHARED)
    with warehouse.reader() as reader:
        steps = [step for step in stored_steps(reader) if step.name in SAMPLES]
        assert len(steps) == len(SAMPLES)
        for step in steps:
            assert compare_step(engine, reader, step) == [], step.name
    warehouse.close()


def test_differences_are_seen() -> None:
    left = pa.table({"a": [1, 2], "b": [0.1, 0.3]})
    assert differences(left, pa.table({"a": [2, 1], "b": [0.1 + 0.2, 0.1]})) == []
    assert differences(left, pa.table({"a": [2, 1], "b": [0.31, 0.1]}))
    assert differences(left, pa.table({"a": [2], "b": [0.3]})) == ["2 and 1 rows"]
    assert differences(left, pa.table({"a": [2, 1], "c": [0.3, 0.1]}))
