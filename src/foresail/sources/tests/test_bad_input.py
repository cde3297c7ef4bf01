# ruff: noqa: E501 - one case a line
"""What is wrong with a file is said with file, line, column and next step; the rest is loaded."""

from __future__ import annotations

import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from foresail.kernel.problem import UnreadableFile
from foresail.sources.tests.helpers import adds_up, load, write

_HEAD = "opportunity_id,name,account,stage,amount,created date,close date\n"


def _rows(count: int) -> list[str]:
    return [
        f"{i:05d},Deal {i},Acme,Proposal,{i}.50,2026-01-{i % 28 + 1:02d},2026-09-{i % 28 + 1:02d}\n"
        for i in range(1, count + 1)
    ]


def _refused(path: Path) -> UnreadableFile:
    start = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        load(path.parent)
    assert time.monotonic() - start < 3  # far below it on an idle machine
    assert path.name in caught.value.where
    return caught.value


def test_three_cells_too_many_on_line_17(tmp_path: Path) -> None:
    rows = _rows(30)
    rows[15] = rows[15].rstrip("\n") + ",x,y,z\n"
    loaded = load(write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(rows)).parent)
    assert loaded.counts("opportunity") == (30, 1, 0)
    assert loaded.quarantine.select("file", "line").row(0) == ("deals.csv", 17)
    assert "10 cells" in loaded.quarantine["reason_en"][0]
    assert adds_up(loaded)


def test_too_few_cells_in_the_middle(tmp_path: Path) -> None:
    rows = _rows(9)
    rows[4] = "00005,Deal 5\n"
    loaded = load(write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(rows)).parent)
    assert loaded.quarantine.select("line", "raw").rows() == [(6, "00005\tDeal 5")]


def test_text_in_an_amount(tmp_path: Path) -> None:
    rows = _rows(30)
    rows[6] = rows[6].replace("7.50", "about 3k?")
    loaded = load(write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(rows)).parent)
    row = loaded.quarantine.to_dicts()[0]
    assert (row["file"], row["line"], row["column_name"], row["value"]) == ("deals.csv", 8, "amount", "about 3k?")
    assert "is not an amount" in row["reason_en"]
    assert "不是金额" in row["reason_zh"]
    assert loaded.tables["opportunity"].height == 29


def test_created_in_the_future(tmp_path: Path) -> None:
    rows = _rows(5)
    rows[2] = rows[2].replace("2026-01-", "2031-01-")
    loaded = load(write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(rows)).parent)
    row = loaded.quarantine.to_dicts()[0]
    assert (row["line"], row["column_name"]) == (4, "created date")
    assert "after the day" in row["reason_en"]
    later = load(tmp_path / "crm", taken_at=datetime(2032, 1, 1, tzinfo=UTC))
    assert later.quarantine.is_empty()


def test_a_row_without_its_key(tmp_path: Path) -> None:
    text = "order id,line,product id,quantity,unit price\n1,1,A,2,5\n,2,B,1,7\n"
    loaded = load(write(tmp_path / "erp" / "order lines.csv", text).parent)
    assert loaded.quarantine["line"].to_list() == [3]
    assert loaded.tables["order_line"]["net_amount"].sum() == 10


def test_the_same_row_twice_and_a_contradiction(tmp_path: Path) -> None:
    rows = _rows(3)
    text = _HEAD + "".join(rows) + rows[0] + rows[1].replace("Proposal", "Qualification")
    loaded = load(write(tmp_path / "crm" / "deals.csv", text).parent)
    assert loaded.counts("opportunity") == (5, 1, 1)
    assert "says something else" in loaded.quarantine["reason_en"][0]
    assert adds_up(loaded)


@pytest.mark.parametrize("name", ["deals.csv", "book.xlsx", "table.parquet", "rows.jsonl", "all.zip", "old.xls"])
def test_empty_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / "crm" / name
    path.parent.mkdir()
    path.touch()
    assert _refused(path).next_step is not None


@pytest.mark.parametrize("name", ["book.xlsx", "table.parquet", "all.zip", "old.xls", "deals.csv", "rows.jsonl"])
def test_garbage_under_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "crm" / name
    path.parent.mkdir()
    path.write_bytes(bytes(range(256)) * 40)
    assert _refused(path).next_step is not None


def test_an_empty_file_beside_good_ones_is_named_as_ignored(tmp_path: Path) -> None:
    folder = write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(_rows(3))).parent
    (folder / "contacts.csv").touch()
    write(folder / "notes.csv", "a,b\n1,2\n3,4\n")
    write(folder / "photo.png", "not a table")
    loaded = load(folder)
    ignored = {f.name: f.ignored.en for f in loaded.survey.ignored if f.ignored}
    assert set(ignored) == {"contacts.csv", "notes.csv", "photo.png"}
    assert "No table of ours" in ignored["notes.csv"]
    assert loaded.tables["opportunity"].height == 3


