"""Money: an exact decimal beside a currency. Unlike currencies are never added.

Source of the codes and minor units: ISO 4217.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TypeAlias

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text

_TWO = (
    "AED ARS AUD BDT BGN BOB BRL CAD CHF CNY COP CZK DKK DOP DZD EGP EUR GBP GEL GHS GTQ HKD HUF IDR ILS INR KES KZT "
    "LAK LKR MAD MMK MNT MOP MXN MYR NGN NOK NPR NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD TZS UAH "
    "USD UYU UZS VES ZAR"
)
_ZERO = "CLP ISK JPY KRW PYG RWF UGX VND XAF XOF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"

CURRENCY_DECIMALS: dict[str, int] = {
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_ZERO.split(), 0),
    **dict.fromkeys(_THREE.split(), 3),
}
"""Currency code → number of decimals of its minor unit."""

Currency: TypeAlias = str


def currency(code: str) -> Currency:
    """Check a currency code.

    Raises
    ------
    InvalidInput
        If the code is not a known ISO 4217 code.
    """
    known = code.strip().upper()
    if known not in CURRENCY_DECIMALS:
        raise InvalidInput(
            Text(en=f"“{code}” is not a currency code.", zh=f"“{code}”不是货币代码。"),
            next_step=Text(en="Use a three-letter ISO 4217 code.", zh="请使用三个字母的 ISO 4217 代码。"),
            closest=closest_names(known, CURRENCY_DECIMALS),
        )
    return known


class Money(Frozen):
    """An exact amount of one currency.

    Examples
    --------
    >>> Money.of("12.345", "CNY")
    Money(amount=Decimal('12.34'), currency='CNY')
    >>> Money.of(1, "CNY") + Money.of(1, "USD")
    Traceback (most recent call last):
        ...
    foresail.kernel.problem.InvalidInput: CNY and USD cannot be added.
    Next: Convert one of them at a dated rate first.
    """

    amount: Decimal
    currency: Currency

    @classmethod
    def of(cls, amount: Decimal | int | str, code: str) -> Money:
        """Make money, rounded half to even to the decimals of the currency."""
        known = currency(code)
        return cls(amount=_rounded(Decimal(amount), known), currency=known)

    @classmethod
    def sum(cls, items: Iterable[Money], code: str) -> Money:
        """Add up; `code` names the currency of an empty sum."""
        total = cls.of(0, code)
        for item in items:
            total = total + item
        return total

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise InvalidInput(
                Text(
                    en=f"{self.currency} and {other.currency} cannot be added.",
                    zh=f"{self.currency} 与 {other.currency} 不能相加。",
                ),
                next_step=Text(en="Convert one of them at a dated rate first.", zh="请先按指定日期的汇率换算。"),
            )

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(amount=self.amount - other.amount, currency=self.currency)

    def __neg__(self) -> Money:
        return Money(amount=-self.amount, currency=self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(amount=_rounded(self.amount * factor, self.currency), currency=self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def convert(self, rate: Decimal, code: str) -> Money:
        """The same value in another currency at `rate` (units of `code` for one unit of this currency)."""
        return Money.of(self.amount * rate, code)

    def allocate(self, weights: Sequence[Decimal | int]) -> tuple[Money, ...]:
        """Split by weight so that the parts add up to the whole to the last minor unit.

        The largest-remainder method: each part is rounded down, the units left over go to the largest remainders.
        """
        total = sum((Decimal(w) for w in weights), Decimal(0))
        if total <= 0 or any(w < 0 for w in weights):
            raise InvalidInput(Text(en="Weights must be ≥ 0 and not all zero.", zh="权重必须非负且不全为零。"))
        unit = Decimal(1).scaleb(-CURRENCY_DECIMALS[self.currency])
        units = int(self.amount / unit)
        sign = -1 if units < 0 else 1
        exact = [abs(units) * Decimal(w) / total for w in weights]
        parts = [int(e) for e in exact]
        by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
        for i in by_remainder[: abs(units) - sum(parts)]:
            parts[i] += 1
        return tuple(Money(amount=sign * p * unit, currency=self.currency) for p in parts)


def _rounded(amount: Decimal, code: Currency) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-CURRENCY_DECIMALS[code]), rounding=ROUND_HALF_EVEN)
