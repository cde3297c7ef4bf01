"""Where the header of a table stands, when titles and empty lines stand above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

_NUMBER = re.compile(r"[-+(]?[¥￥$€£]?\s*\d[\d.,\s]*[%)]?|\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}.*")
LOOK = 40
"""Rows that are looked at."""


def find_header(rows: Sequence[Sequence[str | None]]) -> int:
    """Index of the header among the first rows: the first row as filled as the table, of differing words.

    Examples
    --------
    >>> find_header([["Report 2026", "", ""], [], ["id", "name", "amount"], ["1", "Acme", "5"]])
    2
    """
    filled = [sum(1 for c in row if c and c.strip()) for row in rows[:LOOK]]
    usual = median([n for n in filled if n] or [0])
    for i, row in enumerate(rows[:LOOK]):
        cells = [c.strip() for c in row if c and c.strip()]
        if not cells or (len(cells) < 2 and usual >= 2) or len(cells) * 2 < usual:
            continue
        words = [c for c in cells if not _NUMBER.fullmatch(c)]
        if len(words) * 5 >= len(cells) * 4 and len(set(cells)) * 10 >= len(cells) * 8:
            return i
    return next((i for i, n in enumerate(filled) if n), 0)
