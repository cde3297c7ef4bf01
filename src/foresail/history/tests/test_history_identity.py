"""Identity inside a build: codes, names, spellings, what is only named, and corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from foresail.kernel.calendar import Calendar
from foresail.kernel.settings import Settings
from foresail.quality import record_corrections
from foresail.warehouse.warehouse import Warehouse

DEAL = {"opportunity_id": "d1", "outcome": "open", "stage": "a", "amount": 5, "currency": "CNY"}


def rows(session: Any, sql: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = session.fetch(sql).rows()
    return found


def test_a_spelling_is_matched_and_told(warehouse: Warehouse, kit: Any) -> None:
    deals = [
        DEAL | {"opportunity_id": f"d{n}", "product_id": p}
        for n, p in enumerate(("GTXPro", "ｇｔｘ pro", "GTX Pro", "MG"))
    ]
    products = [{"product_id": n, "name": n} for n in ("GTX Pro", "GTX Basic")]
    kit.put(warehouse.landing, "crm", kit.day("2024-01-31"), {"opportunity": deals, "product": products})
    with kit.built(warehouse) as session:
        got = rows(session, "SELECT product_id FROM opportunity ORDER BY opportunity_id")
        assert [g[0] for g in got] == ["crm:GTX Pro"] * 3 + ["crm:MG"]  # the orphan stays as written
        told = rows(session, "SELECT text_en, rows FROM assumption WHERE kind = 'spelling' ORDER BY text_en")
        assert told[0] == ("1 rows of “Opportunity” name the product “GTXPro”; taken as “GTX Pro”.", 1)
        assert len(told) == 2


def test_codes_join_two_systems_and_short_numbers_do_not(warehouse: Warehouse, kit: Any) -> None:
    crm = [
        {"account_id": "C001", "name": "Acme", "region": "East"},
        {"account_id": "7", "name": "Bolt"},
        {"account_id": "8", "name": "Cog"},
    ]
    erp = [
        {"account_id": "C001", "name": "Acme Ltd", "phone": "1"},
        {"account_id": "7", "name": "Other"},
        {"account_id": "8", "name": "COG"},
    ]
    orders = [
        {"order_id": "o1", "account_id": "C001", "currency": "CNY"},
        {"order_id": "o2", "account_id": "7", "currency": "CNY"},
    ]
    kit.put(warehouse.landing, "crm", kit.day("2024-01-31"), {"account": crm})
    kit.put(warehouse.landing, "erp", kit.day("2024-01-31"), {"account": erp, "order": orders})
    with kit.built(warehouse) as session:
        got = rows(session, "SELECT account_id, name, region, phone FROM account ORDER BY account_id")
        assert got == [
            ("crm:7", "Bolt", None, None),
            ("crm:8", "Cog", None, None),
            ("crm:C001", "Acme", "East", "1"),
            ("erp:7", "Other", None, None),
        ]
        assert rows(session, 'SELECT account_id FROM "order" ORDER BY order_id') == [("crm:C001",), ("erp:7",)]
        assert ("account", "erp", "C001", "crm:C001") in rows(session, "SELECT * FROM xref")


def test_what_is_only_named_is_made(warehouse: Warehouse, kit: Any) -> None:
    orders = [
        {"order_id": "o1", "account_id": "华信", "owner_id": "王芳", "currency": "CNY", "ordered_at": date(2024, 1, 2)}
    ]
    lines = [{"order_id": "o1", "line_no": 1, "product_id": "P-1", "quantity": -2, "net_amount": -10}]
    kit.put(warehouse.landing, "erp", kit.day("2024-01-31"), {"order": orders, "order_line": lines})
    kit.put(
        warehouse.landing,
        "crm",
        kit.day("2024-01-31"),
        {"representative": [{"representative_id": "u1", "name": "王 芳", "team_id": "华东"}]},
    )
    with kit.built(warehouse) as session:
        assert rows(session, "SELECT account_id, name FROM account") == [("erp:华信", "华信")]
        assert rows(session, "SELECT product_id FROM product") == [("erp:P-1",)]
        assert rows(session, "SELECT team_id, name FROM team") == [("crm:华东", "华东")]
        assert rows(session, 'SELECT owner_id FROM "order"') == [("crm:u1",)]
        assert rows(session, "SELECT kind, currency, net_amount_base FROM order_line") == [
            ("return", "CNY", Decimal("-10.0000"))
        ]
        kinds = {k for (k,) in rows(session, "SELECT DISTINCT kind FROM assumption")}
        assert {"derived", "kind"} <= kinds


def test_a_missing_currency_column_is_assumed_a_missing_value_is_not(warehouse: Warehouse, kit: Any) -> None:
    kit.put(warehouse.landing, "a", kit.day("2024-01-31"), {"opportunity": [DEAL | {"currency": None}]})
    kit.put(
        warehouse.landing,
        "b",
        kit.day("2024-01-31"),
        {"opportunity": [DEAL | {"currency": None}, DEAL | {"opportunity_id": "d2", "currency": "USD"}]},
    )
    with kit.built(warehouse, Settings(base_currency="EUR", time_zone="UTC")) as session:
        got = rows(session, "SELECT opportunity_id, currency, amount_base FROM opportunity ORDER BY opportunity_id")
        assert got == [("a:d1", "EUR", Decimal("5.0000")), ("b:d1", None, None), ("b:d2", "USD", None)]
        assert rows(session, "SELECT rows FROM assumption WHERE kind = 'currency'") == [(1,)]


def test_a_fix_list_that_comes_back_is_applied_until_the_source_changes(
    warehouse: Warehouse, kit: Any, tmp_path: Path
) -> None:
    deals = [DEAL | {"expected_close_on": date(2024, 1, 1)}, DEAL | {"opportunity_id": "d2", "amount": -5}]
    kit.put(
        warehouse.landing,
        "crm",
        kit.day("2024-01-31"),
        {"opportunity": deals, "account": [{"account_id": "a", "name": "Acme"}]},
    )
    head = "rule_id,table_name,source,source_id,row_key,field,found,money,corrected\n"
    body = (
        "r,opportunity,crm,d1,crm:d1,expected_close_on,2024/1/1,,2024年3月5日\n"  # rewritten by a spreadsheet
        "r,opportunity,crm,d2,crm:d2,amount,'-5,,7.5\n"
        "r,opportunity,crm,d1,crm:d1,account_id,,,Acme\n"
        "r,opportunity,crm,d2,crm:d2,stage,a,,\n"  # left blank: nothing to do
    )
    file = tmp_path / "fix.csv"
    file.write_text(head + body, encoding="gb18030")
    manifest = record_corrections(warehouse.landing, file, kit.day("2024-02-01"), Calendar())
    assert manifest.tables["correction"].adds_up
    for _ in range(2):  # the same list twice is one load
        record_corrections(warehouse.landing, file, kit.day("2024-02-01"), Calendar())
    sql = "SELECT expected_close_on, amount, account_id, stage FROM opportunity ORDER BY opportunity_id"
    with kit.built(warehouse) as session:
        got = rows(session, sql)
        assert got == [(date(2024, 3, 5), Decimal("5.0000"), "crm:a", "a"), (None, Decimal("7.5000"), None, "a")]
    kit.put(warehouse.landing, "crm", kit.day("2024-02-29"), {"opportunity": [deals[0], deals[1] | {"amount": 9}]})
    with kit.built(warehouse) as session:
        got = rows(session, sql)
        assert got[0][0] == date(2024, 3, 5)  # the source still says what was found
        assert got[1][1] == Decimal("9.0000")  # the source has mended it itself
