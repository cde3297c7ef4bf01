"""One offline HTML file: styles and drawings inside, no script, nothing from another host."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from foresail.cockpit.numbers import shown
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language, Text
from foresail.kernel.unit import Unit
from foresail.reports.contents import Contents, Filled
from foresail.reports.drawing import draw

_WORDS = {Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.BOOLEAN, Unit.DATE, Unit.TIMESTAMP}
_PLAIN = {Unit.TEXT, Unit.CATEGORY, Unit.ID, Unit.DATE, Unit.TIMESTAMP}
MOST_ROWS = 15


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
            is_word=lambda column: column.unit in _WORDS,
            most_rows=MOST_ROWS,
        )
    )


def said(value: Any, column: ResultColumn, language: Language, currency: str) -> str:
    """A JSON value of a block as people read it."""
    if value is None:
        return "–"
    label = column.labels.get(str(value))
    if label is not None:
        return label.in_(language)
    if isinstance(value, str) and column.unit not in _PLAIN:
        return shown(Decimal(value), column.unit, language, currency)
    return shown(value, column.unit, language, currency)
