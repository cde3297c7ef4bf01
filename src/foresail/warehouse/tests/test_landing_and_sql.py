"""The landing, scratch engines, SQL files and their lint."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from foresail.contracts.load import LoadManifest
from foresail.kernel.problem import Damaged, InvalidInput, NotFound
from foresail.warehouse.engine import EngineError, scratch
from foresail.warehouse.landing import Landing
from foresail.warehouse.sqlfile import bound, placeholders, read_sql
from foresail.warehouse.sqlfile import compile as compile_sql
from foresail.warehouse.sqllint import lint


def manifest(name: str, day: int) -> LoadManifest:
    moment = datetime(2025, 1, day, tzinfo=UTC)
    return LoadManifest(load_id=name, source="crm", taken_at=moment, loaded_at=moment)


def test_blobs_are_kept_once(tmp_path: Path) -> None:
    landing = Landing(tmp_path / "landing")
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    digest = landing.keep(file)
    before = landing.blob(digest).stat().st_mtime_ns
    assert landing.keep(file) == digest
    assert landing.blob(digest).stat().st_mtime_ns == before
    assert landing.blob(digest).read_bytes() == file.read_bytes()
    with pytest.raises(InvalidInput):
        landing.blob("../../etc/passwd")
    with pytest.raises(NotFound):
        landing.keep(tmp_path / "none.csv")


def test_loads_are_recorded_once_and_in_order(tmp_path: Path) -> None:
    landing = Landing(tmp_path / "landing")
    for name, day in (("b", 2), ("a", 2), ("c", 1)):
        with landing.staging() as folder:
            pl.DataFrame({"x": [day]}).write_parquet(folder / "order.parquet")
            assert landing.record(manifest(name, day), folder)
    with landing.staging() as folder:
        assert not landing.record(manifest("a", 5), folder)
    assert [load.load_id for load in landing.loads()] == ["c", "a", "b"]
    rows = landing.rows("c", "order")
    assert rows is not None
    assert pl.read_parquet(rows)["x"].to_list() == [1]
    assert landing.rows("c", "account") is None
    assert landing.quarantine("c") is None
    assert list((tmp_path / "landing" / "staging").iterdir()) == []
    for bad in ("../x", "", ".hidden", "a/b"):
        with pytest.raises(InvalidInput):
            landing.rows(bad, "order")


def test_a_failed_load_leaves_nothing(tmp_path: Path) -> None:
    landing = Landing(tmp_path / "landing")
    with pytest.raises(KeyError), landing.staging():
        raise KeyError
    (tmp_path / "landing" / "staging" / "load-999999999-abc").mkdir()
    landing.sweep()
    assert list((tmp_path / "landing" / "staging").iterdir()) == []
    (tmp_path / "landing" / "loads" / "bad").mkdir()
    assert landing.loads() == ()
    (tmp_path / "landing" / "loads" / "bad" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(Damaged):
        landing.loads()


def test_scratch_reads_files_and_keeps_rejects(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,x\nword,y\n3,z\n", encoding="utf-8")
    with scratch("200MB", 1, folders=[tmp_path]) as engine:
        options = "columns = {'a': 'INTEGER', 'b': 'VARCHAR'}, header = true, store_rejects = true"
        sql = f"SELECT * FROM read_csv(:path, {options})"  # noqa: S608
        assert engine.fetch(sql, {"path": str(file)})["a"].to_list() == [1, 3]
        rejects = engine.fetch("SELECT line, column_name, csv_line FROM reject_errors")
        assert rejects.row(0) == (3, "a", "word,y")
        engine.register("given", pl.DataFrame({"x": [1, 2]}))
        engine.run("CREATE TABLE t AS SELECT x, :d AS d FROM given", {"d": date(2025, 1, 1), "more": 1})
        assert engine.tables() == {"t": {"x": "BIGINT", "d": "DATE"}}
        assert engine.columns("t") == {"x": "BIGINT", "d": "DATE"}
        assert engine.columns("nowhere") == {}
        with pytest.raises(EngineError):
            engine.fetch("SELECT * FROM read_text('/etc/hostname')")
        with pytest.raises(EngineError):
            engine.run("INSTALL httpfs")
        with pytest.raises(EngineError):
            engine.run("SET enable_external_access = true")
    with scratch() as engine:
        assert len(engine.fetch("SELECT * FROM read_text(:path)", {"path": str(file)})) == 1
        with pytest.raises(EngineError):
            engine.fetch("SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')")


def test_placeholders() -> None:
    sql = "SELECT a::DATE, b[1:2], 'x:y', \"c:d\", {'k': :v} FROM t -- :not\nWHERE d >= :start AND e = :start /* :no */"
    assert placeholders(sql) == {"v", "start"}
    assert bound(sql).count("$start") == 2
    assert ":not" in bound(sql)


def test_values_become_typed_literals_for_spark() -> None:
    values = {"d": date(2025, 1, 2), "m": Decimal("1.50"), "s": "it's", "n": None, "l": ["a"], "b": True, "i": 7}
    text = compile_sql("SELECT :d AS d, :m AS m, :s AS s, :n AS n, :l AS l, :b AS b, :i AS i", "spark", values)
    assert "CAST('2025-01-02' AS DATE) AS d" in text
    assert "CAST('1.50' AS DECIMAL(3, 2)) AS m" in text
    assert r"'it\'s' AS s" in text or "'it''s' AS s" in text
    assert ":" not in text


def test_read_sql(tmp_path: Path) -> None:
    (tmp_path / "step.sql").write_text("SELECT 1 AS x;\n", encoding="utf-8")
    assert read_sql(tmp_path / "step.sql") == read_sql(tmp_path / "step.py") == "SELECT 1 AS x"
    with pytest.raises(NotFound):
        read_sql(tmp_path / "none.sql")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT date_diff('month', a, b) AS x FROM t", "date_diff"),
        ("SELECT date_diff('day', a_at, b_at) AS x FROM t", "timestamps"),
        ("SELECT date_trunc('month', d) AS x FROM t", "cast to DATE"),
        ("SELECT list(x ORDER BY y) AS l FROM t", "list("),
        ("SELECT isodow(d) AS x FROM t", "week"),
        ("SELECT extract(isodow FROM d) AS x FROM t", "week"),
        ("SELECT dayofweek(d) AS x FROM t", "week"),
        ("SELECT week(d) AS x FROM t", "week"),
        ("SELECT strftime(d, '%G-%V') AS x FROM t", "strftime"),
        ("SELECT a AT TIME ZONE 'UTC' AS x FROM t", "AT TIME ZONE"),
        ("SELECT CAST(a / nullif(CAST(b AS DOUBLE), 0) AS INTEGER) AS x FROM t", "float to integer"),
        ("SELECT CAST(avg(a) AS BIGINT) AS x FROM t", "float to integer"),
        ("SELECT a / nullif(b, 0) AS x FROM t", "explicit cast"),
        ("SELECT CAST(a AS DOUBLE) / b AS x FROM t", "nullif"),
        ("SELECT a // b AS x FROM t", "nullif"),
        ("SELECT * FROM t ASOF JOIN u ON t.d >= u.d", "ASOF"),
        ("SELECT quantile_cont(a, 0.5) AS x FROM t", "quantile_cont"),
        ("SELECT 1 + unnest(l) AS x FROM t", "unnest"),
        ("SELECT a + 1 AS b FROM t WHERE b > 2", "alias"),
        ("DELETE FROM t", "not one SELECT"),
        ("SELECT 1; SELECT 2", "not one SELECT"),
    ],
)
def test_lint_refuses(sql: str, said: str) -> None:
    assert any(said in finding for finding in lint(sql)), lint(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT date_diff('day', a_on, CAST(b_at AS DATE)) AS days FROM t",
        "SELECT CAST(a AS DOUBLE) / nullif(b, 0) AS x FROM t",
        "SELECT CAST(round(avg(a)) AS BIGINT) AS x FROM t",
        "SELECT CAST(sum(a) / nullif(sum(b), 0) AS DECIMAL(18, 4)) AS x FROM t",
        "SELECT count(*) FILTER (WHERE a) / nullif(CAST(count(*) AS DOUBLE), 0) AS x FROM t",
        "WITH a AS (SELECT DISTINCT ON (k) k, v FROM t ORDER BY k, v) SELECT k, arg_max(v, k) AS m FROM a GROUP BY ALL",
        "SELECT a FROM t WHERE b IN (SELECT unnest(:bs)) QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1",
        "SELECT CAST(x AS DOUBLE) / 100 AS x FROM t WHERE x > 2",
    ],
)
def test_lint_accepts(sql: str) -> None:
    assert lint(sql) == []
