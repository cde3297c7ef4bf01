"""A question without periods beside what it is compared with: the days of both are read in one pass over the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlglot import exp

from foresail.contracts.metric import Metric
from foresail.metrics.compile import trees

BEFORE = "before_"
"""What the columns of the days compared with begin with."""


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
