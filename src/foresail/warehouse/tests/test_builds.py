"""Builds: what is taken over, made anew and published; the same input gives the same warehouse."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from foresail.contracts.access import SHARED, TableRule
from foresail.kernel.problem import InvalidInput, NotBuilt, NotFound, StorageFull
from foresail.kernel.viewer import LOCAL
from foresail.model.declare import Owner
from foresail.warehouse.content import content_hash
from foresail.warehouse.engine import EngineError
from foresail.warehouse.sqlfile import parse
from foresail.warehouse.step import dump_values, load_values
from foresail.warehouse.store import disk
from foresail.warehouse.warehouse import BuildSession, Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    made = Warehouse(tmp_path, threads=2)
    yield made
    made.close()


def reused(session: BuildSession) -> dict[str, bool]:
    return {step.name: step.reused for step in session.steps}


def rows(warehouse: Warehouse, sql: str) -> list[dict[str, object]]:
    with warehouse.reader() as reader:
        found: list[dict[str, object]] = reader.ask(parse(sql), {}, LOCAL).to_pylist()
        return found


def fill(session: BuildSession, day: date, factor: int = 2) -> None:
    session.table("base", "SELECT range AS i FROM range(10)", rule=SHARED)
    session.table("dated", "SELECT i, :day AS day FROM base", {"day": day, "unused": object()}, rule=SHARED)
    session.table("sum", "SELECT sum(i) AS s, max(day) AS d FROM dated", rule=SHARED)
    session.frame(
        "made",
        lambda: pl.DataFrame({"i": [factor, None], "x": ["1.5", None]}),
        recipe=f"made/1 {factor}",
        inputs=["base"],
        types={"x": "DECIMAL(18, 4)", "i": "BIGINT"},
        rule=SHARED,
    )


def test_unchanged_tables_are_taken_over(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        fill(session, date(2025, 1, 1))
        assert not any(reused(session).values())
    with warehouse.build() as session:
        fill(session, date(2025, 1, 1))
        assert all(reused(session).values())
    with warehouse.build() as session:
        fill(session, date(2025, 1, 2), factor=3)
        assert reused(session) == {"base": True, "dated": False, "sum": False, "made": False}
    assert rows(warehouse, "SELECT s, d FROM sum") == [{"s": 45, "d": date(2025, 1, 2)}]
    assert rows(warehouse, "SELECT x, i FROM made WHERE i IS NOT NULL") == [{"x": Decimal("1.5000"), "i": 3}]


def test_comments_and_line_breaks_do_not_matter_but_words_do(warehouse: Warehouse) -> None:
    for sql, expected in (
        ("SELECT 1 AS x", False),
        ("select  1 as x -- a note", True),
        ("SELECT 2 AS x", False),
    ):
        with warehouse.build() as session:
            session.table("one", sql, rule=SHARED)
            assert reused(session) == {"one": expected}


def test_tables_that_are_not_made_again_are_gone(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        session.table("old", "SELECT 1 AS x", rule=SHARED)
    with warehouse.build() as session:
        assert not session.exists("old")
        with pytest.raises(InvalidInput):
            session.table("new", "SELECT * FROM old")
        session.table("new", "SELECT 2 AS x", rule=SHARED)
    with warehouse.reader() as reader:
        assert set(reader.tables()) == {"generation_info", "new"}
        with pytest.raises(NotFound):
            reader.ask(parse("SELECT * FROM old"), {}, LOCAL)


def test_two_stages(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        session.table("metrics", "SELECT 1 AS x", rule=SHARED)
        first = session.publish("metrics")
        with warehouse.reader() as reader:
            assert (reader.id, reader.info["stage"]) == (first, "metrics")
            assert set(reader.tables()) == {"generation_info", "metrics"}
        session.table("model", "SELECT x + 1 AS y FROM metrics", rule=SHARED)
    assert rows(warehouse, "SELECT y FROM model, metrics") == [{"y": 2}]
    assert [g.id for g in warehouse.generations()] == ["generation-000002"]
    with warehouse.build() as session:
        session.table("metrics", "SELECT 1 AS x", rule=SHARED)
        session.publish("metrics")
        assert not session.exists("model")
        session.table("model", "SELECT x + 1 AS y FROM metrics", rule=SHARED)
        assert reused(session) == {"metrics": True, "model": True}


def test_nothing_after_the_first_stage(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        session.table("metrics", "SELECT 1 AS x", rule=SHARED)
        session.publish("metrics")
    (only,) = warehouse.generations()
    assert only.final
    assert only.current
    assert {p.suffix for p in (warehouse.root / "generations").iterdir()} <= {".duckdb", ".seal", ".lease"}


def build_and_raise(warehouse: Warehouse, error: Exception) -> None:
    with warehouse.build() as session:
        session.table("one", "SELECT 1 AS x")
        raise error


def test_an_error_publishes_nothing(warehouse: Warehouse) -> None:
    with pytest.raises(NotBuilt):
        warehouse.reader()
    with pytest.raises(ZeroDivisionError):
        build_and_raise(warehouse, ZeroDivisionError())
    with pytest.raises(NotBuilt):
        warehouse.reader()
    assert list((warehouse.root / "generations").iterdir()) == []
    with pytest.raises(EngineError), warehouse.build() as session:
        session.table("bad", "SELECT nonsense FROM range(3)")


def test_a_table_may_be_made_in_two_steps(warehouse: Warehouse) -> None:
    for expected in (False, True):
        with warehouse.build() as session:
            session.table("order", "SELECT 1 AS x", rule=SHARED)
            session.table("order", 'SELECT x + 1 AS x FROM "order"', rule=SHARED)
            assert session.steps[-1].reused == expected
        assert rows(warehouse, 'SELECT x FROM "order"') == [{"x": 2}]


def test_what_run_changes_is_known_by_its_content(warehouse: Warehouse) -> None:
    for value, expected in ((1, False), (1, True), (2, False)):
        with warehouse.build() as session:
            session.run("CREATE TABLE hand (x BIGINT)")
            session.run("INSERT INTO hand VALUES (:x)", {"x": value})
            session.rule("hand", SHARED)
            session.table("after", "SELECT x FROM hand", rule=SHARED)
            assert reused(session) == {"after": expected}
        assert rows(warehouse, "SELECT x FROM after") == [{"x": value}]


def test_registered_frames_count_by_content(warehouse: Warehouse) -> None:
    for value, expected in ((1, False), (1, True), (2, False)):
        with warehouse.build() as session:
            session.register("given", pl.DataFrame({"x": [value]}))
            session.table("after", "SELECT x FROM given", rule=SHARED)
            assert reused(session) == {"after": expected}


def test_parquet_files(warehouse: Warehouse, tmp_path: Path) -> None:
    one, two = tmp_path / "one.parquet", tmp_path / "two.parquet"
    pl.DataFrame({"a": [1], "b": ["x"]}).write_parquet(one)
    pl.DataFrame({"a": [2], "c": [True]}).write_parquet(two)
    for expected in (False, True):
        with warehouse.build() as session:
            session.parquet("plain", [one, two], rule=SHARED)
            sql = "SELECT a, _label AS load FROM files WHERE a >= :least"
            session.parquet("labelled", {"first": one, "second": two}, sql, {"least": 2}, rule=SHARED)
            assert set(reused(session).values()) == {expected}
    assert rows(warehouse, "SELECT a, b, c FROM plain ORDER BY a")[1] == {"a": 2, "b": None, "c": True}
    assert rows(warehouse, "SELECT * FROM labelled") == [{"a": 2, "load": "second"}]
    with warehouse.build() as session:
        pl.DataFrame({"a": [3]}).write_parquet(two)
        session.parquet("plain", [one, two], rule=SHARED)
        assert reused(session) == {"plain": False}
        with pytest.raises(InvalidInput):
            session.parquet("none", [])


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "DROP TABLE a",
        "SELECT 1; SELECT 2",
    ],
)
def test_steps_read_tables_alone(warehouse: Warehouse, sql: str) -> None:
    with warehouse.build() as session, pytest.raises(InvalidInput):
        session.table("x", sql)


def test_wrong_rules_and_names_are_refused(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        with pytest.raises(InvalidInput, match="owner_id"):
            session.table("x", "SELECT 1 AS owner", rule=TableRule(owners=(Owner(column="owner_id"),)))
        for name in ("", "~x", "generation_info"):
            with pytest.raises(InvalidInput):
                session.table(name, "SELECT 1 AS x")
        with pytest.raises(InvalidInput, match="start"):
            session.table("x", "SELECT :start AS x")
        with pytest.raises(NotFound):
            session.fingerprint("nowhere")


def test_full_disk_is_told_before_the_first_write(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with warehouse.build() as session:
        session.table("one", "SELECT 1 AS x", rule=SHARED)
    monkeypatch.setattr(disk, "free_bytes", lambda folder: 1_000_000)
    with pytest.raises(StorageFull) as full, warehouse.build():
        pass
    assert full.value.details["free"] == 1_000_000
    assert full.value.details["needed"] > 30_000_000
    assert rows(warehouse, "SELECT x FROM one") == [{"x": 1}]


def test_full_disk_in_the_middle(warehouse: Warehouse) -> None:
    with pytest.raises(StorageFull) as full:
        build_and_raise(warehouse, OSError(28, "No space left on device"))
    assert full.value.details["needed"] > full.value.details["free"]


DETERMINISM = """
import sys
from pathlib import Path
from foresail.contracts.access import SHARED
from foresail.warehouse.content import content_hash
from foresail.warehouse.warehouse import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), threads=int(sys.argv[2]))
with warehouse.build() as session:
    order = "ORDER BY hash(i)" if sys.argv[3] == "shuffled" else "ORDER BY i"
    session.table("rows", "SELECT i, 'k' || (i % 997) AS k, CAST(i AS DECIMAL(18, 4)) / 7 AS d "
        f"FROM range(200000) AS r(i) {order}")
    session.table("sums", "SELECT k, sum(CAST(d AS DECIMAL(18, 6))) AS s, count(*) AS n FROM rows GROUP BY k")
    session.table("moment", "SELECT CAST(TIMESTAMP '2024-03-31 01:30:00' AS TIMESTAMPTZ)::VARCHAR AS t")
    print([content_hash(session, name) for name in ("rows", "sums", "moment")])
