# ruff: noqa: E501 - patterns
"""Days and moments as people and systems write them; the order of day and month is known or asked, never assumed."""

from __future__ import annotations

from typing import Literal

import polars as pl

from foresail.sources.convert.text import applied, narrow

Order = Literal["", "dmy", "mdy", "ymd", "excel1904"]

_TIME = (
    r"(?i)(?:[t ]\s*|(?:[ t]\s*)?\b)(am|pm|a\.m\.|p\.m\.)?\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?"
    r"\s*(am|pm|a\.m\.|p\.m\.)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2}(?::?00)?)?(?:\[[\w/]+\])?$"
)
_ISO = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$"
_SHORT = r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})$"
_DAY_NAME = r"(?i)^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/ .]*([a-z]{3,9})\.?[-/, ]*(\d{4}|\d{2})$"
_NAME_DAY = r"(?i)^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?([a-z]{3,9})\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?[,-]?\s*(\d{4})$"
_PACKED = r"^((?:19|20)\d{2})(\d{2})(\d{2})$"
_MONTH = r"^((?:19|20)\d{2})[-/.]?(\d{1,2})-?$"
_QUARTER = r"(?i)^((?:19|20)\d{2})[- ]?q([1-4])$"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOMENT = pl.Datetime("us")


_USUAL = r"^(?:19|20)\d{2}[-/]\d{2}[-/]\d{2}(?:[ T]\d{2}:[0-5]\d(?::[0-5]\d)?)?$"
_AS_STAMP = pl.concat_str(  # `2026/03/05T14:00` → `2026-03-05 14:00:00`
    pl.col("v").str.slice(0, 4), pl.lit("-"), pl.col("v").str.slice(5, 2), pl.lit("-"), pl.col("v").str.slice(8, 2),
    pl.lit(" "), pl.col("v").str.slice(11, 8), pl.lit("00:00:00").str.slice((pl.col("v").str.len_chars().cast(pl.Int32) - 11).clip(0)),
)  # fmt: skip
_AS_PLAIN = pl.col("v").str.replace_many(
    ["年", "月", "日", "号", "上午", "下午", "时", "点", "分", "秒", "第", "季度", "一", "二", "三", "四"],
    ["-", "-", " ", " ", " AM ", " PM ", ":", ":", ":", "", "Q", "", "1", "2", "3", "4"],
).str.replace(r":\s*$", "").str.replace_all(r"\s+", " ").str.strip_chars()  # fmt: skip


def days(series: pl.Series, order: Order, zone: str) -> pl.Series:
    """Text as local days; what is no date under this order is null.

    Examples
    --------
    >>> days(pl.Series(["2026年3月5日", "5-Mar-26", "03/05/2026", "46086"]), "mdy", "Asia/Shanghai").to_list()[0]
    datetime.date(2026, 3, 5)
    """
    local = _mapped(series, order, zone, day=True)
    return local.cast(pl.Date)


def moments(series: pl.Series, order: Order, zone: str) -> pl.Series:
    """Text as UTC moments; without an offset a time is local to `zone`, a day begins at its first local moment."""
    return _mapped(series, order, zone, day=False)


def _mapped(series: pl.Series, order: Order, zone: str, *, day: bool) -> pl.Series:
    """Parse each distinct text once."""
    unique = series.unique()
    usual = _usual(unique)
    if usual is not None:
        value = usual if day else to_utc(usual, zone)
    else:
        local, _, absolute = _parse(unique, order, whole_months=day)
        if day:
            value = pl.select(pl.coalesce(to_local(absolute, zone), local)).to_series()
        else:
            value = pl.select(pl.coalesce(absolute, to_utc(local, zone))).to_series()
    frame = pl.DataFrame({"text": unique, "value": value})
    return series.to_frame("text").join(frame, on="text", how="left", maintain_order="left")["value"]


def _usual(series: pl.Series) -> pl.Series | None:
    """Local moments where all texts are written as systems write them (`2026-03-05`, `2026-03-05 14:00`, `… 14:00:00`).

    None where any is written otherwise: then every form is tried. Most columns are of one usual form, and their files
    are read ten times faster for it.
    """
    if not series.str.contains(_USUAL).all():
        return None
    full = applied(series, _AS_STAMP)
    value = full.str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
    return value if value.null_count() == series.null_count() else None


