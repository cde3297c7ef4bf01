"""Numbers as people say them: 万 and 亿 in Chinese, K and M in English; the unit decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from foresail.kernel.text import Language, Text
from foresail.kernel.unit import Unit

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "KRW": "₩", "INR": "₹"}

_MONEY = {Unit.MONEY, Unit.UNIT_PRICE, Unit.MONEY_PER_DAY}
_SHARES = {Unit.RATIO, Unit.PROBABILITY}
_WORDS = {
    Unit.DAYS: Text(en="{n} days", zh="{n} 天"),
    Unit.HOURS: Text(en="{n} h", zh="{n} 小时"),
    Unit.MINUTES: Text(en="{n} min", zh="{n} 分钟"),
}


def spoken(value: Any, unit: Unit, currency: str = "") -> Text:
    """A value in both languages.

    Examples
    --------
    >>> spoken(Decimal("48260000"), Unit.MONEY, "CNY")
    Text(en='¥48.3M', zh='¥4,826万')
    >>> spoken(0.632, Unit.RATIO).zh
    '63.2%'
    >>> spoken(37.4, Unit.COUNT).en  # an expected number of people is told in whole ones
    '37'
    """
    return Text(en=shown(value, unit, "en", currency), zh=shown(value, unit, "zh", currency))


def shown(value: Any, unit: Unit, language: Language, currency: str = "") -> str:
    """A value in one language; a dash where there is none."""
    if value is None:
        return "–"
    if unit in _MONEY:
        symbol = SYMBOLS.get(currency, f"{currency} " if currency else "")
        sign = "−" if Decimal(value) < 0 else ""
        plain = (
            f"{Decimal(value):,.2f}".lstrip("-") if unit is Unit.UNIT_PRICE else short(abs(Decimal(value)), language)
        )
        return f"{sign}{symbol}{plain}"
    if unit in _SHARES:
        return f"{float(value) * 100:.1f}%"
    if unit is Unit.POINTS:
        return f"{float(value) * 100:+.1f}".replace("-", "−")
    if unit in _WORDS:
        said = _trim(float(value))
        return (
            "1 day" if (unit, language, said) == (Unit.DAYS, "en", "1") else _WORDS[unit].in_(language).format(n=said)
        )
    if isinstance(value, bool):
        return {"zh": "是" if value else "否", "en": "yes" if value else "no"}[language]
    if isinstance(value, int):
        return f"{value:,}" if unit is Unit.COUNT else str(value)
    if isinstance(value, float | Decimal):
        return f"{value:,.0f}" if unit is Unit.COUNT else _trim(float(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def short(amount: Decimal, language: Language) -> str:
    """An amount in a few digits.

    Examples
    --------
    >>> short(Decimal("126000000"), "zh"), short(Decimal("126000000"), "en"), short(Decimal("950.5"), "en")
    ('1.26亿', '126M', '950.5')
    """
    steps = ((10**8, "亿"), (10**4, "万")) if language == "zh" else ((10**9, "B"), (10**6, "M"), (10**3, "K"))
    for size, word in steps:
        if amount >= size:
            return f"{_digits(amount / size)}{word}"
    return _digits(amount)


def _digits(number: Decimal) -> str:
    places = 0 if number >= 1000 else 1 if number >= 10 else 2
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _trim(number: float) -> str:
    size = abs(number)
    text = f"{number:,.{2 if size < 10 else 1 if size < 100 else 0}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
