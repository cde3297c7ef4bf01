"""Bars as SVG: one row for each category; several values stand below each other or, stacked, in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

WIDTH, LABEL, ROOM, MOST = 720, 150, 440, 15
ROW, HIGH = 26, 20
LOSS = "#b3261e"
"""What is below nothing is drawn in its size and in this colour."""

Series = tuple[str, Sequence[float | None]]
"""What it is called, and its values."""


def bars(
    words: Sequence[str],
    series: Sequence[Series],
    say: Callable[[float], str],
    colours: Sequence[str],
    *,
    stacked: bool,
) -> str:
    """Rows of bars with their numbers; the names of the values below where there are several.

    Parameters
    ----------
    words
        What the categories are called; at most 15 are drawn.
    say
        A number in the words of the reader.
    stacked
        The values of a category stand in one line, whose number is their sum; else each has a line of its own.

    Returns
    -------
    str
        SVG, and a legend in HTML; empty where there is nothing to draw.
    """
    count = min(len(words), MOST)
    known = [(name, [v or 0.0 for v in values[:count]]) for name, values in series if values]
    if not count or not known:
        return ""
    together = stacked or len(known) == 1
    sums = [sum(values[i] for _, values in known) for i in range(count)]
    drawn = [sum(abs(values[i]) for _, values in known) for i in range(count)]
    most = max(1e-9, *(drawn if together else [abs(v) for _, values in known for v in values]))
    line = ROW if together else max(14, 40 // len(known))
    step = line if together else line * len(known) + 8
    parts = []
    for i in range(count):
        top = 6 + i * step
        middle = top + (HIGH if together else step - 8) / 2 + 4.5
        parts.append(f'<text x="{LABEL}" y="{middle:.1f}" text-anchor="end">{escape(words[i][:14])}</text>')
        if together:
            parts.append(_together([values[i] for _, values in known], most, top, say(sums[i]), colours))
        else:
            parts += [
                _bar(values[i] / most * ROOM, top + n * line, line - 3, colours[n % len(colours)], say(values[i]))
                for n, (_, values) in enumerate(known)
            ]
    legend = "".join(
        f'<span><i style="border-top:8px solid {colours[n % len(colours)]}"></i>{escape(name)}</span>'
        for n, (name, _) in enumerate(known)
    )
    picture = f'<svg viewBox="0 0 {WIDTH} {12 + count * step}" role="img">{"".join(parts)}</svg>'
    return picture + (f'<p class="legend">{legend}</p>' if len(known) > 1 else "")


def _bar(wide: float, top: float, high: float, colour: str, said: str) -> str:
    colour, wide = LOSS if wide < 0 else colour, abs(wide)
    number = f'<text x="{LABEL + 18 + wide:.1f}" y="{top + high / 2 + 4:.1f}">{escape(said)}</text>'
    return f'<rect x="160" y="{top}" width="{wide:.1f}" height="{high}" rx="4" fill="{colour}"/>{number}'


def _together(values: Sequence[float], most: float, top: float, said: str, colours: Sequence[str]) -> str:
    parts, left = [], 160.0
    for n, value in enumerate(values):
        wide = abs(value) / most * ROOM
        colour = LOSS if value < 0 else colours[n % len(colours)]
        parts.append(f'<rect x="{left:.1f}" y="{top}" width="{wide:.1f}" height="{HIGH}" rx="4" fill="{colour}"/>')
        left += wide
    parts.append(f'<text x="{left + 8:.1f}" y="{top + 15}">{escape(said)}</text>')
    return "".join(parts)
