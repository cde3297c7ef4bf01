"""Every number opens to its rows, with the filters kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from foresail.contracts.metric import Aggregate, Metric, Stock, Templated
from foresail.contracts.query import Query, Result, ResultColumn, RowsQuery
from foresail.kernel.calendar import Calendar
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.kernel.viewer import Viewer
from foresail.metrics import notes
from foresail.metrics.answer import check, settle, shaped
from foresail.metrics.compile import trees
from foresail.metrics.compile.legs import Ask, templated_rows
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.source import Source
from foresail.metrics.compile.statement import MONEY
from foresail.metrics.compile.stocks import LOOK
from foresail.metrics.door import Door
from foresail.metrics.facts.declare import Fact
from foresail.metrics.fields import FIELDS
from foresail.metrics.registry import METRICS, fact_of, leaves, metric

_COUNTED = Text(en="Counted", zh="计数对象")
_PART = Text(en="Part of the number", zh="所属部分")


@dataclass(frozen=True)
class Shown:
    """The columns of an answer: those of the rows, then what makes the number."""

    fields: tuple[str, ...]
    part: bool
    counted: bool
    value: bool

    @property
    def names(self) -> tuple[str, ...]:
        flags = (("part", self.part), ("counted", self.counted), ("value", self.value))
        return (*self.fields, *(name for name, there in flags if there))


def rows(reader: Door, question: RowsQuery, viewer: Viewer, calendar: Calendar) -> Result:
    """The rows behind a number.

    Parameters
    ----------
    question
        The metric, and the filters and days of the number; they are kept.

    Returns
    -------
    Result
        The columns of the rows, and what makes the number: `value` is what is added up (for a count 1, for a median or
        mean the value itself, for retention 1 or 0 of those counted), `counted` is what is counted once each. A metric
        made of others has a row for each of them: `part` names it. `total` is the number of all rows.

    Raises
    ------
    InvalidInput
        If a name is not known or a value does not fit.
    """
    asked = Query(
        metrics=(question.metric,),
        where=question.where,
        start=question.start,
        end=question.end,
        currency=question.currency,
        attribution=question.attribution,
    )
    check(asked)
    settled = settle(reader, asked, viewer, calendar)
    parts = [METRICS[leaf] for leaf in leaves(question.metric)]
    shown = _shown(parts, question.currency)
    ask = settled.ask
    stacked = _stacked(parts, shown, ask, settled.now)
    period = settled.now.relation(ask.bound, None)
    tree = trees.select(*(exp.column(n, "r") for n in shown.names)).from_(stacked.subquery("r", copy=False))
    tree = tree.with_(settled.now.name, as_=period.copy(), copy=False).order_by(
        *_order(question, shown, parts), copy=False
    )
    tree = tree.limit(question.limit, copy=False).offset(question.offset, copy=False)
    count = trees.select(trees.alias(exp.Count(this=exp.Star()), "n")).from_(stacked.copy().subquery("r", copy=False))
    count = count.with_(settled.now.name, as_=period, copy=False)
    table = reader.ask(tree, ask.bound.values, viewer)
    total = reader.ask(count, ask.bound.values, viewer).column("n")[0].as_py()
    code = ask.currency or reader.base_currency
    columns = tuple(_column(name, parts) for name in shown.names)
    values = [shaped(table.column(c.name).to_pylist(), c.unit, code) for c in columns]
    return Result(
        columns=columns,
        rows=list(zip(*values, strict=True)),
        total=int(total),
        as_of=reader.as_of,
        generation=reader.id,
        currency=code,
        assumptions=notes.assumptions(reader, asked, ask, settled.now, viewer),
    )


def _stacked(parts: Sequence[Metric], shown: Shown, ask: Ask, window: Window) -> exp.Query:
    """The rows of all parts, one below the other."""
    stacked: exp.Query = _select(parts[0], shown, ask, window)
    for part in parts[1:]:
        stacked = exp.union(stacked, _select(part, shown, ask, window), distinct=False, copy=False)
    return stacked


def _shown(parts: Sequence[Metric], currency: str | None) -> Shown:
    known = [_fields(part) for part in parts]
    fields = tuple(f for f in known[0] if all(f in other for other in known) and (currency or f != "currency"))
    distinct = [_is_distinct(part) for part in parts]
    return Shown(fields, len(parts) > 1, any(distinct), not all(distinct))


def _fields(part: Metric) -> tuple[str, ...]:
    if isinstance(part.expression, Templated) and part.expression.shown:
        return part.expression.shown
    return fact_of(part.name).shown


def _is_distinct(part: Metric) -> bool:
    return getattr(part.expression, "function", "") == "count_distinct"


def _select(part: Metric, shown: Shown, ask: Ask, window: Window) -> exp.Select:
    """The rows of one part, in the common columns."""
    asked = part.expression
    if isinstance(asked, Templated):
        return _from_template(part, asked, shown, ask, window)
    assert isinstance(asked, Aggregate | Stock)  # noqa: S101 - leaves are computed from rows
    source = ask.source(asked.fact)
    conditions = ask.conditions(source)
    if asked.where:
        conditions.append(source.condition(asked.where))
    value = source.column(asked.column) if asked.column else exp.Literal.number(1)
    if asked.column:
        conditions.append(exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null())))
    select = trees.select(*(trees.alias(source.column(f), f) for f in shown.fields))
    select = source.relation(select.select(*_made(part, shown, value), append=True, copy=False))
    if isinstance(asked, Aggregate):
        return select.where(*window.within(source.column(asked.dated_by), ask.bound), *conditions, copy=False)
    look = exp.column(LOOK, "p")
    valid = trees.all_of(
        exp.LTE(this=source.column(asked.valid_from), expression=look),
        exp.LT(this=look.copy(), expression=source.column(asked.valid_to)),
    )
    known = exp.LTE(this=exp.column("first_on", "p"), expression=ask.bound.value(window.as_of, "as_of"))
    return select.join(trees.table(window.name, "p"), on=valid, copy=False).where(known, *conditions, copy=False)


def _from_template(part: Metric, asked: Templated, shown: Shown, ask: Ask, window: Window) -> exp.Select:
    source: Source = ask.source(asked.fact)
    dims = [(f"s_{f}", source.column(f)) for f in shown.fields]
    made = templated_rows(part, asked, source, dims, ask, window)
    value = exp.column("value" if asked.parts == "value" else "numerator", "t")
    select = trees.select(*(trees.alias(exp.column(f"s_{f}", "t"), f) for f in shown.fields))
    select = select.select(*_made(part, shown, value), append=True, copy=False).from_(made.subquery("t", copy=False))
    return select.where(exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null())), copy=False)


def _made(part: Metric, shown: Shown, value: exp.Expr) -> list[exp.Expr]:
    distinct = _is_distinct(part)
    made: list[exp.Expr] = []
    if shown.part:
        made.append(trees.alias(exp.Literal.string(part.name), "part"))
    if shown.counted:
        made.append(trees.alias(trees.cast(value.copy() if distinct else exp.Null(), "VARCHAR"), "counted"))
    if shown.value:
        number = exp.Null() if distinct else value.copy()
        made.append(trees.alias(number, "value"))
    return made


def _order(question: RowsQuery, shown: Shown, parts: Sequence[Metric]) -> list[exp.Expr]:
    asked: dict[str, bool] = {}
    for word in question.order_by:
        name = word.removeprefix("-")
        if name not in shown.names:
            raise InvalidInput(
                Text(en=f"The rows have no column “{name}”.", zh=f"明细中没有列“{name}”。"),
                where="order_by",
                closest=closest_names(name, shown.names),
            )
        asked.setdefault(name, word.startswith("-"))
    fact: Fact = fact_of(parts[0].name)
    for name in ("part", *fact.key, *shown.fields):  # a full order, so that pages never overlap
        if name in shown.names:
            asked.setdefault(name, False)
    return [exp.Ordered(this=exp.column(n, "r"), desc=down, nulls_first=False) for n, down in asked.items()]


def _column(name: str, parts: Sequence[Metric]) -> ResultColumn:
    if name in FIELDS and name not in ("value",):
        field = FIELDS[name]
        return field.shown(name)
    if name == "part":
        return ResultColumn(name=name, title=_PART, unit=Unit.CATEGORY)
    if name == "counted":
        return ResultColumn(name=name, title=_COUNTED, unit=Unit.ID)
    added = [p for p in parts if not _is_distinct(p)]
    units = {p.unit for p in added}
    unit = units.pop() if len(units) == 1 else Unit.QUANTITY
    if unit not in MONEY and unit not in (Unit.COUNT, Unit.DAYS, Unit.HOURS, Unit.SCORE):
        unit = Unit.QUANTITY
    title = metric(added[0].name).title if len(added) == 1 else Text(en="Value", zh="数值")
    return ResultColumn(name=name, title=title, unit=unit, role="metric")
