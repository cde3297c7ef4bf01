"""Business days, weeks, months and fiscal years in the workspace's own time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from foresail.kernel.base import Frozen
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Language, Text


class Grain(StrEnum):
    """The length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


class Period(Frozen):
    """Local days from `start` to before `end` (exclusive).

    Examples
    --------
    >>> Period(start=date(2026, 1, 1), end=date(2026, 2, 1)).days
    31
    """

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


class Calendar(Frozen):
    """How a workspace cuts time.

    Parameters
    ----------
    time_zone
        IANA name; moments are UTC, days are local to it.
    week_start
        1 (Monday) … 7 (Sunday).
    fiscal_year_start
        Month (1 – 12) in which the fiscal year begins; quarters and years follow it.
    country
        ISO 3166 code, for holidays.
    """

    time_zone: str = "Asia/Shanghai"
    week_start: int = Field(default=1, ge=1, le=7)
    fiscal_year_start: int = Field(default=1, ge=1, le=12)
    country: str = "CN"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise InvalidInput(
                Text(en=f"“{name}” is not a time zone.", zh=f"“{name}”不是时区。"),
                next_step=Text(
                    en="Use an IANA name such as Asia/Shanghai.", zh="请使用 IANA 名称，例如 Asia/Shanghai。"
                ),
            ) from error
        return name

    def local_day(self, moment: datetime) -> date:
        """The local day of a moment (naive moments are UTC)."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(ZoneInfo(self.time_zone)).date()

    def starts_at(self, day: date) -> datetime:
        """The first UTC moment of a local day. Where the clock skips midnight, the first moment that exists."""
        zone = ZoneInfo(self.time_zone)
        local = datetime.combine(day, time(), zone)
        moment = local.astimezone(UTC)
        if self.local_day(moment) < day:  # midnight does not exist that day: step over the gap
            moment += (local.utcoffset() or timedelta()) - (local.replace(fold=1).utcoffset() or timedelta())
        return moment

    def floor(self, day: date, grain: Grain) -> date:
        """The first day of the period of `grain` that holds `day`."""
        if grain is Grain.DAY:
            return day
        if grain is Grain.WEEK:
            return day - timedelta(days=(day.isoweekday() - self.week_start) % 7)
        months = _MONTHS[grain]
        shift = (day.month - (self.fiscal_year_start if months > 1 else 1)) % months
        return _add_months(day.replace(day=1), -shift)

    def shift(self, start: date, grain: Grain, count: int) -> date:
        """Move the first day of a period by `count` periods."""
        if grain is Grain.DAY:
            return start + timedelta(days=count)
        if grain is Grain.WEEK:
            return start + timedelta(weeks=count)
        return _add_months(start, count * _MONTHS[grain])

    def period(self, day: date, grain: Grain) -> Period:
        """The period of `grain` that holds `day`."""
        start = self.floor(day, grain)
        return Period(start=start, end=self.shift(start, grain, 1))

    def periods(self, span: Period, grain: Grain) -> tuple[Period, ...]:
        """All periods of `grain` that touch `span`, in order."""
        found: list[Period] = []
        at = self.floor(span.start, grain)
        while at < span.end:
            after = self.shift(at, grain, 1)
            found.append(Period(start=at, end=after))
            at = after
        return tuple(found)

    def previous(self, span: Period) -> Period:
        """The span of the same kind just before: whole months stay whole months, other spans keep their days."""
        if span.start.day == 1 and span.end.day == 1:
            months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
            return Period(start=_add_months(span.start, -months), end=span.start)
        return Period(start=span.start - timedelta(days=span.days), end=span.start)

    def last_year(self, span: Period) -> Period:
        """The same days a year earlier (29 February becomes 28 February)."""
        return Period(start=_add_months(span.start, -12), end=_add_months(span.end, -12))

    def fiscal_year(self, day: date) -> int:
        """The fiscal year of a day, named after the calendar year in which it ends."""
        start = self.floor(day, Grain.YEAR)
        return start.year if self.fiscal_year_start == 1 else start.year + 1

    def label(self, start: date, grain: Grain, language: Language = "en") -> str:
        """A short name of the period that begins on `start`."""
        if grain in (Grain.DAY, Grain.WEEK):
            return start.isoformat()
        if grain is Grain.MONTH:
            return f"{start.year}年{start.month}月" if language == "zh" else f"{start:%Y-%m}"
        year = self.fiscal_year(start)
        if grain is Grain.YEAR:
            return f"{year}年" if language == "zh" else f"FY{year}" if self.fiscal_year_start > 1 else str(year)
        quarter = (start.month - self.fiscal_year_start) % 12 // 3 + 1
        return f"{year}年第{quarter}季度" if language == "zh" else f"{year} Q{quarter}"


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(days=1)).day))
