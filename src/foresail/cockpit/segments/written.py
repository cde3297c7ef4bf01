"""A comparison as rows for files, and as JSON with money as text."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.segments.sides import Comparison
from foresail.contracts.query import Result, ResultColumn, json_value
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_COLUMNS = tuple(
    ResultColumn(name=name, title=Text(en=en, zh=zh), unit=unit)
    for name, en, zh, unit in (
        ("segment", "Segment", "分群", Unit.TEXT),
        ("measure_en", "Measure (English)", "指标（英文）", Unit.TEXT),
        ("measure_zh", "Measure (Chinese)", "指标（中文）", Unit.TEXT),
        ("unit", "Unit", "单位", Unit.TEXT),
        ("value", "Value", "数值", Unit.QUANTITY),
        ("share", "Share of all customers", "占全部客户", Unit.RATIO),
        ("n", "Stands on", "样本数", Unit.COUNT),
        ("difference", "Difference from all customers", "与全部客户的差", Unit.QUANTITY),
        ("low", "Lower end (95%)", "下限（95%）", Unit.QUANTITY),
        ("high", "Upper end (95%)", "上限（95%）", Unit.QUANTITY),
        ("clear", "Beyond chance", "超出偶然", Unit.BOOLEAN),
    )
)


def as_rows(found: Comparison) -> Result:
    """One row a segment and measure, the number of customers first."""
    rows: list[tuple[Any, ...]] = []
    for i, side in enumerate(found.sides):
        rows.append((side.name, "Customers", "客户数", "count", side.customers, side.share, *[None] * 5))
        for row in found.rows:
            cell, measure = row.cells[i], row.measure
            unit = f"{measure.unit.value} ({found.currency})" if "money" in measure.unit.value else measure.unit.value
            apart = (cell.difference, cell.low, cell.high, cell.clear)
            rows.append((side.name, measure.title.en, measure.title.zh, unit, cell.value, cell.share, cell.n, *apart))
    return Result(columns=_COLUMNS, rows=rows, total=len(rows), as_of=found.end, currency=found.currency)


def comparison_json(found: Comparison) -> dict[str, Any]:
    """A comparison as plain JSON."""
    said = found.model_dump(mode="json")
    for row, told in zip(found.rows, said["rows"], strict=True):
        for cell, shown in zip(row.cells, told["cells"], strict=True):
            shown["value"] = json_value(cell.value)
    return said