"""


def test_same_input_same_warehouse(tmp_path: Path) -> None:
    seen = set()
    for number, (threads, order, zone, seed) in enumerate(
        [(1, "as is", "UTC", "0"), (2, "shuffled", "Asia/Shanghai", "1"), (4, "shuffled", "America/New_York", "2")]
    ):
        root = Path(__file__).parents[4]
        done = subprocess.run(
            [sys.executable, "-c", DETERMINISM, str(tmp_path / str(number)), str(threads), order],
            env={"PYTHONPATH": str(root / "src"), "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_content_hash_sees_every_change(warehouse: Warehouse) -> None:
    with warehouse.build() as session:
        session.table("a", "SELECT i, i * 0.5::DOUBLE AS x FROM range(9) AS r(i)", rule=SHARED)
        session.table("b", "SELECT i, i * 0.5::DOUBLE AS x FROM range(9) AS r(i) ORDER BY i DESC", rule=SHARED)
        session.table("c", "SELECT i, i * 0.6::DOUBLE AS x FROM range(9) AS r(i)", rule=SHARED)
        session.table("d", "SELECT i, i * 0.5::DOUBLE AS x FROM range(9) AS r(i) UNION ALL SELECT 0, 0", rule=SHARED)
        session.table("e", "SELECT i::INTEGER AS i, i * 0.5::DOUBLE AS x FROM range(9) AS r(i)", rule=SHARED)
        same = content_hash(session, "a", doubles=True)
        assert content_hash(session, "b", doubles=True) == same
        assert content_hash(session, "c", doubles=True) != same
        assert content_hash(session, "c") == content_hash(session, "a")
        assert len({content_hash(session, t) for t in "ade"}) == 3
    with warehouse.reader() as reader:
        assert content_hash(reader, "a", doubles=True) == same
        with pytest.raises(NotFound):
            content_hash(reader, "zz")


def test_values_survive_their_storage() -> None:
    values = {"a": 1, "b": Decimal("1.50"), "c": date(2024, 2, 29), "d": ["x", None], "e": 0.1, "f": True, "g": None}
    assert load_values(dump_values(values)) == values
    assert str(load_values(dump_values(values))["b"]) == "1.50"
