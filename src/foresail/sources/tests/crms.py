# ruff: noqa: E501 - one row a line
"""One small company, written out as the exports of five systems."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

Row = dict[str, Any]
Writer = Callable[[Any], str]
LOCAL = timedelta(hours=8)


def at(text: str) -> datetime:
    """A moment in UTC from local text (Asia/Shanghai)."""
    return datetime.fromisoformat(text) - LOCAL


ACCOUNTS: list[Row] = [
    {"account_id": f"001A0000{i}", "name": name, "industry": industry, "employee_count": people, "annual_revenue": Decimal(revenue),
     "country": "China", "city": city, "phone": f"010-5555{i:04d}", "domain": f"www.example{i}.test", "owner_id": f"005A{i % 2 + 1}",
     "created_at": at(f"2025-0{i + 1}-1{i} 09:30")}
    for i, (name, industry, people, revenue, city) in enumerate([
        ("华北钢铁有限公司", "Manufacturing", 1200, "80000000", "北京"), ("Acme, Inc.", "Retail", 85, "5200000.50", "上海"),
        ("东海科技", "Software", 40, "900000", "广州"), ("Blue \"River\" Ltd", "Energy", 300, "12000000", "深圳"), ("南方电子", "Electronics", 15, "450000", "成都"),
    ], start=1)
]  # fmt: skip
CONTACTS: list[Row] = [
    {"contact_id": f"003A0000{i}", "account_id": f"001A0000{i}", "full_name": name, "title": title, "email": f"p{i}@example{i}.test", "phone": f"1380000{i:04d}",
     "created_at": at(f"2025-0{i + 1}-2{i} 14:05")}
    for i, (name, title) in enumerate([("王强", "采购经理"), ("Jane Doe", "CFO"), ("李敏", "CTO"), ("Tom Hill", "Buyer"), ("赵云飞", "总经理")], start=1)
]  # fmt: skip
LEADS: list[Row] = [
    {"lead_id": f"00QA0000{i}", "name": name, "company": company, "channel": channel, "status": status, "owner_id": f"005A{i % 2 + 1}",
     "created_at": at(f"2026-01-{12 + i} 08:15"), "converted_at": converted, "account_id": account, "opportunity_id": opportunity}
    for i, (name, company, channel, status, converted, account, opportunity) in enumerate([
        ("陈晨", "西部物流", "Web", "Open", None, None, None), ("Ann Lee", "Green Co", "Event", "Working", None, None, None),
        ("王强", "华北钢铁有限公司", "Referral", "Converted", at("2026-02-14 10:00"), "001A00001", "006A00001"),
    ], start=1)
]  # fmt: skip
OPPORTUNITIES: list[Row] = [
    {"opportunity_id": f"006A0000{i}", "name": f"{account} deal {i}", "account_id": f"001A0000{account}", "owner_id": f"005A{i % 2 + 1}", "stage": stage,
     "amount": Decimal(amount), "currency": "CNY", "created_at": at(f"2026-01-{10 + i} 11:20"), "expected_close_on": expected, "closed_at": closed,
     "outcome": outcome, "lost_reason": reason, "channel": channel}
    for i, (account, stage, amount, expected, closed, outcome, reason, channel) in enumerate([
        (1, "Proposal", "120000.00", date(2026, 7, 15), None, "open", None, "Referral"), (2, "Closed Won", "8800.50", None, at("2026-03-25 00:00"), "won", None, "Web"),
        (3, "Closed Lost", "45000.00", None, at("2026-04-13 00:00"), "lost", "Price", "Event"), (4, "Qualification", "1000000.00", date(2026, 9, 30), None, "open", None, "Web"),
        (5, "Closed Won", "2300.00", None, at("2026-05-20 00:00"), "won", None, "Web"),
    ], start=1)
]  # fmt: skip
ACTIVITIES: list[Row] = [
    {"activity_id": f"00TA0000{i}", "kind": kind, "occurred_at": at(f"2026-02-{12 + i} 15:00"), "owner_id": f"005A{i % 2 + 1}", "account_id": f"001A0000{deal}",
     "contact_id": f"003A0000{deal}", "opportunity_id": f"006A0000{deal}", "minutes": minutes}
    for i, (kind, deal, minutes) in enumerate([("call", 1, 12.0), ("email", 1, None), ("meeting", 2, 60.0), ("call", 4, 5.0)], start=1)
]  # fmt: skip
PRODUCTS: list[Row] = [
    {"product_id": f"01tA0000{i}", "name": name, "category": category, "list_price": Decimal(price), "currency": "CNY"}
    for i, (name, category, price) in enumerate([("控制器 X1", "Hardware", "1200"), ("Sensor; large", "Hardware", "88.5"), ("服务包", "Service", "9999.99")], start=1)
]  # fmt: skip
ORDERS: list[Row] = [
    {"order_id": f"801A0000{i}", "account_id": f"001A0000{account}", "opportunity_id": opportunity, "owner_id": f"005A{i % 2 + 1}", "ordered_at": at(f"2026-03-{26 + i} 10:30"),
     "currency": "CNY", "status": "Activated"}
    for i, (account, opportunity) in enumerate([(2, "006A00002"), (5, "006A00005"), (1, None)], start=1)
]  # fmt: skip
LINES: list[Row] = [
    {"order_id": f"801A0000{order}", "line_no": line, "product_id": f"01tA0000{product}", "quantity": Decimal(quantity), "unit_price": Decimal(price),
     "net_amount": Decimal(quantity) * Decimal(price)}
    for order, line, product, quantity, price in [(1, 10, 1, "4", "1200"), (1, 20, 2, "45.5", "88"), (2, 10, 3, "1", "2300"), (3, 10, 1, "2", "1100.25")]
]  # fmt: skip
TABLES: dict[str, list[Row]] = {
    "account": ACCOUNTS, "contact": CONTACTS, "lead": LEADS, "opportunity": OPPORTUNITIES, "activity": ACTIVITIES, "product": PRODUCTS,
    "order": ORDERS, "order_line": LINES,
}  # fmt: skip
HISTORY: list[tuple[str, datetime, str, str]] = [
    ("006A00002", at("2026-01-12 11:20"), "Qualification", "5000.00"),
    ("006A00002", at("2026-02-20 09:00"), "Proposal", "8800.50"),
    ("006A00002", at("2026-03-25 16:00"), "Closed Won", "8800.50"),
    ("006A00001", at("2026-01-11 11:20"), "Qualification", "120000.00"),
    ("006A00001", at("2026-03-01 10:00"), "Proposal", "120000.00"),
]
"""Opportunity, moment, stage and amount from then on."""

NOT_EXPORTED: dict[str, set[tuple[str, str]]] = {
    "salesforce": {("product", "list_price")},
    "hubspot": set(),
    "zoho": {("activity", "lead_id")},
    "odoo": set(),
    "fxiaoke": set(),
}
"""System → (table, column) that its export does not hold."""


def local(form: str) -> Writer:
    """Local time in a form."""
    return lambda v: (v + LOCAL).strftime(form) if v else ""


def day(form: str) -> Writer:
    """A day in a form."""
    return lambda v: v.strftime(form) if v else ""


def plain(value: Any) -> str:
    """As it is."""
    return "" if value is None else str(value)


def grouped(value: Any) -> str:
    """1,234.50"""
    return "" if value is None else f"{value:,.2f}"


def close_day(row: Row, form: str) -> str:
    """The one close date of a system that overwrites the expected one."""
    when = (row["closed_at"] + LOCAL).date() if row["closed_at"] else row["expected_close_on"]
    return str(when.strftime(form))


Sheet = dict[str, Callable[[Row], str]]


def col(name: str, form: Writer = plain) -> Callable[[Row], str]:
    """A column of the export from a column of the company."""
    return lambda row: form(row.get(name))


def sheet(names: Mapping[str, str], forms: Mapping[str, Writer] | None = None, **more: Callable[[Row], str]) -> Sheet:
    """Header → value; `names` maps header to column."""
    return {h: col(n, (forms or {}).get(n, plain)) for h, n in names.items()} | more


def rows_of(table: str, columns: Sheet) -> list[list[str]]:
    """Header and rows of one sheet."""
    return [list(columns), *([make(row) for make in columns.values()] for row in TABLES[table])]


def to_csv(rows: Sequence[Sequence[str]], path: Path, encoding: str = "utf-8", *, quote_all: bool = False) -> None:
    """Write a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def to_xlsx(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Write a workbook of text cells."""
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("Sheet1")
        for i, row in enumerate(rows):
            page.write_row(i, 0, row)
