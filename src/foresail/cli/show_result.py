"""Answers on the terminal: a table for people, JSON, CSV and XLSX for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from foresail.cli.options import Format
from foresail.cli.words import say, spoken
from foresail.contracts.query import Result, ResultColumn, json_record
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.reports.readable import said_by_another

_WORDS = {Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.BOOLEAN, Unit.DATE, Unit.TIMESTAMP}
_WIDEST, _ENDLESS = 34, 10_000


def console() -> Console:
    """The terminal, made when it is used so that a redirected output is seen; nothing is cut where nobody looks."""
    fits = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, width=None if fits else _ENDLESS, soft_wrap=not fits)


def where(workspace: Path) -> str:
    """The option that names the workspace in a line to type, if it has to be named."""
    return "" if workspace == Path() else f" -w {workspace}"


def write(result: Result, form: Format, out: Path | None = None, *, grain: str = "") -> None:
    """Write an answer in the form that was asked for; the ending of a file's name counts where no form was named."""
    if form is Format.TABLE and out is None:
        show_table(result, grain)
        return
    if form is Format.TABLE and out is not None:
        form = next((f for f in Format if out.suffix.lower() == f".{f.value}"), Format.CSV)
    content = _content(result, form)
    if out is not None:
        out.write_bytes(content)
        console().print(say(f"Wrote {result.total:,} rows to {out}", f"已将 {result.total:,} 行写入 {out}"))
    elif form is Format.XLSX:
        raise InvalidInput(
            Text(en="A workbook needs a file.", zh="工作簿需要写入文件。"),
            where="--format xlsx",
            next_step=Text(en="Add --out report.xlsx.", zh="请加上 --out report.xlsx。"),
        )
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()


def _content(result: Result, form: Format) -> bytes:
    from foresail.metrics.forms import to_csv, to_xlsx

    if form is Format.JSON:
        rows = [json_record(record) for record in result.records()]
        return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
    return to_xlsx(result, spoken()) if form is Format.XLSX else to_csv(result, spoken()).encode()


def show_table(result: Result, grain: str = "") -> None:
    """An answer for people: the columns that fit, names instead of codes and ids, and what it rests on."""
    screen = console()
    columns = [c for c in result.columns if not said_by_another(c, result.columns, spoken())]
    places = [result.columns.index(c) for c in columns]
    cells = [[shown(row[at], c, grain) for at, c in zip(places, columns, strict=True)] for row in result.rows]
    fit = _fitting(columns, cells, screen.width)
    grid = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns[:fit]:
        words = column.unit in _WORDS
        grid.add_column(
            column.title.in_(spoken()),
            justify="left" if words else "right",
            no_wrap=True,
            max_width=_WIDEST if screen.width < _ENDLESS and words else None,
        )
    for row in cells:
        grid.add_row(*(escape(cell) for cell in row[:fit]))
    screen.print(grid)
    screen.print(" · ".join(_foot(result, len(columns) - fit)), style="dim")
    for assumption in result.assumptions:
        screen.print("※ " + escape(assumption.in_(spoken())), style="dim")


def _foot(result: Result, hidden: int) -> list[str]:
    count = len(result.rows)
    rows = say(f"{count:,} of {result.total:,} rows", f"{result.total:,} 行中的 {count:,} 行")
    if count == result.total:
        rows = say("1 row" if count == 1 else f"{count:,} rows", f"{count:,} 行")
    foot = [rows]
    if hidden:
        foot.append(say(f"{hidden} more columns: --format csv", f"另有 {hidden} 列：--format csv"))
    if result.currency:
        foot.append(result.currency)
    if result.as_of:
        foot.append(say(f"as of {result.as_of}", f"截至 {result.as_of}"))
    return foot


def _fitting(columns: Sequence[ResultColumn], cells: list[list[str]], width: int) -> int:
    """How many of the columns fit into a width; two at least."""
    used = 0
    for at, column in enumerate(columns):
        widest = max([cell_len(column.title.in_(spoken())), *(cell_len(row[at]) for row in cells)])
        used += (min(widest, _WIDEST) if column.unit in _WORDS else widest) + 2
        if used > width + 2 and at >= 2:
            return at
    return len(columns)


def shown(value: Any, column: ResultColumn, grain: str = "") -> str:
    """A value as people read it."""
    if value is None:
        return "–"
    label = column.labels.get(str(value))
    if label is not None:
        return label.in_(spoken())
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if column.name == "period" and isinstance(value, date) and grain == "month":
        return f"{value:%Y-%m}"
    if column.unit in (Unit.RATIO, Unit.PROBABILITY, Unit.POINTS):
        return f"{float(value):.1%}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, bool):
        return say("yes", "是") if value else say("no", "否")
    if isinstance(value, int) and column.unit is not Unit.ID:
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)
