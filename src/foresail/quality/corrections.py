"""A fix list that comes back filled in: checked line by line and kept as a load that overrides single fields."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import polars as pl

from foresail.contracts.load import Counts, LoadedFile, LoadManifest
from foresail.kernel.calendar import Calendar
from foresail.kernel.money import currency
from foresail.kernel.problem import InvalidInput, UnreadableFile, closest_names
from foresail.kernel.text import Text
from foresail.model.declare import Column, Type
from foresail.model.tables import TABLES
from foresail.quality.fixes import COLUMNS, HEADER
from foresail.warehouse.landing import Landing

SOURCE = "corrections"
TABLE = "correction"
CLEAR = frozenset({"(empty)", "（空）"})
"""What to write into `corrected` in order to empty a field."""

NAMES = {word: c.name for c in COLUMNS for word in (c.name, c.title.en, c.title.zh)}
"""Heading → column: a list that was written for people is headed by titles, in their language."""

KEPT = ("table_name", "source", "source_id", "row_key", "field", "found", "corrected")

_SCALE = {Type.MONEY: 4, Type.QUANTITY: 4, Type.UNIT_PRICE: 6, Type.RATIO: 6}
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_MOMENT = re.compile(r"^(\S+)[ T](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?$")
_TRUTH = {
    "true": "true",
    "1": "true",
    "yes": "true",
    "是": "true",
    "false": "false",
    "0": "false",
    "no": "false",
    "否": "false",
}


def is_fix_list(path: Path) -> bool:
    """Whether a file is a fix list of ours, by its header."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        first = _text(path).splitlines()[:1]
    except (OSError, UnreadableFile):
        return False
    names = {NAMES.get(heading.strip(), "") for heading in next(csv.reader(first), [])}
    return set(HEADER) - {"money", "rule_id"} <= names


def record_corrections(landing: Landing, path: Path, taken_at: datetime, calendar: Calendar) -> LoadManifest:
    """Keep the corrections of a fix list as a load of the source `corrections`.

    Parameters
    ----------
    landing
        Where loads are kept; the same file twice is one load.
    path
        The CSV. Lines whose `corrected` is blank change nothing; `(empty)` empties the field.
    taken_at
        When it was filled in; a later correction of the same value wins.
    calendar
        A day that is entered for a moment is the beginning of the local day.

    Returns
    -------
    LoadManifest
        What was kept: `new` corrections, `unchanged` blank lines.

    Raises
    ------
    InvalidInput
        If a line names a table or field that is not there, or a value that the field cannot take; the line is named.

    Notes
    -----
    A correction holds as long as the row still says what was found: when the source mends or changes the value itself,
    the source counts again.
    """
    lines = _lines(path)
    kept = [
        _checked(line, number, path, calendar)
        for number, line in enumerate(lines, 2)
        if (line.get("corrected") or "").strip()
    ]
    frame = pl.DataFrame(kept, schema=dict.fromkeys(KEPT, pl.String))
    sha256 = landing.keep(path)
    load_id = hashlib.sha256(f"{SOURCE}|{sha256}".encode()).hexdigest()[:32]
    manifest = LoadManifest(
        load_id=load_id,
        source=SOURCE,
        taken_at=taken_at,
        loaded_at=taken_at,
        files=(LoadedFile(name=path.name, sha256=sha256, size=path.stat().st_size, table=TABLE, rows_in=len(lines)),),
        tables={TABLE: Counts(rows_in=len(lines), new=len(kept), unchanged=len(lines) - len(kept))},
    )
    with landing.staging() as folder:
        frame.write_parquet(folder / f"{TABLE}.parquet")
        landing.record(manifest, folder)
    return manifest


def _lines(path: Path) -> list[dict[str, str]]:
    """The lines of the list, under the names of its columns."""
    headings, *rows = list(csv.reader(_text(path).splitlines())) or [[]]
    names = [NAMES.get(heading.strip(), heading) for heading in headings]
    return [dict(zip(names, row, strict=False)) for row in rows if row]


