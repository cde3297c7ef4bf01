"""The world as parameters: clock, random numbers, progress and cancellation are passed in, never reached for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, TypeAlias

import numpy as np

from foresail.kernel.problem import Cancelled
from foresail.kernel.text import Text

Clock: TypeAlias = Callable[[], datetime]
"""Gives the present moment, in UTC with its zone."""


def system_clock() -> datetime:
    """The machine's clock in UTC."""
    return datetime.now(UTC)


def rng(seed: int, *names: str) -> np.random.Generator:
    """A generator that depends on the seed and on what it is for, so that adding one use does not shift another.

    Examples
    --------
    >>> bool(rng(1, "a").random() == rng(1, "a").random())
    True
    """
    words = [seed & 0xFFFFFFFF, *(b for name in names for b in name.encode())]
    return np.random.default_rng(np.random.SeedSequence(words))


class Progress(Protocol):
    """Hears how far a long job has come."""

    def __call__(self, step: str, done: float, note: str = "") -> None:
        """`step` is a stable name, `done` runs from 0 to 1 within it."""


def silent(step: str, done: float, note: str = "") -> None:
    """Progress that nobody listens to."""


class Cancellation:
    """A flag that long jobs look at between their steps."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self) -> None:
        """Ask the job to stop at its next step."""
        self._asked = True

    @property
    def asked(self) -> bool:
        return self._asked

    def check(self) -> None:
        """Raise `Cancelled` if somebody asked."""
        if self._asked:
            raise Cancelled(Text(en="The job was cancelled; nothing was published.", zh="任务已取消，未发布任何内容。"))
