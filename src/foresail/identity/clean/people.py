"""Names of people: as written, and how they sound whatever the order of family and given name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from foresail.identity.clean.chinese import has_chinese, plain, syllables

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "mlle", "sir", "dipl", "ing", "phd"}
)
_HONOURS = re.compile("(?:先生|女士|小姐|经理|总经理|总监|老师|主任|总)$")


def word(written: str) -> str:
    """One name as it is compared: small letters without accents, punctuation and spaces.

    Examples
    --------
    >>> word(" O'Brien "), word("José"), word("王芳女士")
    ('obrien', 'jose', '王芳')
    """
    text = plain(written)
    if has_chinese(text):
        cut = _HONOURS.sub("", text)
        return re.sub(r"[\s·•.,]", "", cut if len(cut) >= 2 else text)
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub("[^0-9a-z]", "", folded)


@lru_cache(maxsize=500_000)
def person_sound(written: str) -> str:
    """A whole name by its sounds, in alphabetical order of the syllables or words.

    Examples
    --------
    >>> person_sound("王芳"), person_sound("Fang Wang"), person_sound("Dr. Anna  Müller")
    ('fang wang', 'fang wang', 'anna muller')
    """
    text = plain(written)
    if has_chinese(text):
        text = " ".join(syllables(word(text)))
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    parts = [p for p in re.split("[^0-9a-z]+", folded) if p and p not in _TITLES]
    return " ".join(sorted(parts))
