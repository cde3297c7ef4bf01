"""What stands out of a segment, in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foresail.cockpit.numbers import shown
from foresail.cockpit.segments.apart import FEWEST
from foresail.kernel.text import Language, Text
from foresail.kernel.unit import Unit

if TYPE_CHECKING:
    from foresail.cockpit.segments.sides import Row

MOST = 3


def sentence(name: str, place: int, sizes: Sequence[int], rows: Sequence[Row], currency: str) -> Text:
    """How large a segment is, with how much of the revenue, and in what it is clearly apart from all customers.

    Parameters
    ----------
    place
        Of the segment among the sides; the last one is all customers.
    sizes
        How many customers each side has.
    """
    size, whole = sizes[place], sizes[-1]
    if place == len(sizes) - 1:
        return Text(en=f"All {whole:,} customers.", zh=f"全部 {whole:,} 个客户。")
    if not size:
        return Text(en=f"“{name}” has no customers now.", zh=f"“{name}”目前没有客户。")
    return Text(
        en=_begin(name, place, sizes, rows, "en") + _rest(place, sizes, rows, currency, "en"),
        zh=_begin(name, place, sizes, rows, "zh") + _rest(place, sizes, rows, currency, "zh"),
    )


def _begin(name: str, place: int, sizes: Sequence[int], rows: Sequence[Row], language: Language) -> str:
    size, share = sizes[place], shown(sizes[place] / sizes[-1], Unit.RATIO, language)
    revenue = next((row.cells[place].share for row in rows if row.measure.name == "net_revenue"), None)
    if language == "zh":
        money = "" if revenue is None else f"，贡献净收入的 {shown(revenue, Unit.RATIO, 'zh')}"
        return f"“{name}”：{size:,} 个客户（占 {share}）{money}。"
    money = "" if revenue is None else f" with {shown(revenue, Unit.RATIO, 'en')} of the net revenue"
    return f"“{name}”: {size:,} customers ({share}){money}. "


def _rest(place: int, sizes: Sequence[int], rows: Sequence[Row], currency: str, language: Language) -> str:
    zh = language == "zh"
    if sizes[place] == sizes[-1]:
        return "即全部客户。" if zh else "These are all customers."
    if sizes[place] < FEWEST:
        return "客户太少，差异可能只是偶然。" if zh else "Too few customers: differences may be chance."
    clear = [row for row in rows if row.cells[place].clear]
    if not clear:
        return "与全部客户相比没有超出偶然的差异。" if zh else "Nothing differs from all customers beyond chance."
    parts = []
    for up, words in (
        (True, "高于全部客户" if zh else "Higher than all customers"),
        (False, "低于" if zh else "Lower"),
    ):
        some = [row for row in clear if _rises(row, place) is up]
        some.sort(key=lambda row: -_strength(row, place))
        if some:
            told = [_told(row, place, currency, language) for row in some[:MOST]]
            parts.append(f"{words}{'：' if zh else ': '}{('、' if zh else ', ').join(told)}")
    if not zh and len(parts) > 1:
        parts[1] = parts[1][0].lower() + parts[1][1:]
    return ("；".join(parts) + "。") if zh else ("; ".join(parts) + ".")


def _rises(row: Row, place: int) -> bool:
    return (row.cells[place].difference or 0) > 0


def _strength(row: Row, place: int) -> float:
    """How far from zero the nearer end of the interval is, in widths of it."""
    cell = row.cells[place]
    if cell.low is None or cell.high is None or cell.difference is None or cell.high <= cell.low:
        return float("inf")
    return abs(cell.difference) / (cell.high - cell.low)


def _told(row: Row, place: int, currency: str, language: Language) -> str:
    unit = row.measure.unit
    values = [row.cells[at].value for at in (place, -1)]
    if unit is Unit.DAYS:
        values = [value if value is None else round(value) for value in values]
    own, whole = (shown(value, unit, language, currency) for value in values)
    title = row.measure.title.in_(language)
    return f"{title} {own}（全部 {whole}）" if language == "zh" else f"{title} {own} (all: {whole})"
