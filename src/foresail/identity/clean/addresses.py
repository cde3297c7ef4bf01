"""Addresses: how the street sounds, and the numbers in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from foresail.identity.clean.chinese import has_chinese, plain, sound
from foresail.identity.clean.places import leading

_SHORT = {
    "road": "rd",
    "street": "st",
    "avenue": "ave",
    "building": "bldg",
    "number": "no",
    "strasse": "str",
    "straße": "str",
}
_LEAVE = frozenset({"no", "nr", "floor", "fl", "room", "rm", "unit", "suite", "the", "of"})
_NUMBERS_ZH = str.maketrans("一二三四五六七八九", "123456789")


@lru_cache(maxsize=500_000)
def address_sound(written: str) -> str:
    """The street of an address by its sound, without province, city and numbers.

    Examples
    --------
    >>> address_sound("上海市浦东新区张江路100号3楼")
    'zhangjianglu'
    >>> address_sound("100 Main Street, Suite 5")
    'mainst'
    """
    text = re.sub(r"\s+", " ", plain(written))
    if has_chinese(text):
        _, rest = leading(re.sub(r"[\s,，.。]", "", text))
        street = re.sub("[0-9a-z]*[0-9]+[0-9a-z\\-]*(?:号楼|号|楼|层|室|弄|栋|幢|单元|座)*", "", rest)
        return sound(re.sub("[^\\w]", "", street))
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = [_SHORT.get(w, w) for w in re.split("[^0-9a-z]+", folded) if w and not re.search("[0-9]", w)]
    return "".join(w for w in words if w not in _LEAVE)


def address_numbers(written: str) -> str:
    """The first number of an address: the house; empty where there is none.

    Examples
    --------
    >>> address_numbers("张江路100号3楼"), address_numbers("Main Street 7b")
    ('100', '7b')
    """
    found = re.search("[0-9]+[a-z]?", plain(written).translate(_NUMBERS_ZH) if written else "")
    return found[0] if found else ""
