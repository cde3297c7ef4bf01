"""Answers that were given before, bounded in bytes; the same question asked by many at once is calculated once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any, NamedTuple, TypeVar

import pyarrow as pa

Made = TypeVar("Made")


class CacheStats(NamedTuple):
    """What the cache did so far and what it holds."""

    hits: int
    misses: int
    joined: int
    entries: int
    bytes: int


class _Flight:
    """A calculation under way that others wait for."""

    def __init__(self) -> None:
        self.done = Event()
        self.answer: pa.Table | None = None


class Memo:
    """What was worked out before from a generation and a key alone; the least recently used goes first.

    Parameters
    ----------
    capacity
        Bytes that are kept at most, as those who work things out state them; a thing larger than a 64th of it is not
        kept.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0
        self._guard = Lock()

    def get(self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int]) -> Made:
        """What is kept under a key, made when it is not there."""
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Made = self._kept[key][0]
                return found
        made = make()
        weight = size(made)
        if weight > self._capacity // 64:
            return made
        with self._guard:
            self._bytes += weight - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = (made, weight)
            while self._bytes > self._capacity:
                _, (_, gone) = self._kept.popitem(last=False)
                self._bytes -= gone
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._guard:
            self._kept.clear()
            self._bytes = 0


class AnswerCache:
    """Least recently used answers go first.

    Parameters
    ----------
    capacity
        Bytes of Arrow data that are kept at most; an answer larger than a quarter of it is not kept.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._answers: OrderedDict[Hashable, tuple[pa.Table, int]] = OrderedDict()
        self._flights: dict[Hashable, _Flight] = {}
        self._bytes = self._hits = self._misses = self._joined = 0
        self._guard = Lock()

    def get(self, key: Hashable, make: Callable[[], pa.Table], patience: float) -> pa.Table:
        """The answer under a key, made when it is not there.

        Parameters
        ----------
        key
            Everything that the answer depends on.
        make
            Calculates it; its error reaches only the caller that calculated.
        patience
            Seconds that a caller waits for another's calculation before it calculates by itself.
        """
        with self._guard:
            if key in self._answers:
                self._hits += 1
                self._answers.move_to_end(key)
                return self._answers[key][0]
            flight = self._flights.get(key)
            mine = flight is None
            if flight is None:
                flight = self._flights[key] = _Flight()
                self._misses += 1
            else:
                self._joined += 1
        if not mine:
            flight.done.wait(patience)
            return flight.answer if flight.answer is not None else make()
        try:
            flight.answer = make()
            self._keep(key, flight.answer)
            return flight.answer
        finally:
            with self._guard:
                self._flights.pop(key, None)
            flight.done.set()

    def stats(self) -> CacheStats:
        with self._guard:
            return CacheStats(self._hits, self._misses, self._joined, len(self._answers), self._bytes)

    def clear(self) -> None:
        with self._guard:
            self._answers.clear()
            self._bytes = 0

    def _keep(self, key: Hashable, answer: pa.Table) -> None:
        size = answer.nbytes + 512
        if size > self._capacity // 4:
            return
        with self._guard:
            self._answers[key] = (answer, size)
            self._bytes += size
            while self._bytes > self._capacity:
                _, (_, gone) = self._answers.popitem(last=False)
                self._bytes -= gone
