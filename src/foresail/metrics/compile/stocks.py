"""Stocks: what is valid at the end of each period, without looking at every row once for every period.

What stands on a day is all that came until then less all that went: rows are summed once by the day on which they come
and once by that on which they go, and these few sums are added up for each period.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from foresail.contracts.metric import Metric, Stock
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.measures import condition_of, measure, met
from foresail.metrics.compile.periods import PERIOD, Window
from foresail.metrics.compile.source import Source, parsed_condition

LOOK = "look_on"
_DAY, _ROWS = "moved_on", "rows_"

Keyed = Callable[[exp.Select], exp.Select]
"""Adds the dimensions, as `dim_0, label_0, …`."""


def moves(group: list[Metric], window: Window) -> bool:
    """Whether a group can be answered from what came and went: several periods, sums and counts of the rows alone."""
    return window.grain is not None and all(plain(m) for m in group)


def plain(metric: Metric) -> bool:
    """Whether a stock is a sum or count that looks at its rows alone, and not at the period."""
    asked = metric.expression
    assert isinstance(asked, Stock)  # noqa: S101 - the callers group by kind
    names = {c.name for c in parsed_condition(asked.where).find_all(exp.Column)} if asked.where else set()
    return asked.function in ("sum", "count") and not names & set(PERIOD)


def standing(
    span: tuple[str, str], group: list[Metric], source: Source, window: Window, keyed: Keyed, cuts: list[exp.Expr]
) -> exp.Select:
    """The rows valid on the last day of each period, period and row side by side: for any measure.

    Parameters
    ----------
    span
        The columns since when and until when (exclusive) a row is valid.
    cuts
        The filter of the question.
    """
    since, until = (source.column(name) for name in span)
    look = exp.column(LOOK, "p")
    select = keyed(trees.select(exp.column("period_start", "p")))
    select = select.select(*(trees.alias(measure(m, source, []), m.name) for m in group), append=True, copy=False)
    valid = trees.all_of(exp.LTE(this=since, expression=look), exp.LT(this=look.copy(), expression=until))
    select = source.relation(select).join(trees.table(window.name, "p"), on=valid, copy=False)
    return select.where(*_own(group, source), *cuts, copy=False)


def _own(group: list[Metric], source: Source) -> list[exp.Expr]:
    """The conditions that leave the rows of at least one measure; those that look at the period are judged in it."""
    return met(group, source, []) if all(plain(m) for m in group) else []


def standing_on_last_day(
    span: tuple[str, str],
    group: list[Metric],
    source: Source,
    window: Window,
    keyed: Keyed,
    cuts: list[exp.Expr],
    bound: Bound,
) -> exp.Select:
    """The same for a window without grain: its one day stands in the condition, so that most rows need not be read."""
    since, until = (source.column(name) for name in span)
    select = keyed(trees.select(trees.alias(window.start(bound), "period_start")))
    select = select.select(*(trees.alias(measure(m, source, []), m.name) for m in group), append=True, copy=False)
    valid = [
        exp.LTE(this=since, expression=window.look(bound)),
        exp.GT(this=until, expression=window.look(bound)),
        exp.LTE(this=window.start(bound), expression=bound.value(window.as_of, "as_of")),
    ]
    return source.relation(select).where(*valid, *_own(group, source), *cuts, copy=False)


def moved(
    span: tuple[str, str],
    group: list[Metric],
    source: Source,
    window: Window,
    keyed: Keyed,
    names: list[str],
    cuts: Callable[[], list[exp.Expr]],
) -> exp.Select:
    """The same from what came and went.

    Parameters
    ----------
    names
        The columns of the dimensions.
    cuts
        Makes the filter of the question; it stands in both halves.
    """
    came, went = (
        _half(name, group, source, keyed, len(names), cuts(), sign) for name, sign in zip(span, (1, -1), strict=True)
    )
    both = exp.union(came, went, distinct=False, copy=False)
    select = trees.select(exp.column("period_start", "p"))
    for name in names:
        column: exp.Expr = exp.column(name, "e")
        column = exp.Max(this=column) if name.startswith("label") else column
        select = select.select(trees.alias(column, name), append=True, copy=False)
    select = select.select(*(trees.alias(_total(m), m.name) for m in group), append=True, copy=False)
    reached = exp.LTE(this=exp.column(_DAY, "e"), expression=exp.column(LOOK, "p"))
    select = select.from_(both.subquery("e", copy=False), copy=False)
    select = select.join(trees.table(window.name, "p"), on=reached, copy=False)
    some = exp.GT(this=exp.Sum(this=exp.column(_ROWS, "e")), expression=exp.Literal.number(0))
    return select.having(some, copy=False)


def _half(
    day: str, group: list[Metric], source: Source, keyed: Keyed, dims: int, cuts: list[exp.Expr], sign: int
) -> exp.Select:
    select = keyed(trees.select(trees.alias(source.column(day), _DAY)))
    sums = [(exp.Sum(this=_value(m, source)), m.name) for m in group]
    counted = [*sums, (exp.Count(this=exp.Star()), _ROWS)]
    named = (trees.alias(value if sign > 0 else exp.Neg(this=value), name) for value, name in counted)
    select = source.relation(select.select(*named, append=True, copy=False))
    select = select.where(*met(group, source, []), *cuts, copy=False)
    return select.group_by(*(exp.Literal.number(i) for i in (1, *range(2, 2 + dims, 2))), copy=False)


def _value(metric: Metric, source: Source) -> exp.Expr:
    asked = metric.expression
    assert isinstance(asked, Stock)  # noqa: S101 - `moves` lets nothing else through
    value = source.column(asked.column) if asked.column else exp.Literal.number(1)
    if asked.function == "count" and asked.column:
        value = trees.case(exp.Not(this=exp.Is(this=value, expression=exp.Null())), exp.Literal.number(1))
    only = condition_of(metric, source, [])
    return value if only is None else trees.case(only, value)


def _total(metric: Metric) -> exp.Expr:
    asked = metric.expression
    total: exp.Expr = exp.Sum(this=exp.column(metric.name, "e"))
    if isinstance(asked, Stock) and asked.function == "count":
        return trees.cast(trees.func("coalesce", total, exp.Literal.number(0)), "BIGINT")
    return total
