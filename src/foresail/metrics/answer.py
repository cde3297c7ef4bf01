"""From a question to its answer: names checked, days settled, the statement asked, values in their units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pyarrow as pa
from sqlglot import exp

from foresail.contracts.metric import Aggregate, Stock
from foresail.contracts.query import IN_SEGMENT, Comparison, Query, Result, ResultColumn
from foresail.kernel.calendar import Calendar, Grain, Period
from foresail.kernel.money import CURRENCY_DECIMALS, currency
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import Viewer
from foresail.metrics import notes
from foresail.metrics.compile import trees
from foresail.metrics.compile.filters import fields_in
from foresail.metrics.compile.legs import Ask
from foresail.metrics.compile.periods import Window, compared_span
from foresail.metrics.compile.shape import given, shape
from foresail.metrics.compile.source import free_attribute, unknown_field
from foresail.metrics.compile.statement import MONEY, SHARES, TOTAL, Column, columns_of, facts_in, statement
from foresail.metrics.customer.refusing import names_segment, not_per_customer, unresolved
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.door import Door
from foresail.metrics.facts.build import FIRST_DAY, LAST_DAY
from foresail.metrics.fields import FIELDS
from foresail.metrics.registry import METRICS, dimensions_of, fact_of, metric

_SCOPES = {"owner": "representative", "team": "team", "region": "region", "product": "product", "channel": "channel"}

CELL_BYTES = 120
"""A number or a short text with its place in a row."""


@dataclass(frozen=True)
class Settled:
    """A question whose names are known and whose days are settled."""

    ask: Ask
    now: Window
    before: Window | None


def query(reader: Door, question: Query, viewer: Viewer, calendar: Calendar) -> Result:
    """Answer a question about metrics.

    Parameters
    ----------
    reader
        A reader of one generation.
    question
        Metrics by dimensions over days.
    viewer
        Whose rows count.
    calendar
        How the workspace cuts time.

    Returns
    -------
    Result
        One row a period and set of dimensions; without `by` and `grain` one row. With a grain and no dimensions every
        period of the span is there; with dimensions, those that have rows.

    Raises
    ------
    InvalidInput
        If a name is not known (the closest are given) or a value does not fit.
    """
    # the words of the question, since 1, True and Decimal(1) are equal as keys
    key = ("query", repr(question), viewer.rows, viewer.sees_personal_data, calendar)
    return reader.remember(key, lambda: _answered(reader, question, viewer, calendar), weight)


def weight(result: Result) -> int:
    """About how many bytes a result takes in memory."""
    return len(result.columns) * 1_000 + len(result.rows) * len(result.columns) * CELL_BYTES


def _answered(reader: Door, question: Query, viewer: Viewer, calendar: Calendar) -> Result:
    check(question)
    settled = settle(reader, question, viewer, calendar)
    ask, now, before = settled.ask, settled.now, settled.before
    table = reader.ask_like(
        shape(question, ask, now, before),
        lambda: statement(question, ask, now, before),
        given(question, ask, now, before),
        viewer,
    )
    columns = columns_of(question)
    rows = _rows(table, columns, question.currency or reader.base_currency)
    total = table.column(TOTAL)[0].as_py() if TOTAL in table.column_names and table.num_rows else len(rows)
    return Result(
        columns=tuple(_described(c) for c in columns),
        rows=rows,
        total=total,
        as_of=reader.as_of,
        generation=reader.id,
        currency=question.currency or reader.base_currency,
        assumptions=notes.assumptions(reader, question, settled.ask, settled.now, viewer),
    )


def check(question: Query) -> None:
    """Refuse names that a question cannot use, before anything is asked."""
    for name in question.metrics:
        metric(name)
    for part in ("metrics", "by"):
        names = getattr(question, part)
        if len(set(names)) != len(names):
            raise InvalidInput(Text(en="A name stands twice.", zh="名称重复。"), where=part)
    for name in question.by:
        if name not in DIMENSIONS and free_attribute(name) is None:
            raise unknown_field(name)
    per_customer(question)
    for name in fields_in(question.where):
        if name == IN_SEGMENT:
            raise unresolved()
        if name not in DIMENSIONS and name not in FIELDS and free_attribute(name) is None:
            raise unknown_field(name)
    if question.currency is not None:
        currency(question.currency)


def per_customer(question: Query) -> None:
    """Refuse a segment where a metric does not know customers.

    Raises
    ------
    InvalidInput
        Names the metric.
    """
    if not names_segment(question.where):
        return
    for name in question.metrics:
        if "account" not in dimensions_of(name):
            raise not_per_customer(METRICS[name].title)


def settle(reader: Door, question: Query, viewer: Viewer, calendar: Calendar) -> Settled:
    """Find the days that a question means."""
    ask = asked(reader, question, viewer)
    end = question.end or reader.as_of
    start = question.start or first_day(reader, question.metrics, viewer, end)
    now = window("period", span_of(start, end), question.grain, calendar, reader.as_of, question.compare)
    now = replace(now, from_first=question.start is None)
    if question.compare is None:
        return Settled(ask, now, None)
    earlier = compared_span(now.span, question.grain, question.compare, calendar)
    return Settled(ask, now, window("period_before", earlier, question.grain, calendar, reader.as_of, None))


def asked(reader: Door, question: Query, viewer: Viewer) -> Ask:
    """What stays the same through a statement; the level of targets follows from the names that are used."""
    used = {*question.by, *fields_in(question.where)}
    scope = next((s for name, s in _SCOPES.items() if name in used), "company")
    return Ask(
        question.by,
        question.where,
        currency(question.currency) if question.currency else None,
        question.attribution,
        reader.tables(),
        values={"scope": scope},
        sees_everything=viewer.rows.sees_everything,
    )


def span_of(start: date, end: date) -> Period:
    """First and last day as a span."""
    if end < start:
        raise InvalidInput(
            Text(
                en=f"The last day {end} is before the first day {start}.", zh=f"结束日期 {end} 早于开始日期 {start}。"
            ),
            where="from, to",
        )
    if not (start >= FIRST_DAY and end < LAST_DAY):
        raise InvalidInput(
            Text(en=f"Days lie between {FIRST_DAY} and {LAST_DAY}.", zh=f"日期须在 {FIRST_DAY} 与 {LAST_DAY} 之间。"),
            where="from, to",
        )
    return Period(start=start, end=end + timedelta(days=1))


def window(
    name: str, span: Period, grain: Grain | None, calendar: Calendar, as_of: date, compare: Comparison | None
) -> Window:
    """The days of a question with all that its statement needs to know about them."""
    known = max(span.start, min(span.end, as_of + timedelta(days=1)))
    against = compared_span(span, None, compare, calendar).start if compare else span.start
    return Window(name, span, calendar.previous(span), known, grain, calendar, as_of, against)


def first_day(reader: Door, metrics: tuple[str, ...], viewer: Viewer, last: date) -> date:
    """The first day of the facts under some metrics, as the viewer sees them."""
    found: list[date] = []
    for table, column in sorted({_dated(leaf) for leaf in facts_in(metrics)}):
        select = trees.select(trees.alias(exp.Min(this=exp.column(column)), "day")).from_(table, copy=False)
        day = reader.ask(select, {}, viewer).column("day")[0].as_py()
        found += [day] if day is not None else []
    return max(FIRST_DAY, min([last, *found]))


def _dated(leaf: str) -> tuple[str, str]:
    expression, fact = METRICS[leaf].expression, fact_of(leaf)
    if isinstance(expression, Aggregate):
        return fact.table, expression.dated_by
    return fact.table, expression.valid_from if isinstance(expression, Stock) else fact.dated


def _rows(table: pa.Table, columns: list[Column], code: str) -> list[tuple[Any, ...]]:
    shown = [shaped(table.column(c.sql).to_pylist(), unit_of(c), code) for c in columns]
    return list(zip(*shown, strict=True)) if shown else []


def unit_of(column: Column) -> Unit:
    """The unit of a column of an answer."""
    if column.role == "period":
        return Unit.DATE
    if column.role == "dimension":
        return Unit.CATEGORY
    unit = METRICS[column.of].unit
    if column.role != "change":
        return unit
    return Unit.POINTS if unit in SHARES else Unit.RATIO


def shaped(values: list[Any], unit: Unit, code: str) -> list[Any]:
    """Values in the type of their unit: money a decimal with the currency's decimals, counts whole, the rest plain.

    Examples
    --------
    >>> shaped([Decimal("2.5000")], Unit.MONEY, "CNY"), shaped([Decimal("2.5000")], Unit.QUANTITY, "")
    ([Decimal('2.50')], [2.5])
    """
    if unit in MONEY:
        if unit is Unit.UNIT_PRICE or code not in CURRENCY_DECIMALS:
            return [None if v is None else _tidy(Decimal(v)) for v in values]
        places = Decimal(1).scaleb(-CURRENCY_DECIMALS[code])
        return [None if v is None else Decimal(v).quantize(places, rounding=ROUND_HALF_EVEN) for v in values]
    if unit in (Unit.COUNT, Unit.RANK):
        return [None if v is None else int(v) for v in values]
    return [_plain(v) for v in values]


def _tidy(value: Decimal) -> Decimal:
    """An amount in an unknown currency: as it is stored, with at least two decimals."""
    places = max(2, -int(value.normalize().as_tuple().exponent))
    return value.quantize(Decimal(1).scaleb(-places))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return float(f"{value:.15g}")  # as many digits as a workbook keeps, so that every form says the same
    return value


def _described(column: Column) -> ResultColumn:
    unit = unit_of(column)
    if column.role == "period":
        return ResultColumn(name=column.name, title=Text(en="Period", zh="期间"), unit=unit, role="period")
    if column.role == "dimension":
        return _dimension(column)
    declared = METRICS[column.of]
    suffix = {"before": Text(en=", before", zh="（对比期）"), "change": Text(en=", change", zh="（变化）")}
    tail = suffix.get(column.role, Text(en="", zh=""))
    return ResultColumn(
        name=column.name,
        title=Text(en=declared.title.en + tail.en, zh=declared.title.zh + tail.zh),
        unit=unit,
        role=column.role,
        good=declared.good,
        definition=declared.definition,
    )


def _dimension(column: Column) -> ResultColumn:
    declared = DIMENSIONS.get(column.of)
    if declared is None:
        return ResultColumn(name=column.name, title=same(column.name), unit=Unit.CATEGORY, role="dimension")
    is_id = bool(declared.label) and column.name == column.of
    return ResultColumn(
        name=column.name,
        title=FIELDS[declared.column].title if is_id else declared.title,
        unit=Unit.ID if is_id else Unit.CATEGORY,
        role="dimension",
        personal=declared.personal and not is_id,
        opens=declared.opens if is_id or not declared.label else "",
        labels=dict(FIELDS[declared.column].labels),
    )
