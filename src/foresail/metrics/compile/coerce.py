"""The values of filters, brought into the type of their field or refused with a word."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

TEXTS = frozenset({Unit.ID, Unit.TEXT, Unit.CATEGORY})
_MONTH = re.compile(r"(\d{4})-(\d{1,2})\Z")
_YEAR = re.compile(r"\d{4}\Z")
_TRUE, _FALSE = {"true", "yes", "1", "是"}, {"false", "no", "0", "否"}
_LARGEST = Decimal(10) ** 27


def days_of(value: Any, field: str) -> tuple[date, date]:
    """The first and the last day that a word names: a day itself, `2025-01` a month, `2025` a year.

    Raises
    ------
    InvalidInput
        If it names no day.

    Examples
    --------
    >>> days_of("2024-02", "from")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value, value
    word = str(value).strip().replace("/", "-")
    try:
        if month := _MONTH.match(word):
            first = date(int(month[1]), int(month[2]), 1)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if _YEAR.match(word):
            return date(int(word), 1, 1), date(int(word), 12, 31)
        day = date.fromisoformat(word)
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            Text(en=f"“{value}” is not a day.", zh=f"“{value}”不是日期。"),
            where=field,
            next_step=Text(
                en="Write 2025-01-31, or 2025-01 for a month.", zh="请写作 2025-01-31，或用 2025-01 表示整月。"
            ),
        ) from error
    return day, day


def number_of(value: Any, field: str) -> Decimal:
    """A number that a word names."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        number = Decimal(value)
    else:
        try:
            number = Decimal(str(value).strip())
        except InvalidOperation as error:
            raise _not(value, field, "a number", "数字") from error
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise _not(value, field, "a number that can be compared", "可比较的数字")
    return number.quantize(Decimal(1).scaleb(-10)) if number.as_tuple().exponent < -10 else number  # type: ignore[operator]


def boolean_of(value: Any, field: str) -> bool:
    """Yes or no."""
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise _not(value, field, "yes or no", "是或否")


def text_of(value: Any, field: str) -> str:
    """A word."""
    if value is None:
        raise _not(value, field, "a value; use “is empty”", "值；请用“is empty”")
    return value.isoformat() if isinstance(value, date) else str(value)


def _not(value: Any, field: str, en: str, zh: str) -> InvalidInput:
    return InvalidInput(Text(en=f"“{value}” is not {en}.", zh=f"“{value}”不是{zh}。"), where=field)
