"""What an export file looks like: its place, encoding, headers and the way values are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import polars as pl

LOCAL = "Asia/Shanghai"


class Form(Enum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    """1234.50"""
    YUAN = "yuan"
    """¥1,234.50"""
    RATIO = "ratio"
    """0.125"""
    PERCENT = "percent"
    """12.5%"""
    FLAG = "flag"
    """是 or 否"""
    DAY = "day"
    """2026-03-05"""
    SLASH_DAY = "slash day"
    """2026/3/5"""
    MOMENT = "moment"
    """2026-03-05 14:03, Beijing time"""
    SLASH_MOMENT = "slash moment"
    """2026/3/5 14:03, Beijing time"""
    ISO_MOMENT = "iso moment"
    """2026-03-05T06:03:00Z"""


@dataclass(frozen=True)
class Column:
    """One column: its canonical name, its header, how values are written and what words become."""

    name: str
    header: str
    form: Form = Form.TEXT
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One file of an export.

    Attributes
    ----------
    source
        The system and so the folder: crm, erp, marketing, service, hr, finance.
    encoding
        A Python codec; a workbook has none.
    """

    table: str
    source: str
    file: str
    encoding: str
    columns: tuple[Column, ...]

    def header(self, name: str) -> str:
        """The header of a canonical column."""
        return next(c.header for c in self.columns if c.name == name)


def render(sheet: Sheet, frame: pl.DataFrame) -> pl.DataFrame:
    """The table as text under the file's own headers; what is unknown is an empty cell."""
    return frame.select(_expression(c, frame.schema[c.name]) for c in sheet.columns)


def _expression(column: Column, kind: pl.DataType) -> pl.Expr:
    value = pl.col(column.name)
    if column.words:
        value = value.replace(column.words)
    return _written(value, column.form, kind).alias(column.header)


def _written(value: pl.Expr, form: Form, kind: pl.DataType) -> pl.Expr:
    if form is Form.MONEY:
        return value.cast(pl.Decimal(18, 2)).cast(pl.String)
    if form is Form.YUAN:
        return _yuan(value.cast(pl.Decimal(18, 2)).cast(pl.String))
    if form is Form.PERCENT:
        return (value * 100).round(2).cast(pl.String).str.strip_suffix(".0") + "%"
    if form is Form.FLAG:
        return pl.when(value).then(pl.lit("是")).when(~value).then(pl.lit("否"))
    if form is Form.SLASH_DAY:
        return value.dt.strftime("%Y/%-m/%-d")
    if form in (Form.MOMENT, Form.SLASH_MOMENT):
        pattern = "%Y-%m-%d %H:%M" if form is Form.MOMENT else "%Y/%-m/%-d %H:%M"
        return value.dt.convert_time_zone(LOCAL).dt.strftime(pattern)
    if form is Form.ISO_MOMENT:
        return value.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    if form is Form.NUMBER and kind.is_float():
        return value.cast(pl.String).str.strip_suffix(".0")
    return value.cast(pl.String)


def _yuan(plain: pl.Expr) -> pl.Expr:
    """Thousands separated, with the currency sign in front: ¥1,234,567.80."""
    sign = pl.when(plain.str.starts_with("-")).then(pl.lit("-")).otherwise(pl.lit(""))
    digits = plain.str.strip_prefix("-")
    whole, cents = digits.str.slice(0, digits.str.len_chars() - 3), digits.str.tail(3)
    low = whole.str.tail(3)
    rest = whole.str.slice(0, pl.max_horizontal(whole.str.len_chars().cast(pl.Int64) - 3, pl.lit(0)))
    mid = rest.str.tail(3)
    high = rest.str.slice(0, pl.max_horizontal(rest.str.len_chars().cast(pl.Int64) - 3, pl.lit(0)))
    lead = pl.when(high != "").then(high + "," + mid + ",").when(mid != "").then(mid + ",").otherwise(pl.lit(""))
    return sign + pl.lit("¥") + lead + low + cents
