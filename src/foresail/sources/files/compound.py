"""The container of the old Excel format: chains of sectors that bite their tail or claim too much are refused."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

_ENTRY = 128
_SMALL = 4096
_STREAM, _ROOT = 2, 5
_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors."""


class BrokenContainer(ValueError):
    """The container does not hold together."""


def check_compound(path: Path) -> None:
    """Walk every chain of an OLE file once, as a reader would, but never in a circle.

    A reader that trusts the container follows a circle until it has as many bytes as the directory claims: gigabytes
    from a file of kilobytes.

    Raises
    ------
    BrokenContainer
        If a chain is a circle, a stream claims more than the file holds, or the tables lead out of the file.
    """
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            _Container(data).check()
        except struct.error as error:
            raise BrokenContainer("it ends too soon") from error


class _Container:
    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        shift = int(struct.unpack_from("<H", data, 30)[0])
        if shift not in (9, 12):
            raise BrokenContainer("its sectors have an odd size")
        self._sector: int = 1 << shift
        self._count = len(data) // self._sector + 1
        self._left = 8 * self._count  # steps that may be taken in all

    def check(self) -> None:
        directory, small = struct.unpack_from("<I", self._data, 48)[0], struct.unpack_from("<I", self._data, 60)[0]
        table = self._numbers(self._tables())
        sectors = list(self._chain(table, directory))
        mini = self._numbers(self._chain(table, small))
        for sector in sectors:
            for place in range(self._place(sector), self._place(sector) + self._sector, _ENTRY):
                kind = struct.unpack_from("<B", self._data, place + 66)[0]
                start, size = struct.unpack_from("<II", self._data, place + 116)
                if kind not in (_STREAM, _ROOT):
                    continue
                if size > len(self._data):
                    raise BrokenContainer("a part claims more than the file holds")
                for _ in self._chain(mini if kind == _STREAM and size < _SMALL else table, start):
                    pass

    def _tables(self) -> Iterator[int]:
        """The sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
        yield from struct.unpack_from("<109I", self._data, 76)
        (following,) = struct.unpack_from("<I", self._data, 68)
        each = self._sector // 4
        while following < _LAST:
            self._step()
            *listed, following = struct.unpack_from(f"<{each}I", self._data, self._place(following))
            yield from listed

    def _numbers(self, sectors: Iterator[int]) -> Sequence[int]:
        found: list[int] = []
        for sector in sectors:
            if sector < _LAST:
                self._step()
                found += struct.unpack_from(f"<{self._sector // 4}I", self._data, self._place(sector))
        return found

    def _chain(self, table: Sequence[int], sector: int) -> Iterator[int]:
        while sector < _LAST:
            self._step()
            if sector >= len(table):
                raise BrokenContainer("a chain leads out of the file")
            yield sector
            sector = table[sector]

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise BrokenContainer("a chain bites its tail")

    def _place(self, sector: int) -> int:
        return (sector + 1) * self._sector
