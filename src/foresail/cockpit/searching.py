"""The words that a person types above a list, as a filter on the columns that hold names."""

from __future__ import annotations

from foresail.contracts.query import AnyOf, Condition, Filter, Operator

SEARCHED = (
    "name",
    "account_name",
    "opportunity_name",
    "owner_name",
    "product_name",
    "company",
    "opportunity_id",
    "account_id",
)


def search_in(words: str, known: frozenset[str]) -> Filter | None:
    """A filter that finds words in the columns that hold names."""
    fields = [name for name in SEARCHED if name in known]
    if not words.strip() or not fields:
        return None
    parts = tuple(Condition(field=f, operator=Operator.CONTAINS, values=(words.strip(),)) for f in fields)
    return AnyOf(parts=parts)
