"""A column of text as a column of its declared type, and which of its values could not be read."""

from __future__ import annotations

import polars as pl

from foresail.kernel.text import Text
from foresail.model.declare import Type
from foresail.sources.convert.dates import MOMENT, days, moments
from foresail.sources.convert.numbers import numbers
from foresail.sources.convert.style import Style
from foresail.sources.convert.text import booleans, currencies, filled, ids

POLARS: dict[Type, pl.DataType] = {
    Type.ID: pl.String(), Type.TEXT: pl.String(), Type.CATEGORY: pl.String(), Type.JSON: pl.String(),
    Type.CURRENCY: pl.String(), Type.BOOLEAN: pl.Boolean(), Type.INTEGER: pl.Int64(), Type.QUANTITY: pl.Decimal(18, 4),
    Type.MONEY: pl.Decimal(18, 4), Type.UNIT_PRICE: pl.Decimal(18, 6), Type.RATIO: pl.Decimal(9, 6),
    Type.NUMBER: pl.Float64(), Type.DATE: pl.Date(), Type.TIMESTAMP: MOMENT,
}  # fmt: skip
"""Type → what a staged column is made of."""

MONEY_TYPE = pl.Decimal(18, 4)
"""Money as it is staged."""

WHY: dict[Type, Text] = {
    Type.BOOLEAN: Text(en="is neither yes nor no", zh="不是“是”或“否”"),
    Type.INTEGER: Text(en="is not a whole number", zh="不是整数"),
    Type.QUANTITY: Text(en="is not a number", zh="不是数字"),
    Type.MONEY: Text(en="is not an amount", zh="不是金额"),
    Type.UNIT_PRICE: Text(en="is not a price", zh="不是价格"),
    Type.RATIO: Text(en="is not a share", zh="不是比例"),
    Type.NUMBER: Text(en="is not a number", zh="不是数字"),
    Type.DATE: Text(en="is not a date", zh="不是日期"),
    Type.TIMESTAMP: Text(en="is not a date or time", zh="不是日期或时间"),
    Type.CURRENCY: Text(en="is not a currency", zh="不是货币"),
}
"""Why a value was refused."""


def convert(values: pl.Series, kind: Type, style: Style, zone: str) -> pl.Series:
    """Typed values; null where there is nothing or nothing readable.

    Parameters
    ----------
    values
        Text as it stands in the file.
    zone
        IANA time zone in which times without an offset are meant.
    """
    if kind in (Type.TEXT, Type.CATEGORY, Type.JSON):
        return filled(values, value=False)
    text = filled(values, value=kind is not Type.ID)
    if kind is Type.ID:
        return ids(text, whole=style.whole)
    if kind is Type.BOOLEAN:
        return booleans(text)
    if kind is Type.CURRENCY:
        return currencies(text)
    if kind is Type.DATE:
        return days(text, style.order, zone)
    if kind is Type.TIMESTAMP:
        return moments(text, style.order, zone)
    return _number(text, kind, style)


def _number(text: pl.Series, kind: Type, style: Style) -> pl.Series:
    value = numbers(text, style.mark)
    if style.times > 1:
        value = pl.select((value * pl.lit(style.times)).cast(value.dtype, strict=False)).to_series()
    if style.percent:
        share = ~text.str.contains("%", literal=True).fill_null(value=False)
        value = pl.select(
            pl.when(share).then((value / pl.lit(100)).cast(value.dtype, strict=False)).otherwise(value)
        ).to_series()
    if kind is Type.INTEGER:
        whole = value.cast(pl.Int64, strict=False)
        return whole.set((whole.cast(value.dtype, strict=False) != value).fill_null(value=False), None)
    return value.cast(POLARS[kind], strict=False)


def refused(values: pl.Series, typed: pl.Series, kind: Type) -> pl.Series:
    """Where something stands that could not be read."""
    if kind in (Type.ID, Type.TEXT, Type.CATEGORY, Type.JSON):
        return pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True)
    empty = typed.is_null()
    return filled(values, value=True).is_not_null() & empty if empty.any() else empty
