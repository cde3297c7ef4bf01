"""Round numbers for axes."""

from __future__ import annotations

import math


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values that span `low` to `high`, about so many steps.

    Steps are 1, 2, 2.5 or 5 times a power of ten, after P. S. Heckbert, "Nice Numbers for Graph Labels", in Graphics
    Gems, 1990.

    Examples
    --------
    >>> ticks(0, 682.1)
    [0.0, 200.0, 400.0, 600.0, 800.0]
    >>> ticks(-3, 9)
    [-5.0, -2.5, 0.0, 2.5, 5.0, 7.5, 10.0]
    """
    span = high - low
    if span <= 0:
        return [low, low + 1.0]
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = min((power * m for m in (1, 2, 2.5, 5, 10)), key=lambda s: abs(math.log(s / rough)))
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(n * step, 10) for n in range(first, last + 1)]


def shade(value: float | None, most: float) -> float:
    """How strongly a cell is coloured, 0.06 to 0.85."""
    if value is None or most <= 0:
        return 0.0
    return 0.06 + 0.79 * max(0.0, min(value / most, 1.0))
