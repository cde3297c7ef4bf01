"""Declared row types against frames: what a capability gives is checked once, here, before anybody sees it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from foresail.contracts.access import TableRule
from foresail.contracts.capability import Capability
from foresail.contracts.frames import dtype_of
from foresail.contracts.output import OutputRow, columns_of, nullable, sql_type
from foresail.kernel.problem import DeclarationError, closest_names
from foresail.kernel.text import Text
from foresail.model.declare import Owner


def sql_types(row: type[OutputRow]) -> dict[str, str]:
    """Column → SQL type of a row type."""
    return {name: sql_type(row, name) for name in row.model_fields}


def rule_of_output(row: type[OutputRow]) -> TableRule:
    """Whose rows an output table shows, from its `row_scope`."""
    personal = frozenset(c.name for c in columns_of(row) if c.personal)
    if row.shared:
        return TableRule(shared=True, personal=personal)
    if row.row_scope is None:
        return TableRule(personal=personal)
    column, through = row.row_scope
    owner = Owner(column=column) if through == "representative" else Owner(column=column, through=through)
    return TableRule(owners=(owner,), personal=personal)


def conform(capability: Capability, given: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The outputs of a run in their declared columns, types and order, sorted by grain.

    Raises
    ------
    DeclarationError
        If an output or column is missing or extra, a value does not fit its type, is not finite or is empty where it
        must not be, or the grain is not unique. `where` names the output and the column.
    """
    if set(given) != set(capability.outputs):
        odd = sorted(set(given) ^ set(capability.outputs))[0]
        raise wrong_output(
            capability,
            odd,
            Text(
                en=f"The run gives the outputs {sorted(given)}, the declaration names {sorted(capability.outputs)}.",
                zh=f"运行给出的输出为 {sorted(given)}，声明中为 {sorted(capability.outputs)}。",
            ),
        )
    return {name: _conform(capability, name, given[name], row) for name, row in capability.outputs.items()}


def _conform(capability: Capability, output: str, frame: pl.DataFrame, row: type[OutputRow]) -> pl.DataFrame:
    odd = sorted(set(frame.columns) ^ set(row.model_fields))
    if odd:
        raise wrong_output(
            capability,
            f"{output}.{odd[0]}",
            Text(
                en=f"The column “{odd[0]}” is {'missing' if odd[0] in row.model_fields else 'not declared'}.",
                zh=f"列“{odd[0]}”{'缺失' if odd[0] in row.model_fields else '未声明'}。",
            ),
            closest_names(odd[0], row.model_fields),
        )
    columns = [_fit(capability, output, frame[name], row) for name in row.model_fields]
    made = pl.DataFrame(columns)
    repeated = made.height - made.select(row.grain).unique().height
    if repeated:
        raise wrong_output(
            capability,
            output,
            Text(
                en=f"{repeated} rows repeat the grain {', '.join(row.grain)}.",
                zh=f"有 {repeated} 行的粒度 {'、'.join(row.grain)} 重复。",
            ),
        )
    return made.sort(row.grain)


def _fit(capability: Capability, output: str, series: pl.Series, row: type[OutputRow]) -> pl.Series:
    name = series.name
    where = f"{output}.{name}"
    if series.dtype.is_float() and (series.is_nan().any() or series.is_infinite().any()):
        raise wrong_output(
            capability, where, Text(en="There are numbers that are not finite.", zh="存在非有限的数值。")
        )
    wanted = dtype_of(row, name)
    if not _castable(series.dtype, wanted):
        raise wrong_output(
            capability,
            where,
            Text(
                en=f"The values are {series.dtype}, declared is {wanted}.",
                zh=f"值类型为 {series.dtype}，声明为 {wanted}。",
            ),
        )
    if wanted.is_decimal() and series.dtype.is_float():
        series = series.round(4)
    try:
        made = series.cast(wanted)
    except pl.exceptions.PolarsError as error:
        raise wrong_output(
            capability, where, Text(en=f"A value does not fit {wanted}.", zh=f"有值不符合类型 {wanted}。")
        ) from error
    if made.null_count() and not nullable(row, name):
        raise wrong_output(
            capability, where, Text(en="The column must not be empty, and is.", zh="该列不允许为空，但存在空值。")
        )
    return made


def _castable(given: pl.DataType, wanted: pl.DataType) -> bool:
    """Only widenings: a text never becomes a number here, a float never an integer."""
    if given == pl.Null or given == wanted:
        return True
    if wanted.is_decimal():
        return given.is_numeric()  # estimates of money are floats inside a model; here they become money
    if wanted == pl.Float64:
        return given.is_numeric()
    if wanted == pl.Int64:
        return given.is_integer()
    if wanted == pl.String:
        return given in (pl.Categorical, pl.Enum)
    if isinstance(wanted, pl.Datetime):
        return isinstance(given, pl.Datetime)
    return False


def wrong_output(capability: Capability, where: str, what: Text, closest: tuple[str, ...] = ()) -> DeclarationError:
    """The problem of an output that is not what was declared."""
    return DeclarationError(what, where=f"{capability.id}: {where}", closest=closest)


def not_finite(value: Any, path: str = "") -> list[str]:
    """Paths of numbers in a JSON-like value that are NaN or infinite."""
    if isinstance(value, float):
        return [] if math.isfinite(value) else [path or "value"]
    if isinstance(value, Decimal):
        return [] if value.is_finite() else [path or "value"]
    if isinstance(value, (str, int, bool, date, datetime)) or value is None:
        return []
    if isinstance(value, Mapping):
        return [p for k, v in value.items() for p in not_finite(v, f"{path}.{k}")]
    return [p for i, v in enumerate(value) for p in not_finite(v, f"{path}[{i}]")]
