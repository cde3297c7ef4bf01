"""Chinese text: simplified characters and how they sound. Both dictionaries are loaded on first use only."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

_CHINESE = re.compile("[㐀-䶿一-鿿豈-﫿]")
_RUN = re.compile("[㐀-䶿一-鿿豈-﫿]+|[^㐀-䶿一-鿿豈-﫿]+")


def has_chinese(text: str) -> bool:
    """Whether a text has Chinese characters."""
    return _CHINESE.search(text) is not None


def plain(text: str) -> str:
    """A text with plain widths, small letters and simplified characters.

    Examples
    --------
    >>> plain("ＡＢＣ臺灣")
    'abc台湾'
    """
    folded = unicodedata.normalize("NFKC", text).lower().strip()
    return simplified(folded) if has_chinese(folded) else folded


def simplified(text: str) -> str:
    """Traditional characters as simplified ones (OpenCC's table).

    Examples
    --------
    >>> simplified("華聯")
    '华联'
    """
    return str(_converter().convert(text))


@lru_cache(maxsize=200_000)
def sound(text: str) -> str:
    """How a text sounds: pinyin without tones and spaces; other letters stay.

    Examples
    --------
    >>> sound("华联abc")
    'hualianabc'
    """
    return "".join(syllables(text))


def syllables(text: str) -> list[str]:
    """The syllables of the Chinese characters of a text; runs of other characters stay whole.

    Examples
    --------
    >>> syllables("重庆x")
    ['chong', 'qing', 'x']
    """
    found: list[str] = []
    for run in _RUN.findall(text):
        found += _pinyin()(run) if _CHINESE.match(run) else [run]
    return [part.replace("ü", "v") for part in found]


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _pinyin() -> Any:
    from pypinyin import lazy_pinyin

    return lazy_pinyin
