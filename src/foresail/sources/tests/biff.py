"""The smallest writer of the old Excel format (BIFF8 in a compound file): what the tests need of it, and no more."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import date
from pathlib import Path

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_EPOCH = date(1899, 12, 30)
_DAY = 14  # the built-in number format of a date


def write_xls(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """Write texts, numbers, days and empty cells."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    start = len(_globals(list(sheets), [0] * len(sheets)))
    places = [start + sum(map(len, bodies[:i])) for i in range(len(bodies))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_compound(_globals(list(sheets), places) + b"".join(bodies)))
    return path


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(words: str, length: str) -> bytes:
    return struct.pack(length, len(words)) + b"\x01" + words.encode("utf-16-le")


def _globals(names: list[str], places: list[int]) -> bytes:
    parts = [_record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)), _record(0x42, b"\xb0\x04")]
    parts += [_record(0xE0, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, _DAY)]
    for name, place in zip(names, places, strict=True):
        parts.append(_record(0x85, struct.pack("<IH", place, 0) + _text(name, "<B")))
    return b"".join([*parts, _record(0x0A)])


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows), default=0), 0)
    parts = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)), _record(0x200, size)]
    parts += [_cell(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row) if value is not None]
    return b"".join([*parts, _record(0x0A)])


def _cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, date):
        return _record(0x203, struct.pack("<HHHd", row, column, 1, (value - _EPOCH).days))
    if isinstance(value, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return _record(0x204, struct.pack("<HHH", row, column, 0) + _text(str(value), "<H"))


def _compound(stream: bytes) -> bytes:
    """One stream `Workbook`: sector 0 is the allocation table, 1 the directory, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\x00")
    count = len(stream) // _SECTOR
    assert count <= 126, "one allocation table is enough for a test"
    table = [_FAT, _END, *range(3, count + 2), _END]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    fat = struct.pack(f"<{len(table)}I", *table).ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header.ljust(_SECTOR, b"\xff") + fat + entries.ljust(_SECTOR, b"\x00") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    words = (name + "\x00").encode("utf-16-le")
    links = struct.pack("<III", _FREE, _FREE, child)
    return (
        words.ljust(64, b"\x00")
        + struct.pack("<HBB", len(words), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
