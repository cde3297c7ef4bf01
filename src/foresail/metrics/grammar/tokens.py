"""The words of a filter text."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text

Kind = Literal["word", "text", "sign", "end"]

LONGEST = 10_000
_SPACE = re.compile(r"\s+")
_SIGN = re.compile(r"!=|<>|<=|>=|==|[=<>(),]")
_WORD = re.compile(r"[^\s=<>!(),\"']+")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.DOTALL)
_SAME = {"<>": "!=", "==": "=", "＝": "="}


class Token(NamedTuple):
    """A word, a quoted text or a sign, and where it begins."""

    kind: Kind
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """Cut a filter into its words.

    Raises
    ------
    InvalidInput
        If there is a sign that means nothing, or a quote is not closed; says where.

    Examples
    --------
    >>> [t.text for t in tokens("region='华 东' and amount>=1000")]
    ['region', '=', '华 东', 'and', 'amount', '>=', '1000', '']
    """
    if len(text) > LONGEST:
        raise InvalidInput(
            Text(en=f"A filter has at most {LONGEST} characters.", zh=f"筛选条件最多 {LONGEST} 个字符。"), where="where"
        )
    found: list[Token] = []
    at = 0
    while at < len(text):
        if space := _SPACE.match(text, at):
            at = space.end()
        elif quoted := _QUOTED.match(text, at):
            found.append(Token("text", re.sub(r"\\(.)", r"\1", quoted[0][1:-1], flags=re.DOTALL), at))
            at = quoted.end()
        elif sign := _SIGN.match(text, at):
            found.append(Token("sign", _SAME.get(sign[0], sign[0]), at))
            at = sign.end()
        elif word := _WORD.match(text, at):
            found.append(Token("word", word[0], at))
            at = word.end()
        else:
            raise unreadable(text, at)
    return [*found, Token("end", "", len(text))]


def unreadable(text: str, at: int, wanted: Text | None = None) -> InvalidInput:
    """The error for a filter that cannot be read from a place on."""
    rest = text[at : at + 30]
    what = Text(en=f"“{rest}” cannot be read here.", zh=f"此处的“{rest}”无法解析。")
    if not rest:
        what = Text(en="The filter ends too early.", zh="筛选条件不完整。")
    return InvalidInput(
        what,
        where=f"where: {at + 1}",
        next_step=wanted or Text(en="Put values with spaces or signs in quotes.", zh="含空格或符号的值请加引号。"),
    )
