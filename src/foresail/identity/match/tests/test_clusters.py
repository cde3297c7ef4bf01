"""Clusters: people's words first, no third record brings together what is held apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from foresail.identity.match.clusters import clusters

NAMES = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda p: p[0] < p[1]), max_size=12, unique=True)


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, different=PAIRS, doubtful=PAIRS, same=PAIRS)
def test_what_is_held_apart_stays_apart_whatever_the_order(
    pairs: list[tuple[str, str]],
    different: list[tuple[str, str]],
    doubtful: list[tuple[str, str]],
    same: list[tuple[str, str]],
) -> None:
    likely = [(a, b, 0.99) for a, b in pairs]
    found = clusters(likely, same, different, doubtful)
    again = clusters(likely[::-1], same[::-1], different[::-1], doubtful[::-1])
    assert found.first == again.first
    together = {(a, b) for a in found.first for b in found.first if found.first[a] == found.first[b]}
    assert not together & set(different)
    if not same:
        assert not together & set(doubtful)
    assert all(member in found.first for pair in pairs if pair not in found.refused for member in pair)


def test_a_person_may_join_what_is_doubtful() -> None:
    assert clusters([], doubtful=[("a", "b")], same=[("b", "a")]).first == {"a": "a", "b": "a"}
