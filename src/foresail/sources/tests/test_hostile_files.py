"""Sixty files that mean harm: each is refused in words, soon, in little memory, and writes nothing elsewhere (G25)."""

from __future__ import annotations

import io
import json
import resource
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from foresail.kernel.problem import UnreadableFile
from foresail.sources.files.limits import MIB
from foresail.sources.files.opening import open_file
from foresail.sources.tests.biff import write_xls

_TABLE = b"deal id,name,amount\n1,A,5\n2,B,6\n"
_LEAVING = ("../e.csv", "../../../../tmp/e.csv", "/tmp/e.csv", "a/../../e.csv", "..\\e.csv", "C:\\e.csv", "c:e.csv",
            "\\\\host\\share\\e.csv", "a/b/../../../e.csv", "./../e.csv")  # fmt: skip
_PACKED = ("in.zip", "in.gz", "in.7z", "in.rar", "in.tar", "in.bz2", "in.xz", "IN.ZIP")


def _zip(members: dict[str, bytes], *, mode: int = 0, pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, pack
            archive.writestr(info, data)
    return out.getvalue()


def _book(sheet: bytes = b"<worksheet/>", *, drop: str = "", more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "id")
    with zipfile.ZipFile(out) as archive:
        members = {n: archive.read(n) for n in archive.namelist() if n != drop}
    if sheet:
        members["xl/worksheets/sheet1.xml"] = sheet
    return _zip({**members, **(more or {})})


def _old(tmp: Path) -> bytes:
    rows = [["deal id", "name"], *([f"{i}", "A"] for i in range(9))]
    return write_xls(tmp / "made.xls", {"S": rows}).read_bytes()


def _put(data: bytes, place: int, new: bytes) -> bytes:
    return data[:place] + new + data[place + len(new) :]


def _archives() -> Iterator[tuple[str, bytes]]:
    for i, name in enumerate(_LEAVING):
        yield f"leaving{i}.zip", _zip({name: _TABLE})
    for i, name in enumerate(_PACKED):
        yield f"nested{i}.zip", _zip({name: _TABLE})
    yield "link.zip", _zip({"deals.csv": b"/etc/passwd"}, mode=0o120777)
    yield "bomb.zip", _zip({"deals.csv": b"0" * (48 * MIB)})
    yield "bombs.zip", _zip({f"{i}.csv": b"0" * MIB for i in range(64)})
    yield "many.zip", _zip({f"{i}.csv": b"" for i in range(5001)}, pack=zipfile.ZIP_STORED)
    good = _zip({"deals.csv": _TABLE * 50})
    head, entry = good.index(b"PK\x01\x02"), good.rindex(b"PK\x05\x06")
    yield "locked.zip", _put(_put(good, 6, b"\x01\x00"), head + 8, b"\x01\x00")
    yield "less.zip", _put(_put(good, 22, struct.pack("<I", 9)), head + 24, struct.pack("<I", 9))
    yield "more.zip", _put(good, head + 24, struct.pack("<I", 0xFFFFFFF0))
    yield "checksum.zip", _put(_put(good, 14, b"\x00\x01\x02\x03"), head + 16, b"\x00\x01\x02\x03")
    yield "method.zip", _put(_put(good, 8, b"\x63\x00"), head + 10, b"\x63\x00")
    yield "cut.zip", good[: len(good) // 2]
    yield "directory.zip", _put(good, entry + 16, struct.pack("<I", 0x7FFFFFFF))
    yield "nothing.zip", b""
    yield "none.zip", _zip({})
    yield "noise.zip", bytes(range(256)) * 40


def _books(tmp: Path) -> Iterator[tuple[str, bytes]]:
    rows = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>%s</sheetData></worksheet>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%s]><worksheet><sheetData>&z;</sheetData></worksheet>'
    chain = b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("z") + 1))
    yield "nothing.xlsx", b""
    yield "noise.xlsx", bytes(range(256)) * 40
    yield "words.xlsx", b"PK is not enough"
    yield "cut.xlsx", _book()[:700]
    yield "far.xlsx", _book(rows % far)
    yield "bomb.xlsx", _book(rows % (b" " * (40 * MIB)))
    yield "strings.xlsx", _book(more={"xl/sharedStrings.xml": b"0" * (40 * MIB)})
    yield "laughs.xlsx", _book(laughs % chain)
    yield "open.xlsx", _book(b"<worksheet><sheetData>" + b"<row>" * 50_000)
    yield "noname.xlsx", _book(drop="xl/workbook.xml")
    yield "empty.xlsx", _book()
    yield "csv.xlsx", _TABLE
    yield "page.xlsx", b"<html><body>Please sign in</body></html>"
    old = _old(tmp)
    yield "nothing.xls", b""
    yield "noise.xls", bytes(range(256)) * 40
    yield "head.xls", old[:512]
    yield "cut.xls", old[:1600]
    size, links = struct.pack("<Q", 0x7FFFFFFF), struct.pack("<8I", *[2] * 8)
    yield "circle.xls", _put(_put(old, 512 + 8, links), 1272, size)  # a chain of sectors that bites its tail
    yield "claim.xls", _put(old, 1272, size)
    yield "directory.xls", _put(old, 512 + 4, struct.pack("<I", 1))
    yield "huge.xls", _put(old, 44, struct.pack("<I", 0x7FFFFFFF))
    yield "wild.xls", _put(old, 1536 + 40, b"\xff" * 400)
    yield "xml.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


