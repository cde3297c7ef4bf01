"""Answers as an Excel workbook: numbers are numbers, days are days, and no text is a formula."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from foresail.contracts.query import Result, ResultColumn
from foresail.kernel.text import Language
from foresail.kernel.unit import Unit
from foresail.metrics.forms.safe import without_controls

_FORMATS = {
    Unit.MONEY: "#,##0.00##",
    Unit.MONEY_PER_DAY: "#,##0.00",
    Unit.UNIT_PRICE: "#,##0.00####",
    Unit.COUNT: "#,##0",
    Unit.RATIO: "0.0%",
    Unit.PROBABILITY: "0.0%",
    Unit.POINTS: "+0.0%;-0.0%;0.0%",
    Unit.DATE: "yyyy-mm-dd",
    Unit.TIMESTAMP: "yyyy-mm-dd hh:mm",
}
_LONGEST = 32_767
_SHEET = {"en": "Data", "zh": "数据"}


def to_xlsx(result: Result, language: Language = "en", *, names: bool = False) -> bytes:
    """The rows as a workbook with one sheet.

    Parameters
    ----------
    language
        Of the headings and the sheet's name.
    names
        Head the columns with their names instead of their titles.

    Returns
    -------
    bytes
        The same answer gives the same bytes.
    """
    import xlsxwriter

    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        day = result.as_of or date(2000, 1, 1)
        book.set_properties({"created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 - a stamp without zone
        sheet = book.add_worksheet(_SHEET[language])
        head = book.add_format({"bold": True, "bottom": 1})
        for at, column in enumerate(result.columns):
            kind = book.add_format({"num_format": _FORMATS.get(column.unit, "General")})
            sheet.set_column(at, at, _width(column), kind)
            sheet.write_string(0, at, column.name if names else column.title.in_(language), head)
        for number, row in enumerate(result.rows, 1):
            for at, value in enumerate(row):
                _write(sheet, number, at, value)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _width(column: ResultColumn) -> int:
    return 28 if column.unit in (Unit.TEXT, Unit.ID) else 16


def _write(sheet: Any, row: int, at: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, at, value)
    elif isinstance(value, date | datetime):
        sheet.write_datetime(row, at, value)
    else:
        sheet.write_string(row, at, without_controls(str(value))[:_LONGEST])
