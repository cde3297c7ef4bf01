"""The report as a workbook: one sheet a page, numbers as numbers, no cell that could run as a formula."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

from foresail.contracts.block import Setting
from foresail.contracts.page import Kpis
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language
from foresail.kernel.unit import Unit
from foresail.reports.contents import Contents, Filled
from foresail.reports.readable import readable

_SHARES = {Unit.RATIO, Unit.PROBABILITY, Unit.POINTS}
_MONEY = {Unit.MONEY, Unit.UNIT_PRICE, Unit.MONEY_PER_DAY}
_ILLEGAL = re.compile(r"[\[\]:*?/\\]")


def to_workbook(contents: Contents, language: Language) -> bytes:
    """The report as XLSX."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1}),
            "share": book.add_format({"num_format": "0.0%"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "plain": book.add_format({}),
        }
        cover = book.add_worksheet("Foresail")
        cover.set_column(0, 0, 90)
        cover.write_string(0, 0, f"{contents.company} · {contents.start} – {contents.end}", styles["title"])
        for number, sentence in enumerate(contents.sentences, start=2):
            cover.write_string(number, 0, sentence.in_(language))
        taken: set[str] = {"foresail"}
        for chapter in contents.chapters:
            sheet = book.add_worksheet(_sheet_name(chapter.page.title.in_(language), taken))
            sheet.set_column(0, 20, 18)
            at = 0
            for filled in chapter.blocks:
                at = _write(sheet, at, filled, language, styles)
    return out.getvalue()


def _sheet_name(title: str, taken: set[str]) -> str:
    base = _ILLEGAL.sub(" ", title)[:28] or "–"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base[:25]} {number}", number + 1
    taken.add(name.casefold())
    return name


def _write(sheet: Any, at: int, filled: Filled, language: Language, styles: dict[str, Any]) -> int:
    block, data = filled.block, filled.data
    if block.title is not None:
        sheet.write_string(at, 0, block.title.in_(language), styles["title"])
        at += 1
    if data.note is not None:
        sheet.write_string(at, 0, data.note.in_(language))
        at += 1
    if data.empty is not None:
        sheet.write_string(at, 0, data.empty.why.in_(language))
        return at + 2
    if isinstance(block, Kpis):
        for kpi in data.kpis:
            sheet.write_string(at, 0, kpi.column.title.in_(language))
            _cell(sheet, at, 1, kpi.value, kpi.column, language, styles)
            _cell(sheet, at, 2, kpi.before, kpi.column, language, styles)
            at += 1
        return at + 1
    if data.sentence is not None:
        sheet.write_string(at, 0, data.sentence.in_(language))
        return at + 2
    if data.evidence is not None:
        sheet.write_string(at, 0, data.evidence.verdict.in_(language))
        return at + 2
    at = _settings(sheet, at, data.settings, language, styles)
    if not data.columns:
        return at
    shown = readable(block, data.columns, language, most=len(data.columns))
    for place, taken in enumerate(shown):
        sheet.write_string(at, place, data.columns[taken].title.in_(language), styles["head"])
    for row in data.rows:
        at += 1
        for place, taken in enumerate(shown):
            _cell(sheet, at, place, row[taken], data.columns[taken], language, styles)
    return at + 2


def _settings(sheet: Any, at: int, settings: tuple[Setting, ...], language: Language, styles: dict[str, Any]) -> int:
    """What sliders stand at, and what they rest on."""
    for setting in settings:
        sheet.write_string(at, 0, setting.title.in_(language))
        if isinstance(setting.value, str):
            sheet.write_string(at, 1, setting.value)
        else:
            sheet.write_number(at, 1, setting.value, styles["share" if setting.unit in _SHARES else "plain"])
        sheet.write_string(at, 2, setting.words.in_(language) if setting.words else "")
        at += 1
    return at + 1 if settings else at


def _cell(
    sheet: Any, row: int, place: int, value: Any, column: ResultColumn, language: Language, styles: dict[str, Any]
) -> None:
    if value is None:
        return
    label = column.labels.get(str(value))
    if label is not None:
        sheet.write_string(row, place, label.in_(language))
    elif column.unit in _MONEY:
        sheet.write_number(row, place, float(Decimal(str(value))), styles["money"])
    elif isinstance(value, bool) or not isinstance(value, int | float):
        sheet.write_string(row, place, str(value))
    else:
        sheet.write_number(row, place, value, styles["share" if column.unit in _SHARES else "plain"])
