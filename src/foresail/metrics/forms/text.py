"""Answers as JSON and CSV."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from foresail.contracts.query import Result, json_record
from foresail.kernel.text import Language
from foresail.metrics.forms.safe import safe_text

BOM = "\ufeff"


def json_rows(result: Result) -> list[dict[str, Any]]:
    """The rows as plain JSON: money is a string with its decimals, days are ISO, counts and ratios are numbers."""
    return [json_record(record) for record in result.records()]


def to_json(result: Result) -> str:
    """The rows as JSON text."""
    return json.dumps(json_rows(result), ensure_ascii=False, allow_nan=False)


def to_csv(result: Result, language: Language | None = None) -> str:
    """The rows as CSV that spreadsheets open as meant: byte order mark, quoted where needed, no formulas.

    Parameters
    ----------
    language
        The headings are the columns' titles in this language; None: their names.

    Examples
    --------
    >>> from foresail.contracts.query import ResultColumn
    >>> from foresail.kernel.text import same
    >>> from foresail.kernel.unit import Unit
    >>> column = ResultColumn(name="n", title=same("N"), unit=Unit.MONEY)
    >>> to_csv(Result(columns=(column,), rows=[(Decimal("-12.50"),)], total=1))
    '\\ufeffn\\r\\n-12.50\\r\\n'
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_text(c.name if language is None else c.title.in_(language)) for c in result.columns])
    writer.writerows([[cell(value) for value in row] for row in result.rows])
    return BOM + out.getvalue()


def cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    return safe_text(str(value))
