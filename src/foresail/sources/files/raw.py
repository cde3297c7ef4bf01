# ruff: noqa: E501 - patterns
"""A table as it stands in a file: text cells with line numbers, kept as Parquet, and the rows that are no rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text

LINE = "_line"
_BATCH = 65_536
_TAIL = 40
_TOTAL = re.compile(
    r"(grand |sub)?-?\s*totals?( ?\(.*\))?|sum|合\s*计|总\s*计|小\s*计|汇\s*总|共计|本页合计", re.IGNORECASE
)
_FOOTER = re.compile(
    r"(grand |sub)?-?\s*totals?\b|confidential information|copyright|generated (by|on|at)|filtered by|as of \d|"
    r"report (run|generated)|\d+ (rows|records)|合计|总计|小计|汇总|共\s*\d+\s*[条行项笔]|制表人|导出(时间|人|日期)|打印(时间|日期)|备注[:：]|说明[:：]|注[:：]",
    re.IGNORECASE,
)


class Refusal(Frozen):
    """A row that cannot be read, or a value in it."""

    line: int
    reason: Text
    column: str = ""
    value: str = ""
    raw: str = ""


class RawTable(Frozen):
    """One table of one file.

    Parameters
    ----------
    name
        As shown to people: `accounts.csv`, `book.xlsx#Sheet1`, `all.zip/accounts.csv`.
    path
        The file that was given.
    data
        Parquet with `_line` (BIGINT) and `c0`, `c1` … (text), in the order of the file.
    headers
        Names of the columns; unique.
    rows
        Rows in `data`.
    refused
        Rows whose structure is broken.
    skipped
        Kind (title, blank, repeated_header, footer, total_row) → lines that are no rows.
    typed
        The file carries types (Parquet, JSON, Excel cells).
    """

    name: str
    path: Path
    sha256: str
    size: int
    data: Path
    headers: tuple[str, ...]
    rows: int
    refused: tuple[Refusal, ...] = ()
    skipped: Mapping[str, int] = {}
    encoding: str = ""
    guessed: bool = False
    separator: str = ""
    typed: bool = False

    @property
    def rows_in(self) -> int:
        return self.rows + len(self.refused)

    def frame(self, count: int | None = None) -> pl.DataFrame:
        """The rows (the first `count`), all text."""
        lazy = pl.scan_parquet(self.data)
        return (lazy if count is None else lazy.head(count)).collect()

    def sample(self, count: int = 2000) -> pl.DataFrame:
        """Rows from all over the file: the first ones and evenly spaced ones."""
        if self.rows <= count:
            return self.frame()
        step = max(self.rows // (count // 2), 1)
        lazy = pl.scan_parquet(self.data).with_row_index("_index")
        return lazy.filter((pl.col("_index") < count // 2) | (pl.col("_index") % step == 0)).drop("_index").collect()


def unique_headers(cells: Sequence[str | None]) -> tuple[str, ...]:
    """Names of columns: trimmed, line breaks as spaces, empty ones numbered, repeated ones counted."""
    seen: Counter[str] = Counter()
    names = []
    for i, cell in enumerate(cells):
        name = re.sub(r"\s+", " ", (cell or "").replace("\ufeff", "")).strip() or f"column {i + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


class Sink:
    """Takes the rows below a header one by one, sorts out what is no row, and writes the rest as Parquet."""

    def __init__(self, target: Path, header: Sequence[str | None], header_line: int) -> None:
        cells = list(header)
        while cells and not (cells[-1] or "").strip():
            cells.pop()
        self.headers = unique_headers(cells)
        self.skipped: Counter[str] = Counter()
        if header_line > 1:
            self.skipped["title"] = header_line - 1
        self.refused: list[Refusal] = []
        self.rows = 0
        self._header = [(c or "").strip() for c in cells]
        self._first = self._header[0]
        self._width = len(cells)
        self._lines: list[int] = []
        self._cells: list[Sequence[str | None]] = []
        self._schema = pa.schema([(LINE, pa.int64()), *((f"c{i}", pa.string()) for i in range(self._width))])
        self._writer = pq.ParquetWriter(target, self._schema, compression="zstd", compression_level=1)

    def push(self, line: int, row: Sequence[str | None]) -> None:
        """One row as it was read."""
        width = self._width
        if len(row) != width:
            row = self._fit(line, row)
            if not row:
                return
        first = row[0]
        if (not first or first.isspace()) and not any(c and not c.isspace() for c in row):
            self.skipped["blank"] += 1
            return
        if first and first.strip() == self._first and [(c or "").strip() for c in row] == self._header:
            self.skipped["repeated_header"] += 1
            return
        self._lines.append(line)
        self._cells.append(row)
        if len(self._cells) >= _BATCH + _TAIL:
            self._flush(_BATCH)

    def refuse(self, line: int, reason: Text, row: Sequence[str | None]) -> None:
        """A row that cannot be read."""
        raw = "\t".join(c or "" for c in row)[:2000]
        self.refused.append(Refusal(line=line, reason=reason, raw=raw))

    def _fit(self, line: int, row: Sequence[str | None]) -> Sequence[str | None]:
        """A row with another number of cells: empty cells at the end are harmless, the rest is refused."""
        if not any(c and not c.isspace() for c in row):
            self.skipped["blank"] += 1
            return ()
        found, width = len(row), self._width
        while len(row) > width and not (row[-1] or "").strip():
            row = row[:-1]
        if len(row) == width:
            return row
        few = len(row) < width
        self.refuse(
            line,
            Text(
                en=f"The row has {found} cells, the header has {width}: {'too few' if few else 'too many'}.",
                zh=f"该行有 {found} 个单元格，表头有 {width} 个：{'太少' if few else '太多'}。",
            ),
            row,
        )
        return ()

    def _flush(self, count: int) -> None:
        lines, cells = self._lines[:count], self._cells[:count]
        self._lines, self._cells = self._lines[count:], self._cells[count:]
        lines, cells = self._without_totals(lines, cells)
        if not cells:
            return
        arrays = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
        self._writer.write_table(pa.Table.from_arrays([pa.array(lines, pa.int64()), *arrays], schema=self._schema))
        self.rows += len(cells)

    def _without_totals(
        self, lines: list[int], cells: list[Sequence[str | None]]
    ) -> tuple[list[int], list[Sequence[str | None]]]:
        kept = [i for i, row in enumerate(cells) if not is_total(row)]
        if len(kept) == len(cells):
            return lines, cells
        self.skipped["total_row"] += len(cells) - len(kept)
        return [lines[i] for i in kept], [cells[i] for i in kept]

    def close(self) -> None:
        """Sort out the footer and write what is left."""
        while self._cells and is_footer(self._cells[-1]):
            self._cells.pop()
            self._lines.pop()
            self.skipped["footer"] += 1
        last = self._lines[-1] if self._lines else -1
        below = [r for r in self.refused if r.line > last and is_footer(r.raw.split("\t"), broken=True)]
        if below:
            self.skipped["footer"] += len(below)
            self.refused = [r for r in self.refused if r not in below]
        self._flush(len(self._cells))
        self._writer.close()


def is_total(row: Sequence[str | None]) -> bool:
    """A row of sums inside a report: it begins with a word for total and is mostly empty."""
    first = next((c.strip() for c in row if c and c.strip()), "")
    if len(first) > 24 or not _TOTAL.fullmatch(first.rstrip(":：")):
        return False
    return sum(1 for c in row if not (c and c.strip())) * 3 >= len(row) > 1


def is_footer(row: Sequence[str | None], *, broken: bool = False) -> bool:
    """A line below the last row that is not a row; a `broken` one has not the cells of the header."""
    filled = [c.strip() for c in row if c and c.strip()]
    if not filled:
        return True
    words = bool(_FOOTER.match(filled[0]))
    if broken:
        return words or len(filled) == 1
    return words and len(filled) * 2 <= len(row)
