"""Matching a plain frame: what a person calls from Python, and what a build calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from foresail.identity.match.blocks import any_pair, keyed
from foresail.identity.match.clusters import Clusters, clusters
from foresail.identity.match.company import COMPANY
from foresail.identity.match.declare import UNSURE, Kind
from foresail.identity.match.evidence import evidence
from foresail.identity.match.person import PERSON
from foresail.identity.match.prepare import prepare, roles
from foresail.methods.frames import need_columns, to_polars

KINDS: Mapping[str, Kind] = {"company": COMPANY, "person": PERSON}

SURE = 0.95
"""From this probability on two records count as one without asking anybody."""

__all__ = ["KINDS", "PAIR_TYPES", "SURE", "UNSURE", "WORTH_SHOWING", "Matches", "likely_pairs", "match"]

PAIR_TYPES: dict[str, Any] = {
    "left": pl.String,
    "right": pl.String,
    "weight": pl.Float64,
    "probability": pl.Float64,
    "ask": pl.Boolean,
}
WORTH_SHOWING = 0.05
"""Pairs of lower probability are shown to nobody."""


@dataclass(frozen=True)
class Matches:
    """What was found in a frame.

    Parameters
    ----------
    pairs
        `left`, `right`, `weight` (log2 of the evidence), `probability`, `ask` (something speaks so clearly against it
        that people have to decide).
    clusters
        `id`, `cluster` (the first id of those that are one), `confidence` (null for records that stand alone).
    evidence
        `left`, `right`, `field`, `left_value`, `right_value`, `points` (of weight; negative speaks against), and the
        words of it in both languages.
    """

    pairs: pl.DataFrame
    clusters: pl.DataFrame
    evidence: pl.DataFrame


def match(
    frame: Any,
    *,
    kind: Literal["company", "person"],
    id: str,  # noqa: A002  what the column is
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    sure: float = SURE,
) -> Matches:
    """Find the records of a frame that are the same company or person.

    Parameters
    ----------
    frame
        A table of Polars, pandas or Arrow, one row a record.
    kind
        What the records are.
    id, source
        The columns that name a record and its system.
    columns
        Role → column where names of columns are not self-explanatory (`{"tax_id": "Steuernummer"}`).
    same, different
        What people decided about pairs of ids; it goes before everything else.
    sure
        From which probability on two records count as one.

    Raises
    ------
    InvalidInput
        If a column does not exist or nothing to compare was found.

    Examples
    --------
    >>> frame = {
    ...     "id": ["a", "b", "c"],
    ...     "name": ["上海华联科技有限公司", "上海華聯科技有限公司", "上海星辰贸易有限公司"],
    ... }
    >>> match(frame, kind="company", id="id").clusters["cluster"].to_list()
    ['a', 'a', 'c']
    """
    table = to_polars(frame)
    need_columns(table, id, *([source] if source else []))
    keys = {"id": id} | ({"source": source} if source else {})
    prepared = prepare(table, kind, roles(table.drop(*keys.values()), kind, columns), keys)
    found_pairs = likely_pairs(prepared, kind)
    pairs = found_pairs.filter(pl.col("probability") >= WORTH_SHOWING)
    likely = pairs.filter(pl.col("probability") >= sure).select("left", "right", "probability")
    against = found_pairs.filter("ask").select("left", "right").iter_rows()
    found = clusters(likely.iter_rows(), same, different, ((a, b) for a, b in against))
    return Matches(pairs.select(*PAIR_TYPES), _listed(prepared, found), evidence(pairs, prepared, KINDS[kind]))


def likely_pairs(prepared: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Scored pairs of a prepared frame; without Splink where no two records have anything in common."""
    if not any_pair(keyed(prepared, KINDS[kind]), KINDS[kind]):
        return pl.DataFrame(schema=PAIR_TYPES)
    from foresail.identity.match.engine import scored

    return scored(prepared, KINDS[kind])


def _listed(prepared: pl.DataFrame, found: Clusters) -> pl.DataFrame:
    ids = prepared["id"].to_list()
    return pl.DataFrame(
        {
            "id": ids,
            "cluster": [found.first.get(i, i) for i in ids],
            "confidence": [found.confidence.get(i) for i in ids],
        },
        schema={"id": pl.String, "cluster": pl.String, "confidence": pl.Float64},
    )
