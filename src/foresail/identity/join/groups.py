"""Who is one with whom in a build: equal codes, likely pairs, and before all what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from foresail.identity.match.clusters import clusters

GROUP = {
    "entity": "VARCHAR",
    "id": "VARCHAR",
    "canonical": "VARCHAR",
    "how": "VARCHAR",
    "confidence": "DECIMAL(9, 6)",
}
_SHARE: Any = pl.Decimal(9, 6)
BY_CODE = 0.9999995
"""A chain of equal codes holds unless a person says otherwise."""


class Decision(NamedTuple):
    """What a person said about two records of an entity: `same` or `different`."""

    entity: str
    left_id: str
    right_id: str
    verdict: str


def groups(
    entity: str, records: pl.DataFrame, pairs: pl.DataFrame, decisions: Iterable[Decision], sure: float
) -> pl.DataFrame:
    """Record → canonical id, for all records whose canonical id is another than equal codes give.

    Parameters
    ----------
    records
        `id`, `source`, `canonical` (by equal codes).
    pairs
        `left_id`, `right_id`, `probability`, `ask` (only people may put them together).
    decisions
        Those about records that are gone are left aside.
    sure
        From which probability on a pair counts as one.

    Examples
    --------
    >>> records = pl.DataFrame({"id": ["a:1", "b:1"], "source": ["a", "b"], "canonical": ["a:1", "b:1"]})
    >>> pairs = pl.DataFrame({"left_id": ["a:1"], "right_id": ["b:1"], "probability": [0.99], "ask": [False]})
    >>> groups("account", records, pairs, [], 0.95).rows()
    [('account', 'b:1', 'a:1', 'match', Decimal('0.990000'))]
    """
    before = dict(records.select("id", "canonical").iter_rows())
    said = [d for d in decisions if d.entity == entity and d.left_id in before and d.right_id in before]
    split = {before[d.left_id] for d in said if d.verdict == "different" and before[d.left_id] == before[d.right_id]}
    node = {i: (i if c in split else c) for i, c in before.items()}
    same = [(node[d.left_id], node[d.right_id]) for d in said if d.verdict == "same"]
    different = [(node[d.left_id], node[d.right_id]) for d in said if d.verdict == "different"]
    likely = [
        (node[left], node[right], float(p))
        for left, right, p in pairs.select("left_id", "right_id", "probability").iter_rows()
        if float(p) >= sure
    ]
    coded = [(i, c, BY_CODE) for i, c in before.items() if c in split and i != c]
    doubtful = [
        (node[left], node[right]) for left, right in pairs.filter("ask").select("left_id", "right_id").iter_rows()
    ]
    found = clusters(likely + coded, [p for p in same if p[0] != p[1]], different, doubtful)
    members = [(i, n) for i, n in node.items() if n in found.first or before[i] in split]
    first = _first(records, members, found.first)
    by_person = {n for pair in (*same, *different) for n in pair}
    rows = [
        (
            entity,
            i,
            first[found.first.get(n, n)],
            "person" if n in by_person else "match",
            Decimal(f"{found.confidence.get(n, 1.0):.6f}"),
        )
        for i, n in members
        if not i == before[i] == first[found.first.get(n, n)]
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(GROUP, pl.String) | {"confidence": _SHARE}, orient="row").sort("id")


def _first(records: pl.DataFrame, members: Sequence[tuple[str, str]], first: object) -> dict[str, str]:
    """Cluster → its canonical id: the first of its records by source and id."""
    source = dict(records.select("id", "source").iter_rows())
    cluster = dict(first) if isinstance(first, dict) else {}
    found: dict[str, tuple[str, str]] = {}
    for i, node in members:
        key = cluster.get(node, node)
        found[key] = min(found.get(key, (source[i], i)), (source[i], i))
    return {key: i for key, (_, i) in found.items()}
