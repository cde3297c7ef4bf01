"""Writes rendered tables to disk, the same bytes every time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

SHEET_CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Workbooks carry a creation time; a fixed one keeps their bytes equal."""


def write(path: Path, frame: pl.DataFrame, encoding: str) -> None:
    """Write one file, as a workbook or as separated text.

    Parameters
    ----------
    path
        Where to; the folder is made if needed.
    frame
        Text columns under their final headers.
    encoding
        `xlsx`, or a Python codec. Chinese codecs get the line ends that spreadsheets write.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if encoding == "xlsx":
        _workbook(path, frame)
        return
    if encoding == "gb18030":
        path.write_bytes(frame.write_csv(line_terminator="\r\n").encode("gb18030"))
        return
    frame.write_csv(path, include_bom=encoding == "utf-8-sig")


def _workbook(path: Path, frame: pl.DataFrame) -> None:
    """One sheet; digits in cells that look like amounts become numbers, the rest stays text."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": SHEET_CREATED})
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, frame.columns)
        for row, values in enumerate(frame.iter_rows(), start=1):
            for column, value in enumerate(values):
                _cell(sheet, row, column, value)


def _cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: str | None) -> None:
    if value is None:
        return
    if value.replace(".", "", 1).isdigit() and "." in value:
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, value)
