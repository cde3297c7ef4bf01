"""Customers of several systems in a build: found, decided, replayed, undone, and no row lost."""

# ruff: noqa: S608  statements are put together from our own declarations
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foresail.history import build_model
from foresail.identity import Decision, resolve, write_review
from foresail.identity.join.pairs import Search
from foresail.kernel.settings import Settings
from foresail.warehouse.content import content_hash
from foresail.warehouse.warehouse import Warehouse

NAMES = (
    ("上海华联科技有限公司", "上海華聯科技有限公司", "Shanghai Hualian Technology Co., Ltd."),
    ("杭州星辰贸易有限公司", "星辰貿易（杭州）", "Xingchen Trading (Hangzhou)"),
    ("北京同仁机械股份有限公司", "北京 同仁 机械", "TONGREN Machinery"),
    ("南京同仁机械有限公司", "", ""),
)
PHONES = ("021-68881234", "0571-87654321", "010-55667788", "025-33445566")


def records(system: int, rows: int = 4) -> list[dict[str, Any]]:
    given = []
    for number, names in enumerate(NAMES[:rows]):
        if names[system]:
            phone = PHONES[number] if system == 0 or number == 0 else None
            row = {"account_id": f"{'ces'[system]}{number}", "name": names[system], "phone": phone}
            given.append(row | ({"region": "华东"} if system == 0 else {}))
    return given


def load(warehouse: Warehouse, kit: Any, day: str = "2024-01-31", rows: int = 4) -> None:
    for system, source in enumerate(("crm", "erp", "shop")):
        accounts = records(system, rows)
        orders = [
            {"order_id": f"{source}{n}", "account_id": a["account_id"], "currency": "CNY", "source_id": f"{source}{n}"}
            for n, a in enumerate(accounts)
        ]
        lines = [
            {"order_id": o["order_id"], "line_no": 1, "quantity": 1, "net_amount": 100 + n, "kind": "sale"}
            for n, o in enumerate(orders)
        ]
        tables = {"account": accounts, "order": orders, "order_line": lines}
        kit.put(warehouse.landing, source, kit.day(day), tables)


