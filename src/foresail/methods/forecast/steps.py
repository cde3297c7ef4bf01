"""Regular steps in time: found from the dates themselves, counted as whole numbers, and turned back into dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import polars as pl

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.methods.forecast.arrays import Ints

Unit = Literal["number", "second", "day", "workday", "week", "month", "quarter", "year"]

SEASONS: Final[dict[Unit, tuple[int, ...]]] = {
    "number": (1,),
    "second": (1,),
    "day": (7, 365),
    "workday": (5, 261),
    "week": (52,),
    "month": (12,),
    "quarter": (4,),
    "year": (1,),
}
"""Periods of the usual seasons, the shortest first; 1 is none."""

DAY = 86_400
MONTHS: Final[dict[Unit, int]] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Steps:
    """How dates and whole numbers of periods stand to each other.

    Parameters
    ----------
    size
        Periods are so many units long: numbers or seconds; 1 for the others.
    anchor
        The place of a date inside its period: its day of the month (31 is the last one), the second of the day, the
        remainder of a number.
    month
        Months from the first of the quarter or year to that of the dates.
    kind
        The column type of the dates that came in, which is that of the dates that go out.
    """

    unit: Unit
    size: int
    anchor: int
    month: int
    kind: pl.DataType

    @property
    def seasons(self) -> tuple[int, ...]:
        """The usual seasons of this step, the shortest first."""
        if self.unit == "second":
            a_day = DAY // self.size
            return (a_day, 7 * a_day) if DAY % self.size == 0 and a_day > 1 else (1,)
        return SEASONS[self.unit]

    def number(self, dates: pl.Series) -> Ints:
        """Periods since a fixed one, shape (n,)."""
        if self.unit == "number":
            return np.asarray((dates.cast(pl.Int64).to_numpy() - self.anchor) // self.size, dtype=np.int64)
        seconds = _seconds(dates)
        days = seconds // DAY
        if self.unit == "second":
            return (seconds - self.anchor) // self.size
        if self.unit == "day":
            return days
        if self.unit == "workday":
            return np.asarray(np.busday_count(np.datetime64("1970-01-01"), days.astype("datetime64[D]")), np.int64)
        if self.unit == "week":
            return (days - self.anchor) // 7
        months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        return (months - self.month) // MONTHS[self.unit]

    def date(self, numbers: Ints) -> pl.Series:
        """The dates of numbered periods, of the type that came in."""
        if self.unit == "number":
            return pl.Series("ds", numbers * self.size + self.anchor).cast(self.kind)
        if self.unit == "second":
            return _as_kind(numbers * self.size + self.anchor, self.kind)
        if self.unit == "day":
            days = numbers
        elif self.unit == "workday":
            days = np.busday_offset("1970-01-01", numbers, roll="forward").astype(np.int64)
        elif self.unit == "week":
            days = numbers * 7 + self.anchor
        else:
            days = self._in_month(numbers * MONTHS[self.unit] + self.month)
        return _as_kind(days * DAY, self.kind)

    def days(self, numbers: Ints) -> tuple[Ints, Ints]:
        """First day of each numbered period and the day after its last, as days since 1970-01-01."""
        if self.unit in MONTHS:
            months = numbers * MONTHS[self.unit] + self.month - self.month % MONTHS[self.unit]
            edges = [(months + k).astype("datetime64[M]").astype("datetime64[D]") for k in (0, MONTHS[self.unit])]
            return edges[0].astype(np.int64), edges[1].astype(np.int64)
        first = _seconds(self.date(numbers)) // DAY
        return first, first + (7 if self.unit == "week" else 1)

    def _in_month(self, months: Ints) -> Ints:
        first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
        length = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) - first
        return np.asarray(first + np.minimum(self.anchor, length) - 1, dtype=np.int64)


def find_steps(dates: pl.Series, ids: pl.Series) -> Steps:
    """The step of a frame that is sorted by series and date.

    The commonest distance between neighbours decides; gaps do not disturb it. Dates of which none has a neighbour are
    months when all stand on the same day of a month, else days.

    Raises
    ------
    InvalidInput
        If the column holds neither dates nor whole numbers.
    """
    kind = dates.dtype
    if kind.is_integer():
        gap = _commonest(_differences(dates.cast(pl.Int64).to_numpy(), ids))
        size = max(gap or 1, 1)
        return Steps("number", size, int(dates.cast(pl.Int64).to_numpy()[0]) % size, 0, kind)
    if kind != pl.Date and not isinstance(kind, pl.Datetime):
        raise InvalidInput(
            Text(
                en=f"'ds' holds {kind}, neither dates nor whole numbers.", zh=f"'ds' 的类型是 {kind}，不是日期或整数。"
            ),
            where="ds",
            next_step=Text(en="Give dates such as 2025-01-31.", zh="请给出 2025-01-31 形式的日期。"),
        )
    seconds = _seconds(dates)
    gaps = _differences(seconds, ids)
    if (seconds % DAY != seconds[0] % DAY).any() or (len(gaps) and (_commonest(gaps) or DAY) < DAY):
        size = max(_commonest(gaps) or 3600, 1)
        return Steps("second", size, int(seconds[0]) % size, 0, kind)
    return _calendar_steps(seconds // DAY, gaps // DAY, kind)


def _calendar_steps(days: Ints, gaps: Ints, kind: pl.DataType) -> Steps:
    unit = _unit(days, gaps)
    if unit == "week":
        return Steps("week", 1, _commonest(days % 7) or 0, 0, kind)
    if unit in ("day", "workday"):
        return Steps(unit, 1, 0, 0, kind)
    when = days.astype("datetime64[D]")
    month_start = when.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    at_end = (when.astype("datetime64[M]") + 1).astype("datetime64[D]").astype(np.int64) - 1 == days
    anchor = 31 if at_end.all() else int(np.max(days - month_start)) + 1
    months = when.astype("datetime64[M]").astype(np.int64)
    return Steps(unit, 1, anchor, _commonest(months % MONTHS[unit]) or 0, kind)


def _unit(days: Ints, gaps: Ints) -> Unit:
    if not len(gaps):
        return "month" if len(days) > 1 and len(set(_day_of_month(days))) == 1 else "day"
    names: list[Unit] = ["day", "week", "month", "quarter", "year"]
    lowest = np.array([1, 7, 28, 89, 359])
    highest = np.array([6, 7, 31, 92, 367])
    shares = [float(np.mean((gaps >= low) & (gaps <= high))) for low, high in zip(lowest, highest, strict=True)]
    if max(shares) == 0:
        return "day" if int(np.min(gaps)) < 28 else "month"
    unit = names[int(np.argmax(shares))]
    if unit == "day" and len(days) > 10 and not np.isin((days + 3) % 7, (5, 6)).any():
        return "workday"
    return unit


def _day_of_month(days: Ints) -> Sequence[int]:
    when = days.astype("datetime64[D]")
    return list((days - when.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)).tolist())


def _differences(values: Ints, ids: pl.Series) -> Ints:
    same = ids.rle_id().to_numpy()
    gaps = np.diff(values)[np.diff(same) == 0]
    return np.asarray(gaps[gaps > 0], dtype=np.int64)


def _commonest(values: Ints) -> int | None:
    """The value that comes most often, the smallest of equals."""
    if not len(values):
        return None
    found, counts = np.unique(values, return_counts=True)
    return int(found[int(np.argmax(counts))])


def _seconds(dates: pl.Series) -> Ints:
    return np.asarray(dates.cast(pl.Datetime("us")).dt.epoch("s").to_numpy(), dtype=np.int64)


def _as_kind(seconds: Ints, kind: pl.DataType) -> pl.Series:
    moments = pl.Series("ds", seconds * 1_000_000).cast(pl.Datetime("us"))
    if isinstance(kind, pl.Datetime) and kind.time_zone:
        return moments.dt.replace_time_zone("UTC").cast(kind)
    return moments.cast(kind)
