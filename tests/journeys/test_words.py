"""Every command explains itself in both languages, and every answer comes in four forms."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

COMMANDS = (
    "init", "load", "build", "check", "query", "run", "show", "report", "serve", "demo", "rollback", "doctor",
)  # fmt: skip
READ_ALL = """
import contextlib, io, json, sys
from foresail.cli.main import main
said = {}
for command in json.loads(sys.argv[1]):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([*command.split(), "--help"]) == 0
    said[command] = out.getvalue()
print(json.dumps(said))
"""


def chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


@pytest.fixture(scope="module")
def helps() -> dict[str, dict[str, str]]:
    """Language → command → its help, each language in a process of its own, as a person starts it."""
    found = {}
    for language in ("zh", "en"):
        environment = {
            **os.environ,
            "FORESAIL_LANG": language,
            "COLUMNS": "100",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        ran = subprocess.run(
            [sys.executable, "-c", READ_ALL, json.dumps(["", *COMMANDS])],
            env=environment, capture_output=True, check=True, text=True, encoding="utf-8",
        )  # fmt: skip
        found[language] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_speaks_one_language(command: str, helps: dict[str, dict[str, str]]) -> None:
    zh, en = helps["zh"][command], helps["en"][command]
    assert f"foresail {command}".strip() in en
    assert not chinese(en.replace("华东", "").replace("华南", ""))
    assert chinese(zh)
    for word in ("Show this", "Options", "Arguments", "Commands", "[default", "[required]"):
        assert word not in zh
    assert "显示本说明并退出" in zh
    for text in (zh, en):  # every option has words
        for option in (line for line in text.splitlines() if line.startswith("│ --")):
            assert len(option.strip("│ ").split("  ", 1)[1].split(">", 1)[-1].strip()) > 1, option


def test_the_first_page_names_every_command_and_every_ending(helps: dict[str, dict[str, str]]) -> None:
    for language in ("zh", "en"):
        for command in COMMANDS:
            assert f"│ {command} " in helps[language][""]
        for status in ("0", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "130"):
            assert f" {status} " in helps[language][""].replace("：", ": ").replace("\n", " ")


def test_four_forms_say_the_same(demo_workspace: Workspace, tmp_path: Path, line: Any) -> None:
    w = demo_workspace.path
    asked = ("query", "net_revenue,orders", "--by", "region", "--from", "2026-01", "--to", "2026-06", "-w", w)
    rows = line(*asked, "-f", "json").json
    assert len(rows) > 2
    table = line(*asked).out
    text = line(*asked, "-f", "csv").out.lstrip("\ufeff")
    cells = list(csv.reader(io.StringIO(text)))[1:]
    assert line(*asked, "-o", tmp_path / "a.xlsx").status == 0
    sheet = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))[1:]  # type: ignore[union-attr]
    assert len(rows) == len(cells) == len(sheet)
    for row, cell, number in zip(rows, cells, sheet, strict=True):
        assert cell[:2] == [row["region"] or "", row["net_revenue"]]
        assert float(number[1]) == float(row["net_revenue"])  # type: ignore[arg-type]
        assert f"{float(row['net_revenue']):,.2f}" in table


@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_of_both_languages(language: str, demo_workspace: Workspace, tmp_path: Path, line: Any) -> None:
    w = demo_workspace.path
    for kind in ("html", "xlsx"):
        assert line("report", "-w", w, "--language", language, "-o", tmp_path / f"r.{kind}").status == 0
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert ("每周回顾" in html) is (language == "zh")
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    for raw in ("title_en", "rule_id", "account_id", '<td class="word">crm:'):
        assert raw not in html
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert len(book.sheetnames) == 7
    assert any(isinstance(cell, float) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
