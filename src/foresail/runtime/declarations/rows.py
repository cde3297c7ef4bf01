"""Row types and parameters: every number has a unit, money is no float, everything is declared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from foresail.contracts.output import unwrap
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.model.tables import TABLES
from foresail.runtime.catalogue import Entry
from foresail.runtime.declarations.finding import Finding, file_with, line_of

MONEY = frozenset({Unit.MONEY, Unit.UNIT_PRICE, Unit.MONEY_PER_DAY})
COUNTS_NOTHING = frozenset({Unit.ID, Unit.TEXT, Unit.CATEGORY, Unit.BOOLEAN, Unit.DATE, Unit.TIMESTAMP})


def check_rows(entry: Entry) -> Iterator[Finding]:
    """Contradictions in outputs and parameters."""
    for name, row in entry.capability.outputs.items():
        for column, what in without_unit(row):
            yield _finding(entry, column, "outputs.py", what)
        if row.row_scope is not None and not row.shared:
            yield from _scope(entry, name, row.row_scope, set(row.model_fields))
    for name, what in without_unit(entry.capability.params):
        yield _finding(entry, name, "params.py", what)
    for name, field in entry.capability.params.model_fields.items():
        if field.is_required():
            what = Text(en=f"The parameter “{name}” has no default.", zh=f"参数“{name}”没有默认值。")
            yield _finding(entry, name, "params.py", what)


def without_unit(kind: type[BaseModel]) -> Iterator[tuple[str, Text]]:
    """Fields without a unit, numbers whose unit counts nothing, and money that is a float."""
    for name, field in kind.model_fields.items():
        plain, _ = unwrap(field.annotation)
        unit = unit_of(field.json_schema_extra)
        if unit is None:
            yield name, Text(en=f"“{name}” is declared without a unit.", zh=f"“{name}”未声明单位。")
        elif _is_number(plain) and unit in COUNTS_NOTHING:
            yield name, Text(en=f"The number “{name}” has no unit that counts.", zh=f"数字“{name}”没有计量单位。")
        elif unit in MONEY and plain is not Decimal:
            yield name, Text(en=f"“{name}” is money and must be a Decimal.", zh=f"“{name}”是金额，必须为 Decimal。")


def unit_of(extra: Any) -> Unit | None:
    """The unit in a field's `json_schema_extra`."""
    inner = extra.get("foresail") if isinstance(extra, dict) else None
    found = inner.get("unit") if isinstance(inner, dict) else None
    return Unit(found) if found is not None else None


def _is_number(plain: Any) -> bool:
    return plain in (int, float, Decimal)


def _scope(entry: Entry, output: str, scope: tuple[str, str], columns: set[str]) -> Iterator[Finding]:
    column, through = scope
    if column not in columns:
        what = Text(
            en=f"The row scope of “{output}” names the column “{column}”, which it does not have.",
            zh=f"输出“{output}”的行范围引用了不存在的列“{column}”。",
        )
        yield _finding(entry, column, "outputs.py", what)
    if through not in TABLES or (through != "representative" and not TABLES[through].owners):
        what = Text(
            en=f"The row scope of “{output}” leads through “{through}”, which has no owner.",
            zh=f"输出“{output}”的行范围经过没有负责人的“{through}”。",
        )
        yield _finding(entry, through, "outputs.py", what)


def _finding(entry: Entry, word: str, file: str, what: Text) -> Finding:
    path = file_with(entry.folder, word, file, "capability.py")
    return Finding(path, line_of(path, word), what)
