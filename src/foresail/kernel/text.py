"""Text that people read, always in both languages."""

from typing import Literal, get_args

from foresail.kernel.base import Frozen

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Text(Frozen):
    """A piece of text in English and Simplified Chinese.

    Examples
    --------
    >>> Text(en="Win rate", zh="赢率").in_("zh")
    '赢率'
    >>> Text(en="{n} deals", zh="{n} 个商机").format(n=3).en
    '3 deals'
    """

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en

    def format(self, **values: object) -> "Text":
        """Fill the placeholders of both languages with the same values."""
        return Text(en=self.en.format(**values), zh=self.zh.format(**values))

    def __str__(self) -> str:
        return self.en


def same(word: str) -> Text:
    """A proper name or a code that reads the same in both languages."""
    return Text(en=word, zh=word)
