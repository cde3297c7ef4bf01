"""A company so small that every command on it takes no time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

REGIONS = ("华东", "华南", "华北")
START = date(2024, 6, 3)


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Accounts, deals and order lines as a Chinese system exports them."""
    folder = tmp_path / "EXPORTS"
    folder.mkdir()
    for name, lines in (("客户", _accounts()), ("商机", _deals()), ("订单明细", _order_lines())):
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _accounts() -> list[str]:
    rows = [f"A{n:03},客户{n:03},制造业,{REGIONS[n % 3]}" for n in range(1, 31)]
    return ["客户编号,客户名称,行业,区域", *rows]


def _deals() -> list[str]:
    rows = ["商机编号,商机名称,客户编号,销售代表,阶段,金额,创建日期,预计成交日期,实际成交日期,状态"]
    for n in range(1, 49):
        made = START + timedelta(days=11 * n)
        end = made + timedelta(days=20 + n * 7 % 60)
        state = ("赢单", "输单", "进行中")[n % 3]
        stage, closed = ("方案报价", "") if state == "进行中" else (state, str(end))
        who, amount = ("王芳", "李娜")[n % 2], 10_000 + n * 37 % 5_000
        rows.append(f"D{n:04},项目{n},A{n % 30 + 1:03},{who},{stage},{amount}.00,{made},{end},{closed},{state}")
    return rows


def _order_lines() -> list[str]:
    rows = ["订单编号,客户编号,订单日期,产品编号,数量,单价,金额,币种"]
    for n in range(1, 91):
        day, units = START + timedelta(days=n * 6), n % 4 + 1
        rows.append(f"O{n:04},A{n * 7 % 30 + 1:03},{day},P{n % 5 + 1},{units},250.00,{units * 250}.00,CNY")
    return rows
