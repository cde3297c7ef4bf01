"""How far a segment is from all customers. It is a part of them, so it is tested against the others alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from foresail.methods.means import Moments, welch
from foresail.methods.shares import chance_of_same, difference, false_alarms

FEWEST = 8
"""Of fewer customers, orders or deals nothing is called clear."""
FALSE_ALARMS = 0.05


class Apart(NamedTuple):
    """A difference from all customers, its 95% interval, the chance of one as large, and where it stands."""

    value: float
    low: float
    high: float
    p: float
    enough: bool
    place: tuple[str, int] = ("", 0)


def apart_share(part: tuple[int, int], whole: tuple[int, int]) -> Apart | None:
    """The difference of a part's share from that of the whole.

    With `w` the part's weight, part − whole = (1 − w) × (part − rest): so are the ends of its interval.
    """
    (hits, n), rest = part, (whole[0] - part[0], whole[1] - part[1])
    if n == 0 or rest[1] <= 0 or rest[0] < 0:
        return None
    left = rest[1] / whole[1]
    low, high = difference(hits, n, *rest)
    value = left * (hits / n - rest[0] / rest[1])
    return Apart(value, left * low, left * high, chance_of_same(hits, n, *rest), min(n, rest[1]) >= FEWEST)


def apart_mean(part: Moments, whole: Moments) -> Apart | None:
    """The difference of a part's mean from that of the whole; None where too few values stand on one side."""
    rest = whole.without(part)
    found = welch(part, rest)
    if found is None:
        return None
    left = rest.n / whole.n
    return Apart(left * found.value, left * found.low, left * found.high, found.p, min(part.n, rest.n) >= FEWEST)


def sure(tests: list[Apart]) -> frozenset[tuple[str, int]]:
    """The places of the differences that are beyond chance, when all tests of the comparison are counted."""
    if not tests:
        return frozenset()
    alarms = false_alarms(np.array([test.p for test in tests]))
    return frozenset(t.place for t, q in zip(tests, alarms, strict=True) if q <= FALSE_ALARMS and t.enough)