def to_utc(local: pl.Series, zone: str) -> pl.Series:
    """Local moments as UTC; a moment that the clock skips is taken an hour later, one that comes twice is the first."""

    def at(series: pl.Series) -> pl.Series:
        return series.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")

    aware = at(local)
    if aware.null_count() > local.null_count():
        aware = pl.select(pl.coalesce(aware, at(local.dt.offset_by("1h")))).to_series()
    return aware.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def to_local(moments_utc: pl.Series, zone: str) -> pl.Series:
    """UTC moments as local ones."""
    return moments_utc.dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.replace_time_zone(None)


def _plain(series: pl.Series) -> pl.Series:
    """Chinese forms as plain ones."""
    return applied(narrow(series), _AS_PLAIN)


def _parse(series: pl.Series, order: Order, *, whole_months: bool) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Local moments, offsets and absolute moments (those with an offset, or counted in seconds)."""
    text = _plain(series)
    clock = text.str.extract_groups(_TIME).struct.unnest()
    clock = clock.rename(dict(zip(clock.columns, ("am1", "h", "m", "s", "f", "am2", "zone"), strict=True)))
    date_text = text.str.replace(_TIME, "").str.strip_chars(" ,-").str.strip_suffix("T")
    date_text = pl.select(
        pl.when(clock["h"].is_null()).then(text.str.strip_chars(" ,-").str.strip_suffix("T")).otherwise(date_text)
    ).to_series()
    date = _dates(date_text, order, whole_months=whole_months)
    frame = pl.DataFrame({"d": date, "raw": text}).hstack(clock)
    frame = frame.with_columns(
        pl.col("h", "m", "s").cast(pl.Int64, strict=False).fill_null(0),
        us=pl.col("f").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64, strict=False).fill_null(0),
        am=pl.coalesce("am1", "am2").str.to_lowercase().str.slice(0, 1),
        offset=_offset(),
    ).with_columns(h=pl.when(pl.col("am").is_null()).then(pl.col("h")).otherwise(_hour()))
    timed = frame.select(
        pl.when((pl.col("h") < 24) & (pl.col("m") < 60) & (pl.col("s") < 61))
        .then(pl.col("d").cast(MOMENT) + pl.duration(hours="h", minutes="m", seconds="s", microseconds="us"))
        .alias("local"),
        "offset",
    )
    shifted = timed.select(pl.col("local") - pl.duration(minutes="offset")).to_series()
    absolute = pl.select(pl.coalesce(shifted, _epoch(text))).to_series()
    serial = _serial(text, epoch1904=order == "excel1904")
    return pl.select(pl.coalesce(timed["local"], serial)).to_series(), timed["offset"], absolute


def _hour() -> pl.Expr:
    """Twelve-hour clock: 12 AM is midnight, 12 PM is noon; what is above 12 stays."""
    twelve = pl.col("h") % 12
    early = pl.when(pl.col("am") == "a").then(twelve).otherwise(twelve + 12)
    return pl.when(pl.col("h") <= 12).then(early).otherwise(pl.col("h"))


def _offset() -> pl.Expr:
    digits = pl.col("zone").str.replace_all(":", "")
    minutes = digits.str.slice(1, 2).cast(pl.Int64, strict=False) * 60 + digits.str.slice(3, 2).cast(
        pl.Int64, strict=False
    )
    named = pl.col("zone").str.to_lowercase().is_in(["z", "utc", "gmt"])
    return pl.when(named).then(0).when(digits.str.starts_with("-")).then(-minutes).otherwise(minutes)


def _dates(text: pl.Series, order: Order, *, whole_months: bool) -> pl.Series:
    frame = pl.DataFrame({"t": text})
    t = pl.col("t")
    forms = [
        _ymd(t, _ISO, 1, 2, 3),
        _ymd(t, _PACKED, 1, 2, 3),
        _short(t, order),
        _named(t, _DAY_NAME, 3, 2, 1),
        _named(t, _NAME_DAY, 3, 1, 2),
    ]
    if whole_months:
        quarter = t.str.extract(_QUARTER, 2).cast(pl.Int64, strict=False) * 3 - 2
        forms += [_build(t.str.extract(_MONTH, 1), t.str.extract(_MONTH, 2), pl.lit("1"))]
        forms += [_build(t.str.extract(_QUARTER, 1), quarter.cast(pl.String), pl.lit("1"))]
    return frame.select(pl.coalesce(forms)).to_series()


def _ymd(t: pl.Expr, pattern: str, year: int, month: int, day: int) -> pl.Expr:
    return _build(t.str.extract(pattern, year), t.str.extract(pattern, month), t.str.extract(pattern, day))


def _short(t: pl.Expr, order: Order) -> pl.Expr:
    first, second, last = t.str.extract(_SHORT, 1), t.str.extract(_SHORT, 3), t.str.extract(_SHORT, 4)
    if order == "ymd":
        return _build(first, second, last)
    if order == "dmy":
        return _build(last, second, first)
    if order == "mdy":
        return _build(last, first, second)
    return pl.lit(None, dtype=pl.Date)


def _named(t: pl.Expr, pattern: str, year: int, month: int, day: int) -> pl.Expr:
    name = t.str.extract(pattern, month).str.to_lowercase().str.slice(0, 3)
    number = name.replace_strict(list(_MONTHS), [str(i) for i in range(1, 13)], default=None, return_dtype=pl.String)
    return _build(t.str.extract(pattern, year), number, t.str.extract(pattern, day))


def _build(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    number = year.cast(pl.Int64, strict=False)
    full = pl.when(year.str.len_chars() > 2).then(number).when(number < 69).then(number + 2000).otherwise(number + 1900)
    return pl.concat_str([full.cast(pl.String), month, day], separator="-").str.to_date("%Y-%m-%d", strict=False)


def _epoch(text: pl.Series) -> pl.Series:
    """Seconds (10 digits), milliseconds (13) or microseconds (16) since 1970."""
    frame = pl.DataFrame({"t": text.str.extract(r"^(\d{10}|\d{13}|\d{16})(?:\.0+)?$", 1)})
    number = pl.col("t").cast(pl.Int64, strict=False)
    size = pl.col("t").str.len_chars()
    micros = pl.when(size == 10).then(number * 1_000_000).when(size == 13).then(number * 1000).otherwise(number)
    return frame.select(micros.cast(MOMENT)).to_series()


def _serial(text: pl.Series, *, epoch1904: bool) -> pl.Series:
    """Days since the beginning of Excel's calendar, 1900 or 1904."""
    number = text.str.extract(r"^(\d{5}(?:\.\d+)?)$", 1).cast(pl.Float64, strict=False)
    shift = 24107 if epoch1904 else 25569
    frame = pl.DataFrame({"n": number})
    seconds = ((pl.col("n") - shift) * 86400).round(0).cast(pl.Int64, strict=False)
    usable = pl.col("n").is_between(7000, 80000)
    return frame.select(pl.when(usable).then((seconds * 1_000_000).cast(MOMENT))).to_series()


