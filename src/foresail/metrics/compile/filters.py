"""A filter tree as SQL conditions with bound values.

The name of a value says where it stands in the tree, so that filters of one shape make one text, whatever they compare
with: `values_of` gives the values of another filter of that shape without making its SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlglot import exp

from foresail.contracts.query import AllOf, AnyOf, Condition, Filter, Members, Operator, leaves
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.compile import trees
from foresail.metrics.compile.bound import Bound
from foresail.metrics.compile.coerce import TEXTS, boolean_of, days_of, number_of, text_of
from foresail.metrics.compile.customers import KEY, extras_in, is_member, put_together, unit_of_trait
from foresail.metrics.compile.source import Seen

Lookup = Callable[[str], Seen]
PLACE = "w"

_ORDER: dict[Operator, type[exp.Binary]] = {
    Operator.LT: exp.LT,
    Operator.LE: exp.LTE,
    Operator.GT: exp.GT,
    Operator.GE: exp.GTE,
}
_COUNT = {Operator.IS_EMPTY: (0, 0), Operator.IS_NOT_EMPTY: (0, 0), Operator.IN: (1, 1000), Operator.NOT_IN: (1, 1000)}


def fields_in(where: Filter | None) -> tuple[str, ...]:
    """The names that a filter uses, each once."""
    return tuple(dict.fromkeys(KEY if isinstance(leaf, Members) else leaf.field for leaf in leaves(where)))


def condition(where: Filter, lookup: Lookup, bound: Bound, place: str = PLACE) -> exp.Expr:
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
    place
        Where the filter stands: the first part of its values' names.

    Raises
    ------
    InvalidInput
        If a value is not of the kind of its field, or an operator does not fit it.
    """

    def leaf(asked: Condition | Members, place: str) -> exp.Expr:
        if isinstance(asked, Members):
            return exp.Paren(this=is_member(asked, lookup(KEY).value, bound, place, condition))
        seen = lookup(asked.field)
        held = [[bound.value(value, name) for name, value in one] for one in _given(asked, seen.unit, place)]
        return exp.Paren(this=_comparison(asked, seen, held))

    return put_together(where, leaf, place)


def values_of(where: Filter | None, unit_of: Callable[[str], Unit], place: str = PLACE) -> dict[str, Any]:
    """The values that `condition` binds, by name.

    Raises
    ------
    InvalidInput
        As `condition` does.
    """
    if where is None:
        return {}
    if isinstance(where, AllOf | AnyOf):
        parts = (values_of(part, unit_of, f"{place}_{i}") for i, part in enumerate(where.parts))
        return {name: value for part in parts for name, value in part.items()}
    if isinstance(where, Members):
        own = values_of(where.where, unit_of_trait, f"{place}_m") | extras_in(fields_in(where.where))
        return {**own, "as_of": where.as_of, **({f"{place}_p": list(where.pinned)} if where.pinned else {})}
    return {name: value for one in _given(where, unit_of(where.field), place) for name, value in one}


def shape_of(where: Filter | None) -> Any:
    """What of a filter its SQL follows from: everything but the values themselves."""
    if where is None:
        return None
    if isinstance(where, AllOf | AnyOf):
        return (type(where).__name__, *(shape_of(part) for part in where.parts))
    if isinstance(where, Members):
        return ("members", where.inside, shape_of(where.where), bool(where.pinned))
    return (where.field, where.operator, len(where.values))


def _given(asked: Condition, unit: Unit, place: str) -> Iterator[list[tuple[str, Any]]]:
    """What is bound for each value of a condition, under its names."""
    low, high = _COUNT.get(asked.operator, (1, 1))
    if not low <= len(asked.values) <= high:
        raise InvalidInput(
            Text(
                en=f"“{asked.operator}” takes {low if low == high else f'{low} to {high}'} values.",
                zh=f"“{asked.operator}”需要 {low if low == high else f'{low} 至 {high}'} 个值。",
            ),
            where=asked.field,
        )
    for i, value in enumerate(asked.values):
        yield [(f"{place}_{i}_{k}", one) for k, one in enumerate(_meant(asked, value, unit))]


def _meant(asked: Condition, value: object, unit: Unit) -> tuple[Any, ...]:
    """A value in the type of its field; two days where a word names a whole month or year."""
    field, operator = asked.field, asked.operator
    if operator is Operator.CONTAINS:
        if unit not in TEXTS:
            raise InvalidInput(Text(en="“contains” is for texts.", zh="“contains”仅用于文本字段。"), where=field)
        return (text_of(value, field).lower(),)
    if unit is Unit.DATE:
        first, last = days_of(value, field)
        if operator in _ORDER:
            return (first if operator in (Operator.LT, Operator.GE) else last,)
        return first, last
    if unit in TEXTS:
        return (text_of(value, field),)
    if unit is not Unit.BOOLEAN:
        return (number_of(value, field),)
    if operator in _ORDER:
        raise InvalidInput(Text(en="Yes or no has no order.", zh="是／否字段不能比较大小。"), where=field)
    return (boolean_of(value, field),)


def _comparison(asked: Condition, seen: Seen, held: list[list[exp.Expr]]) -> exp.Expr:
    if asked.operator in (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY):
        empty: exp.Expr = exp.Is(this=seen.value, expression=exp.Null())
        if seen.unit in TEXTS:
            empty = trees.any_of(empty, exp.EQ(this=seen.value.copy(), expression=exp.Literal.string("")))
        return empty if asked.operator is Operator.IS_EMPTY else exp.Not(this=exp.Paren(this=empty))
    if asked.operator is Operator.CONTAINS:
        return _contains(seen, held[0][0])
    if asked.operator in _ORDER:
        return _ORDER[asked.operator](this=seen.value if seen.label is None else seen.label, expression=held[0][0])
    found = trees.any_of(*(_same(seen, one) for one in held))
    return exp.Not(this=exp.Paren(this=found)) if asked.operator in (Operator.NE, Operator.NOT_IN) else found


def _same(seen: Seen, held: list[exp.Expr]) -> exp.Expr:
    """One equality that is never unknown: an empty field is simply not equal."""
    if seen.unit is Unit.DATE:
        between = trees.all_of(
            exp.GTE(this=seen.value.copy(), expression=held[0]),
            exp.LTE(this=seen.value.copy(), expression=held[1]),
        )
        return trees.func("coalesce", between, exp.false())
    equal = exp.NullSafeEQ(this=seen.value.copy(), expression=held[0])
    if seen.label is None:
        return equal
    return trees.any_of(equal, exp.NullSafeEQ(this=seen.label.copy(), expression=held[0].copy()))


def _contains(seen: Seen, held: exp.Expr) -> exp.Expr:
    columns = [seen.value] if seen.label is None else [seen.value, seen.label]
    found = [
        exp.GT(
            this=exp.StrPosition(this=trees.func("lower", column.copy()), substr=held.copy()),
            expression=exp.Literal.number(0),
        )
        for column in columns
    ]
    return trees.any_of(*(trees.func("coalesce", one, exp.false()) for one in found))
