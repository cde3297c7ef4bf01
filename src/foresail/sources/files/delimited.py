"""CSV and its relatives: the separator is found, rows are read with their line numbers, broken ones refused."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from foresail.kernel.text import Text
from foresail.sources.files.encodings import Probe, open_text
from foresail.sources.files.layout import LOOK, find_header
from foresail.sources.files.limits import LIMITS, MIB, Limits, too_many_columns, unreadable
from foresail.sources.files.raw import RawTable, Sink

SEPARATORS = (",", ";", "\t", "|")
_MALFORMED = Text(en="The quotes of this row do not close properly.", zh="该行的引号没有正确闭合。")
_UNDECODED = Text(
    en="The row holds bytes that are not text in the encoding of the file.", zh="该行含有无法按文件编码解读的字节。"
)


def read_delimited(path: Path, name: str, target: Path, probe: Probe, *, limits: Limits = LIMITS) -> RawTable:
    """Read a text file with separators into a raw table.

    Raises
    ------
    UnreadableFile
        If there is nothing in it, or a quote opens that never closes.
    """
    with open_text(path, probe.encoding) as stream:
        sample = stream.read(256 * 1024)
    declared, separator = _separator(sample)
    if not sample.strip("\ufeff\r\n\t ,;"):
        raise unreadable(name, "The file is empty.", "文件为空。", "Export it again.", "请重新导出。")
    csv.field_size_limit(4 * MIB)
    with open_text(path, probe.encoding) as stream:
        rows = _rows(stream, name, separator, spaced=_spaced(sample, separator))
        first = list(islice(rows, LOOK))
        header = find_header([row for _, row, _ in first[int(declared) :]]) + int(declared)
        if len(first[header][1]) > limits.columns:
            raise too_many_columns(name, len(first[header][1]), limits)
        sink = Sink(target, first[header][1], first[header][0])
        damaged = probe.encoding not in ("utf-8", "utf-8-sig") or "\ufffd" in sample or not _is_clean(path)
        _fill(sink, chain(first[header + 1 :], rows), damaged=damaged)
    sink.close()
    return RawTable(
        name=name, path=path, sha256=probe.sha256, size=probe.size, data=target, headers=sink.headers,
        rows=sink.rows, refused=tuple(sink.refused), skipped=dict(sink.skipped),
        encoding=probe.encoding, guessed=probe.guessed, separator=separator,
    )  # fmt: skip


def _fill(sink: Sink, rows: Iterator[tuple[int, list[str], Text | None]], *, damaged: bool) -> None:
    push = sink.push
    for line, row, wrong in rows:
        if wrong is not None:
            sink.refuse(line, wrong, row)
        elif damaged and any("\ufffd" in cell for cell in row):
            sink.refuse(line, _UNDECODED, row)
        else:
            push(line, row)


def _is_clean(path: Path) -> bool:
    """Whether every byte is UTF-8: then no row needs to be looked at for damage."""
    with path.open(encoding="utf-8", errors="strict", newline="") as stream:
        try:
            while stream.read(MIB):
                pass
        except UnicodeDecodeError:
            return False
    return True


def _rows(
    stream: io.TextIOWrapper, name: str, separator: str, *, spaced: bool
) -> Iterator[tuple[int, list[str], Text | None]]:
    """First line, cells and what is wrong, row by row."""
    reader = csv.reader(stream, delimiter=separator, strict=True, skipinitialspace=spaced)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num - line > 50 or "end of data" in str(error):
                raise unreadable(
                    f"{name}:{line}",
                    f"A quote opens on line {line} and never closes.",
                    f"第 {line} 行的引号打开后没有闭合。",
                    "Close the quote, or export the file again.",
                    "请补上引号，或重新导出文件。",
                ) from error
            yield line, [], _MALFORMED
        else:
            yield line, row, None
        line = reader.line_num + 1


def _spaced(sample: str, separator: str) -> bool:
    """Whether a space stands before every quote (`a, "b"`)."""
    return sample.count(f'{separator} "') > 2 * sample.count(f'{separator}"')


def _separator(sample: str) -> tuple[bool, str]:
    """Whether the first line declares it (`sep=;`), and the separator that cuts the most rows alike."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return True, first[4]
    best, best_score = ",", 0.0
    lines = sample.splitlines(keepends=True)
    lines = lines[: -1 if len(lines) > 2 and len(sample) >= 256 * 1024 else None]
    for separator in SEPARATORS:
        widths = Counter(n for n in _widths(lines[:400], separator) if n)
        width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(1, 0))
        head = next(iter(_widths(lines[:400], separator)), 0)
        score = count / max(sum(widths.values()), 1) * min(width, 6) ** 0.5 * (1.5 if head == width else 1.0)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return False, best


def _widths(lines: list[str], separator: str) -> list[int]:
    try:
        return [len(row) for row in csv.reader(lines, delimiter=separator)]
    except csv.Error:
        return []
