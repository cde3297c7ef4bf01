"""The whole statement: legs side by side, what they are compared with, formulas, order and paging."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from foresail.contracts.metric import BEFORE, Formula, Metric, Ratio, Templated
from foresail.contracts.query import Query
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.arithmetic import BUILT_IN
from foresail.metrics.compile import trees
from foresail.metrics.compile.formula import double, quotient, sql_of
from foresail.metrics.compile.legs import Ask, Leg, dimension_names, legs
from foresail.metrics.compile.periods import Window
from foresail.metrics.dimensions import DIMENSIONS, label_name
from foresail.metrics.registry import METRICS, leaves

MONEY = frozenset({Unit.MONEY, Unit.MONEY_PER_DAY, Unit.UNIT_PRICE})
SHARES = frozenset({Unit.RATIO, Unit.PROBABILITY, Unit.POINTS})
_EXACT = "DECIMAL(28, 10)"
TOTAL = "total_rows"


@dataclass(frozen=True)
class Column:
    """A column of the answer: its name, and that of the statement."""

    name: str
    sql: str
    role: str
    of: str


def columns_of(question: Query) -> list[Column]:
    """The columns of an answer, in order."""
    found: list[Column] = []
    if question.grain is not None:
        found.append(Column("period", "period_start", "period", ""))
    for i, name in enumerate(question.by):
        found.append(Column(name, f"dim_{i}", "dimension", name))
        if name in DIMENSIONS and DIMENSIONS[name].label:
            found.append(Column(label_name(DIMENSIONS[name]), f"label_{i}", "dimension", name))
    for i, name in enumerate(question.metrics):
        found.append(Column(name, f"m_{i}", "metric", name))
        if question.compare is not None:
            found.append(Column(f"{name}_before", f"b_{i}", "before", name))
            found.append(Column(f"{name}_change", f"c_{i}", "change", name))
    return found


def statement(question: Query, ask: Ask, now: Window, before: Window | None) -> exp.Select:
    """One SELECT for a question.

    Parameters
    ----------
    question
        The question; its names are checked.
    ask
        Filter, dimensions, currency and values.
    now, before
        The days of the question and of what it is compared with.
    """
    needed = [METRICS[n] for n in dict.fromkeys(leaf for m in question.metrics for leaf in leaves(m))]
    names = dimension_names(len(ask.by))
    here = legs(needed, ask, now, before)
    columns = [c for leg in here for c in leg.columns if not c.startswith(BEFORE)]
    width = [*columns, *(f"{BEFORE}{c}" for c in columns)] if before is not None else columns
    parts = [_side(leg, names, "") for leg in here]
    if not ask.by:
        parts.append(_spine(now, columns))
    result = exp.Select().with_(now.name, as_=now.relation(ask.bound, question.compare), copy=False)
    if before is not None:
        read = {c for leg in here for c in leg.columns}
        there = legs([m for m in needed if f"{BEFORE}{m.name}" not in read], ask, before)
        result = result.with_(before.name, as_=before.relation(ask.bound, None), copy=False)
        parts += [_side(leg, names, BEFORE, now) for leg in there]
    parts = [_widened(p, width) for p in parts]
    result = result.with_("side", as_=_stacked(parts), copy=False)
    result = result.with_("joined", as_=_merged(names, width), copy=False)
    return _answered(result, question, ask, now, before)


def _side(leg: Leg, names: list[str], prefix: str, now: Window | None = None) -> exp.Select:
    """A leg in the common shape; a leg of the days compared with is moved to the period that looks at it."""
    start = exp.column("period_start", "p" if prefix else "g")
    select = trees.select(start, *(exp.column(n, "g") for n in names))
    select = select.select(
        *(trees.alias(exp.column(c, "g"), f"{prefix}{c}") for c in leg.columns), append=True, copy=False
    )
    select = select.from_(leg.select.subquery("g", copy=False))
    if now is None:
        return select
    same = exp.EQ(this=exp.column("compare_start", "p"), expression=exp.column("period_start", "g"))
    return select.join(trees.table(now.name, "p"), on=same, copy=False)


def _spine(now: Window, columns: list[str]) -> exp.Select:
    """Every period, so that one without any row appears too."""
    return trees.select(exp.column("period_start", "p")).from_(trees.table(now.name, "p"), copy=False)


def _widened(select: exp.Select, width: list[str]) -> exp.Select:
    """All columns in the same order, empty where a leg does not give one."""
    given = {e.alias_or_name: e for e in select.expressions}
    keys = [e for name, e in given.items() if name not in width]
    wide = [given.get(name, trees.alias(exp.Null(), name)) for name in width]
    return select.select(*keys, *wide, append=False, copy=False)


def _stacked(parts: list[exp.Select]) -> exp.Query:
    stack: exp.Query = parts[0]
    for part in parts[1:]:
        stack = exp.union(stack, part, distinct=False, copy=False)
    return stack


def _merged(names: list[str], width: list[str]) -> exp.Select:
    """One row a period and set of dimensions: each leg gives at most one, so that the largest is the only one."""
    keys = ["period_start", *names[::2]]
    select = trees.select(*(exp.column(k) for k in keys))
    rest = [*names[1::2], *width]
    select = select.select(*(trees.alias(exp.Max(this=exp.column(c)), c) for c in rest), append=True, copy=False)
    return select.from_("side", copy=False).group_by(*(exp.column(k) for k in keys), copy=False)


def _answered(result: exp.Select, question: Query, ask: Ask, now: Window, before: Window | None) -> exp.Select:
    keys = ["period_start", *dimension_names(len(ask.by))]
    select = result if before is None else exp.Select()
    select = select.select(*(exp.column(k, "j") for k in keys), append=True, copy=False)
    for i, name in enumerate(question.metrics):
        select = select.select(trees.alias(Sheet("", ask, now).final(METRICS[name]), f"m_{i}"), copy=False)
        if before is not None:
            there = Sheet(BEFORE, ask, before).final(METRICS[name])
            select = select.select(trees.alias(there, f"b_{i}"), copy=False)
    select = select.from_(trees.table("joined", "j"), copy=False)
    same = exp.EQ(this=exp.column("period_start", "q"), expression=exp.column("period_start", "j"))
    select = select.join(trees.table(now.name, "q"), on=same, copy=False)
    if before is not None:
        earlier = exp.EQ(this=exp.column("period_start", "o"), expression=exp.column("compare_start", "q"))
        select = select.join(trees.table(before.name, "o"), on=earlier, join_type="left", copy=False)
        select = _changed(result.with_("answer", as_=select, copy=False), question, keys)
    return _paged(select, question)


def _changed(select: exp.Select, question: Query, keys: list[str]) -> exp.Select:
    """Each metric with what it was before, and the change between the two."""
    select = select.select(*(exp.column(k) for k in keys), copy=False)
    for i, name in enumerate(question.metrics):
        here, there = exp.column(f"m_{i}"), exp.column(f"b_{i}")
        change = _change(METRICS[name], here.copy(), there.copy())
        select = select.select(here, there, trees.alias(change, f"c_{i}"), copy=False)
    return select.from_(trees.table("answer", "a"), copy=False)


def _paged(select: exp.Select, question: Query) -> exp.Select:
    if question.limit is not None or question.offset:
        total = exp.Window(this=exp.Count(this=exp.Star()))
        select = select.select(trees.alias(total, TOTAL), append=True, copy=False)
    order = _order(question)
    select = select.order_by(*order, copy=False) if order else select
    if question.limit is not None:
        select = select.limit(question.limit, copy=False)
    return select.offset(question.offset, copy=False) if question.offset else select


def _order(question: Query) -> list[exp.Expr]:
    columns = {c.name: c.sql for c in columns_of(question)}
    asked: dict[str, bool] = {}
    for word in question.order_by:
        name, down = word.removeprefix("-"), word.startswith("-")
        if name not in columns:
            raise InvalidInput(
                Text(en=f"The answer has no column “{name}”.", zh=f"结果中没有列“{name}”。"),
                where="order_by",
                closest=closest_names(name, columns),
            )
        asked.setdefault(columns[name], down)
    for column in columns_of(question):
        if column.role in ("period", "dimension"):
            asked.setdefault(column.sql, False)
    return [exp.Ordered(this=exp.column(sql), desc=down, nulls_first=False) for sql, down in asked.items()]


@dataclass(frozen=True)
class Sheet:
    """Metrics of one side (now or before) over the columns of its legs."""

    prefix: str
    ask: Ask
    window: Window

    def final(self, metric: Metric) -> exp.Expr:
        """A metric in the type of its unit."""
        value = self.value(metric)
        return trees.cast(value, _EXACT) if metric.unit in MONEY else value

    def value(self, metric: Metric) -> exp.Expr:
        """A metric as SQL."""
        match metric.expression:
            case Ratio(numerator=over, denominator=under):
                return quotient(self.value(METRICS[over]), self.value(METRICS[under]))
            case Formula(expression=text):
                return sql_of(text, self._named)
            case Templated(parts="ratio"):
                return quotient(self._column(f"{metric.name}__n"), self._column(f"{metric.name}__d"))
            case Templated(missing="none"):
                return self._column(metric.name)
            case _:
                return self._filled(metric)

    def _named(self, name: str) -> exp.Expr:
        if name != BUILT_IN:
            return self.value(METRICS[name])
        table = "o" if self.prefix else "q"
        look, first = exp.column("look_on", table), exp.column("first_on", table)
        days = exp.DateDiff(this=look, expression=first, unit=exp.var("DAY"))
        return exp.Paren(this=exp.Add(this=double(days), expression=exp.Literal.number(1)))

    def _column(self, name: str) -> exp.Expr:
        return exp.column(f"{self.prefix}{name}", "j")

    def _filled(self, metric: Metric) -> exp.Expr:
        """Zero where no row is, but nothing for a period that has not begun; a median of nothing stays empty."""
        column = self._column(metric.name)
        function = getattr(metric.expression, "function", "sum")
        if function in ("median", "mean"):
            return column
        zero = trees.func("coalesce", column, exp.Literal.number(0))
        first = exp.column("first_on", "o" if self.prefix else "q")
        begun = exp.LTE(this=first, expression=self.ask.bound.value(self.window.as_of, "as_of"))
        return trees.case(begun, zero)


def _change(metric: Metric, now: exp.Expr, before: exp.Expr) -> exp.Expr:
    """A difference of two shares in points; of anything else the relative change, empty where nothing was before."""
    difference = exp.Paren(this=exp.Sub(this=double(now), expression=double(before)))
    if metric.unit in SHARES:
        return difference
    return quotient(difference, exp.Abs(this=double(before)))


def facts_in(metrics: Iterable[str]) -> tuple[str, ...]:
    """The metrics computed from rows under a set of metrics, each once."""
    return tuple(dict.fromkeys(leaf for m in metrics for leaf in leaves(m)))
