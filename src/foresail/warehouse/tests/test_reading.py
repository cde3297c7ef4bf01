"""The query door: row rules with ways through other tables, values, limits, the cache of answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from foresail.contracts.access import SHARED, TableRule
from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.viewer import LOCAL, Role, RowRule, Viewer
from foresail.model.declare import Owner
from foresail.warehouse.door.cache import Kept
from foresail.warehouse.reader import MEMO_BYTES
from foresail.warehouse.sqlfile import parse
from foresail.warehouse.warehouse import Reader, Warehouse


def viewer(*owners: str, personal: bool = True) -> Viewer:
    rows = RowRule(owners=frozenset(owners))
    return Viewer(user_id="u", name="u", role=Role.REPRESENTATIVE, rows=rows, sees_personal_data=personal)


ACCOUNT = TableRule(owners=(Owner(column="owner_id"),), personal=frozenset({"email"}))
ORDER = TableRule(owners=(Owner(column="owner_id"), Owner(column="account_id", through="account")))
LINE = TableRule(owners=(Owner(column="order_id", through="order"),))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    warehouse = Warehouse(tmp_path_factory.mktemp("reading"), threads=2)
    with warehouse.build() as session:
        session.info.update(as_of="2025-01-31", base_currency="CNY")
        session.run(
            "CREATE TABLE account AS FROM (VALUES ('a1', 'ann', 'x@a'), ('a2', 'bob', 'x@b'), ('a3', NULL, 'x@c')) "
            "AS v(account_id, owner_id, email)"
        )
        session.rule("account", ACCOUNT)
        session.run(
            "CREATE TABLE \"order\" AS FROM (VALUES ('o1', 'a1', 'bob', 10.50), ('o2', 'a2', 'bob', 20), "
            "('o3', 'a3', NULL, 30), ('o4', NULL, 'ann', 40)) AS v(order_id, account_id, owner_id, amount)"
        )
        session.rule("order", ORDER)
        session.table("order_line", 'SELECT order_id, 1 AS n FROM "order"', rule=LINE)
        session.table("product", "SELECT 'p' AS product_id", rule=SHARED)
        session.table(
            "orphan",
            "SELECT 'x' AS partner_id",
            rule=TableRule(owners=(Owner(column="partner_id", through="partner"),)),
        )
        session.table(
            "rep", "SELECT 'ann' AS rep", rule=TableRule(owners=(Owner(column="rep", through="representative"),))
        )
    with warehouse.reader() as held:
        yield held
    warehouse.close()


def ids(reader: Reader, sql: str, who: Viewer) -> set[object]:
    table = reader.ask(parse(sql), {}, who)
    return set(table.column(0).to_pylist())


def test_ways_to_the_owner(reader: Reader) -> None:
    assert ids(reader, "SELECT account_id FROM account", viewer("ann")) == {"a1"}
    assert ids(reader, 'SELECT order_id FROM "order"', viewer("ann")) == {"o1", "o4"}
    assert ids(reader, 'SELECT order_id FROM "order"', viewer("bob")) == {"o1", "o2"}
    assert ids(reader, "SELECT order_id FROM order_line", viewer("ann")) == {"o1", "o4"}
    assert ids(reader, "SELECT order_id FROM order_line", viewer("ann", "bob")) == {"o1", "o2", "o4"}
    assert ids(reader, "SELECT order_id FROM order_line", viewer()) == set()
    assert ids(reader, "SELECT order_id FROM order_line", LOCAL) == {"o1", "o2", "o3", "o4"}
    assert ids(reader, "SELECT product_id FROM product", viewer()) == {"p"}
    assert ids(reader, "SELECT partner_id FROM orphan", viewer("ann")) == set()
    assert ids(reader, "SELECT rep FROM rep", viewer("ann")) == {"ann"}


def test_sums_and_joins_are_those_of_the_seen_rows(reader: Reader) -> None:
    question = parse(
        'SELECT sum(o.amount) AS s FROM "order" AS o LEFT JOIN account AS a ON a.account_id = o.account_id'
    )
    assert reader.ask(question, {}, viewer("ann")).to_pylist() == [{"s": Decimal("50.50")}]
    assert reader.ask(question, {}, LOCAL).to_pylist() == [{"s": Decimal("100.50")}]


def test_text_is_constant_for_a_shape(reader: Reader) -> None:
    question = parse("SELECT account_id FROM account WHERE account_id = :a")
    reader.ask(question, {"a": "a1"}, viewer("ann"))
    known = reader._served.compiled.stats().entries
    for who in (viewer("bob"), viewer("ann", "bob", "carl")):
        for value in ("a1", "' OR 1=1", "中"):
            reader.ask(question, {"a": value}, who)
    assert reader._served.compiled.stats().entries == known


def test_personal_columns(reader: Reader) -> None:
    assert ids(reader, "SELECT email FROM account", viewer("ann", personal=False)) == {None}
    assert ids(reader, "SELECT email FROM account", viewer("ann")) == {"x@a"}
    assert ids(reader, "SELECT account_id FROM account WHERE email = 'x@a'", viewer("ann", personal=False)) == set()


def test_values(reader: Reader) -> None:
    question = parse("SELECT :a AS a, :b AS b, :c AS c, :d AS d, len(:e) AS e")
    values = {"a": Decimal("1.50"), "b": date(2025, 1, 1), "c": None, "d": True, "e": ("x", "y"), "unused": "z"}
    row = reader.ask(question, values, LOCAL).to_pylist()[0]
    assert row == {"a": Decimal("1.50"), "b": date(2025, 1, 1), "c": None, "d": True, "e": 2}
    listed = parse("SELECT account_id FROM account WHERE account_id IN (SELECT unnest(:ids)) LIMIT :n")
    assert ids_of(reader.ask(listed, {"ids": ["a1", "zz"], "n": 5}, LOCAL)) == {"a1"}
    assert ids_of(reader.ask(listed, {"ids": [], "n": 5}, LOCAL)) == set()
    with pytest.raises(InvalidInput, match="ids, n"):
        reader.ask(listed, {}, LOCAL)
    with pytest.raises(InvalidInput):
        reader.ask(parse("SELECT CAST(:x AS INTEGER) AS x"), {"x": "word"}, LOCAL)


def ids_of(table: pa.Table) -> set[object]:
    return set(table.column(0).to_pylist())


def test_what_the_generation_says(reader: Reader) -> None:
    assert reader.as_of == date(2025, 1, 31)
    assert reader.base_currency == "CNY"
    assert reader.id == reader.info["id"]
    assert reader.tables()["account"] == {"account_id": "VARCHAR", "owner_id": "VARCHAR", "email": "VARCHAR"}
    with pytest.raises(NotFound) as missing:
        reader.ask(parse("SELECT * FROM acount"), {}, LOCAL)
    assert missing.value.closest == ("account",)
    with pytest.raises(InvalidInput):
        reader.ask(parse("SELECT nonsense FROM account"), {}, LOCAL)


def test_answers_are_remembered_for_each_sight(reader: Reader) -> None:
    question = parse("SELECT count(*) AS n FROM account WHERE account_id <> :x")
    before = reader.cache_stats()
    answers = [
        reader.ask(question, {"x": "-"}, who).to_pylist() for who in (LOCAL, viewer("ann"), viewer("bob"), LOCAL)
    ]
    after = reader.cache_stats()
    assert answers == [[{"n": 3}], [{"n": 1}], [{"n": 1}], [{"n": 3}]]
    assert (after.misses - before.misses, after.hits - before.hits) == (3, 1)


def test_many_threads_ask_at_once(reader: Reader) -> None:
    def ask(number: int) -> object:
        question = parse("SELECT :n AS n, count(*) AS c FROM account")
        return reader.ask(question, {"n": number % 7}, viewer("ann")).to_pylist()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(100))) == [[{"n": n % 7, "c": 1}] for n in range(100)]


def small(_: object) -> int:
    return 100


def test_what_many_ask_for_is_worked_out_once() -> None:
    kept, calls, gate = Kept(1_000_000), [], threading.Event()

    def make() -> int:
        calls.append(1)
        gate.wait(5)
        return 7

    with ThreadPoolExecutor(5) as pool:
        waiting = [pool.submit(kept.get, "key", make, small, 5.0) for _ in range(5)]
        while kept.stats().joined < 4:
            time.sleep(0.001)
        gate.set()
        assert {w.result() for w in waiting} == {7}
    assert len(calls) == 1


def test_who_waits_for_work_that_fails_does_it_by_itself() -> None:
    kept, gate, tries = Kept(1_000_000), threading.Event(), []

    def make() -> int:
        tries.append(1)
        if len(tries) == 1:
            gate.wait(5)
            raise ZeroDivisionError
        return 7

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "key", make, small)
        while kept.stats().misses < 1:
            time.sleep(0.001)
        second = pool.submit(kept.get, "key", make, small)
        while kept.stats().joined < 1:
            time.sleep(0.001)
        gate.set()
        assert second.result() == 7
        assert isinstance(first.exception(), ZeroDivisionError)


def test_what_is_kept_is_bounded_in_bytes_and_the_oldest_goes_first() -> None:
    kept, made = Kept(6_400), []

    def ask(key: int) -> None:
        kept.get(key, lambda: made.append(key), small)

    for key in range(64):
        ask(key)
    ask(0)
    ask(64)
    assert made == list(range(65)), "all fit, and the first one was asked for again"
    ask(0)
    ask(1)
    assert made[65:] == [1], "the one that nobody had asked for longest had gone"
    assert kept.stats().bytes == 6_400


def test_no_error_and_nothing_very_large_is_kept() -> None:
    kept = Kept(6_400)

    def fail() -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept.get("bad", fail, small)
    assert kept.get("bad", lambda: 1, small) == 1
    assert kept.get("large", lambda: 2, lambda _: 6_400) == 2
    assert kept.stats().entries == 1


def test_what_follows_from_a_generation_is_worked_out_once(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    with warehouse.build() as session:
        session.table("one", "SELECT 1 AS x", rule=SHARED)
    made: list[int] = []

    def make(value: int) -> int:
        made.append(value)
        return value

    with warehouse.reader() as one, warehouse.reader() as other:
        assert one.remember("a", lambda: make(7)) == 7
        assert other.remember("a", lambda: make(8)) == 7
        assert one.remember("b", lambda: make(9), lambda _: MEMO_BYTES) == 9
        assert one.remember("b", lambda: make(9), lambda _: MEMO_BYTES) == 9
    assert made == [7, 9, 9]
