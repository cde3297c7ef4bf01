"""How two records are compared: fields, the levels of agreement of each, and what brings a pair up for comparison."""

from __future__ import annotations

from dataclasses import dataclass

from foresail.kernel.text import Text

UNSURE = 0.9
"""The probability that a pair has at most where people have to be asked."""


@dataclass(frozen=True)
class Level:
    """One way in which the values of a field agree.

    Parameters
    ----------
    code
        Its stable name.
    sql
        The condition, over `<column>_l` and `<column>_r`; empty is everything else.
    m, u
        How often it holds among records that are one, and among records that are not, before the data have spoken.
    words
        What people read.
    rare
        The column of which a rare value counts more than a common one; empty: none.
    """

    code: str
    sql: str
    m: float
    u: float
    words: Text
    rare: str = ""


@dataclass(frozen=True)
class Field:
    """One field of the comparison.

    Parameters
    ----------
    name, title
        Its stable name, and what people call it.
    columns
        Columns of the prepared frame that it needs.
    levels
        From the strongest agreement to everything else.
    missing
        When nothing can be said, over `<column>_l` and `<column>_r`.
    shown
        The column as it was written, for people.
    asks
        Records that differ here (the last level) are never counted as one without asking, however alike they are.
    vital
        Where the field of this name is known too: records that differ here are asked about, unless a field that is a
        `proof` is the same. A shared phone or web domain alone makes no one customer of two names.
    proof
        The first level proves that two records are one, whatever the names.
    learns
        Which of `m` and `u` are taken from the data where there are enough.
    """

    name: str
    title: Text
    columns: tuple[str, ...]
    levels: tuple[Level, ...]
    missing: str
    shown: str
    learns: str = ""
    asks: bool = False
    vital: str = ""
    proof: bool = False


@dataclass(frozen=True)
class Kind:
    """How records of one kind (companies, people) are matched.

    Parameters
    ----------
    name, fields
        Its name and what is compared.
    blocks
        Sets of columns: records that agree on all of one set are compared.
    sure
        Sets of columns of which agreement is all but proof: for learning, and for the share of records that are one.
    floors
        Column → how often two different companies or people have the same value by chance, however rare it looks.
    namesakes
        What part of the pairs of namesakes reach the level at which a value's rarity counts; the others are told apart
        by what else is in the name.
    """

    name: str
    fields: tuple[Field, ...]
    blocks: tuple[tuple[str, ...], ...]
    sure: tuple[tuple[str, ...], ...] = ()
    floors: tuple[tuple[str, float], ...] = ()
    namesakes: float = 1.0


def blank(*columns: str) -> str:
    """SQL: one side lacks one of the columns."""
    return " OR ".join(f"{c}_l IS NULL OR {c}_r IS NULL" for c in columns)


def same(column: str) -> str:
    """SQL: both sides have the same value."""
    return f"{column}_l = {column}_r"


def alike(column: str, least: float) -> str:
    """SQL: Jaro-Winkler similarity of at least so much."""
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


def typos(column: str, most: int) -> str:
    """SQL: at most so many letters are wrong, missing, too many or swapped."""
    return f"damerau_levenshtein({column}_l, {column}_r) <= {most}"
