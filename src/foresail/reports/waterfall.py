"""A waterfall as SVG: totals from the axis, each change from where the last one ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from foresail.reports.scales import ticks

WIDTH, HEIGHT = 720, 250
LEFT, RIGHT, TOP, BOTTOM = 70, 12, 26, 40
UP, DOWN, TOTAL = "#0b7a4f", "#b3261e", "#3451d1"
HIGH_ABOVE_ZERO = 0.6
"""Where the lowest step stands above this share of the highest, the axis does not begin at 0 (and says so)."""


class Bar(NamedTuple):
    """From where to where a bar reaches, and its colour."""

    low: float
    high: float
    colour: str


def bars_of(values: Sequence[float], totals: Sequence[bool]) -> list[Bar]:
    """Bars that stand on each other.

    Examples
    --------
    >>> [(b.low, b.high) for b in bars_of([10.0, 3.0, -4.0, 9.0], [True, False, False, True])]
    [(0.0, 10.0), (10.0, 13.0), (9.0, 13.0), (0.0, 9.0)]
    """
    found, level = [], 0.0
    for value, is_total in zip(values, totals, strict=True):
        if is_total:
            level = value
            found.append(Bar(min(0.0, value), max(0.0, value), TOTAL))
        else:
            before, level = level, level + value
            found.append(Bar(min(before, level), max(before, level), UP if value >= 0 else DOWN))
    return found


def axis_marks(bars: Sequence[Bar]) -> list[float]:
    """Round marks of the axis, from 0 unless all that moves is far above it."""
    low = min(bar.high if bar.colour == TOTAL else bar.low for bar in bars)
    high = max(bar.high for bar in bars)
    moves = any(bar.colour != TOTAL and bar.high > bar.low for bar in bars)
    if moves and low > high * HIGH_ABOVE_ZERO:
        return ticks(max(0.0, low - (high - low) / 2), high)
    return ticks(min(0.0, *(bar.low for bar in bars)), high)


def waterfall(
    words: Sequence[str], values: Sequence[float], totals: Sequence[bool], say: Callable[[float], str], cut: str
) -> str:
    """The drawing.

    Parameters
    ----------
    words, values, totals
        Label, signed value, and whether it is a total, of each bar.
    say
        A value as people read it.
    cut
        What is said where the axis does not begin at 0.
    """
    bars = bars_of(values, totals)
    marks = axis_marks(bars)
    low, high = marks[0], marks[-1]
    step = (WIDTH - LEFT - RIGHT) / len(bars)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (max(value, low) - low) / ((high - low) or 1))

    parts = [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(m):.1f}" y2="{y(m):.1f}" class="grid"/>'
        f'<text x="{LEFT - 8}" y="{y(m) + 4:.1f}" text-anchor="end">{escape(say(m))}</text>'
        for m in marks
    ]
    if low > 0:
        parts.append(f'<text x="{LEFT}" y="10">{escape(cut)}</text>')
    for i, (bar, word, value, is_total) in enumerate(zip(bars, words, values, totals, strict=True)):
        x, middle = LEFT + step * i + step * 0.22, LEFT + step * (i + 0.5)
        size = max(y(bar.low) - y(bar.high), 1.0)
        sign = "+" if value > 0 and not is_total else ""
        parts.append(
            f'<rect x="{x:.1f}" y="{y(bar.high):.1f}" width="{step * 0.56:.1f}" height="{size:.1f}" rx="3" '
            f'fill="{bar.colour}"/>'
            f'<text x="{middle:.1f}" y="{y(bar.high) - 5:.1f}" text-anchor="middle">{escape(sign + say(value))}</text>'
            f"{_label(word, middle)}"
        )
    label = escape(" · ".join(f"{w} {say(v)}" for w, v in zip(words, values, strict=True)))
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def _label(word: str, middle: float) -> str:
    """A label in two lines where it has two words."""
    first, _, rest = word.partition(" ")
    lines = [first, rest] if rest else [word]
    return "".join(
        f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 15 + 13 * n}" text-anchor="middle">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
