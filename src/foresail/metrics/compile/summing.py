"""Summaries: how their tables are made, when a question may be read from one, and what its measures become."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlglot import exp

from foresail.contracts.access import CLOSED
from foresail.contracts.metric import Aggregate, Metric
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.measures import condition_of, measure, met
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.source import Source
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.door import Building
from foresail.metrics.summaries.declare import Summary
from foresail.metrics.summaries.declared import SUMMARIES

_NUMBER = "distinct_no"


def build_summaries(session: Building, as_of: date) -> None:
    """Make the summaries from the facts; rows after the day of the data stay out, so that its
    month is whole.

    Parameters
    ----------
    session
        A build session in which the facts stand.
    as_of
        The day of the data.
    """
    for summary in SUMMARIES:
        session.table(summary.table, sql_of(summary), {"as_of": as_of}, rule=CLOSED)


def sql_of(summary: Summary) -> str:
    """The SELECT that makes the table of a summary."""
    source = Source(summary.fact, Bound())
    day = source.column(summary.dated)
    month = trees.cast(trees.func("date_trunc", exp.Literal.string("month"), day.copy()), "DATE")
    keys = [
        trees.alias(month if summary.by_month else day.copy(), summary.dated),
        *(source.column(k) for k in summary.keys),
    ]
    if summary.distinct:
        keys.append(exp.column(_NUMBER, "n"))
    kept = {m.name: m for m in summary.metrics.values() if not summary.only}
    measures = [trees.alias(_kept(m, source, summary), name) for name, m in kept.items()]
    select = source.relation(trees.select(*keys, *measures))
    if summary.distinct:
        same = exp.EQ(this=exp.column(summary.distinct, "n"), expression=source.column(summary.distinct))
        select = select.join(_numbered(summary).subquery(), on=same, join_type="left", join_alias="n", copy=False)
    select = select.where(exp.LTE(this=day.copy(), expression=exp.Placeholder(this="as_of")), copy=False)
    select = select.group_by(*(exp.Literal.number(i + 1) for i in range(len(keys))), copy=False)
    if summary.only:
        select = _told_apart(select.where(*met([summary.metrics[summary.only]], source, []), copy=False), summary)
    select = select.order_by(exp.Literal.number(1), copy=False)  # a question of some days then reads those alone
    # a build takes values as `:name`, as the project's .sql files write them
    return select.sql(dialect="duckdb").replace("$as_of", ":as_of")


def _told_apart(cells: exp.Select, summary: Summary) -> exp.Select:
    """Values that lie in one cell alone counted by cell; those in several with their number, a row each."""
    number = exp.column(_NUMBER)
    places = exp.Window(this=exp.Count(this=exp.Star()), partition_by=[number.copy()])
    named = exp.Not(this=exp.Is(this=number.copy(), expression=exp.Null()))
    rows = trees.select(exp.Star(), trees.alias(places, "places")).from_(cells.subquery("c"), copy=False).where(named)
    several = exp.GT(this=exp.column("places"), expression=exp.Literal.number(1))
    columns: list[exp.Expr] = [exp.column(name) for name in (summary.dated, *summary.keys)]
    columns.append(trees.alias(trees.case(several, number), _NUMBER))
    told = trees.select(*columns, trees.alias(exp.Count(this=exp.Star()), summary.only))
    told = told.from_(rows.subquery("r"), copy=False)
    return told.group_by(*(exp.Literal.number(i + 1) for i in range(len(columns))), copy=False)


def _numbered(summary: Summary) -> exp.Select:
    """Each distinct value with a number of its own: numbers are counted several times faster than words."""
    column = exp.column(summary.distinct)
    values = trees.select(column.copy()).distinct().from_(summary.of.table)
    values = values.where(exp.Not(this=exp.Is(this=column.copy(), expression=exp.Null())))
    number = exp.Window(this=exp.RowNumber(), order=exp.Order(expressions=[column.copy()]))
    return trees.select(column.copy(), trees.alias(number, _NUMBER)).from_(values.subquery("v"))


def _kept(metric: Metric, source: Source, summary: Summary) -> exp.Expr:
    """A metric's column: empty where no row meets its condition, so that a summary has no rows that the fact lacks."""
    only = condition_of(metric, source, [])
    if summary.distinct:
        return exp.Max(this=exp.true() if only is None else only)
    value = measure(metric, source, [])
    if not isinstance(value, exp.Sum):
        return trees.func("nullif", value, exp.Literal.number(0))
    met = exp.Count(this=exp.Star() if only is None else trees.case(only, exp.Literal.number(1)))
    some = exp.GT(this=met, expression=exp.Literal.number(0))
    return trees.case(some, trees.func("coalesce", value, exp.Literal.number(0)))


def summary_for(
    metric: Metric, names: Iterable[str], currency: str | None, window: Window, stored: Collection[str]
) -> Summary | None:
    """The summary from which a metric can be read for a question; None if the fact itself is needed.

    Parameters
    ----------
    names
        Dimensions and fields that the question cuts and filters by.
    currency
        The original currency that is asked for; summaries are in the base currency.
    stored
        The summaries that stand, and that the viewer may read.
    """
    if currency is not None:
        return None
    months = window.whole_months()
    columns = {DIMENSIONS[n].column if n in DIMENSIONS else n for n in names}
    for summary in SUMMARIES:
        fits = columns <= set(summary.keys) and (months or not summary.by_month)
        if fits and metric.name in summary.metrics and summary.table in stored:
            return summary
    return None


def told(summary: Summary, metrics: Iterable[Metric]) -> exp.Expr:
    """The condition that a row of a summary says something about some metrics."""
    columns = [exp.column(m.name, "f") for m in metrics]
    if summary.distinct and not summary.only:
        return trees.any_of(*columns)
    return trees.any_of(*(exp.Not(this=exp.Is(this=c, expression=exp.Null())) for c in columns))


def summed(metric: Metric, summary: Summary) -> exp.Expr:
    """A metric's aggregate over the rows of a summary."""
    column = exp.column(metric.name, "f")
    if summary.only:
        alone = trees.case(exp.Is(this=exp.column(_NUMBER, "f"), expression=exp.Null()), column)
        several = exp.Count(this=exp.Distinct(expressions=[exp.column(_NUMBER, "f")]))
        together = exp.Add(this=trees.func("coalesce", exp.Sum(this=alone), exp.Literal.number(0)), expression=several)
        return trees.cast(together, "BIGINT")
    if summary.distinct:
        number = trees.case(column, exp.column(_NUMBER, "f"))
        return exp.Count(this=exp.Distinct(expressions=[number]))
    asked = metric.expression
    assert isinstance(asked, Aggregate)  # noqa: S101 - a summary answers nothing else
    total = exp.Sum(this=column)
    if asked.function == "sum":
        return total
    return trees.cast(trees.func("coalesce", total, exp.Literal.number(0)), "BIGINT")
