"""A file of a person's own as series: which column is the day, which the value, which names a series."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import polars as pl

from foresail.kernel.problem import InvalidInput, UnreadableFile, closest_names
from foresail.kernel.text import Text

DAYS = (
    "ds",
    "date",
    "day",
    "month",
    "period",
    "time",
    "日期",
    "期间",
    "时期",
    "月份",
    "月",
    "时间",
    "年月",
    "下单日期",
    "订单日期",
)
VALUES = (
    "y", "value", "sales", "amount", "revenue", "quantity", "units", "qty", "total", "数值", "值", "销售额", "金额",
    "收入", "净收入", "数量", "销量", "订单金额",
)  # fmt: skip
NAMES = (
    "unique_id",
    "id",
    "series",
    "sku",
    "product",
    "store",
    "region",
    "产品",
    "商品",
    "门店",
    "区域",
    "序列",
    "编号",
)
_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y")


def read_series(path: Path, day: str = "", value: str = "", name: str = "", grain: str = "") -> pl.DataFrame:
    """A file as `unique_id, ds, y`.

    Parameters
    ----------
    path
        CSV (any usual encoding and separator) or Parquet.
    day, value, name
        Columns; several names with commas make one. Recognised where not given.
    grain
        Sum the rows of a `day`, `week`, `month` or `quarter`; as they are where not given.

    Raises
    ------
    UnreadableFile
        If it is no table.
    InvalidInput
        If a column is not there, cannot be recognised, or holds what it must not.
    """
    table = _table(path)
    if not table.height:
        raise InvalidInput(
            Text(en="The file has a header and no rows.", zh="文件只有表头，没有数据行。"), where=str(path)
        )
    days = _pick(table, day, DAYS, "--date", _is_day)
    values = _pick(table, value, VALUES, "--value", _is_number, (days,))
    names = _names(table, name, (days, values))
    parts = [pl.col(n).cast(pl.String).fill_null("—") for n in names]
    whole = pl.concat_str(parts, separator=" / ") if parts else pl.lit("series")
    frame = table.select(whole.alias("unique_id"), _days(table[days]), _numbers(table[values]))
    if not grain:
        return frame.sort("unique_id", "ds")
    every = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q"}.get(grain)
    if every is None:
        raise _wrong("--grain", grain, ["day", "week", "month", "quarter"])
    cut = pl.col("ds").dt.truncate(every)
    return frame.group_by("unique_id", cut).agg(pl.col("y").sum()).sort("unique_id", "ds")


def _table(path: Path) -> pl.DataFrame:
    if not path.is_file():
        raise InvalidInput(
            Text(en="There is no such file.", zh="没有这个文件。"),
            where=str(path),
            closest=closest_names(path.name, [p.name for p in path.parent.glob("*")] if path.parent.is_dir() else []),
        )
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            return pl.read_parquet(path)
        return _delimited(path)
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError) as error:
        raise UnreadableFile(
            Text(en="The file cannot be read as a table.", zh="该文件无法作为表格读取。"),
            where=str(path),
            next_step=Text(
                en="Give a CSV with one header line, or Parquet.", zh="请提供带表头的 CSV 或 Parquet 文件。"
            ),
        ) from error


def _delimited(path: Path) -> pl.DataFrame:
    from foresail.sources.files.encodings import open_text, probe

    with open_text(path, probe(path).encoding) as file:
        text = file.read()
    head = text.partition("\n")[0]
    separator = max(",;\t|", key=head.count)
    return pl.read_csv(io.StringIO(text), separator=separator, infer_schema_length=None, try_parse_dates=False)


def _pick(
    table: pl.DataFrame, asked: str, known: tuple[str, ...], option: str, fits: Any, taken: tuple[str, ...] = ()
) -> str:
    if asked:
        if asked not in table.columns:
            raise _wrong(option, asked, table.columns)
        return asked
    free = [c for c in table.columns if c not in taken]
    named = [c for word in known for c in free if c.strip().lower() == word]
    for column in (*named, *free):
        if fits(table[column]):
            return column
    if named:  # whoever reads it names the value that does not fit
        return named[0]
    raise InvalidInput(
        Text(en=f"No column can be recognised for {option}.", zh=f"无法识别 {option} 对应的列。"),
        where=option,
        next_step=Text(
            en=f"Name it: {option} COLUMN. Columns: {', '.join(table.columns[:12])}.",
            zh=f"请指定：{option} 列名。现有列：{'、'.join(table.columns[:12])}。",
        ),
    )


def _names(table: pl.DataFrame, asked: str, taken: tuple[str, ...]) -> list[str]:
    if asked:
        names = [n.strip() for n in asked.replace("，", ",").split(",") if n.strip()]
        for n in names:
            if n not in table.columns:
                raise _wrong("--id", n, table.columns)
        return names
    free = [c for c in table.columns if c not in taken]
    named = [c for word in NAMES for c in free if c.strip().lower() == word]
    return named[:1] or [c for c in free if table[c].dtype == pl.String and not _is_day(table[c])]


def _is_day(column: pl.Series) -> bool:
    if column.dtype.is_temporal():
        return True
    some = column.drop_nulls().head(50)
    if column.dtype.is_integer() and len(some):
        return bool(some.is_between(19000101, 21001231).all())
    return bool(column.dtype == pl.String and len(some) and _parsed(some).null_count() == 0)


def _is_number(column: pl.Series) -> bool:
    return column.dtype.is_numeric() or (
        column.dtype == pl.String and _plain(column.drop_nulls().head(50)).null_count() == 0
    )


def _days(column: pl.Series) -> pl.Series:
    if column.dtype.is_temporal():
        return column.cast(pl.Date).alias("ds")
    found = _parsed(column.cast(pl.String))
    wrong = column.filter(found.is_null())
    if len(wrong):
        raise InvalidInput(
            Text(en=f"{wrong[0]!r} is no date.", zh=f"{wrong[0]!r} 不是日期。"),
            where=column.name,
            next_step=Text(en="Write dates as 2025-01-31.", zh="请把日期写成 2025-01-31。"),
        )
    return found.alias("ds")


def _parsed(column: pl.Series) -> pl.Series:
    """Dates of text: days in usual forms, months (2025-01, 2025年1月) and quarters (2025Q1, 2025年1季度)."""
    plain = column.str.strip_chars().str.replace_all("[年月]", "-").str.replace_all("日", "").str.strip_chars_end("-")
    plain = plain.str.split("T").list.first().str.split(" ").list.first()
    quarter = plain.str.extract_groups(r"^(\d{4})-?[Qq]?([1-4])(?:[Qq]|季度)$|^(\d{4})-?[Qq]([1-4])$")
    fields = quarter.struct.unnest()
    year, number = (pl.coalesce(a, b).cast(pl.Int32, strict=False) for a, b in (("1", "3"), ("2", "4")))
    found = fields.select(pl.date(year, number * 3 - 2, 1).alias("ds"))["ds"]
    months = plain.str.replace(r"^(\d{4})[-/.]?(\d{1,2})$", "$1-$2-01")
    for form in _FORMATS:
        found = found.fill_null(months.str.to_date(form, strict=False))
    return found


def _plain(column: pl.Series) -> pl.Series:
    return column.cast(pl.String).str.replace_all(r"[,，\s¥$€]", "").cast(pl.Float64, strict=False)


def _numbers(column: pl.Series) -> pl.Series:
    if column.dtype.is_numeric():
        return column.cast(pl.Float64).alias("y")
    found = _plain(column)
    wrong = column.filter(found.is_null() & column.is_not_null() & (column.cast(pl.String).str.strip_chars() != ""))
    if len(wrong):
        raise InvalidInput(
            Text(en=f"{wrong[0]!r} is no number.", zh=f"{wrong[0]!r} 不是数字。"),
            where=column.name,
            next_step=Text(en="Values are numbers; leave unknown ones empty.", zh="数值应为数字；未知请留空。"),
        )
    return found.alias("y")


def _wrong(option: str, given: str, valid: list[str]) -> InvalidInput:
    return InvalidInput(
        Text(en=f"{option} cannot be “{given}”.", zh=f"{option} 不能为“{given}”。"),
        where=option,
        closest=closest_names(given, valid) or tuple(valid[:5]),
    )
