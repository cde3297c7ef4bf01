"""One door for files: whatever it is, it becomes raw tables, or is refused with a reason."""

from __future__ import annotations

import re
from pathlib import Path

from foresail.sources.files.archive import unpack
from foresail.sources.files.columnar import read_json, read_parquet
from foresail.sources.files.delimited import read_delimited
from foresail.sources.files.encodings import probe
from foresail.sources.files.limits import LIMITS, Limits, unreadable
from foresail.sources.files.markup import is_markup, read_markup
from foresail.sources.files.raw import RawTable
from foresail.sources.files.workbook import read_workbook

READABLE = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".parquet", ".jsonl", ".ndjson", ".json", ".zip")
"""Endings that are tried; a file with another one is named as ignored."""
_BY_NAME = re.compile(
    r"(^|[^a-z])(read ?me|licen[cs]e|changelog|data[ _-]?dictionary|dictionary|codebook|schema|metadata|foresail-\w+)"
    r"([^a-z]|$)"
    r"|数据字典|字段说明|说明文档",
    re.IGNORECASE,
)


def describes_data(path: Path | str) -> bool:
    """Whether the name says that the file tells about the data instead of holding them."""
    return bool(_BY_NAME.search(Path(path).stem))


def open_file(path: Path, name: str, work: Path, *, encoding: str = "", limits: Limits = LIMITS) -> list[RawTable]:
    """Read one file into raw tables.

    Parameters
    ----------
    path, name
        The file, and how it is called in messages.
    work
        An empty folder of our own for what is read.

    Raises
    ------
    UnreadableFile
        Naming the file, and the next step.
    """
    work.mkdir(parents=True, exist_ok=True)
    if not path.stat().st_size:
        raise unreadable(
            name, "The file is empty (0 bytes).", "文件为空（0 字节）。", "Export it again.", "请重新导出。"
        )
    with path.open("rb") as stream:
        head = stream.read(256)
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _archive(path, name, work, encoding, limits)
    paged = suffix in (".xlsx", ".xlsm", ".xls") and is_markup(head)
    if (suffix in (".xlsx", ".xlsm") and not paged) or (suffix == ".xls" and head[:1] in (b"\xd0", b"P")):
        return read_workbook(path, name, work, limits=limits)
    if suffix == ".parquet":
        return [read_parquet(path, name, work / "table.parquet", limits=limits)]
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):  # a workbook under a text name
        return read_workbook(path, name, work, limits=limits)
    found = probe(path, encoding=encoding, limits=limits)
    if paged:
        return [read_markup(path, name, work / "table.parquet", found, limits=limits)]
    if suffix in (".jsonl", ".ndjson", ".json"):
        return [read_json(path, name, work / "table.parquet", found, limits=limits)]
    table = read_delimited(path, name, work / "table.parquet", found, limits=limits)
    if not table.rows and not table.refused:
        raise unreadable(
            name,
            "The file has a header but no rows.",
            "文件只有表头，没有数据行。",
            "Export it again, or leave it out.",
            "请重新导出，或不要载入它。",
        )
    return [table]


def _archive(path: Path, name: str, work: Path, encoding: str, limits: Limits) -> list[RawTable]:
    tables: list[RawTable] = []
    for i, (inside, member) in enumerate(unpack(path, work / "members", limits=limits)):
        if member.suffix not in READABLE or describes_data(inside):
            continue
        found = open_file(member, f"{name}/{inside}", work / str(i), encoding=encoding, limits=limits)
        tables += [table.model_copy(update={"path": path}) for table in found]
    if not tables:
        raise unreadable(name, "The archive holds no table.", "压缩包中没有表格。")
    return tables
