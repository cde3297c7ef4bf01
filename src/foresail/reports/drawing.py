"""Blocks as drawings in SVG: trend, bars, funnel, matrix. What has no drawing here is shown as its table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from foresail.cockpit.numbers import shown
from foresail.contracts.page import Bars, Funnel, Trend
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language

if TYPE_CHECKING:
    from foresail.reports.contents import Filled

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 64, 12, 12, 26
COLOURS = ("#3451d1", "#c77700", "#0b8a5a", "#8a3fb0")


def draw(filled: Filled, language: Language, currency: str) -> Markup:
    """The drawing of a block; empty where a table says it better."""
    kinds: dict[type, Callable[..., str]] = {Trend: _trend, Bars: _bars, Funnel: _funnel}
    make = kinds.get(type(filled.block))
    if make is None or filled.data.status != "ok" or not filled.data.rows:
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
    block = filled.block
    assert isinstance(block, Trend)  # noqa: S101 - chosen by its type
    lines = [(name, _values(filled, name)) for name in (*block.y, block.forecast, block.target) if name]
    bands = [(_values(filled, low), _values(filled, high)) for low, high, _ in block.bands]
    known = [v for _, values in lines for v in values if v is not None]
    known += [v for pair in bands for values in pair for v in values if v is not None]
    if not known:
        return ""
    low, high = min(0.0, *known), max(0.0, *known)
    count = len(filled.data.rows)

    def x(i: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (i / max(count - 1, 1))

    def y(v: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (v - low) / ((high - low) or 1))

    parts = [_axis(low, high, y, _column(filled, block.y[0]), language, currency)]
    for lower, upper in bands:
        both = [(i, a, b) for i, (a, b) in enumerate(zip(lower, upper, strict=True)) if a is not None and b is not None]
        edge = [f"{x(i):.1f},{y(b):.1f}" for i, _, b in both] + [f"{x(i):.1f},{y(a):.1f}" for i, a, _ in reversed(both)]
        parts.append(f'<polygon points="{" ".join(edge)}" fill="{COLOURS[0]}" opacity=".14"/>')
    for number, (name, values) in enumerate(lines):
        dashed = name in (block.forecast, block.target)
        colour = COLOURS[0] if name == block.forecast else COLOURS[number % len(COLOURS)]
        parts.append(_line(values, x, y, colour, dashed=dashed))
    words = _words(filled, block.x, language)
    parts += [
        f'<text x="{x(i):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{escape(words[i][:7])}</text>'
        for i in range(0, count, max(1, count // 8))
    ]
    titles = [(_column(filled, name), name) for name, _ in lines]
    legend = " · ".join(escape(c.title.in_(language) if c else n) for c, n in titles)
    picture = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{legend}">{"".join(parts)}</svg>'
    return f'{picture}<p class="legend">{legend}</p>'


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
    low: float,
    high: float,
    y: Callable[[float], float],
    column: ResultColumn | None,
    language: Language,
    currency: str,
) -> str:
    parts = []
    for step in range(5):
        value = low + (high - low) * step / 4
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}" class="grid"/>')
        text = escape(_number(value, column, language, currency))
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end">{text}</text>')
    return "".join(parts)


def _bars(filled: Filled, language: Language, currency: str) -> str:
    block = filled.block
    assert isinstance(block, Bars)  # noqa: S101 - chosen by its type
    label = next((n for n in (f"{block.x}_name", block.x) if _column(filled, n)), block.x)
    return _rows(filled, _words(filled, label, language), block.y[0], language, currency)


def _funnel(filled: Filled, language: Language, currency: str) -> str:
    block = filled.block
    assert isinstance(block, Funnel)  # noqa: S101 - chosen by its type
    return _rows(filled, _words(filled, block.stage, language), block.count, language, currency)


def _rows(filled: Filled, words: list[str], name: str, language: Language, currency: str) -> str:
    values = [v or 0.0 for v in _values(filled, name)][:15]
    if not values:
        return ""
    column, most = _column(filled, name), max(*values, 1e-9)
    parts = []
    for i, value in enumerate(values):
        top, wide = 6 + i * 26, max(0.0, value / most) * 440
        text = escape(_number(value, column, language, currency))
        parts.append(f'<text x="150" y="{top + 15}" text-anchor="end">{escape(words[i][:14])}</text>')
        parts.append(f'<rect x="160" y="{top}" width="{wide:.1f}" height="20" rx="4" fill="{COLOURS[0]}"/>')
        parts.append(f'<text x="{168 + wide:.1f}" y="{top + 15}">{text}</text>')
    return f'<svg viewBox="0 0 {WIDTH} {12 + len(values) * 26}" role="img">{"".join(parts)}</svg>'