def _text(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):  # spreadsheets in China save CSV as GB18030
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        Text(en="The fix list is neither UTF-8 nor GB18030.", zh="修正清单既不是 UTF-8 也不是 GB18030 编码。"),
        where=path.name,
    )


def _checked(line: Mapping[str, str | None], number: int, path: Path, calendar: Calendar) -> dict[str, str]:
    where = f"{path.name}:{number}"
    given = {name: _unescaped((line.get(name) or "").strip()) for name in KEPT}
    if given["table_name"] not in TABLES:
        raise _wrong(where, "table_name", given["table_name"], closest_names(given["table_name"], TABLES))
    entity = TABLES[given["table_name"]]
    if given["field"] not in entity.names:
        raise _wrong(where, "field", given["field"], closest_names(given["field"], entity.names))
    column = entity.column(given["field"])
    try:
        wanted = "" if given["corrected"] in CLEAR else _value(column, given["corrected"], given["source"], calendar)
    except (ValueError, InvalidOperation, InvalidInput) as error:
        raise _wrong(where, "corrected", given["corrected"], ()) from error
    try:  # a spreadsheet may have rewritten what was found: 2024-03-05 as 2024/3/5, 12.0000 as 12
        found = _value(column, given["found"], "", calendar) if given["found"] else ""
    except (ValueError, InvalidOperation, InvalidInput):
        found = given["found"]
    return {**given, "corrected": wanted, "found": found}


def _wrong(where: str, name: str, value: str, closest: tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        Text(en=f"“{value}” cannot stand in the column {name}.", zh=f"{name} 列不能填写“{value}”。"),
        where=where,
        closest=closest,
        next_step=Text(
            en="Correct this line and load the fix list again; nothing was kept.",
            zh="请修正该行后重新载入，本次未保存任何更正。",
        ),
    )


def _unescaped(value: str) -> str:
    # exports put an apostrophe before text that a spreadsheet could take for a formula
    return value[1:] if len(value) > 1 and value[0] == "'" and value[1] in "=+-@" else value


def _value(column: Column, said: str, source: str, calendar: Calendar) -> str:
    """A value as the text from which the warehouse makes the column's type."""
    makers: dict[Type, Callable[[str], str]] = {
        Type.DATE: lambda s: _day(s).isoformat(),
        Type.TIMESTAMP: lambda s: _moment(s, calendar),
        Type.INTEGER: lambda s: str(int(s.replace(",", ""))),
        Type.NUMBER: lambda s: repr(float(s.replace(",", ""))),
        Type.BOOLEAN: _truth,
        Type.CURRENCY: currency,
        Type.ID: lambda s: s if not source or s.startswith(f"{source}:") else f"{source}:{s}",
    }
    if column.type in _SCALE:
        return _decimal(said, _SCALE[column.type])
    return makers.get(column.type, str)(said)


def _decimal(said: str, scale: int) -> str:
    plain = said.replace(",", "").replace("，", "")
    number = Decimal(plain.removesuffix("%")) / 100 if plain.endswith("%") else Decimal(plain)
    if not number.is_finite():
        raise ValueError(said)
    return format(number.quantize(Decimal(1).scaleb(-scale)), "f")


def _day(said: str) -> date:
    parts = _DAY.match(said)
    if parts is None:
        raise ValueError(said)
    return date(*(int(p) for p in parts.groups()))


def _moment(said: str, calendar: Calendar) -> str:
    parts = _MOMENT.match(said)
    if parts is None:
        return calendar.starts_at(_day(said)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    day, hour, minute, second, fraction = parts.groups()
    moment = datetime(*_day(day).timetuple()[:3], int(hour), int(minute), int(second or 0), tzinfo=UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S") + (fraction or "").rstrip("0").rstrip(".")


def _truth(said: str) -> str:
    if said.lower() not in _TRUTH:
        raise ValueError(said)
    return _TRUTH[said.lower()]
