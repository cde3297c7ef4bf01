"""What a statement's text follows from, and its values: two questions of one shape need only one statement.

A cockpit asks the same few questions over ever other days and regions. The text of a statement does not change with
them, since every value is bound by a name that says where it stands. So the text is made once for a shape, and for the
next question only its values.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from foresail.contracts.metric import Templated
from foresail.contracts.query import Query
from foresail.metrics.compile.filters import shape_of, values_of
from foresail.metrics.compile.legs import Ask
from foresail.metrics.compile.periods import Window
from foresail.metrics.compile.source import free_attribute, path_name, path_of, unit_of
from foresail.metrics.compile.statement import facts_in
from foresail.metrics.compile.templates import constant_name
from foresail.metrics.registry import METRICS


def shape(question: Query, ask: Ask, now: Window, before: Window | None) -> Hashable:
    """Everything that the text of a question's statement follows from, in one generation."""
    return (
        "query",
        question.metrics,
        question.by,
        question.order_by,
        question.limit,
        question.offset,
        question.compare,
        question.attribution,
        ask.currency is None,
        ask.sees_everything,
        tuple(sorted(ask.values.items())),
        shape_of(question.where),
        now.shape(),
        before and before.shape(),
    )


def given(question: Query, ask: Ask, now: Window, before: Window | None) -> dict[str, Any]:
    """Every value that the statement of a question may take, by name.

    Raises
    ------
    InvalidInput
        If a value of the filter is not of the kind of its field.
    """
    found: dict[str, Any] = {**now.values(), **(before.values() if before else {})}
    found |= values_of(question.where, unit_of)
    found |= {path_name(free[1]): path_of(free[1]) for free in map(free_attribute, ask.names) if free}
    if ask.currency is not None:
        found["currency"] = ask.currency
    for leaf in facts_in(question.metrics):
        expression = METRICS[leaf].expression
        if isinstance(expression, Templated):
            constants = {**ask.values, **expression.values}
            found |= {constant_name(name, value): value for name, value in constants.items()}
    return found
