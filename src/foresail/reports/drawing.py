"""Blocks as drawings in SVG: trend, bars, funnel, matrix. What has no drawing here is shown as its table."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from foresail.cockpit.numbers import shown
from foresail.contracts.page import Bars, Funnel, Matrix, Trend, Waterfall
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language
from foresail.reports.bars import bars
from foresail.reports.matrix import corner, matrix
from foresail.reports.scales import ticks
from foresail.reports.series import spread
from foresail.reports.waterfall import waterfall

if TYPE_CHECKING:
    from foresail.reports.contents import Filled

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 22, 12, 30
_DAY = re.compile(r"\d{4}-\d{2}-01")
COLOURS = ("#3451d1", "#c77700", "#0b8a5a", "#8a3fb0", "#b3261e", "#5b6b8c", "#0e8fa8", "#9a6b12")


def draw(filled: Filled, language: Language, currency: str) -> Markup:
    """The drawing of a block; empty where a table says it better."""
    kinds: dict[type, Callable[..., str]] = {Trend: _trend, Bars: _bars, Funnel: _funnel, Waterfall: _waterfall}
    make = kinds.get(type(filled.block))
    if filled.data.status != "ok" or not filled.data.rows:
        return Markup("")
    if isinstance(filled.block, Matrix):

        def show(value: Any, column: ResultColumn) -> str:
            label = column.labels.get(str(value))
            return label.in_(language) if label else shown(value, column.unit, language, currency)

        said = corner(filled.block, filled.data.columns, language)
        table = matrix(filled.block, filled.data.columns, filled.data.rows, show)
        return Markup(f'{table}<p class="legend">{escape(said)}</p>' if table else "")  # noqa: S704 - escaped
    if make is None:
        return Markup("")
    return Markup(make(filled, language, currency))  # noqa: S704 - every text in it went through escape()


def _values(filled: Filled, name: str) -> list[float | None]:
    names = [c.name for c in filled.data.columns]
    if name not in names:
        return []
    place = names.index(name)
    return [None if row[place] is None else float(row[place]) for row in filled.data.rows]


def _words(filled: Filled, name: str, language: Language) -> list[str]:
    names = [c.name for c in filled.data.columns]
    place = names.index(name)
    column = filled.data.columns[place]
    return [_word(row[place], column, language) for row in filled.data.rows]


def _word(value: Any, column: ResultColumn, language: Language) -> str:
    label = column.labels.get(str(value))
    return label.in_(language) if label else "–" if value is None else str(value)


def _column(filled: Filled, name: str) -> ResultColumn | None:
    return next((c for c in filled.data.columns if c.name == name), None)


def _number(value: float, column: ResultColumn | None, language: Language, currency: str) -> str:
    if column is None:
        return f"{value:,.0f}"
    return shown(Decimal(str(round(value, 6))), column.unit, language, currency)


def _trend(filled: Filled, language: Language, currency: str) -> str:
    filled = spread(filled)
    block = filled.block
    assert isinstance(block, Trend)  # noqa: S101 - chosen by its type
    named = [(name, _values(filled, name)) for name in (*block.y, block.forecast, block.target) if name]
    lines = [(name, values) for name, values in named if any(v is not None for v in values)] or named
    bands = [(_values(filled, low), _values(filled, high)) for low, high, _ in block.bands]
    known = [v for _, values in lines for v in values if v is not None]
    known += [v for pair in bands for values in pair for v in values if v is not None]
    if not known:
        return ""
    marks = ticks(min(0.0, *known), max(0.0, *known))
    low, high = marks[0], marks[-1]
    count = len(filled.data.rows)

    def x(i: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (i / max(count - 1, 1))

    def y(v: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (v - low) / ((high - low) or 1))

    parts = [_axis(marks, y, _column(filled, block.y[0]), language, currency)]
    for lower, upper in bands:
        both = [(i, a, b) for i, (a, b) in enumerate(zip(lower, upper, strict=True)) if a is not None and b is not None]
        edge = [f"{x(i):.1f},{y(b):.1f}" for i, _, b in both] + [f"{x(i):.1f},{y(a):.1f}" for i, a, _ in reversed(both)]
        parts.append(f'<polygon points="{" ".join(edge)}" fill="{COLOURS[0]}" opacity=".14"/>')
    for number, (name, values) in enumerate(lines):
        dashed = name in (block.forecast, block.target)
        parts.append(_line(values, x, y, _colour(block, number, name), dashed=dashed))
    words = _words(filled, block.x, language)
    parts += [
        f'<text x="{x(i):.1f}" y="{HEIGHT - 4}" text-anchor="{"end" if i == count - 1 else "middle"}">'
        f"{escape(words[i][:7])}</text>"
        for i in range(0, count, max(1, count // 8))
    ]
    legend = _legend(filled, [name for name, _ in lines], language)
    label = escape(" · ".join(_title(filled, name, language) for name, _ in lines))
    picture = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    return f'{picture}<p class="legend">{legend}</p>'


def _waterfall(filled: Filled, language: Language, currency: str) -> str:
    block, names = filled.block, [c.name for c in filled.data.columns]
    assert isinstance(block, Waterfall)  # noqa: S101 - chosen by its type
    place = names.index(block.total) if block.total in names else None
    totals = [place is not None and bool(row[place]) for row in filled.data.rows]
    column = _column(filled, block.value)
    return waterfall(
        _words(filled, block.label, language),
        [value or 0.0 for value in _values(filled, block.value)],
        totals,
        lambda value: _number(value, column, language, currency),
        "纵轴不从 0 起" if language == "zh" else "Axis does not begin at 0",
    )


def _title(filled: Filled, name: str, language: Language) -> str:
    column = _column(filled, name)
    return column.title.in_(language) if column else name


def _colour(block: Trend, number: int, name: str) -> str:
    if name == block.target:
        return COLOURS[2]
    return COLOURS[0] if name == block.forecast else COLOURS[number % len(COLOURS)]


def _legend(filled: Filled, names: list[str], language: Language) -> str:
    """Each line with its own colour and dash, and the bands with their level."""
    block = filled.block
    assert isinstance(block, Trend)  # noqa: S101 - chosen by its type
    parts = []
    for number, name in enumerate(names):
        dash = "dashed" if name in (block.forecast, block.target) else "solid"
        line = f'<i style="border-top:2px {dash} {_colour(block, number, name)}"></i>'
        parts.append(f"<span>{line}{escape(_title(filled, name, language))}</span>")
    for _, _, level in sorted(block.bands, key=lambda band: band[2]):
        words = f"{level}% 区间" if language == "zh" else f"{level}% interval"
        parts.append(f'<span><i class="band"></i>{words}</span>')
    return "".join(parts)


def _line(
    values: list[float | None], x: Callable[[int], float], y: Callable[[float], float], colour: str, *, dashed: bool
) -> str:
    runs: list[list[str]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(f"{x(i):.1f},{y(value):.1f}")
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        for run in runs
        if run
    )


def _axis(
    marks: list[float],
    y: Callable[[float], float],
    column: ResultColumn | None,
    language: Language,
    currency: str,
) -> str:
    parts = []
    for value in marks:
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}" class="grid"/>')
        text = escape(_number(value, column, language, currency))
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{text}</text>')
    return "".join(parts)


def _bars(filled: Filled, language: Language, currency: str) -> str:
    block = filled.block
    assert isinstance(block, Bars)  # noqa: S101 - chosen by its type
    twin = block.x.removesuffix("_en").removesuffix("_zh") + f"_{language}"
    label = next((n for n in (twin, f"{block.x}_name", block.x) if _column(filled, n)), block.x)
    return _rows(filled, label, block.y, language, currency, stacked=block.stacked)


def _funnel(filled: Filled, language: Language, currency: str) -> str:
    block = filled.block
    assert isinstance(block, Funnel)  # noqa: S101 - chosen by its type
    return _rows(filled, block.stage, (block.count,), language, currency)


def _rows(
    filled: Filled, label: str, names: Sequence[str], language: Language, currency: str, *, stacked: bool = False
) -> str:
    """The values of each row; a first day of months is said as its month."""
    words = [w.removesuffix("-01") if _DAY.fullmatch(w) else w for w in _words(filled, label, language)]
    column = _column(filled, names[0])
    series = [(_title(filled, name, language), _values(filled, name)) for name in names]
    return bars(words, series, lambda v: _number(v, column, language, currency), COLOURS, stacked=stacked)
