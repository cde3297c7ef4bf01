"""What was worked out before, bounded in bytes; the same thing asked for by many at once is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any, NamedTuple, TypeVar

Made = TypeVar("Made")

PATIENCE = 30.0
"""Seconds that a caller waits for another's work before it does it by itself."""
LARGEST = 16
"""One thing takes at most this part of the room; a larger one is not kept."""


class CacheStats(NamedTuple):
    """What the cache did so far and what it holds."""

    hits: int
    misses: int
    joined: int
    entries: int
    bytes: int


class _Flight:
    """Work under way that others wait for."""

    def __init__(self) -> None:
        self.ended = Event()
        self.made: list[Any] = []
        """What came of it; nothing where it failed."""


class Kept:
    """What follows from a key; the least recently used goes first.

    Parameters
    ----------
    capacity
        Bytes that are kept at most, as those who work things out state them.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._flights: dict[Hashable, _Flight] = {}
        self._bytes = self._hits = self._misses = self._joined = 0
        self._guard = Lock()

    def get(
        self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int], patience: float = PATIENCE
    ) -> Made:
        """What is kept under a key, made when it is not there.

        Parameters
        ----------
        key
            Everything that it depends on.
        make, size
            Works it out; says about how many bytes it takes. An error reaches only the caller that worked.
        patience
            Seconds that a caller waits for another's work before it does it by itself.
        """
        with self._guard:
            if key in self._kept:
                self._hits += 1
                self._kept.move_to_end(key)
                found: Made = self._kept[key][0]
                return found
            flight = self._flights.get(key)
            mine = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
                self._misses += 1
            else:
                self._joined += 1
        if not mine:
            flight.ended.wait(patience)
            return flight.made[0] if flight.made else make()
        try:
            made = make()
            flight.made.append(made)
            self._keep(key, made, size(made))
            return made
        finally:
            with self._guard:
                self._flights.pop(key, None)
            flight.ended.set()

    def stats(self) -> CacheStats:
        """What it did so far and what it holds."""
        with self._guard:
            return CacheStats(self._hits, self._misses, self._joined, len(self._kept), self._bytes)

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._kept.clear()
            self._bytes = 0

    def _keep(self, key: Hashable, made: Any, size: int) -> None:
        if size > self._capacity // LARGEST:
            return
        with self._guard:
            self._bytes += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (made, size)
            while self._bytes > self._capacity:
                _, (_, gone) = self._kept.popitem(last=False)
                self._bytes -= gone
