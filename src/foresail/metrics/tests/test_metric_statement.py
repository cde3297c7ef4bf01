"""Questions of one shape have one text, and the values that are given without it are those that making it binds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from foresail.contracts.query import AllOf, AnyOf, Comparison, Condition, Filter, Operator, Query
from foresail.kernel.calendar import Grain
from foresail.kernel.problem import InvalidInput
from foresail.kernel.viewer import LOCAL
from foresail.metrics import DIMENSIONS, METRICS
from foresail.metrics.answer import check, settle
from foresail.metrics.compile import shape as shapes
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.statement import statement
from foresail.metrics.fields import FIELDS
from foresail.metrics.tests.company import AS_OF, CALENDAR
from foresail.warehouse.reader import Reader

_DAYS = st.dates(date(2023, 1, 1), AS_OF)
_WORDS = st.sampled_from(["华东", "华南", "x", "true", "2025-02", "2025", "3", "0.5"])
_NAMES = st.sampled_from(["region", "channel", "owner", "ordered_on", "quantity", "is_open", "extra.x", "account"])
_CONDITIONS = st.builds(
    Condition, field=_NAMES, operator=st.sampled_from(list(Operator)), values=st.lists(_WORDS, max_size=3).map(tuple)
)
_FILTERS: st.SearchStrategy[Filter] = st.recursive(
    _CONDITIONS,
    lambda inner: (
        st.builds(AllOf, parts=st.lists(inner, min_size=1, max_size=2).map(tuple))
        | st.builds(AnyOf, parts=st.lists(inner, min_size=1, max_size=2).map(tuple))
    ),
    max_leaves=3,
)
_QUESTIONS = st.builds(
    lambda first, days, **other: Query(start=first, end=min(AS_OF, first + timedelta(days=days)), **other),
    _DAYS,
    st.integers(0, 400),
    metrics=st.lists(st.sampled_from(sorted(METRICS)), min_size=1, max_size=3, unique=True).map(tuple),
    by=st.lists(st.sampled_from(["region", "channel", "owner"]), max_size=1).map(tuple),
    grain=st.none() | st.sampled_from(list(Grain)),
    where=st.none() | _FILTERS,
    compare=st.none() | st.sampled_from(list(Comparison)),
    currency=st.sampled_from([None, "CNY", "USD"]),
)


def _made(reader: Reader, question: Query) -> tuple[Any, str, Mapping[str, Any], Mapping[str, Any]]:
    """The shape, the text, the values bound on the way and those that are given without it."""
    check(question)
    settled = settle(reader, question, LOCAL, CALENDAR)
    parts = (question, settled.ask, settled.now, settled.before)
    known = shapes.given(*parts)
    text = statement(*parts).sql("duckdb")
    return shapes.shape(*parts), text, settled.ask.bound.values, known


def _other_values(where: Filter | None, words: list[str]) -> Filter | None:
    if where is None:
        return None
    if isinstance(where, Condition):
        return where.model_copy(update={"values": tuple(words[i % len(words)] for i, _ in enumerate(where.values))})
    return where.model_copy(update={"parts": tuple(_other_values(part, words) for part in where.parts)})


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(_QUESTIONS, _DAYS, st.integers(0, 400), st.lists(_WORDS, min_size=1, max_size=3))
def test_one_shape_is_one_text(reader: Reader, question: Query, first: date, days: int, words: list[str]) -> None:
    other = question.model_copy(
        update={
            "start": first,
            "end": min(AS_OF, first + timedelta(days=days)),
            "where": _other_values(question.where, words),
        }
    )
    try:
        shape, text, bound, known = _made(reader, question)
        other_shape, other_text, _, _ = _made(reader, other)
    except InvalidInput:
        assume(condition=False)
        return
    assert dict(bound) == {name: known[name] for name in bound}
    if shape == other_shape:
        assert text == other_text


def test_a_name_stands_for_one_value() -> None:
    bound = Bound({"w_0_0": "华东"})
    bound.value("华东", "w_0_0")
    with pytest.raises(ValueError, match="w_0_0"):
        bound.value("华南", "w_0_0")


def test_a_name_has_one_unit_wherever_it_stands() -> None:
    """A value is brought into its type before it is known on which facts it will be compared."""
    for name in set(DIMENSIONS) & set(FIELDS):
        assert DIMENSIONS[name].unit is FIELDS[name].unit, name
