"""Local days as plain arithmetic, so that every engine gives the same day without a time-zone library of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_STEP = timedelta(days=1)


def local_day_sql(moment: str, zone: str, low: datetime | None, high: datetime | None) -> str:
    """SQL of the local day of a UTC moment.

    Parameters
    ----------
    moment
        SQL of the moment.
    zone
        IANA name.
    low, high
        The earliest and latest moment in the column (UTC, naive); the changes of the clock between them become the
        branches of a CASE.

    Examples
    --------
    >>> local_day_sql("m", "Asia/Shanghai", datetime(2024, 1, 1), datetime(2025, 1, 1))
    "CAST(m + INTERVAL '28800' SECOND AS DATE)"
    """
    if low is None or high is None:
        return f"CAST({moment} AS DATE)"
    offsets = _offsets(zone, low, high)
    if len(offsets) == 1:
        return f"CAST({_shifted(moment, offsets[0][1])} AS DATE)"
    branches = " ".join(
        f"WHEN {moment} >= TIMESTAMP '{since:%Y-%m-%d %H:%M:%S}' THEN {_shifted(moment, offset)}"
        for since, offset in reversed(offsets[1:])
    )
    return f"CAST(CASE {branches} ELSE {_shifted(moment, offsets[0][1])} END AS DATE)"


def _shifted(moment: str, seconds: int) -> str:
    sign = "-" if seconds < 0 else "+"
    return f"{moment} {sign} INTERVAL '{abs(seconds)}' SECOND"


def _offsets(zone: str, low: datetime, high: datetime) -> list[tuple[datetime, int]]:
    """(UTC moment since when, offset in seconds), in order; the first holds from the beginning."""
    place = ZoneInfo(zone)
    at = max(low.replace(microsecond=0), datetime(1880, 1, 1))  # noqa: DTZ001 - naive UTC, as the columns are
    end = min(high, datetime(2200, 1, 1))  # noqa: DTZ001
    found = [(at, _offset(place, at))]
    while at < end:
        after = at + _STEP
        offset = _offset(place, after)
        if offset != found[-1][1]:
            found.append((_turn(place, at, after), offset))
        at = after
    return found


def _turn(place: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second in (before, after] with the offset of `after`."""
    target = _offset(place, after)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        before, after = (before, middle) if _offset(place, middle) == target else (middle, after)
    return after


def _offset(place: ZoneInfo, moment: datetime) -> int:
    offset = place.utcoffset(moment.replace(tzinfo=UTC).astimezone(place))
    return int(offset.total_seconds()) if offset else 0
