"""Answers on the terminal: a table for people, JSON, CSV and XLSX for programs."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from foresail.cli.options import Format
from foresail.cli.words import say, spoken
from foresail.contracts.query import Result, ResultColumn, json_record
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_WORDS = {Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.BOOLEAN, Unit.DATE, Unit.TIMESTAMP}


def console() -> Console:
    """The terminal, made when it is used so that a redirected output is seen."""
    return Console(highlight=False)


def write(result: Result, form: Format, out: Path | None = None) -> None:
    """Write an answer in the form that was asked for."""
    if form is Format.TABLE and out is None:
        _table(result)
        return
    content = _content(result, Format.CSV if form is Format.TABLE else form)
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


def _table(result: Result) -> None:
    grid = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in result.columns:
        grid.add_column(column.title.in_(spoken()), justify="left" if column.unit in _WORDS else "right")
    for row in result.rows:
        grid.add_row(*(shown(value, column) for value, column in zip(row, result.columns, strict=True)))
    screen = console()
    screen.print(grid)
    foot = [say(f"{result.total:,} rows", f"{result.total:,} 行")]
    if result.currency:
        foot.append(result.currency)
    if result.as_of:
        foot.append(say(f"as of {result.as_of}", f"截至 {result.as_of}"))
    screen.print(" · ".join(foot), style="dim")
    for assumption in result.assumptions:
        screen.print("※ " + assumption.in_(spoken()), style="dim")


def shown(value: Any, column: ResultColumn) -> str:
    """A value as people read it."""
    if value is None:
        return "–"
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
