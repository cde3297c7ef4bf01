"""The forms of answers: the same values in JSON, CSV and XLSX, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import fastexcel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foresail.contracts.query import Result, ResultColumn
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import LOCAL
from foresail.metrics import parse_query, query
from foresail.metrics.forms import json_rows, to_csv, to_json, to_xlsx
from foresail.metrics.forms.safe import safe_text
from foresail.metrics.tests.company import CALENDAR
from foresail.warehouse.reader import Reader


def answer(*columns: tuple[str, Unit], rows: list[tuple[object, ...]]) -> Result:
    described = tuple(ResultColumn(name=n, title=Text(en=n.title(), zh=f"列{n}"), unit=u) for n, u in columns)
    return Result(columns=described, rows=rows, total=len(rows), as_of=date(2025, 1, 31))


MIXED = answer(
    ("period", Unit.DATE),
    ("region", Unit.CATEGORY),
    ("net", Unit.MONEY),
    ("n", Unit.COUNT),
    ("rate", Unit.RATIO),
    rows=[
        (date(2025, 1, 1), "=1+1", Decimal("-12.50"), 3, 0.25),
        (date(2025, 2, 1), None, Decimal("1000000.10"), 0, None),
    ],
)


def test_json_has_the_form_of_the_design() -> None:
    assert json_rows(MIXED)[0] == {"period": "2025-01-01", "region": "=1+1", "net": "-12.50", "n": 3, "rate": 0.25}
    second = json.loads(to_json(MIXED))[1]
    assert second == {
        "period": "2025-02-01",
        "region": None,
        "net": "1000000.10",
        "n": 0,
        "rate": None,
    }


def test_csv_opens_as_meant() -> None:
    text = to_csv(MIXED, "zh")
    assert text.startswith("\ufeff列period,")
    assert text.splitlines()[1] == "2025-01-01,'=1+1,-12.50,3,0.25"
    assert text.splitlines()[2] == "2025-02-01,,1000000.10,0,"
    assert to_csv(MIXED).splitlines()[0] == "\ufeffperiod,region,net,n,rate"


def test_workbook_holds_numbers_days_and_texts() -> None:
    data = to_xlsx(MIXED, "zh")
    assert data == to_xlsx(MIXED, "zh")
    sheet = fastexcel.read_excel(BytesIO(data).getvalue()).load_sheet(0).to_polars()
    assert sheet.columns == ["列period", "列region", "列net", "列n", "列rate"]
    assert sheet.rows()[0][1:] == ("=1+1", -12.5, 3.0, 0.25)
    assert str(sheet.rows()[0][0]).startswith("2025-01-01")


@given(st.text(max_size=40))
def test_no_text_is_run_as_a_formula(text: str) -> None:
    cell = safe_text(text)
    assert cell in (text, f"'{text}")
    bare = cell.lstrip(" \t\r\n\x00\u00a0\ufeff\u200b")
    assert not bare.startswith(("=", "@", "＝", "＠"))
    if bare.startswith(("+", "-", "＋", "－")):
        assert Decimal(bare).is_finite()
    result = answer(("t", Unit.TEXT), rows=[(text,)])
    if "\x00" not in text:
        assert next(iter(list(csv.reader(StringIO(to_csv(result)[1:], newline="")))[1:]), [""]) in ([cell], [])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_numbers_stay_numbers(value: Decimal) -> None:
    result = answer(("m", Unit.MONEY), rows=[(value,)])
    assert Decimal(to_csv(result).split("\r\n")[1]) == value


@pytest.mark.parametrize("value", [True, 5, 1.5, datetime(2025, 1, 2, 3, 4), None, "x\x01y", "长" * 40_000])  # noqa: DTZ001
def test_every_kind_of_value_is_written(value: object) -> None:
    result = answer(("v", Unit.TEXT), rows=[(value,)])
    assert to_csv(result)
    assert to_xlsx(result)[:2] == b"PK"


def test_all_forms_of_a_real_answer_agree(reader: Reader) -> None:
    asked = parse_query("net_revenue,orders,gross_margin", by="region,account", grain="quarter", compare="previous")
    result = query(reader, asked, LOCAL, CALENDAR)
    plain = json_rows(result)
    table = list(csv.DictReader(StringIO(to_csv(result)[1:])))
    sheet = fastexcel.read_excel(to_xlsx(result, names=True)).load_sheet(0).to_polars().to_dicts()
    assert len(plain) == len(table) == len(sheet) == result.total
    for record, line, cells in zip(plain, table, sheet, strict=True):
        for name, value in record.items():
            said = "" if value is None else str(value)
            assert line[name] == said
            if isinstance(value, int | float):
                assert cells[name] == value
            elif name == "net_revenue":
                assert Decimal(str(cells[name])) == Decimal(value)
