"""From a number of an answer to the question for its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from foresail.contracts.query import AllOf, Condition, Filter, Operator, Query, RowsQuery
from foresail.kernel.calendar import Calendar


def rows_of_cell(question: Query, name: str, record: Mapping[str, Any], calendar: Calendar) -> RowsQuery:
    """The question for the rows behind one number of an answer.

    Parameters
    ----------
    question
        The question that gave the answer.
    name
        The metric of the number.
    record
        The row of the answer: its dimensions and, where the question has a grain, its `period`.
    calendar
        The calendar that cut the periods.

    Returns
    -------
    RowsQuery
        Same metric, filters and days, narrowed to the row.
    """
    parts: list[Filter] = [] if question.where is None else [question.where]
    for dimension in question.by:
        value = record[dimension]
        operator = Operator.IS_EMPTY if value is None or value == "" else Operator.EQ
        values = () if operator is Operator.IS_EMPTY else (value,)
        parts.append(Condition(field=dimension, operator=operator, values=values))
    start, end = question.start, question.end
    if question.grain is not None:
        day = record["period"]
        period = calendar.period(day if isinstance(day, date) else date.fromisoformat(day), question.grain)
        start = max(period.start, start) if start else period.start
        end = min(period.end - timedelta(days=1), end) if end else period.end - timedelta(days=1)
    where = parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts)) if parts else None
    return RowsQuery(
        metric=name,
        where=where,
        start=start,
        end=end,
        currency=question.currency,
        attribution=question.attribution,
    )
