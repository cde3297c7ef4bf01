"""The table that a file is, among all that are known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from foresail.sources.files.raw import RawTable
from foresail.sources.recognise.catalogue import GENERIC, known
from foresail.sources.recognise.match import Match, further, match, tested
from foresail.sources.recognise.names import plain

_SYSTEM_BONUS = 0.75


def candidates(shown: str, headers: Sequence[str]) -> list[Match]:
    """Every object that the file can be, best first."""
    return list(_candidates(shown, tuple(headers)))


@lru_cache(maxsize=512)
def _candidates(shown: str, headers: tuple[str, ...]) -> tuple[Match, ...]:
    found = [m for k in known() if (m := match(k, shown, headers)) is not None]
    return tuple(sorted(found, key=_worth, reverse=True))


def _worth(candidate: Match) -> float:
    """A system that knows most of the columns by name goes before general words."""
    if candidate.known.source == GENERIC:
        return candidate.score
    own = [f for f in candidate.found if f.how in ("api", "label")]
    by_api = sum(1 for f in own if f.how == "api")
    return candidate.score + (_SYSTEM_BONUS if by_api >= 3 or len(own) >= 5 else -2.0)


def recognise(raw: RawTable, zone: str, system: str = "") -> list[Match]:
    """What a table of a file is: one object, or several where a column tells rows of different objects apart.

    Parameters
    ----------
    system
        The system of the whole load, where it is known: its objects go first.

    Returns
    -------
    list of Match
        Empty where nothing fits.
    """
    found = candidates(raw.name, raw.headers)
    if system:
        own = [m for m in found if m.known.source == system]
        if own and own[0].score >= found[0].score - 2:
            found = own
    if not found:
        return []
    best = found[0]
    group = [best]
    if best.known.preset.rows:
        keys = {plain(k) for k in best.known.preset.rows}
        group += [
            m for m in found[1:]
            if m.known.source == best.known.source and {plain(k) for k in m.known.preset.rows} == keys
        ]  # fmt: skip
    sample = raw.sample()
    return [tested(further(m, raw.headers), sample, raw.headers, zone) for m in group]