@pytest.fixture(scope="module")
def kit() -> Any:
    """The helpers of the history tests: staged loads made by hand."""
    import importlib.util

    path = Path(__file__).parents[2] / "history" / "tests" / "conftest.py"
    spec = importlib.util.spec_from_file_location("history_kit", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    made = Warehouse(tmp_path / "w", threads=2)
    yield made
    made.close()


def built(warehouse: Warehouse, *decisions: Decision) -> dict[str, Any]:
    """What a build gives: customers by record, the review list, hashes of all tables."""

    def joined(session: Any, tables: Any) -> Any:
        return resolve(session, tables, decisions=decisions)

    with warehouse.build() as session:
        build_model(session, warehouse.landing, Settings(time_zone="UTC"), resolve=joined)
        write_review(session)
        names = [t for t in session.tables() if not t.startswith(("profile_", "open_"))]  # what is published
        return {
            "of": {
                f"{source}:{source_id}": i
                for source, source_id, i in session.fetch(
                    "SELECT source, source_id, id FROM xref WHERE entity = 'account'"
                ).iter_rows()
            },
            "review": session.fetch("SELECT * FROM identity_review ORDER BY money DESC, left_id, right_id").to_dicts(),
            "reason": session.fetch("SELECT * FROM identity_reason").to_dicts(),
            "account": session.fetch("SELECT * FROM account ORDER BY account_id").to_dicts(),
            "contact": session.fetch("SELECT * FROM contact ORDER BY contact_id").to_dicts(),
            "orders": session.fetch('SELECT account_id FROM "order" ORDER BY order_id')["account_id"].to_list(),
            "said": session.fetch("SELECT kind, text_en FROM assumption").rows(),
            "member": session.fetch("SELECT * FROM identity_member ORDER BY id").to_dicts(),
            "counts": (counts := {t: session.fetch(f'SELECT count(*) AS n FROM "{t}"')["n"][0] for t in names}),
            "hash": {t: content_hash(session, t, doubles=True) for t in names if counts[t]},
        }


SAME = Decision("account", "crm:c3", "shop:s2", "same")
APART = Decision("account", "crm:c0", "erp:e0", "different")


@pytest.fixture(scope="module")
def story(kit: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Loaded; decided; the decisions withdrawn; decided again and all systems exported anew."""
    warehouse = Warehouse(tmp_path_factory.mktemp("story") / "w", threads=2)
    load(warehouse, kit)
    told = {"found": built(warehouse), "decided": built(warehouse, SAME, APART), "undone": built(warehouse)}
    load(warehouse, kit, "2024-02-29")
    kit.put(warehouse.landing, "erp", kit.day("2024-03-31"), {"account": [{"account_id": "e9", "name": "新客户"}]})
    yield told | {"later": built(warehouse, SAME, APART)}
    warehouse.close()


def test_three_ways_of_writing_are_one_customer_and_no_row_is_lost(story: dict[str, Any]) -> None:
    found = story["found"]
    assert {found["of"][r] for r in ("crm:c0", "erp:e0", "shop:s0")} == {"crm:c0"}
    assert {found["of"][r] for r in ("crm:c1", "erp:e1", "shop:s1")} == {"crm:c1"}
    assert found["of"]["erp:e2"] == "crm:c2"
    assert found["of"]["crm:c3"] == "crm:c3", "the namesake in another city stands alone"
    assert found["counts"]["order"] == found["counts"]["order_line"] == 10
    assert len(found["of"]) == 10, "every record stays listed"
    assert set(found["orders"]) == set(found["of"].values())
    assert {m["how"] for m in found["member"]} == {"match"}
    assert any(kind == "found" and "agree with records of other systems" in text for kind, text in found["said"])


def test_the_review_list_says_why_and_what_hangs_on_it(story: dict[str, Any]) -> None:
    review = story["found"]["review"]
    pair = next(r for r in review if (r["left_id"], r["right_id"]) == ("crm:c0", "erp:e0"))
    assert pair["status"] == "joined"
    assert "Name: the same registered name" in pair["reasons_en"]
    assert "电话：号码相同" in pair["reasons_zh"]
    assert pair["money"] == 300, "three orders of 100 hang on this customer"
    assert [r["money"] for r in review] == sorted((r["money"] for r in review), reverse=True)
    doubtful = next(r for r in review if {r["left_id"], r["right_id"]} == {"crm:c3", "shop:s2"})
    assert doubtful["status"] == "open", "TONGREN Machinery may be the one in Beijing or the one in Nanjing"
    phone = next(r for r in story["found"]["reason"] if r["left_id"] == "crm:c0" and r["field"] == "phone")
    assert (phone["left_value"], phone["right_value"], phone["words_en"]) == ("021-68881234",) * 2 + (
        "the same number",
    )


def test_a_decision_goes_first_and_survives_a_new_import(story: dict[str, Any]) -> None:
    found, decided, later = story["found"], story["decided"], story["later"]
    assert decided["of"]["shop:s2"] == decided["of"]["crm:c3"] == "crm:c3"
    assert decided["of"]["crm:c0"] != decided["of"]["erp:e0"]
    assert decided["counts"]["order"] == found["counts"]["order"]
    assert {r: i for r, i in later["of"].items() if r != "erp:e9"} == decided["of"]
    assert {r["status"] for r in later["review"]} >= {"same", "different"}


def test_merge_and_undo_restore_the_same_tables(story: dict[str, Any]) -> None:
    assert story["decided"]["hash"]["account"] != story["found"]["hash"]["account"]
    assert story["undone"]["hash"] == story["found"]["hash"]


def test_people_are_one_inside_their_company_and_a_persons_word_splits_what_a_code_joined(
    warehouse: Warehouse, kit: Any
) -> None:
    account = [{"account_id": "K-1001", "name": "华联"}, {"account_id": "K-1002", "name": "星辰"}]
    crm = [
        {"contact_id": "c1", "full_name": "王芳", "phone": "138 0013 8000", "account_id": "K-1001"},
        {"contact_id": "c3", "full_name": "王芳", "phone": "13800138000", "account_id": "K-1001"},
        {"contact_id": "c2", "full_name": "李伟", "email": "li.wei@hualian.cn", "account_id": "K-1001"},
    ]
    erp = [
        {"contact_id": "e1", "full_name": "Wang Fang", "phone": "+86 13800138000", "account_id": "K-1001"},
        {"contact_id": "e2", "full_name": "李伟", "phone": "13911112222", "account_id": "K-1002"},
    ]
    kit.put(warehouse.landing, "crm", kit.day("2024-01-31"), {"account": account, "contact": crm})
    kit.put(warehouse.landing, "erp", kit.day("2024-01-31"), {"account": account, "contact": erp})
    found = built(warehouse)
    assert [c["contact_id"] for c in found["contact"]] == ["crm:c1", "crm:c2", "crm:c3", "erp:e2"]
    asked = next(r for r in found["review"] if (r["left_id"], r["right_id"]) == ("crm:c1", "crm:c3"))
    assert asked["status"] == "open", "what one system lists twice is asked about, never joined unasked"
    assert len(found["account"]) == 2
    split = built(warehouse, Decision("account", "crm:K-1002", "erp:K-1002", "different"))
    assert [a["account_id"] for a in split["account"]] == ["crm:K-1001", "crm:K-1002", "erp:K-1002"]
    assert [c["account_id"] for c in split["contact"]] == ["crm:K-1001"] * 3 + ["erp:K-1002"]


@pytest.mark.nightly
def test_values_come_from_the_named_source_then_from_the_newest(warehouse: Warehouse, kit: Any) -> None:
    crm = {"account_id": "K-1001", "name": "Acme", "phone": "1", "region": "East"}
    kit.put(warehouse.landing, "crm", kit.day("2024-03-31"), {"account": [crm]})
    for source, day, name in (("erp", "2024-02-28", "ERP's"), ("shop", "2024-03-01", "Shop's")):
        other = {"account_id": "K-1001", "name": name, "phone": name, "city": name}
        kit.put(warehouse.landing, source, kit.day(day), {"account": [other]})
    asked = "SELECT name, phone, region, city FROM account"
    for order, expected in (("", ("Acme", "1", "East", "Shop's")), ("erp, crm", ("ERP's", "ERP's", "East", "ERP's"))):
        with kit.built(warehouse, Settings(time_zone="UTC", source_order=order)) as session:
            assert session.fetch(asked).rows() == [expected]


def test_one_system_is_not_compared_at_all(warehouse: Warehouse, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> None:
        raise AssertionError("nothing is to be compared")

    monkeypatch.setattr(Search, "tables", never)
    kit.put(warehouse.landing, "crm", kit.day("2024-01-31"), {"account": records(0)})
    found = built(warehouse)
    assert (found["review"], len(found["account"])) == ([], 4)
