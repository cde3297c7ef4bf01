"""What was read from files, kept until one of them changes, whoever changes it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

Found = TypeVar("Found")
Mark = tuple[tuple[int, int, int] | None, ...]

SETTLED = 1_000_000_000
"""Nanoseconds for which a file must have been left alone. One that changed just now may change again within the same
tick of the file system's clock and keep its size, so that nothing would tell the two contents apart."""


def mark_of(paths: Iterable[Path], now: Callable[[], int] = time.time_ns) -> Mark | None:
    """What changes whenever one of the files does; None while that could not be told yet.

    Examples
    --------
    >>> mark_of([Path("there-is-no-such-file")])
    (None,)
    """
    marks: list[tuple[int, int, int] | None] = []
    for path in paths:
        try:
            stat = path.stat()
        except FileNotFoundError:
            marks.append(None)
            continue
        if stat.st_mtime_ns > now() - SETTLED:
            return None
        marks.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return tuple(marks)


class Unchanged(Generic[Found]):
    """Keeps what was read while its source stays as it is.

    Parameters
    ----------
    mark
        The state of the source (`mark_of`); None: nothing may be kept.
    most
        How much is kept; the least recently used goes first.
    """

    def __init__(self, mark: Callable[[], Mark | None], most: int = 1000) -> None:
        self._mark = mark
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Mark, Found]] = OrderedDict()
        self._guard = Lock()

    def at_hand(self, key: Hashable) -> Found | None:
        """What is kept and still holds."""
        return self._held(key, self._mark())

    def get(self, key: Hashable, read: Callable[[], Found | None]) -> Found | None:
        """What is kept and still holds, otherwise what is read now. Nothing found is not kept."""
        mark = self._mark()  # before reading: what is written meanwhile belongs to a later mark
        held = self._held(key, mark)
        if held is not None:
            return held
        found = read()
        if found is not None and mark is not None:
            with self._guard:
                self._kept[key] = (mark, found)
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return found

    def _held(self, key: Hashable, mark: Mark | None) -> Found | None:
        with self._guard:
            kept = self._kept.get(key)
            if kept is None or mark is None or kept[0] != mark:
                return None
            self._kept.move_to_end(key)
            return kept[1]
