"""What moved, in sentences: the biggest good and bad changes first, never more certain than the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from foresail.cockpit.numbers import spoken
from foresail.contracts.block import KpiValue
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_SHARES = {Unit.RATIO, Unit.PROBABILITY}
MOST = 6


def sentences(kpis: Iterable[KpiValue], currency: str) -> tuple[Text, ...]:
    """One sentence for each number that has one to compare with, the largest relative change first."""
    said: list[tuple[float, Text]] = []
    seen: set[str] = set()
    for kpi in kpis:
        if kpi.metric in seen or kpi.value is None:
            continue
        seen.add(kpi.metric)
        text = _sentence(kpi, currency)
        if text is not None:
            said.append((_size(kpi), text))
    return tuple(text for _, text in sorted(said, key=lambda pair: -pair[0])[:MOST])


def _size(kpi: KpiValue) -> float:
    before = float(kpi.before or 0)
    return abs(float(kpi.value) - before) / abs(before) if before else 0.0


def _sentence(kpi: KpiValue, currency: str) -> Text | None:
    title, unit = kpi.column.title, kpi.column.unit
    value = spoken(_number(kpi.value), unit, currency)
    parts = Text(en=f"{title.en} is {value.en}", zh=f"{title.zh}为 {value.zh}")
    if kpi.before is not None and float(kpi.before) != 0:
        parts = _changed(parts, kpi, currency)
    if kpi.attainment is not None:
        share = f"{kpi.attainment:.0%}"
        named = kpi.target_of or Text(en="Target", zh="目标")
        parts = Text(
            en=f"{parts.en}; {share} of the {named.en.replace('T', 't', 1)} is reached",
            zh=f"{parts.zh}，{named.zh}达成 {share}",
        )
    return Text(en=parts.en + ".", zh=parts.zh + "。")


def _changed(parts: Text, kpi: KpiValue, currency: str) -> Text:
    unit, before = kpi.column.unit, float(kpi.before)
    difference = float(kpi.value) - before
    was = spoken(_number(kpi.before), unit, currency)
    if difference == 0:
        return Text(en=f"{parts.en}, the same as before", zh=f"{parts.zh}，与同期持平")
    up = difference > 0
    if unit in _SHARES:
        size = Text(en=f"{abs(difference) * 100:.1f} points", zh=f"{abs(difference) * 100:.1f} 个百分点")
    else:
        size = Text(en=f"{abs(difference / before):.1%}", zh=f"{abs(difference / before):.1%}")
    good = kpi.column.good != "neutral"
    better = Text(
        en="better" if up == (kpi.column.good == "up") else "worse",
        zh="向好" if up == (kpi.column.good == "up") else "变差",
    )
    tail = Text(en=f" ({better.en})", zh=f"（{better.zh}）") if good else Text(en="", zh="")
    return Text(
        en=f"{parts.en}, {'up' if up else 'down'} {size.en} from {was.en}{tail.en}",
        zh=f"{parts.zh}，较同期 {was.zh} {'上升' if up else '下降'} {size.zh}{tail.zh}",
    )


def _number(value: object) -> Decimal | float | int:
    if isinstance(value, str):
        return Decimal(value)
    return value if isinstance(value, int | float | Decimal) else Decimal(str(value))