def _texts() -> Iterator[tuple[str, bytes]]:
    out = io.BytesIO()
    pq.write_table(pa.table({"deal id": list(range(1000)), "name": ["A"] * 1000}), out)
    table = out.getvalue()
    yield "nothing.parquet", b""
    yield "noise.parquet", b"PAR1" + bytes(range(256)) * 40 + b"PAR1"
    yield "cut.parquet", table[: len(table) // 2]
    yield "footer.parquet", _put(table, len(table) - 8, struct.pack("<I", 0x7FFFFFFF))
    yield "wide.csv", b",".join(b"c%d" % i for i in range(100_000)) + b"\n" + b"," * 99_999 + b"\n"
    yield "long.csv", b"a,b\n" + b"x" * (9 * MIB) + b",1\n"
    yield "quote.csv", _TABLE + b'3,"' + b"\nC" * 5000
    yield "program.csv", b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 500
    yield "zeros.csv", bytes(4096)
    yield "deep.json", b"[" * 200_000 + b"]" * 200_000
    yield "deep.jsonl", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "nothing.jsonl", b""
    yield "cut.json", json.dumps([{"deal id": 1, "name": "A"}]).encode()[:-4]


def hostile(tmp: Path) -> dict[str, bytes]:
    """Name → content."""
    return {**dict(_archives()), **dict(_books(tmp)), **dict(_texts())}


def _used() -> tuple[float, int]:
    """Seconds of calculation and the largest size so far (KiB), of this process and its children."""
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(p.ru_utime + p.ru_stime for p in parts), max(p.ru_maxrss for p in parts)


def test_sixty_hostile_files(tmp_path: Path) -> None:
    folder, files = tmp_path / "upload" / "work", hostile(tmp_path)
    folder.mkdir(parents=True)
    (tmp_path / "made.xls").unlink()
    wrong = {}
    _, before = _used()
    for name, data in files.items():
        path = folder.parent / name
        path.write_bytes(data)
        seconds, start = _used()[0], time.monotonic()
        try:
            open_file(path, name, folder / name)
            where = ""
        except UnreadableFile as problem:
            where = problem.where
        taken = _used()[0] - seconds
        if taken > 1 or time.monotonic() - start > 20 or not where:
            wrong[name] = f"{taken:.2f} s, {where or 'read'}"
    more = (_used()[1] - before) // 1024
    print(f"{len(files)} hostile files, {more} MiB more at most")  # noqa: T201
    assert len(files) >= 60
    assert wrong == {}
    assert more <= 100
    assert [p.name for p in tmp_path.iterdir()] == ["upload"]
    assert not list(folder.rglob("e.csv"))
