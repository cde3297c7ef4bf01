"""From the exports of a CRM and an ERP to a decision about two records that is kept, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foresail.cli.main import main

CRM = """客户编号,客户名称,统一社会信用代码,电话,城市
C-0001,上海华联科技有限公司,,021-68881234,上海
C-0002,北京同仁机械股份有限公司,,010-55667788,北京
C-0003,南京同仁机械有限公司,,025-33445566,南京
"""
ERP = """客户编码,客户名称,电话
9001,上海華聯科技有限公司,+86 21 68881234
9002,TONGREN Machinery,
"""
ORDERS = """订单编号,客户编码,订单日期,订单金额,币种
S-1,9001,2026-03-01,1200,CNY
S-2,9002,2026-03-05,800,CNY
"""


@pytest.mark.nightly
def test_two_systems_one_customer_and_a_decision_that_stays(tmp_path: Path, line: Any) -> None:
    w = tmp_path / "w"
    assert main(["init", str(w)]) == 0
    for system, files in (("crm", {"客户.csv": CRM}), ("erp", {"客户.csv": ERP, "订单.csv": ORDERS})):
        (tmp_path / system).mkdir()
        for name, text in files.items():
            (tmp_path / system / name).write_text(text, encoding="utf-8")
        assert line("load", tmp_path / system, "-w", w, "--source", system, "--yes").status == 0

    def review(status: str) -> list[dict[str, Any]]:
        assert line("build", "-w", w, "--no-models").status == 0
        found: list[dict[str, Any]] = line("identity", status, "-w", w, "-f", "json").json
        return found

    joined = review("joined")
    assert [(r["left_id"], r["right_id"]) for r in joined] == [("crm:C-0001", "erp:9001")]
    doubtful = line("identity", "-w", w, "-f", "json").json
    assert {(r["left_id"], r["right_id"]) for r in doubtful} == {("crm:C-0002", "erp:9002"), ("crm:C-0003", "erp:9002")}
    why = line("identity", "--why", "erp:9001", "crm:C-0001", "-w", w)
    assert "021-68881234" in why.out
    assert line("identity", "--same", "erp:9002", "crm:C-0003", "-w", w).status == 0
    decided = review("same")
    assert [r["right_name"] for r in decided] == ["TONGREN Machinery"]
    assert line("identity", "--undo", "crm:C-0003", "erp:9002", "-w", w).status == 0
    assert review("joined") == joined
    assert line("identity", "--same", "erp:9002", "crm:none", "-w", w).status == 2
    assert line("identity", "--undo", "crm:C-0003", "erp:9002", "-w", w).status == 4
