"""What a comparison of segments consists of."""

from __future__ import annotations

from datetime import date
from typing import Any

from foresail.cockpit.segments.measures import Measure
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class Cell(Frozen):
    """What a segment has of a measure.

    Parameters
    ----------
    value
        In the measure's unit; None where nothing is known.
    share
        Of the total of all customers, for totals.
    n
        How many customers, orders or deals stand behind a ratio, share or mean.
    difference, low, high
        From all customers, and its 95% interval where chance can be told.
    clear
        Whether it is apart from the other customers beyond chance, over all tests of the comparison.
    by_definition
        Whether the segment is told by this very thing, so that being apart says nothing.
    """

    value: Any = None
    share: float | None = None
    n: int | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    clear: bool = False
    by_definition: bool = False


class Row(Frozen):
    """A measure, and a cell a segment; the last one is that of all customers."""

    measure: Measure
    cells: tuple[Cell, ...]


class Side(Frozen):
    """A segment in the comparison."""

    segment: str
    name: str
    customers: int
    share: float | None
    sentence: Text


class Comparison(Frozen):
    """Segments side by side.

    Parameters
    ----------
    sides
        The segments; the last one is all customers.
    overlap
        How many customers two segments share: row and column in the order of the sides.
    left_out
        Measures that cannot be told, with the reason.
    """

    start: date
    end: date
    currency: str
    sides: tuple[Side, ...]
    rows: tuple[Row, ...]
    overlap: tuple[tuple[int, ...], ...]
    left_out: tuple[Text, ...] = ()
