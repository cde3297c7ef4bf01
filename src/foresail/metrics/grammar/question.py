"""A whole question from the texts of a command line or a query string."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from foresail.contracts.query import AllOf, AnyOf, Comparison, Condition, Filter, Members, Operator, Query, Scalar
from foresail.kernel.calendar import Grain
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.answer import check
from foresail.metrics.compile.coerce import TEXTS, boolean_of, days_of, number_of
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.fields import FIELDS
from foresail.metrics.grammar.parser import parse_filter

Names = str | Sequence[str]


def parse_query(
    metrics: Names,
    by: Names = "",
    grain: str | Grain | None = None,
    where: str | Filter | None = None,
    start: str | date | None = None,
    end: str | date | None = None,
    compare: str | Comparison | None = None,
    currency: str | None = None,
    order_by: Names = "",
    limit: int | str | None = None,
    offset: int | str = 0,
    attribution: str | None = None,
) -> Query:
    """Read a question.

    Parameters
    ----------
    metrics, by, order_by
        Names, in one text with commas or as a list.
    where
        A filter text such as `region=华东 and amount>=1000`.
    start, end
        First and last day; `2025-01` means the first, or the last, day of that month, `2025` of that year.

    Returns
    -------
    Query
        The question; names and values are checked.

    Raises
    ------
    InvalidInput
        If a name is not known (the closest are given) or a value cannot be read.

    Examples
    --------
    >>> asked = parse_query("net_revenue,orders", by="region", grain="month", start="2025-01", end="2025-12")
    >>> asked.metrics, asked.start, asked.end
    (('net_revenue', 'orders'), datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    """
    asked = _some(names_of(metrics))
    try:
        question = Query(
            metrics=asked,
            by=names_of(by),
            grain=_choice(grain, Grain, "grain"),
            where=typed(parse_filter(where) if isinstance(where, str) else where),
            start=days_of(start, "from")[0] if start not in (None, "") else None,
            end=days_of(end, "to")[1] if end not in (None, "") else None,
            compare=_choice(compare, Comparison, "compare"),
            currency=currency.strip().upper() if currency else None,
            order_by=names_of(order_by),
            limit=_whole(limit, "limit"),
            offset=_whole(offset, "offset") or 0,
            **({"attribution": attribution} if attribution else {}),
        )
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        raise InvalidInput(
            Text(en=f"“{place}” cannot be used: {first['msg']}.", zh=f"“{place}”无法使用：{first['msg']}。"),
            where=place,
        ) from error
    check(question)
    return question


def names_of(words: Names) -> tuple[str, ...]:
    """Names from a text with commas, or from a list."""
    parts = words.split(",") if isinstance(words, str) else [w for part in words for w in part.split(",")]
    return tuple(w.strip() for w in parts if w.strip())


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise InvalidInput(Text(en="Name at least one metric.", zh="请至少给出一个指标。"), where="metrics")
    return names


def typed(where: Filter | None) -> Filter | None:
    """A filter with values in the type of their fields; months stay words, since they mean their days.

    Raises
    ------
    InvalidInput
        If a value is not of the kind of its field.
    """
    if where is None or isinstance(where, Members):
        return where
    if isinstance(where, AllOf | AnyOf):
        return type(where)(parts=tuple(p for part in where.parts if (p := typed(part)) is not None))
    unit = _unit(where.field)
    if where.operator is Operator.CONTAINS:
        return where
    return where.model_copy(update={"values": tuple(_value(v, unit, where) for v in where.values)})


def _unit(field: str) -> Unit:
    if field in DIMENSIONS:
        return DIMENSIONS[field].unit
    return FIELDS[field].unit if field in FIELDS else Unit.CATEGORY


def _value(value: Scalar, unit: Unit, where: Condition) -> Scalar:
    if unit in TEXTS or value is None:
        return value
    if unit is Unit.DATE:
        first, last = days_of(value, where.field)
        return first if first == last else str(value)
    if unit is Unit.BOOLEAN:
        return boolean_of(value, where.field)
    return number_of(value, where.field)


def _choice(word: object, kind: type[Grain] | type[Comparison], where: str) -> object:
    if word is None or word == "":
        return None
    valid = [str(member.value) for member in kind]
    if str(word) not in valid:
        raise InvalidInput(
            Text(en=f"“{word}” is none of {', '.join(valid)}.", zh=f"“{word}”不是 {'、'.join(valid)} 之一。"),
            where=where,
            closest=closest_names(str(word), valid),
        )
    return kind(str(word))


def _whole(word: int | str | None, where: str) -> int | None:
    if word is None or word == "":
        return None
    number = number_of(word, where)
    if number != number.to_integral_value():
        raise InvalidInput(Text(en=f"“{word}” is not a whole number.", zh=f"“{word}”不是整数。"), where=where)
    return int(number)
