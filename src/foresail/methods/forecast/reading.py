"""A long frame is read: every thing that cannot be used is refused by name, the rest laid out as a panel."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

import numpy as np
import polars as pl

from foresail.methods.forecast.arrays import Floats, Ints
from foresail.methods.forecast.panel import Panel
from foresail.methods.forecast.steps import find_steps
from foresail.methods.forecast.words import refuse
from foresail.methods.frames import need_columns, to_polars

SOLD_OUT: Final = "sold_out"
"""Name of a column of flags: demand was at least `y` in that period, but the goods ran out."""
MOST_STEPS: Final = 2_000
MOST_EMPTY: Final = 20
"""A series may span so many times its rows (and 400 periods more); beyond that a date is wrong."""


def read_panel(frame: Any, horizon: int, future: Any = None, static: Any = None, as_of: date | None = None) -> Panel:
    """Check a long frame and lay it out.

    Parameters
    ----------
    frame
        Columns `ds`, `y`, perhaps `unique_id` (one series where there is none), `sold_out` and covariates.
    future
        `unique_id`, `ds` and the covariates that are known for the coming periods.
    static
        `unique_id` and columns that do not change.
    as_of
        Later dates are refused.

    Raises
    ------
    InvalidInput
        Naming the first thing that is wrong, the series and the date.
    """
    _check_horizon(horizon)
    table = _sorted(_table(frame), as_of)
    steps = find_steps(table["ds"], table["unique_id"])
    numbers = steps.number(table["ds"])
    runs = table["unique_id"].rle_id().to_numpy()
    _refuse_duplicates(table, numbers, runs)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(runs) > 0]))
    ends = np.concatenate([begins[1:], [len(runs)]])
    first, spans = numbers[begins], numbers[ends - 1] - numbers[begins] + 1
    _refuse_lone_dates(table, begins, ends, spans)
    starts = np.concatenate([[0], np.cumsum(spans)])
    places = starts[:-1][runs] + numbers - first[runs]
    names = [c for c in table.columns if c not in ("unique_id", "ds", "y", SOLD_OUT)]
    ids = table["unique_id"].gather(begins)
    panel = Panel(
        ids=ids,
        steps=steps,
        first=first,
        starts=starts,
        y=_placed(table["y"], places, int(starts[-1])),
        sold_out=_placed(table[SOLD_OUT], places, int(starts[-1])) > 0
        if SOLD_OUT in table.columns
        else np.zeros(int(starts[-1]), dtype=np.bool_),
        past={name: _placed(_numeric(table, name), places, int(starts[-1])) for name in names},
        ahead={},
        static={} if static is None else _static(to_polars(static), ids),
    )
    if future is None:
        return panel
    return Panel(**{**panel.__dict__, "ahead": _ahead(to_polars(future), panel, horizon)})


def _table(frame: Any) -> pl.DataFrame:
    """As a Polars frame; a column of mixed things (a mapping, or pandas objects) is refused by name of the first."""
    try:
        return to_polars(frame)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        first = str(error).splitlines()[0]
        raise refuse(
            f"A column holds values of several types: {first}",
            f"某一列包含多种类型的值：{first}",
            where="y",
            next_en="Values are plain numbers, dates are dates.",
            next_zh="数值应为数字，日期应为日期。",
        ) from error


def _check_horizon(horizon: int) -> None:
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer) or horizon < 1:
        raise refuse(
            f"A forecast needs at least one period ahead, not {horizon!r}.",
            f"至少要预测一个时期，而不是 {horizon!r}。",
            where="horizon",
            next_en="Give a whole number of periods, such as 12.",
            next_zh="请给出整数时期数，例如 12。",
        )
    if horizon > MOST_STEPS:
        raise refuse(
            f"{horizon:,} periods ahead are more than {MOST_STEPS:,}.",
            f"预测 {horizon:,} 个时期超过上限 {MOST_STEPS:,}。",
            where="horizon",
            next_en="Use a coarser step: weeks or months in place of days.",
            next_zh="请使用更粗的时间粒度，例如用周或月代替天。",
        )


def _sorted(table: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    need_columns(table, "ds", "y")
    if "unique_id" not in table.columns:
        table = table.with_columns(unique_id=pl.lit("series"))
    if table["ds"].dtype == pl.String:
        table = table.with_columns(_parsed(table["ds"]))
    table = table.with_columns(_value(table))
    if table["ds"].null_count() or table["unique_id"].null_count():
        raise refuse("A row has no date or no name.", "有一行缺少日期或名称。", where="ds, unique_id")
    table = table.sort("unique_id", "ds")
    # Rows at the end that have no value yet are no history.
    known = table["y"].is_not_null()
    last = pl.col("ds").filter(pl.col("y").is_not_null()).max().over("unique_id")
    table = table.filter(pl.col("ds") <= last) if not known.all() else table
    if not len(table):
        raise refuse("There is not one known value.", "没有任何已知的数值。", where="y")
    newest = table["ds"].max()
    if as_of is not None and _day(newest) > as_of:
        raise refuse(
            f"The history goes on to {newest!s}, after {as_of}.",
            f"历史数据到 {newest!s}，晚于 {as_of}。",
            where="ds",
            next_en="Leave out rows of the future, or put what is known of it into `future`.",
            next_zh="请去掉未来的行，或把已知的未来信息放入 `future`。",
        )
    return table


def _day(moment: Any) -> date:
    if isinstance(moment, datetime):
        return moment.date()
    return moment if isinstance(moment, date) else date.min


def _parsed(texts: pl.Series) -> pl.Series:
    found = texts.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    wrong = texts.filter(found.is_null())
    if len(wrong):
        raise refuse(
            f"{wrong[0]!r} is no date.",
            f"{wrong[0]!r} 不是日期。",
            where="ds",
            next_en="Write dates as 2025-01-31.",
            next_zh="请把日期写成 2025-01-31。",
        )
    return found.alias("ds")


def _value(table: pl.DataFrame) -> pl.Series:
    values = table["y"]
    if values.dtype == pl.String:
        found = values.str.strip_chars().cast(pl.Float64, strict=False)
        wrong = values.filter(found.is_null() & values.is_not_null())
        if len(wrong):
            raise refuse(
                f"{wrong[0]!r} is no number.",
                f"{wrong[0]!r} 不是数字。",
                where="y",
                next_en="Values are plain numbers, without currency or separators.",
                next_zh="数值应为纯数字，不含货币符号或分隔符。",
            )
        values = found
    elif not values.dtype.is_numeric() and values.dtype not in (pl.Boolean, pl.Null):
        raise refuse(f"'y' holds {values.dtype}, not numbers.", f"'y' 的类型是 {values.dtype}，不是数字。", where="y")
    values = values.cast(pl.Float64).fill_nan(None)
    endless = values.is_infinite().fill_null(False)
    if endless.any():
        row = table.filter(endless).row(0, named=True)
        raise refuse(
            f"The value of {row['unique_id']} on {row['ds']} is infinite.",
            f"{row['unique_id']} 在 {row['ds']} 的数值为无穷大。",
            where="y",
            next_en="Leave the value empty where it is not known.",
            next_zh="未知的数值请留空。",
        )
    return values.alias("y")


def _refuse_duplicates(table: pl.DataFrame, numbers: Ints, runs: Ints) -> None:
    twice = np.flatnonzero((np.diff(numbers) == 0) & (np.diff(runs) == 0))
    if not len(twice):
        return
    one, other = (table.row(int(twice[0]) + k, named=True) for k in (0, 1))
    raise refuse(
        f"{one['unique_id']} has two values in one period: {one['ds']} and {other['ds']}.",
        f"{one['unique_id']} 在同一时期有两个数值：{one['ds']} 与 {other['ds']}。",
        where="ds",
        next_en="Sum or average the rows of a period before (on the command line: --grain).",
        next_zh="请先对同一时期的行求和或求平均（命令行可用 --grain）。",
    )


def _refuse_lone_dates(table: pl.DataFrame, begins: Ints, ends: Ints, spans: Ints) -> None:
    wrong = np.flatnonzero(spans > MOST_EMPTY * (ends - begins) + 400)
    if not len(wrong):
        return
    i = int(wrong[0])
    name, last = table["unique_id"][int(begins[i])], table["ds"][int(ends[i]) - 1]
    raise refuse(
        f"{name} has {ends[i] - begins[i]} rows over {spans[i]:,} periods, up to {last}: one of its dates is wrong.",
        f"{name} 只有 {ends[i] - begins[i]} 行，却跨越 {spans[i]:,} 个时期（至 {last}）：某个日期有误。",
        where="ds",
        next_en="Mend the date, or leave the row out.",
        next_zh="请更正该日期，或去掉该行。",
    )


def _numeric(table: pl.DataFrame, name: str) -> pl.Series:
    values = table[name]
    if not values.dtype.is_numeric() and values.dtype != pl.Boolean:
        raise refuse(
            f"The column {name!r} holds {values.dtype}, not numbers.",
            f"列 {name!r} 的类型是 {values.dtype}，不是数字。",
            where=name,
            next_en="Give numbers or flags; put names that do not change into `static`.",
            next_zh="请给出数字或标志；不变的名称请放入 `static`。",
        )
    return values.cast(pl.Float64)


def _placed(values: pl.Series, places: Ints, size: int) -> Floats:
    out = np.full(size, np.nan)
    out[places] = values.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    return out


def _static(table: pl.DataFrame, ids: pl.Series) -> dict[str, Floats]:
    need_columns(table, "unique_id")
    if table["unique_id"].is_duplicated().any():
        raise refuse("A series has two rows of unchanging columns.", "某个序列有两行静态属性。", where="static")
    joined = pl.DataFrame({"unique_id": ids}).join(table, on="unique_id", how="left", maintain_order="left")
    return {name: _coded(joined[name]) for name in joined.columns if name != "unique_id"}


def _coded(values: pl.Series) -> Floats:
    if not values.dtype.is_numeric():
        values = values.cast(pl.String).rank("dense")
    return values.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)


def _ahead(table: pl.DataFrame, panel: Panel, horizon: int) -> dict[str, Floats]:
    need_columns(table, "ds")
    if "unique_id" not in table.columns:
        names = [c for c in table.columns if c != "unique_id"]
        table = pl.DataFrame({"unique_id": panel.ids}).join(table.select(names), how="cross")
    if table["ds"].dtype == pl.String:
        table = table.with_columns(_parsed(table["ds"]))
    coming = panel.coming_dates(horizon)
    grid = pl.DataFrame({"unique_id": np.repeat(panel.ids.to_numpy(), horizon), "ds": coming})
    grid = grid.with_columns(period=panel.steps.number(coming)).cast({"unique_id": panel.ids.dtype})
    given = table.with_columns(period=panel.steps.number(table["ds"].cast(panel.steps.kind))).drop("ds")
    joined = grid.join(
        given.unique(["unique_id", "period"]), on=["unique_id", "period"], how="left", maintain_order="left"
    )
    shared = [name for name in panel.past if name in given.columns]
    return {name: _complete(joined, name, horizon) for name in shared}


def _complete(joined: pl.DataFrame, name: str, horizon: int) -> Floats:
    values = _numeric(joined, name).fill_nan(None)
    if values.null_count():
        row = joined.filter(values.is_null()).row(0, named=True)
        raise refuse(
            f"{name!r} is not given for {row['unique_id']} on {row['ds']}.",
            f"没有给出 {row['unique_id']} 在 {row['ds']} 的 {name!r}。",
            where=name,
            next_en="Give it for every coming period, or leave the column out of `future`.",
            next_zh="请为每个未来时期给出数值，或从 `future` 中去掉该列。",
        )
    return values.to_numpy().reshape(-1, horizon).astype(np.float64)
