"""Excel workbooks: every sheet becomes a table; bombs are refused before a cell is read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from foresail.sources.files import cells
from foresail.sources.files.archive import check_workbook
from foresail.sources.files.compound import BrokenContainer, check_compound
from foresail.sources.files.encodings import sha256
from foresail.sources.files.layout import find_header
from foresail.sources.files.limits import LIMITS, MIB, Limits, unreadable
from foresail.sources.files.raw import RawTable, Sink

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(path: Path, name: str, folder: Path, *, limits: Limits = LIMITS) -> list[RawTable]:
    """Read all sheets that hold a table.

    Raises
    ------
    UnreadableFile
        If the file is no workbook, is protected by a password, spans more than `limits.cells`, or takes more memory or
        time than `limits.reader_bytes` and `limits.reader_seconds`.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    modern = head.startswith(b"PK")
    if modern:
        check_workbook(path, limits=limits)
    elif head != _OLE or path.stat().st_size > 256 * MIB:
        raise _no_workbook(name)
    else:
        try:
            check_compound(path)
        except BrokenContainer as error:
            raise _no_workbook(name) from error
    merges = _inspect(path, name, limits) if modern else {}
    names = _read_cells(path, name, folder, limits)
    digest, size = sha256(path), path.stat().st_size
    tables = []
    for i, sheet in enumerate(names):
        table = _sheet(folder, i, f"{name}#{sheet}", merges.get(i, []))
        if table is not None:
            tables.append(table.model_copy(update={"path": path, "sha256": digest, "size": size}))
    if not tables:
        raise unreadable(name, "The workbook has no rows.", "工作簿没有数据行。", "Export it again.", "请重新导出。")
    return tables


def _read_cells(path: Path, name: str, folder: Path, limits: Limits) -> list[str]:
    """Have the cells read by a process of its own that may take so much memory and time; the names of the sheets."""
    bounds = [str(limits.reader_bytes), str(limits.reader_seconds)]
    command = [sys.executable, "-I", cells.__file__, str(path.resolve()), str(folder.resolve()), *bounds]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=limits.reader_seconds)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise _too_much(name) from error
    if done.returncode == 0:
        found: list[str] = json.loads(done.stdout)
        return found
    said = done.stderr.decode("utf-8", errors="replace").strip()[-300:]
    if done.returncode == cells.BAD_SHEET:
        raise unreadable(name, f"The sheet cannot be read: {said}.", f"工作表无法读取：{said}。")
    if done.returncode == cells.NO_WORKBOOK:
        raise _no_workbook(name)
    raise _too_much(name)


def _sheet(folder: Path, index: int, name: str, merges: list[tuple[int, int, int, int]]) -> RawTable | None:
    source, target = folder / f"sheet{index}.arrow", folder / f"sheet{index}.parquet"
    frame = pl.read_ipc(source)
    source.unlink()
    if not frame.height or not frame.width:
        return None
    rows = frame.rows()
    if merges:
        rows = _unmerged(rows, merges)
    header = find_header(rows)
    filled = [i for i, c in enumerate(rows[header]) if c and c.strip()]
    if not filled or header + 1 >= len(rows):
        return None
    left = filled[0]
    sink = Sink(target, rows[header][left:], header + 1)
    for line, row in enumerate(rows[header + 1 :], start=header + 2):
        sink.push(line, row[left:])
    sink.close()
    if not sink.rows and not sink.refused:
        return None
    skipped = dict(sink.skipped)
    if merges:
        skipped["merged_cells"] = len(merges)
    return RawTable(
        name=name, path=target, sha256="", size=0, data=target, headers=sink.headers, rows=sink.rows,
        refused=tuple(sink.refused), skipped=skipped, typed=True,
    )  # fmt: skip


def _unmerged(
    rows: list[tuple[str | None, ...]], merges: list[tuple[int, int, int, int]]
) -> list[tuple[str | None, ...]]:
    """Cells merged downwards carry their value to each of their rows; a merged title row stays one cell."""
    out = [list(row) for row in rows]
    for top, left, bottom, right in merges:
        if top >= len(out) or left >= len(out[0]) or (bottom == top):
            continue
        value = out[top][left]
        for r in range(top, min(bottom + 1, len(out))):
            for c in range(left, min(right + 1, len(out[0]))):
                out[r][c] = value
    return [tuple(row) for row in out]


def _inspect(path: Path, name: str, limits: Limits) -> dict[int, list[tuple[int, int, int, int]]]:
    """Merged areas by sheet; refuses sheets whose few cells span a huge area."""
    with zipfile.ZipFile(path) as archive:
        sheets = sorted((n for n in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)), key=_number)
        found = {}
        for i, sheet in enumerate(sheets):
            columns: set[bytes] = set()
            last = 1
            merges: list[tuple[int, int, int, int]] = []
            for chunk in _overlapping(archive, sheet):
                for match in _CELL.finditer(chunk):
                    columns.add(match[1])
                    last = max(last, int(match[2]))
                merges += [(int(m[2]) - 1, _index(m[1]), int(m[4]) - 1, _index(m[3])) for m in _MERGE.finditer(chunk)]
            width = 1 + max((_index(c) for c in columns), default=0)
            if width * last > limits.cells:
                raise unreadable(
                    name,
                    f"A sheet spans {last:,} rows × {width:,} columns: more than is read.",
                    f"工作表范围为 {last:,} 行 × {width:,} 列，超出可读取的大小。",
                    "Delete the stray cells far from the table, or export as CSV.",
                    "请删除远离表格的零散单元格，或导出为 CSV。",
                )
            found[i] = sorted(set(merges))
    return found


def _overlapping(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    rest = b""
    with archive.open(name) as stream:
        while chunk := stream.read(4 * MIB):
            yield rest + chunk
            rest = chunk[-64:]


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name) or 0)


def _index(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1


def _too_much(name: str) -> Exception:
    return unreadable(
        name,
        "Reading this workbook takes more memory or time than a file may take, or the reader died on it.",
        "读取该工作簿所需的内存或时间超出单个文件的上限，或读取程序异常终止。",
        "Export it as CSV, or split it.",
        "请导出为 CSV，或拆分文件。",
    )


def _no_workbook(name: str) -> Exception:
    return unreadable(
        name,
        "This is not an Excel workbook, or it is damaged or protected by a password.",
        "这不是 Excel 工作簿，或文件已损坏或受密码保护。",
        "Open it in Excel and save it again as .xlsx without a password.",
        "请用 Excel 打开并另存为不带密码的 .xlsx。",
    )
