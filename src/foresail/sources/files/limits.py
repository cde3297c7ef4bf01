"""How much a file may claim before it is refused."""

from __future__ import annotations

from pathlib import Path

from foresail.kernel.base import Frozen
from foresail.kernel.problem import UnreadableFile
from foresail.kernel.text import Text

MIB = 1 << 20


class Limits(Frozen):
    """Bounds that stop bombs before harm; a usual export is far below all of them.

    Parameters
    ----------
    unpacked_bytes
        What the members of one archive may hold together.
    ratio
        Unpacked over packed size from `ratio_from` bytes on.
    members
        Files in one archive.
    workbook_bytes
        What one workbook may unpack to.
    cells
        Cells that a sheet may span.
    reader_bytes, reader_seconds
        Memory and time that the process which reads the cells of one workbook may take.
    line_bytes
        The longest line.
    columns
        Columns of one table.
    """

    unpacked_bytes: int = 8192 * MIB
    ratio: int = 120
    ratio_from: int = 32 * MIB
    members: int = 5000
    workbook_bytes: int = 1024 * MIB
    cells: int = 60_000_000
    reader_bytes: int = 6144 * MIB
    reader_seconds: int = 600
    line_bytes: int = 8 * MIB
    columns: int = 2000


LIMITS = Limits()


def unreadable(path: Path | str, en: str, zh: str, next_en: str = "", next_zh: str = "") -> UnreadableFile:
    """The problem of a file that is refused as a whole."""
    step = Text(en=next_en, zh=next_zh) if next_en else None
    return UnreadableFile(Text(en=en, zh=zh), where=str(path), next_step=step)


def too_many_columns(path: Path | str, found: int, limits: Limits) -> UnreadableFile:
    """The problem of a file that is wider than any table of sales."""
    return unreadable(
        path,
        f"The file has {found:,} columns or more; at most {limits.columns:,} are read.",
        f"文件至少有 {found:,} 列，最多读取 {limits.columns:,} 列。",
        "Leave out the columns that are not needed, or check the separator.",
        "请去掉不需要的列，或检查分隔符。",
    )
