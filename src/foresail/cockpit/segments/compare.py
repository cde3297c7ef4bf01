"""Segments side by side: what each has, its share of all customers, how far it is from them, and what they share."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from foresail.cockpit.scene import Scene
from foresail.cockpit.segments.apart import Apart, apart_mean, apart_share, sure
from foresail.cockpit.segments.fields import missing
from foresail.cockpit.segments.measures import MEASURES, Measure
from foresail.cockpit.segments.moments import Seen, look
from foresail.cockpit.segments.said import sentence
from foresail.cockpit.segments.sides import Cell, Comparison, Row, Side
from foresail.contracts.query import EVERYBODY, Members, Query
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics import query
from foresail.metrics.answer import shaped
from foresail.metrics.compile.filters import fields_in
from foresail.metrics.customer.catalogue import SIDES, trait_of

LEAST, MOST = 2, 5
_MONEY = (Unit.MONEY, Unit.UNIT_PRICE)


def compare(segments: tuple[Members, ...], scene: Scene) -> Comparison:
    """Compare segments over the twelve months up to the day of the data, and each with all customers.

    Parameters
    ----------
    segments
        Two to five; all customers are added.

    Raises
    ------
    InvalidInput
        If there are fewer or more, or one stands twice.
    """
    _check(segments)
    everybody = Members(segment=EVERYBODY, name=EVERYBODY, as_of=scene.reader.as_of)
    asked = (*(s for s in segments if s.segment != EVERYBODY), everybody)
    told = [m for m in MEASURES if not m.trait or missing(trait_of(m.trait), scene) is None]
    start, end = year_of(scene.reader.as_of)
    seen = look(asked, [m for m in told if m.trait], scene)
    numbers = [_numbers(one, told, start, end, scene) for one in asked]
    tests: list[Apart] = []
    rows = [_in_cents(_row(m, numbers, seen, tests), scene.reader.base_currency) for m in told]
    clear = sure(tests)
    final = tuple(_cleared(row, clear, asked) for row in rows)
    sizes = [seen.overlap[i][i] for i in range(len(asked))]
    return Comparison(
        start=start,
        end=end,
        currency=scene.reader.base_currency,
        sides=tuple(
            Side(
                segment=one.segment,
                name=one.name,
                customers=sizes[i],
                share=sizes[i] / sizes[-1] if sizes[-1] else None,
                sentence=sentence(one.name, i, sizes, final, scene.reader.base_currency),
            )
            for i, one in enumerate(asked)
        ),
        rows=final,
        overlap=seen.overlap,
        left_out=_left_out(scene),
    )


def year_of(as_of: date) -> tuple[date, date]:
    """First and last day of the twelve months that end with a day.

    Examples
    --------
    >>> year_of(date(2024, 2, 29))
    (datetime.date(2023, 3, 1), datetime.date(2024, 2, 29))
    """
    day = min(as_of.day, 28) if as_of.month == 2 else as_of.day
    return as_of.replace(year=as_of.year - 1, day=day) + timedelta(days=1), as_of


def _check(segments: tuple[Members, ...]) -> None:
    if not LEAST <= len(segments) <= MOST:
        raise InvalidInput(
            Text(en=f"Choose {LEAST} to {MOST} segments to compare.", zh=f"请选择 {LEAST} 至 {MOST} 个分群进行对比。"),
            where="segment",
        )
    if len({s.segment for s in segments}) < len(segments):
        raise InvalidInput(Text(en="A segment stands twice.", zh="同一分群重复出现。"), where="segment")


def _left_out(scene: Scene) -> tuple[Text, ...]:
    found = []
    for measure in MEASURES:
        why = missing(trait_of(measure.trait), scene) if measure.trait else None
        if why is not None:
            found.append(Text(en=f"{measure.title.en}: {why.en}", zh=f"{measure.title.zh}：{why.zh}"))
    return tuple(found)


def _numbers(segment: Members, told: list[Measure], start: date, end: date, scene: Scene) -> dict[str, Any]:
    """The declared metrics of a segment, from one question."""
    names = dict.fromkeys(name for m in told for name in (m.metric, m.hits, *m.of) if name)
    asked = Query(metrics=tuple(names), where=segment, start=start, end=end)
    return query(scene.reader, asked, scene.viewer, scene.calendar).records()[0]


def _row(measure: Measure, numbers: list[dict[str, Any]], seen: Seen, tests: list[Apart]) -> Row:
    make = {"total": _totals, "ratio": _ratios, "share": _shares, "mean": _means}[measure.kind]
    return Row(measure=measure, cells=tuple(make(measure, numbers, seen, tests)))


def _totals(measure: Measure, numbers: list[dict[str, Any]], _seen: Seen, _tests: list[Apart]) -> list[Cell]:
    whole = numbers[-1][measure.metric]
    return [
        Cell(value=found[measure.metric], share=float(found[measure.metric] / whole) if whole else None)
        for found in numbers
    ]


def _ratios(measure: Measure, numbers: list[dict[str, Any]], _seen: Seen, _tests: list[Apart]) -> list[Cell]:
    whole = numbers[-1][measure.metric]
    found = []
    for one in numbers:
        value = one[measure.metric]
        apart = None if value is None or whole is None or one is numbers[-1] else float(value - whole)
        found.append(Cell(value=value, n=sum(one[name] for name in measure.of), difference=apart))
    return found


def _shares(measure: Measure, numbers: list[dict[str, Any]], seen: Seen, tests: list[Apart]) -> list[Cell]:
    if measure.trait:
        counts = [seen.shares[measure.name][i] for i in range(len(numbers))]
    else:
        counts = [(int(one[measure.hits]), int(sum(one[name] for name in measure.of))) for one in numbers]
    cells = []
    for i, (hits, n) in enumerate(counts):
        test = apart_share((hits, n), counts[-1]) if i < len(counts) - 1 else None
        cells.append(_apart(Cell(value=hits / n if n else None, n=n), test, (measure.name, i), tests))
    return cells


def _means(measure: Measure, numbers: list[dict[str, Any]], seen: Seen, tests: list[Apart]) -> list[Cell]:
    moments = seen.means[measure.name]
    cells = []
    for i, one in enumerate(moments):
        test = apart_mean(one, moments[-1]) if i < len(moments) - 1 else None
        value = one.mean if one.n else None
        cells.append(_apart(Cell(value=value, n=one.n), test, (measure.name, i), tests))
    return cells


def _in_cents(row: Row, currency: str) -> Row:
    """Means of money as amounts of the currency; sums are amounts already."""
    if row.measure.kind != "mean" or row.measure.unit not in _MONEY:
        return row
    values = [None if cell.value is None else Decimal(repr(cell.value)) for cell in row.cells]
    amounts = shaped(values, row.measure.unit, currency)
    cells = (cell.model_copy(update={"value": v}) for cell, v in zip(row.cells, amounts, strict=True))
    return row.model_copy(update={"cells": tuple(cells)})


def _apart(cell: Cell, test: Apart | None, place: tuple[str, int], tests: list[Apart]) -> Cell:
    if test is None:
        return cell
    tests.append(test._replace(place=place))
    return cell.model_copy(update={"difference": test.value, "low": test.low, "high": test.high})


def _cleared(row: Row, clear: frozenset[tuple[str, int]], asked: tuple[Members, ...]) -> Row:
    """Which cells are clear: not those of what the segment is told by."""
    cells = []
    for i, (cell, one) in enumerate(zip(row.cells, asked, strict=True)):
        own = _tells(one, row.measure)
        cells.append(
            cell.model_copy(update={"clear": not own and (row.measure.name, i) in clear, "by_definition": own})
        )
    return row.model_copy(update={"cells": tuple(cells)})


def _tells(segment: Members, measure: Measure) -> bool:
    """Whether a segment is told by the field behind a measure, or by another word of the same analysis."""
    kin = measure.kin
    if measure.trait and (side := SIDES[trait_of(measure.trait).side]).capability:
        kin = (*kin, side.name)
    told = [trait_of(name) for name in fields_in(segment.where)]
    return any(t.name == measure.trait or t.side in kin for t in told)
