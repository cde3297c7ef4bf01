"""Reports that a system calls Excel but writes as a web page: the largest table of the page is read."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from foresail.sources.files.encodings import Probe, open_text
from foresail.sources.files.layout import find_header
from foresail.sources.files.limits import LIMITS, MIB, Limits, too_many_columns, unreadable
from foresail.sources.files.raw import RawTable, Sink

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_SPACE = "\u00a0"


def is_markup(head: bytes) -> bool:
    """Whether a file begins as a web page or as XML does.

    Examples
    --------
    >>> is_markup(b"\\xef\\xbb\\xbf <html>"), is_markup(b"a,b"), is_markup(b"<5,days")
    (True, False, False)
    """
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe").lstrip()
    return len(text) > 1 and text[:1] == b"<" and (text[1:2].isalpha() or text[1:2] in b"!?")


def read_markup(path: Path, name: str, target: Path, probe: Probe, *, limits: Limits = LIMITS) -> RawTable:
    """Read the largest table of a web page; the line is the number of the row in it, from 1.

    Raises
    ------
    UnreadableFile
        If it holds no table, is an XML workbook of Excel 2003, or spans more than `limits.cells`.
    """
    page = _Page()
    with open_text(path, probe.encoding) as stream:
        while chunk := stream.read(MIB):
            if _SPREADSHEET in chunk and not page.tables:
                raise _not_read(name, "an XML workbook of Excel 2003", "Excel 2003 的 XML 工作簿")
            page.feed(chunk)
            if page.cells > limits.cells:
                raise _not_read(name, "a page with more cells than are read", "单元格过多的网页")
    page.close()
    rows = max(page.tables, key=len, default=[])
    if len(rows) < 2:
        raise _not_read(name, "a web page without a table", "没有表格的网页")
    width = max(len(row) for row in rows)
    if width > limits.columns:
        raise too_many_columns(name, width, limits)
    header = find_header(rows)
    sink = Sink(target, rows[header], header + 1)
    for line, row in enumerate(rows[header + 1 :], start=header + 2):
        sink.push(line, row)
    sink.close()
    return RawTable(
        name=name, path=path, sha256=probe.sha256, size=probe.size, data=target, headers=sink.headers, rows=sink.rows,
        refused=tuple(sink.refused), skipped=dict(sink.skipped), encoding=probe.encoding, guessed=probe.guessed,
    )  # fmt: skip


class _Page(HTMLParser):
    """Collects the rows of all tables; a cell that spans columns is followed by empty ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cells = 0
        self._open: list[list[list[str]]] = []
        self._words: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._finish()
            self._open.append([])
        elif tag == "tr" and self._open:
            self._finish()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._finish()
            self._words, said = [], dict(attrs).get("colspan") or ""
            self._span = min(int(said), 1000) if said.isascii() and said.isdigit() else 1
        elif tag == "br" and self._words is not None:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._finish()
        if tag == "table" and self._open:
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def close(self) -> None:
        """A page that was cut off still gives what it holds."""
        super().close()
        self._finish()
        while self._open:
            self.tables.append(self._open.pop())

    def _finish(self) -> None:
        if self._words is None:
            return
        cell = " ".join("".join(self._words).replace(_SPACE, " ").split())
        self._open[-1][-1] += [cell, *[""] * (self._span - 1)]
        self.cells += max(self._span, 1)
        self._words = None


def _not_read(name: str, en: str, zh: str) -> Exception:
    return unreadable(
        name,
        f"Under the name of a workbook this is {en}.",
        f"文件名是工作簿，内容却是{zh}。",
        "Open it in Excel and save it as .xlsx, or export it as CSV.",
        "请用 Excel 打开并另存为 .xlsx，或导出为 CSV。",
    )
