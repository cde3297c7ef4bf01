"""How the values of one column are written: decided from the whole column, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.model.declare import Type
from foresail.sources.convert.dates import Order, Orders
from foresail.sources.convert.numbers import Mark, Marks
from foresail.sources.convert.text import filled

NUMERIC = frozenset({Type.INTEGER, Type.QUANTITY, Type.MONEY, Type.UNIT_PRICE, Type.RATIO, Type.NUMBER})
DATED = frozenset({Type.DATE, Type.TIMESTAMP})
_HEADER_UNITS = (
    (r"百万|million|\(m\)", "x1000000"), (r"亿", "x100000000"), (r"千万", "x10000000"), (r"万|10k", "x10000"),
    (r"千元|thousand|\(k\)|'000|000s", "x1000"),
)  # fmt: skip
_CURRENCY_IN_HEADER = re.compile(
    r"[(（\[ _](usd|eur|gbp|cny|rmb|jpy|hkd|twd|aud|cad|sgd|美元|欧元|英镑|人民币|港币|日元)[)）\]]?$", re.IGNORECASE
)


class Style(Frozen):
    """How a column is written.

    Parameters
    ----------
    mark
        Decimal mark of its numbers.
    order
        Order of day and month; `excel1904` for serial numbers of the old Macintosh calendar.
    times
        Every number is multiplied by it (`金额（万元）`).
    percent
        Shares are written 0 – 100 without a sign.
    whole
        Ids were written as 17850.0 by a table program.
    currency
        The one currency that the values or the header name.
    """

    mark: Mark = "point"
    order: Order = ""
    times: int = 1
    percent: bool = False
    whole: bool = False
    currency: str = ""

    def words(self) -> str:
        """The style as a person edits it in the mapping file: `comma`, `dmy`, `x10000`, `percent`."""
        parts = [self.mark if self.mark == "comma" else "", self.order, f"x{self.times}" if self.times > 1 else ""]
        parts += ["percent" if self.percent else "", "whole" if self.whole else "", self.currency]
        return " ".join(p for p in parts if p)

    @classmethod
    def of(cls, words: str) -> Style:
        """Read what `words` wrote; unknown words are left out."""
        values: dict[str, object] = {}
        for word in words.split():
            if word in ("comma", "point"):
                values["mark"] = word
            elif word in ("dmy", "mdy", "ymd", "excel1904"):
                values["order"] = word
            elif re.fullmatch(r"x\d+", word):
                values["times"] = int(word[1:])
            elif word in ("percent", "whole"):
                values[word] = True
            elif re.fullmatch(r"[A-Z]{3}", word):
                values["currency"] = word
        return cls(**values)


class Doubt(Frozen):
    """What only a person knows: the ways in which a column can be read."""

    kind: str
    text: Text
    options: tuple[str, ...]
    samples: tuple[str, ...] = ()


class Profile:
    """Looks at every value of one column, batch by batch."""

    def __init__(self, header: str, kind: Type) -> None:
        self.header, self.kind = header, kind
        self._marks, self._orders = Marks(), Orders()
        self._largest = 0.0
        self._dotted = self._ids = 0

    def look(self, values: pl.Series) -> None:
        """Take in a batch."""
        if self.kind not in NUMERIC | DATED and self.kind is not Type.ID:
            return
        text = filled(values.unique(), value=self.kind is not Type.ID).drop_nulls().unique()
        if self.kind in NUMERIC:
            self._marks.look(text)
            if self.kind is Type.RATIO:
                top = text.str.extract(r"^(\d+(?:\.\d+)?)$", 1).cast(pl.Float64, strict=False).max()
                self._largest = max(self._largest, float(top) if isinstance(top, (int, float)) else 0.0)
        elif self.kind in DATED:
            self._orders.look(text)
        elif self.kind is Type.ID:
            self._ids += len(text)
            self._dotted += int(text.str.contains(r"^\d+\.0$").sum())

    @property
    def evidence(self) -> tuple[Mark | None, Order]:
        """What this column proves for its neighbours."""
        mark, sure = self._marks.decide()
        order, ordered = self._orders.decide()
        proved = sure and (self._marks.point or self._marks.comma)
        return (mark if proved else None), (order if ordered and self._orders.seen and not self._orders.dots else "")

    def decide(self, mark: Mark | None, order: Order) -> tuple[Style, Doubt | None]:
        """The style of the column, and the question where the column leaves it open.

        Parameters
        ----------
        mark, order
            What other columns of the same file prove.
        """
        if self.kind in DATED:
            found, sure = self._orders.decide(order)
            return Style(order=found), None if sure else _order_doubt(self.header, tuple(self._orders.samples))
        if self.kind is Type.ID:
            return Style(whole=bool(self._ids) and self._dotted == self._ids), None
        if self.kind not in NUMERIC:
            return Style(), None
        decimal, sure = self._marks.decide(hint=mark)
        codes = self._marks.currencies
        style = Style(
            mark=decimal,
            times=_times(self.header) if self.kind in (Type.MONEY, Type.UNIT_PRICE) else 1,
            percent=self.kind is Type.RATIO and self._largest > 1 and not self._marks.percent,
            currency=(next(iter(codes)) if len(codes) == 1 else "") or _header_currency(self.header),
        )
        unclear = not sure and mark is None and bool(self._marks.comma)
        return style, _mark_doubt(self.header) if unclear else None


def _times(header: str) -> int:
    for pattern, words in _HEADER_UNITS:
        tail = re.search(r"[(（\[](.*?)[)）\]]|[ _](万元|千元|thousand)$", header.lower())
        if tail and re.search(pattern, tail[0]):
            return int(words[1:])
    return 1


def _header_currency(header: str) -> str:
    from foresail.sources.convert.text import CURRENCY_NAMES

    hit = _CURRENCY_IN_HEADER.search(header)
    if not hit:
        return ""
    word = hit[1].lower()
    return CURRENCY_NAMES.get(word, word.upper())


def _order_doubt(header: str, samples: tuple[str, ...]) -> Doubt:
    return Doubt(
        kind="order",
        text=Text(en=f"In “{header}”, is the day or the month written first?", zh=f"“{header}”中先写日还是先写月？"),
        options=("mdy", "dmy"),
        samples=samples,
    )


def _mark_doubt(header: str) -> Doubt:
    return Doubt(
        kind="mark",
        text=Text(
            en=f"In “{header}”, which sign stands before the decimals: a point or a comma?",
            zh=f"“{header}”的小数点是“.”还是“,”？",
        ),
        options=("point", "comma"),
    )


def evidence_of(profiles: Iterable[Profile]) -> tuple[Mark | None, Order]:
    """What the columns of one file agree on."""
    marks = {m for m, _ in (p.evidence for p in profiles) if m}
    orders = {o for _, o in (p.evidence for p in profiles) if o}
    return (marks.pop() if len(marks) == 1 else None), (orders.pop() if len(orders) == 1 else "")
