"""What a comment is about: declared words in both languages, so that everybody can read why."""

from __future__ import annotations

from foresail.methods.text.sentiment import plain
from foresail.methods.text.words import TOPICS

__all__ = ["TOPICS", "topics_of"]


def topics_of(text: str | None) -> tuple[str, ...]:
    """The topics that a comment names, in the order of `TOPICS`; `other` where it names none; nothing without text.

    Examples
    --------
    >>> topics_of("交期延误两周，价格也太贵")
    ('delivery', 'price')
    >>> topics_of("The invoice was wrong"), topics_of("嗯"), topics_of(None)
    (('billing',), ('other',), ())
    """
    if not text or not text.strip():
        return ()
    said = plain(text)
    found = tuple(topic for topic, words in TOPICS.items() if any(w in said for w in words))
    return found or ("other",)
