"""A matrix as a table whose cells are shaded."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from foresail.contracts.page import Matrix
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language
from foresail.reports.scales import shade

Shown = Callable[[Any, ResultColumn], str]


def matrix(block: Matrix, columns: tuple[ResultColumn, ...], rows: tuple[tuple[Any, ...], ...], show: Shown) -> str:
    """The HTML of a matrix: one row for each value of `y`, one column for each of `x`, as they come in the data."""
    by_name = {c.name: (at, c) for at, c in enumerate(columns)}
    if not {block.x, block.y, block.value} <= set(by_name):
        return ""
    (x, across), (y, down), (value, counted) = by_name[block.x], by_name[block.y], by_name[block.value]
    strong = by_name[block.shade][0] if block.shade in by_name else value
    cells = {(row[y], row[x]): row for row in rows}
    heads, sides = _order(across, [row[x] for row in rows]), _order(down, [row[y] for row in rows])
    if all(isinstance(side, int) for side in sides):
        sides = sides[::-1]  # the best scores stand at the top
    most = max((float(row[strong]) for row in rows if row[strong] is not None), default=0.0)
    top = "".join(f"<th>{escape(show(head, across))}</th>" for head in heads)
    body = []
    for side in sides:
        line = []
        for head in heads:
            row = cells.get((side, head))
            strength = shade(float(row[strong]), most) if row is not None and row[strong] is not None else 0.0
            ink = "#fff" if strength > 0.5 else "inherit"
            text = escape(show(row[value], counted)) if row is not None else ""
            line.append(f'<td style="background:rgba(52,81,209,{strength:.2f});color:{ink}">{text}</td>')
        body.append(f'<tr><th class="word">{escape(show(side, down))}</th>{"".join(line)}</tr>')
    return f'<table class="matrix"><tr><th></th>{top}</tr>{"".join(body)}</table>'


def corner(block: Matrix, columns: tuple[ResultColumn, ...], language: Language) -> str:
    """What the rows and the columns of a matrix are."""
    titles = {c.name: c.title.in_(language) for c in columns}
    return f"↓ {titles.get(block.y, block.y)} · → {titles.get(block.x, block.x)}"


def _order(column: ResultColumn, values: list[Any]) -> list[Any]:
    """Codes in the order in which they are declared, numbers by size, the rest as it comes."""
    found = list(dict.fromkeys(v for v in values if v is not None))
    if all(str(v) in column.labels for v in found):
        return [code for code in column.labels if code in found]
    return sorted(found) if all(isinstance(v, int) for v in found) else found
