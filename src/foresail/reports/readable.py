"""Which columns of a frame a person reads: names instead of ids, one language, and no more than a page is wide."""

from __future__ import annotations

from collections.abc import Sequence

from foresail.contracts.page import AnyBlock, Table
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Language
from foresail.kernel.unit import Unit

WORDS = frozenset({Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.BOOLEAN, Unit.DATE, Unit.TIMESTAMP})
MOST_WORDS, MOST = 3, 8


def said_by_another(column: ResultColumn, columns: Sequence[ResultColumn], language: Language) -> bool:
    """Whether another column says the same better: a name beside an id, the same text in the reader's language."""
    names = {c.name for c in columns}
    other = {"zh": "_en", "en": "_zh"}[language]
    if column.name.endswith(other) and column.name.removesuffix(other) + f"_{language}" in names:
        return True
    if column.name == "rule_id" and f"title_{language}" in names:
        return True
    stem = column.name.removesuffix("_id")
    own_name = stem == "opportunity" and "name" in names
    return f"{stem}_name" in names or (column.name == f"{stem}_id" and stem in names) or own_name


def readable(block: AnyBlock, columns: Sequence[ResultColumn], language: Language, most: int = MOST) -> list[int]:
    """The places of the columns to show, in the block's own order if it has one.

    Where a block does not say which columns it means, its first words and then its first numbers are taken.
    """
    asked = block.columns if isinstance(block, Table) else ()
    names = [c.name for c in columns]
    places = [names.index(n) for n in asked if n in names] or list(range(len(names)))
    places = [at for at in places if not said_by_another(columns[at], columns, language)]
    if len(places) <= most:
        return places
    words = [at for at in places if columns[at].unit in WORDS][:MOST_WORDS]
    numbers = [at for at in places if columns[at].unit not in WORDS][: most - len(words)]
    return [at for at in places if at in {*words, *numbers}]
