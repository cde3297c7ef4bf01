"""A filter tree as SQL conditions with bound values."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from foresail.contracts.query import AllOf, AnyOf, Condition, Filter, Operator
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.coerce import TEXTS, boolean_of, days_of, number_of, text_of
from foresail.metrics.compile.source import Seen

Lookup = Callable[[str], Seen]

_ORDER: dict[Operator, type[exp.Binary]] = {
    Operator.LT: exp.LT,
    Operator.LE: exp.LTE,
    Operator.GT: exp.GT,
    Operator.GE: exp.GTE,
}
_COUNT = {Operator.IS_EMPTY: (0, 0), Operator.IS_NOT_EMPTY: (0, 0), Operator.IN: (1, 1000), Operator.NOT_IN: (1, 1000)}


def fields_in(where: Filter | None) -> tuple[str, ...]:
    """The names that a filter uses, each once."""
    if where is None:
        return ()
    if isinstance(where, Condition):
        return (where.field,)
    return tuple(dict.fromkeys(name for part in where.parts for name in fields_in(part)))


def condition(where: Filter, lookup: Lookup, bound: Bound) -> exp.Expr:
    """A filter as one SQL condition.

    `!=` and `not in` keep rows where the field is empty, so that `=` and `!=` together are every row.

    Parameters
    ----------
    where
        The filter.
    lookup
        What a name means.
    bound
        Takes the values.

    Raises
    ------
    InvalidInput
        If a value is not of the kind of its field, or an operator does not fit it.
    """
    if isinstance(where, AllOf | AnyOf):
        if not where.parts:
            return exp.Boolean(this=isinstance(where, AllOf))
        parts = [condition(part, lookup, bound) for part in where.parts]
        return exp.Paren(this=trees.all_of(*parts) if isinstance(where, AllOf) else trees.any_of(*parts))
    low, high = _COUNT.get(where.operator, (1, 1))
    if not low <= len(where.values) <= high:
        raise InvalidInput(
            Text(
                en=f"“{where.operator}” takes {low if low == high else f'{low} to {high}'} values.",
                zh=f"“{where.operator}”需要 {low if low == high else f'{low} 至 {high}'} 个值。",
            ),
            where=where.field,
        )
    return exp.Paren(this=_comparison(where, lookup(where.field), bound))


def _comparison(asked: Condition, seen: Seen, bound: Bound) -> exp.Expr:
    if asked.operator in (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY):
        empty: exp.Expr = exp.Is(this=seen.value, expression=exp.Null())
        if seen.unit in TEXTS:
            empty = trees.any_of(empty, exp.EQ(this=seen.value.copy(), expression=exp.Literal.string("")))
        return empty if asked.operator is Operator.IS_EMPTY else exp.Not(this=exp.Paren(this=empty))
    if asked.operator is Operator.CONTAINS:
        return _contains(asked, seen, bound)
    if asked.operator in (Operator.NE, Operator.NOT_IN):
        return exp.Not(this=exp.Paren(this=_any(asked, seen, bound)))
    if asked.operator in (Operator.EQ, Operator.IN):
        return _any(asked, seen, bound)
    return _ordered(asked, seen, bound)


def _any(asked: Condition, seen: Seen, bound: Bound) -> exp.Expr:
    return trees.any_of(*(_same(value, asked.field, seen, bound) for value in asked.values))


def _same(value: object, field: str, seen: Seen, bound: Bound) -> exp.Expr:
    """One equality that is never unknown: an empty field is simply not equal."""
    if seen.unit is Unit.DATE:
        first, last = days_of(value, field)
        between = trees.all_of(
            exp.GTE(this=seen.value.copy(), expression=bound.value(first)),
            exp.LTE(this=seen.value.copy(), expression=bound.value(last)),
        )
        return trees.func("coalesce", between, exp.false())
    given: object = text_of(value, field)
    if seen.unit is Unit.BOOLEAN:
        given = boolean_of(value, field)
    elif seen.unit not in TEXTS:
        given = number_of(value, field)
    held = bound.value(given)
    equal = exp.NullSafeEQ(this=seen.value.copy(), expression=held)
    if seen.label is None:
        return equal
    return trees.any_of(equal, exp.NullSafeEQ(this=seen.label.copy(), expression=held.copy()))


def _contains(asked: Condition, seen: Seen, bound: Bound) -> exp.Expr:
    if seen.unit not in TEXTS:
        raise InvalidInput(Text(en="“contains” is for texts.", zh="“contains”仅用于文本字段。"), where=asked.field)
    held = bound.value(text_of(asked.values[0], asked.field).lower())
    columns = [seen.value] if seen.label is None else [seen.value, seen.label]
    found = [
        exp.GT(
            this=exp.StrPosition(this=trees.func("lower", column.copy()), substr=held.copy()),
            expression=exp.Literal.number(0),
        )
        for column in columns
    ]
    return (
        trees.func("coalesce", trees.any_of(*found), exp.false())
        if len(found) == 1
        else trees.any_of(*(trees.func("coalesce", one, exp.false()) for one in found))
    )


def _ordered(asked: Condition, seen: Seen, bound: Bound) -> exp.Expr:
    compare = _ORDER[asked.operator]
    value = asked.values[0]
    column = seen.value if seen.label is None else seen.label
    if seen.unit is Unit.DATE:
        first, last = days_of(value, asked.field)
        day = first if asked.operator in (Operator.LT, Operator.GE) else last
        return compare(this=column, expression=bound.value(day))
    if seen.unit in TEXTS:
        return compare(this=column, expression=bound.value(text_of(value, asked.field)))
    if seen.unit is Unit.BOOLEAN:
        raise InvalidInput(Text(en="Yes or no has no order.", zh="是／否字段不能比较大小。"), where=asked.field)
    return compare(this=column, expression=bound.value(number_of(value, asked.field)))
