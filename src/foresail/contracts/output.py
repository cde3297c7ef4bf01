"""Row types of capability outputs. The table, the API schema and the page's columns come from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Any, ClassVar, Union, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from foresail.contracts.query import ResultColumn
from foresail.kernel.base import Frozen
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


class OutputRow(Frozen):
    """Base of a row type.

    Class attributes
    ----------------
    grain
        Columns that identify a row; unique.
    title
        What people call the table.
    row_scope
        The path to the owner: a column of the output and the canonical table whose owners decide. None: only those
        who see everything.
    shared
        True: every viewer sees every row (a summary that tells nothing about single rows).
    """

    grain: ClassVar[tuple[str, ...]]
    title: ClassVar[Text]
    row_scope: ClassVar[tuple[str, str] | None] = None
    shared: ClassVar[bool] = False


def col(
    title: Text,
    unit: Unit,
    *,
    opens: str = "",
    personal: bool = False,
    good: str = "neutral",
    note: Text | None = None,
    labels: Mapping[str, Text] | None = None,
) -> Any:
    """Declare a column of an output row: `amount: Decimal = col(Text(...), Unit.MONEY)`.

    `labels` gives the words of a column of codes (`at_risk` → “At risk”, “流失预警”); the codes are stored.
    """
    extra = {"title": title, "unit": unit, "opens": opens, "personal": personal, "good": good, "note": note}
    extra["labels"] = dict(labels or {})
    return Field(json_schema_extra={"foresail": extra})  # type: ignore[dict-item]


def columns_of(row: type[OutputRow]) -> tuple[ResultColumn, ...]:
    """The columns of a row type, as they appear in answers."""
    return tuple(_column(name, field) for name, field in row.model_fields.items())


def sql_type(row: type[OutputRow], name: str) -> str:
    """The SQL type of a column of a row type."""
    field = row.model_fields[name]
    unit = _declared(name, field)["unit"]
    plain, _ = unwrap(field.annotation)
    if plain is Decimal:
        return "DECIMAL(18, 6)" if unit is Unit.UNIT_PRICE else "DECIMAL(18, 4)"
    return {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE", datetime: "TIMESTAMP"}.get(plain, "VARCHAR")


def nullable(row: type[OutputRow], name: str) -> bool:
    """Whether a column may be empty."""
    return unwrap(row.model_fields[name].annotation)[1]


def unwrap(annotation: Any) -> tuple[Any, bool]:
    """The plain type of an annotation and whether it allows None."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [a for a in get_args(annotation) if a is not type(None)]
        return parts[0], len(parts) < len(get_args(annotation))
    return annotation, False


def _declared(name: str, field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra
    if not isinstance(extra, dict) or "foresail" not in extra:
        raise TypeError(f"{name}: declare output columns with col(title, unit)")
    found: dict[str, Any] = extra["foresail"]  # type: ignore[assignment]
    return found


def _column(name: str, field: FieldInfo) -> ResultColumn:
    said = _declared(name, field)
    return ResultColumn(
        name=name,
        title=said["title"],
        unit=said["unit"],
        opens=said["opens"],
        personal=said["personal"],
        good=said["good"],
        definition=said["note"],
        labels=said["labels"],
    )