def test_a_header_alone(tmp_path: Path) -> None:
    assert "no rows" in _refused(write(tmp_path / "crm" / "deals.csv", _HEAD)).what.en


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    rows = _rows(200)
    rows[10] = rows[10].replace("Deal 11", '"Deal 11')
    assert ":12" in _refused(write(tmp_path / "crm" / "deals.csv", _HEAD + "".join(rows))).where


def test_damaged_bytes_cost_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "crm" / "商机.csv"
    path.parent.mkdir()
    lines = ["商机编号,商机名称,销售阶段,商机金额", *(f"{i},项目{i},报价,{i}00" for i in range(1, 40))]
    data = [line.encode() for line in lines]
    data[7] = data[7].replace("项".encode(), b"\xff\xfe")
    path.write_bytes(b"\n".join(data) + b"\n")
    loaded = load(path.parent)
    assert loaded.quarantine["line"].to_list() == [8]
    assert loaded.tables["opportunity"].height == 38


def test_traversal_links_and_nested_archives(tmp_path: Path) -> None:
    for number, name in enumerate(["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "inner.zip"]):
        path = tmp_path / f"case{number}" / "all.zip"
        path.parent.mkdir()
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, _HEAD)
        _refused(path)
    assert not list(tmp_path.rglob("evil.csv"))
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "link" / "all.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in _refused(path).what.en


def test_bombs(tmp_path: Path) -> None:
    path = tmp_path / "zip" / "bomb.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deals.csv", b"0" * (64 << 20))
    assert "unpack" in _refused(path).what.en
    book = tmp_path / "book" / "bomb.xlsx"
    book.parent.mkdir()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "id")
        sheet.write(1_048_575, 16_383, "far")
    assert "spans" in _refused(book).what.en


def test_a_good_archive(tmp_path: Path) -> None:
    path = tmp_path / "crm" / "all.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("export/deals.csv", _HEAD + "".join(_rows(3)))
        archive.writestr("README.txt", "about")
    loaded = load(path.parent)
    assert loaded.tables["opportunity"]["_file"][0] == "all.zip/export/deals.csv"


def test_a_report_with_titles_totals_and_a_footer(tmp_path: Path) -> None:
    rows = _rows(6)
    text = (
        "Pipeline report\nAs of 2026-06-30\n\n" + _HEAD + "".join(rows[:3]) + "小计,,,,6,,\n\n" + _HEAD + "".join(rows[3:])
        + "Grand Total,,,,21,,\n\nConfidential Information - Do Not Distribute\nCopyright (c) 2026 Example\n"
    )  # fmt: skip
    loaded = load(write(tmp_path / "crm" / "deals.csv", text).parent)
    skipped = loaded.staged.manifest.files[0].skipped
    assert loaded.tables["opportunity"].height == 6
    assert loaded.quarantine.is_empty()
    assert skipped == {"title": 3, "total_row": 1, "blank": 2, "repeated_header": 1, "footer": 3}


def test_a_workbook_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "crm" / "客户.xlsx"
    path.parent.mkdir()
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("客户")
        sheet.merge_range("A1:D1", "客户清单 2026")
        sheet.write_row(1, 0, ["客户编号", "客户名称", "区域", "年营业额（万元）"])
        for i in range(4):
            sheet.write_row(2 + i, 0, [f"{i:03d}", f"客户{i}", "", 1.5 + i])
        sheet.merge_range("C3:C4", "华东")
        sheet.merge_range("C5:C6", "华南")
    loaded = load(path.parent)
    rows = loaded.tables["account"].sort("source_id")
    assert rows["region"].to_list() == ["华东", "华东", "华南", "华南"]
    assert rows["source_id"].to_list() == ["000", "001", "002", "003"]
    assert rows["annual_revenue"].cast(pl.Float64).to_list() == [15000, 25000, 35000, 45000]
    assert loaded.staged.manifest.files[0].skipped["merged_cells"] == 3


def test_an_open_question_is_asked(tmp_path: Path) -> None:
    text = _HEAD + "1,A,Acme,Proposal,5,03/04/2026,05/06/2026\n2,B,Acme,Proposal,5,01/02/2026,05/06/2026\n"
    folder = write(tmp_path / "crm" / "deals.csv", text).parent
    loaded = load(folder)
    assert {q.kind for q in loaded.survey.questions} == {"order"}
    problem = loaded.survey.confirmation()
    assert problem is not None
    assert "day or the month" in problem.what.en
    told = loaded.survey.mapping.model_copy(update={"confirmed": True})
    tables = tuple(
        t.model_copy(
            update={
                "columns": tuple(c.model_copy(update={"style": "dmy"}) if "mdy" in c.style else c for c in t.columns)
            }
        )
        for t in told.tables
    )
    again = load(folder, mapping=told.model_copy(update={"tables": tables}))
    assert again.survey.questions == ()
    assert again.tables["opportunity"].sort("source_id")["expected_close_on"].to_list()[0].month == 6
    assert again.staged.manifest.load_id != loaded.staged.manifest.load_id
