"""One offline HTML file: styles and drawings inside, no script, nothing from another host."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from foresail.cockpit.numbers import shown
from foresail.contracts.block import BlockData, KpiValue, Setting
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language, Text
from foresail.kernel.unit import Unit
from foresail.reports.contents import Contents, Filled
from foresail.reports.drawing import draw
from foresail.reports.readable import WORDS, readable

_PLAIN = {Unit.TEXT, Unit.CATEGORY, Unit.ID, Unit.DATE, Unit.TIMESTAMP}
MOST_ROWS = 15


_LANGUAGE = re.compile(r"\s*[（(](中文|英文|Chinese|English)[)）]\s*$")
"""Of a column in two languages only one is shown: its heading need not say which."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(contents: Contents, language: Language) -> str:
    """The report as one page of HTML."""

    def say(text: Text | None) -> str:
        return text.in_(language) if text else ""

    def cell(value: Any, column: ResultColumn) -> str:
        return said(value, column, language, contents.currency)

    def more(filled: Filled) -> str:
        return _more(filled, language)

    def drawing(filled: Filled) -> Markup:
        return draw(filled, language, contents.currency)

    return (
        _environment()
        .get_template("report.html")
        .render(
            contents=contents,
            language=language,
            zh=language == "zh",
            say=say,
            cell=cell,
            drawing=drawing,
            is_word=lambda column: column.unit in WORDS,
            columns_of=lambda filled: readable(filled.block, filled.data.columns, language),
            more=more,
            grounds=_grounds,
            change=lambda kpi: _change(kpi, language),
            heading=lambda column: _LANGUAGE.sub("", say(column.title)),
            is_day=lambda column: column.unit in (Unit.DATE, Unit.TIMESTAMP),
            most_rows=MOST_ROWS,
        )
    )


def _grounds(data: BlockData) -> list[Setting]:
    """One slider for each ground that is told of: those that share it say the same."""
    first = {s.words: s for s in reversed(data.settings) if s.words is not None and not s.folded}
    return [s for s in data.settings if s.words is not None and first.get(s.words) is s]


def _change(kpi: KpiValue, language: Language) -> Markup:
    """An arrow with the relative change (points for shares), green or red where a direction is good."""
    if kpi.before is None or kpi.value is None or float(kpi.before) == 0:
        return Markup("")
    difference = float(kpi.value) - float(kpi.before)
    if difference == 0:
        return Markup("")
    up = difference > 0
    share = kpi.column.unit in (Unit.RATIO, Unit.PROBABILITY)
    points = "个百分点" if language == "zh" else "points"
    size = f"{abs(difference) * 100:.1f} {points}" if share else f"{abs(difference / float(kpi.before)):.1%}"
    good = "" if kpi.column.good == "neutral" else "better" if up == (kpi.column.good == "up") else "worse"
    return Markup(' <span class="{}">{} {}</span>').format(good, "▲" if up else "▼", size)


def _more(filled: Filled, language: Language) -> str:
    """How many rows and columns stand in the cockpit alone."""
    data = filled.data
    rows = max(data.total - min(len(data.rows), MOST_ROWS), 0)
    columns = len(readable(filled.block, data.columns, language, most=len(data.columns)))
    columns -= len(readable(filled.block, data.columns, language))
    parts = [
        (rows, Text(en="{n} more rows", zh="另有 {n} 行")),
        (columns, Text(en="{n} more columns", zh="另有 {n} 列")),
    ]
    said = [text.format(n=f"{n:,}").in_(language) for n, text in parts if n]
    if not said:
        return ""
    return ", ".join(said) + " in the cockpit." if language == "en" else "、".join(said) + "，见驾驶舱。"


def said(value: Any, column: ResultColumn, language: Language, currency: str) -> str:
    """A JSON value of a block as people read it."""
    if value is None:
        return "–"
    label = column.labels.get(str(value))
    if label is not None:
        return label.in_(language)
    if column.name in ("period", "month") and isinstance(value, str) and value.endswith("-01"):
        return value.removesuffix("-01")
    if isinstance(value, str) and column.unit not in _PLAIN:
        return shown(Decimal(value), column.unit, language, currency)
    return shown(value, column.unit, language, currency)
