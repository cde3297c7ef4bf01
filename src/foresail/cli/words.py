"""Which language the command line speaks: `FORESAIL_LANG`, otherwise the locale of the terminal."""

from __future__ import annotations

import os

from foresail.kernel.text import Language, Text


def spoken() -> Language:
    """`zh` or `en`."""
    for name in ("FORESAIL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").lower()
        if value and value not in {"c", "posix", "c.utf-8"}:
            return "zh" if value.startswith("zh") else "en"
    return "en"


def say(en: str, zh: str) -> str:
    """One of two texts, by the language of the terminal."""
    return Text(en=en, zh=zh).in_(spoken())
