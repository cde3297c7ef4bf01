"""The aggregate of a measure over a source of rows, for the days asked and for those that they are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlglot import exp

from foresail.contracts.metric import Aggregate, Metric, Stock
from foresail.metrics.compile import trees
from foresail.metrics.compile.source import Source, parsed_condition


def conditions_of(where: str) -> list[str]:
    """The conditions of a declaration that are joined by AND."""
    if not where:
        return []
    tree = parsed_condition(where)
    found = tree.flatten() if isinstance(tree, exp.And) else [tree]
    return [part.sql(dialect="duckdb") for part in found]


def shared_conditions(group: list[Metric]) -> list[str]:
    """The conditions that all measures of a leg have in common: they cut the rows once for all."""
    wheres = [conditions_of(m.expression.where) for m in group if isinstance(m.expression, Aggregate)]
    return [part for part in wheres[0] if all(part in other for other in wheres[1:])]


def met(group: list[Metric], source: Source, shared: list[str]) -> list[exp.Expr]:
    """The conditions that leave the rows of at least one measure of a leg."""
    rest = [condition_of(m, source, shared) for m in group]
    several = [r for r in rest if r is not None]
    some = [trees.any_of(*several)] if len(several) == len(rest) else []
    return [source.condition(part) for part in shared] + some


def measure(metric: Metric, source: Source, shared: list[str]) -> exp.Expr:
    """A metric's aggregate; the shared conditions have been applied to the rows already."""
    asked = metric.expression
    assert isinstance(asked, Aggregate | Stock)  # noqa: S101 - the callers group by kind
    value = source.column(asked.column) if asked.column else exp.Literal.number(1)
    only = condition_of(metric, source, shared)
    if only is not None:
        value = trees.case(only, value)
    match asked.function:
        case "sum":
            return exp.Sum(this=value)
        case "count":
            return exp.Count(this=value)
        case "count_distinct":
            return exp.Count(this=exp.Distinct(expressions=[value]))
        case "median":
            return exp.Median(this=trees.cast(value, "DOUBLE"))
        case _:
            return exp.Avg(this=trees.cast(value, "DOUBLE"))


def condition_of(metric: Metric, source: Source, shared: list[str]) -> exp.Expr | None:
    """The condition that is left for the measure itself."""
    asked = metric.expression
    assert isinstance(asked, Aggregate | Stock)  # noqa: S101 - the callers group by kind
    rest = [source.condition(part) for part in conditions_of(asked.where) if part not in shared]
    return trees.all_of(*rest) if rest else None


def told_apart(values: Iterable[tuple[exp.Expr, Metric]], days: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    """Each aggregate over the days of each side, under the metric's name behind the side's prefix.

    Parameters
    ----------
    values
        The aggregates of the metrics over all rows that are read.
    days
        The condition that a row lies in a side's days, by prefix; one side alone reads no other rows.
    """
    if len(days) == 1:
        return [trees.alias(value, metric.name) for value, metric in values]
    return [
        trees.alias(only(value.copy(), condition), prefix + metric.name)
        for value, metric in values
        for prefix, condition in days.items()
    ]


def only(value: exp.Expr, condition: exp.Expr) -> exp.Expr:
    """An expression of aggregates over the rows alone that meet a condition; changes the expression."""
    for found in list(value.find_all(exp.AggFunc)):
        within = exp.Filter(this=found.copy(), expression=exp.Where(this=condition.copy()))
        if found is value:
            return within
        found.replace(within)
    return value
