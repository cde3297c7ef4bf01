"""Clusters out of scored pairs and people's words: strongest evidence first, never against a person's word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Clusters:
    """Who belongs together.

    Parameters
    ----------
    first
        Member → the first member of its cluster; only members that are not alone.
    confidence
        Member → the probability of the strongest link by which it belongs there; 1 by a person's word.
    refused
        Pairs that were likely enough but would have put together what a person holds apart.
    """

    first: Mapping[str, str]
    confidence: Mapping[str, float]
    refused: tuple[Pair, ...]


def clusters(
    pairs: Iterable[tuple[str, str, float]],
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    doubtful: Iterable[Pair] = (),
) -> Clusters:
    """Join pairs, the likeliest first.

    Parameters
    ----------
    pairs
        (one, other, probability), already above the threshold.
    same, different
        What people said. A `same` that would put together what is `different` is refused.
    doubtful
        Pairs that only people may put together.

    Examples
    --------
    >>> found = clusters([("a", "b", 0.99), ("b", "c", 0.95)], different=[("a", "c")])
    >>> dict(found.first), found.refused
    ({'a': 'a', 'b': 'a'}, (('b', 'c'),))
    """
    members: dict[str, set[str]] = {}
    strongest: dict[str, float] = {}
    apart: dict[str, set[str]] = {}
    doubt: dict[str, set[str]] = {}
    confirmed = {(min(p), max(p)) for p in same}
    for one, other in different:
        apart.setdefault(one, set()).add(other)
        apart.setdefault(other, set()).add(one)
    for one, other in {(min(p), max(p)) for p in doubtful} - confirmed:
        doubt.setdefault(one, set()).add(other)
        doubt.setdefault(other, set()).add(one)
    refused: list[Pair] = []
    said = [(one, other, 1.0) for one, other in sorted(confirmed)]
    likely = sorted(((min(a, b), max(a, b), p) for a, b, p in pairs), key=lambda e: (-e[2], e[0], e[1]))
    for number, (one, other, probability) in enumerate((*said, *likely)):
        left, right = members.setdefault(one, {one}), members.setdefault(other, {other})
        if left is right:
            continue
        if _held_apart(left, right, apart) or (number >= len(said) and _held_apart(left, right, doubt)):
            refused.append((one, other))
            continue
        small, large = sorted((left, right), key=len)
        large |= small
        for member in small:
            members[member] = large
        for member in (one, other):
            strongest.setdefault(member, probability)
    first: dict[str, str] = {}
    for member, group in members.items():
        if len(group) > 1:
            first[member] = min(group)
    return Clusters(first, {m: strongest[m] for m in first}, tuple(refused))


def _held_apart(left: set[str], right: set[str], apart: Mapping[str, set[str]]) -> bool:
    if not apart:
        return False
    small, large = sorted((left, right), key=len)
    return any(apart.get(member, set()) & large for member in small)
