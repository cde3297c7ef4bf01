"""Filter texts, read by recursive descent::

any       = all {"or" all}
all       = part {"and" part}
part      = "(" any ")" | condition
condition = field "is" ["not"] "empty" | field ["not"] "in" "(" value {"," value} ")"
          | field ("=" | "!=" | "<" | "<=" | ">" | ">=" | "contains") value
"""

from __future__ import annotations

import re

from foresail.contracts.query import IN_SEGMENT, AllOf, AnyOf, Condition, Filter, Members, Operator, Scalar
from foresail.kernel.text import Text
from foresail.metrics.grammar.tokens import Token, tokens, unreadable

DEEPEST = 50
_SIGNS = {o.value: o for o in (Operator.EQ, Operator.NE, Operator.LT, Operator.LE, Operator.GT, Operator.GE)}
_WORDS = frozenset({"and", "or", "in", "not", "is", "empty", "contains"})
_PLAIN = re.compile(r"[\w.:%-]+")
_OPERATORS = Text(
    en="Operators: = != < <= > >= in (…) not in (…) is empty, is not empty, contains.",
    zh="可用运算符：= != < <= > >= in (…) not in (…) is empty、is not empty、contains。",
)
_VALUE = Text(en="A value is missing here.", zh="此处缺少值。")
_JOIN = Text(en="Join conditions with and, or, and parentheses.", zh="请用 and、or 和括号连接条件。")


def parse_filter(text: str) -> Filter | None:
    """Read a filter; nothing but spaces is no filter.

    Raises
    ------
    InvalidInput
        If it cannot be read; says where and what may stand there.

    Examples
    --------
    >>> parse_filter("region=华东").values
    ('华东',)
    """
    reading = _Reading(text)
    if reading.at_end():
        return None
    found = reading.any_of(0)
    if not reading.at_end():
        raise reading.wrong(reading.quoting() or _JOIN)
    return found


def write_filter(where: Filter) -> str:
    """A filter as text that reads back as the same filter; words stand in quotes only where they need them.

    Examples
    --------
    >>> write_filter(parse_filter("region = 华东 and (orders > 3 or name contains 'a b')"))
    'region = 华东 and (orders > 3 or name contains "a b")'
    """
    text = _part(where)
    return text[1:-1] if isinstance(where, AllOf | AnyOf) and len(where.parts) > 1 else text


def _part(where: Filter) -> str:
    if isinstance(where, Condition):
        return _written(where)
    if isinstance(where, Members):
        operator = Operator.EQ if where.inside else Operator.NE
        return _written(Condition(field=IN_SEGMENT, operator=operator, values=(where.segment,)))
    word = " and " if isinstance(where, AllOf) else " or "
    return "(" + word.join(_part(p) for p in where.parts) + ")"


def _written(asked: Condition) -> str:
    operator = asked.operator
    if operator in (Operator.IS_EMPTY, Operator.IS_NOT_EMPTY):
        return f"{_quoted(asked.field)} {operator.value}"
    values = ", ".join(_quoted(_word(v)) for v in asked.values)
    if operator in (Operator.IN, Operator.NOT_IN):
        return f"{_quoted(asked.field)} {operator.value} ({values})"
    return f"{_quoted(asked.field)} {operator.value} {values}"


def _word(value: Scalar) -> str:
    return format(value, "f") if not isinstance(value, bool) and hasattr(value, "as_tuple") else str(value)


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word) and word.lower() not in _WORDS:
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Reading:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = 0

    @property
    def now(self) -> Token:
        return self._tokens[self._at]

    def at_end(self) -> bool:
        return self.now.kind == "end"

    def wrong(self, wanted: Text | None = None) -> Exception:
        return unreadable(self._text, self.now.at, wanted)

    def quoting(self) -> Text | None:
        """The advice for a value with a space but no quotes: `product=GTX Pro`."""
        start, rest = self._at - 1, self._at
        while self._tokens[rest].kind == "word" and self._tokens[rest].text.lower() not in _WORDS:
            rest += 1
        if rest == self._at or start < 0 or self._tokens[start].kind != "word":
            return None
        value = " ".join(t.text for t in self._tokens[start:rest])
        return Text(
            en=f'Put a value with spaces in quotes: "{value}". Otherwise join conditions with and / or.',
            zh=f'含空格的值请加引号："{value}"；多个条件请用 and / or 连接。',
        )

    def any_of(self, depth: int) -> Filter:
        parts = [self._all_of(depth)]
        while self._takes("or"):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts))

    def _all_of(self, depth: int) -> Filter:
        parts = [self._part(depth)]
        while self._takes("and"):
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts))

    def _part(self, depth: int) -> Filter:
        if not self._sign("("):
            return self._condition()
        if depth >= DEEPEST:
            raise self.wrong(Text(en="Too many parentheses.", zh="括号层数过多。"))
        inner = self.any_of(depth + 1)
        if not self._sign(")"):
            raise self.wrong(Text(en="A closing parenthesis is missing.", zh="缺少右括号。"))
        return inner

    def _condition(self) -> Condition:
        field = self._value(_JOIN)
        if self._takes("is"):
            empty = Operator.IS_NOT_EMPTY if self._takes("not") else Operator.IS_EMPTY
            if not self._takes("empty"):
                raise self.wrong(_OPERATORS)
            return Condition(field=field, operator=empty)
        if self._takes("not"):
            if not self._takes("in"):
                raise self.wrong(_OPERATORS)
            return Condition(field=field, operator=Operator.NOT_IN, values=self._list())
        if self._takes("in"):
            return Condition(field=field, operator=Operator.IN, values=self._list())
        if self._takes("contains"):
            return Condition(field=field, operator=Operator.CONTAINS, values=(self._value(_VALUE),))
        for sign, operator in _SIGNS.items():
            if self._sign(sign):
                return Condition(field=field, operator=operator, values=(self._value(_VALUE),))
        raise self.wrong(_OPERATORS)

    def _list(self) -> tuple[str, ...]:
        if not self._sign("("):
            raise self.wrong(Text(en="Write a list as (a, b).", zh="列表请写作 (a, b)。"))
        values = [self._value(_VALUE)]
        while self._sign(","):
            values.append(self._value(_VALUE))
        if not self._sign(")"):
            raise self.wrong(Text(en="A closing parenthesis is missing.", zh="缺少右括号。"))
        return tuple(values)

    def _value(self, wanted: Text) -> str:
        token = self.now
        reserved = token.kind == "word" and token.text.lower() in _WORDS
        if token.kind not in ("word", "text") or reserved:
            raise self.wrong(wanted)
        self._at += 1
        return token.text

    def _takes(self, word: str) -> bool:
        here = self.now.kind == "word" and self.now.text.lower() == word
        self._at += here
        return here

    def _sign(self, sign: str) -> bool:
        here = self.now.kind == "sign" and self.now.text == sign
        self._at += here
        return here