class Orders:
    """What a column says about the order of day, month and year."""

    def __init__(self) -> None:
        self.seen = self.first_big = self.second_big = self.first_year = 0
        self.dots = 0
        self.samples: list[str] = []

    def look(self, series: pl.Series) -> None:
        """Take in more values (no nulls)."""
        if series.str.contains(r"^\d{4}[-/]").all():
            return  # the year stands first: nothing to find out
        text = _plain(series).str.replace(_TIME, "").str.strip_chars(" ,-").str.strip_suffix("T")
        parts = text.str.extract_groups(_SHORT).struct.unnest().drop_nulls()
        if not parts.height:
            return
        first, second, last = (parts.to_series(i) for i in (0, 2, 3))
        a, b = first.cast(pl.Int64), second.cast(pl.Int64)
        self.seen += parts.height
        self.first_big += int(((a > 12) & (b <= 12)).sum())
        self.second_big += int(((b > 12) & (a <= 12)).sum())
        self.first_year += int(((a > 31) & (last.str.len_chars() == 2)).sum())
        self.dots += int((parts.to_series(1) == ".").sum())
        if not self.samples:
            self.samples = series.head(3).to_list()

    def decide(self, hint: Order = "") -> tuple[Order, bool]:
        """The order, and whether the whole column proves it (or the file's other columns do: `hint`)."""
        if not self.seen:
            return "", True
        if self.first_year:
            return "ymd", True
        if self.first_big and self.second_big:
            likely: Order = "dmy" if self.first_big > self.second_big else "mdy"
            return likely, min(self.first_big, self.second_big) * 50 < max(self.first_big, self.second_big)
        if self.first_big or self.second_big:
            return ("dmy" if self.first_big else "mdy"), True
        if hint:
            return hint, True
        if self.dots == self.seen:
            return "dmy", True  # points between day, month and year are written day first
        return "mdy", False
