"""Frames of any library as Polars: whoever calls need not use what Foresail uses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl

from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text


def to_polars(frame: Any) -> pl.DataFrame:
    """A frame of Polars, Arrow, pandas or anything that speaks Arrow's C stream or the dataframe interchange protocol.

    Parameters
    ----------
    frame
        A table, a lazy Polars frame, or a mapping of names to sequences.

    Raises
    ------
    InvalidInput
        If it is no table.

    Examples
    --------
    >>> to_polars({"customer": ["a", "b"]}).shape
    (2, 1)
    """
    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if isinstance(frame, dict) or hasattr(frame, "__arrow_c_stream__"):
        return pl.DataFrame(frame)
    if hasattr(frame, "__dataframe__"):
        return pl.from_dataframe(frame)
    raise InvalidInput(
        Text(en=f"A table is needed, not {type(frame).__name__}.", zh=f"需要表格，而不是 {type(frame).__name__}。"),
        next_step=Text(en="Pass a Polars, pandas or Arrow table.", zh="请传入 Polars、pandas 或 Arrow 表。"),
    )


def need_columns(frame: pl.DataFrame, *names: str) -> None:
    """Refuse a frame that lacks a column.

    Raises
    ------
    InvalidInput
        Naming the first one that is not there, with the closest that are.
    """
    for name in names:
        if name not in frame.columns:
            raise InvalidInput(
                Text(en=f"There is no column {name!r}.", zh=f"没有名为 {name!r} 的列。"),
                where=name,
                closest=closest_names(name, frame.columns),
                next_step=Text(
                    en=f"Columns that are there: {', '.join(frame.columns[:20])}.",
                    zh=f"现有的列：{'、'.join(frame.columns[:20])}。",
                ),
            )


def days(frame: pl.DataFrame, name: str) -> pl.Expr:
    """A column of days, from dates, times or ISO text; what is no day becomes null.

    Raises
    ------
    InvalidInput
        If the column is none of these.
    """
    kind = frame.schema[name]
    if isinstance(kind, pl.Datetime) or kind == pl.Date:
        return pl.col(name).cast(pl.Date)
    if kind == pl.String:
        return pl.col(name).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    if kind == pl.Null:
        return pl.col(name).cast(pl.Date)
    raise InvalidInput(
        Text(en=f"{name!r} holds {kind}, not days.", zh=f"{name!r} 的类型是 {kind}，不是日期。"),
        where=name,
        next_step=Text(
            en="Give dates, times or text such as 2025-01-31.", zh="请给出日期、时间或 2025-01-31 形式的文本。"
        ),
    )


def last_day(seen: pl.Series, until: date | str | None) -> date:
    """`until` as a day; the last that was seen where it is not given.

    Raises
    ------
    InvalidInput
        If it is text that is no day.
    """
    if until is None:
        newest = seen.max()
        return newest if isinstance(newest, date) else date(1970, 1, 1)
    if isinstance(until, datetime):
        return until.date()
    if isinstance(until, date):
        return until
    try:
        return date.fromisoformat(until[:10])
    except ValueError as error:
        raise InvalidInput(
            Text(en=f"{until!r} is no day.", zh=f"{until!r} 不是日期。"),
            where="until",
            next_step=Text(en="Write it as 2025-01-31.", zh="请写成 2025-01-31。"),
        ) from error
