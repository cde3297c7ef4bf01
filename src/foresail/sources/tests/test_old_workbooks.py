"""What calls itself .xls: the old Excel format, a web page, a text file; and readers that are stopped in time."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from foresail.kernel.problem import UnreadableFile
from foresail.sources.files.limits import MIB, Limits
from foresail.sources.files.opening import open_file
from foresail.sources.tests.biff import write_xls
from foresail.sources.tests.helpers import column, load, write

_HEAD = ["商机编号", "商机名称", "客户名称", "销售阶段", "商机金额", "创建日期", "预计成交日期"]
_ROWS = [
    ["0007", "扩建项目", "上海前程有限公司", "报价", 120000.5, date(2026, 1, 31), date(2026, 9, 30)],
    ["0008", "Ünïcode & Söhne", "华东“试点”客户", "谈判", 99, date(2024, 2, 29), None],
    ["0009", "第三单", "上海前程有限公司", "报价", -12.25, date(2025, 12, 1), date(2026, 7, 1)],
]


def _as_expected(folder: Path) -> None:
    loaded = load(folder)
    table = "opportunity"
    assert loaded.quarantine.is_empty()
    assert column(loaded, table, "source_id") == ["0007", "0008", "0009"]
    assert column(loaded, table, "name") == [row[1] for row in _ROWS]
    assert column(loaded, table, "amount") == [Decimal("120000.5"), Decimal(99), Decimal("-12.25")]
    beijing = timedelta(hours=8)  # the company is there; moments are stored in UTC
    assert [(moment + beijing).date() for moment in column(loaded, table, "created_at")] == [row[5] for row in _ROWS]
    assert column(loaded, table, "expected_close_on") == [date(2026, 9, 30), None, date(2026, 7, 1)]


def test_dates_numbers_and_chinese_in_the_old_format(tmp_path: Path) -> None:
    write_xls(tmp_path / "crm" / "商机.xls", {"说明": [], "商机": [_HEAD, *_ROWS]})
    _as_expected(tmp_path / "crm")


def test_a_title_above_and_cells_that_are_not_there(tmp_path: Path) -> None:
    rows = [["商机报表 2026"], [], _HEAD, *_ROWS]
    write_xls(tmp_path / "crm" / "deals.xls", {"Sheet1": rows})
    _as_expected(tmp_path / "crm")


def _page(rows: list[list[object]]) -> str:
    def cells(row: list[object], tag: str = "td") -> str:
        words = ["" if cell is None else str(cell).replace("&", "&amp;") for cell in row]
        return "<tr>" + "".join(f"<{tag} style='x'>{word}</{tag}>" for word in words) + "</tr>\n"

    body = cells(rows[0], "th") + "".join(map(cells, rows[1:]))
    title = f"<table><tr><td colspan='{len(rows[0])}'>报表&nbsp;2026</td></tr></table>"
    return f"<html><head><meta charset='utf-8'></head><body>{title}<table border=1>{body}</table></body></html>"


@pytest.mark.parametrize(
    ("name", "encoding"), [("商机.xls", "utf-8-sig"), ("deals.xls", "gb18030"), ("deals.xlsx", "utf-16")]
)
def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path, name: str, encoding: str) -> None:

    write(tmp_path / "crm" / name, _page([_HEAD, *_ROWS]), encoding)
    _as_expected(tmp_path / "crm")


@pytest.mark.parametrize(("separator", "encoding"), [(",", "gb18030"), ("\t", "utf-16")])
def test_a_text_file_under_the_name_of_a_workbook(tmp_path: Path, separator: str, encoding: str) -> None:
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in [_HEAD, *_ROWS]]
    write(tmp_path / "crm" / "商机.xls", "\r\n".join(lines) + "\r\n", encoding)
    _as_expected(tmp_path / "crm")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><body><p>Your session has ended.</p></body></html>", "a web page without a table"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
    ],
)
def test_other_pages_are_refused_in_clear_words(tmp_path: Path, text: str, words: str) -> None:
    write(tmp_path / "crm" / "deals.xls", text)
    with pytest.raises(UnreadableFile) as caught:
        load(tmp_path / "crm")
    assert words in caught.value.what.en
    assert caught.value.where == "deals.xls"
    assert caught.value.next_step is not None


@pytest.mark.parametrize("bounds", [{"reader_bytes": 8 * MIB}, {"reader_seconds": 0}], ids=["memory", "time"])
def test_a_reader_that_takes_too_much_is_stopped(tmp_path: Path, bounds: dict[str, int]) -> None:
    path = write_xls(tmp_path / "deals.xls", {"Sheet1": [_HEAD, *_ROWS]})
    start = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        open_file(path, "deals.xls", tmp_path / "work", limits=Limits(**bounds))
    assert "more memory or time" in caught.value.what.en
    assert time.monotonic() - start < 5  # far below it on an idle machine


def test_sheets_keep_their_names_and_the_empty_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("空")
        sheet = book.add_worksheet("商机")
        for i, row in enumerate([_HEAD, *_ROWS]):
            sheet.write_row(i, 0, [str(cell) if isinstance(cell, date) else cell for cell in row])
    (found,) = open_file(path, "book.xlsx", tmp_path / "work")
    assert (found.name, found.rows, found.headers) == ("book.xlsx#商机", 3, tuple(_HEAD))
    assert [p.name for p in (tmp_path / "work").iterdir()] == ["sheet1.parquet"]
