"""The least that a result can rest on: asked of the data before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlglot import exp

from foresail.contracts.capability import Capability
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.text import Text
from foresail.model.tables import TABLES
from foresail.runtime.capability.as_of import day_of, view
from foresail.runtime.capability.rows import Rows


def check_minimum(capability: Capability, rows: Rows, as_of: date, *, past: bool) -> None:
    """Hold what is known on the day against `Needs`.

    Raises
    ------
    NotEnoughData
        A needed table or column is empty, there are too few rows, or the facts span too few days.
        `details["missing"]` names tables and columns; `details["asked"]` and `details["found"]` the numbers.
    """
    needs = capability.needs
    first: date | None = None
    last: date | None = None
    counted: dict[str, int] = {}
    for name, columns in needs.tables.items():
        found = _count(rows, name, columns, as_of, past=past)
        counted[name] = found["rows"]
        _check_filled(capability, name, columns, found)
        if found["first"] is not None:
            first = min(first or found["first"], found["first"])
            last = max(last or found["last"], found["last"])
    for name, least in needs.minimum.rows.items():
        have = counted[name] if name in counted else _count(rows, name, (), as_of, past=past)["rows"]
        if have < least:
            raise _too_few(capability, name, have, least)
    span = (last - first).days if first and last else 0
    if span < needs.minimum.days:
        raise _too_short(capability, span, needs.minimum.days)


def _count(rows: Rows, name: str, columns: tuple[str, ...], as_of: date, *, past: bool) -> dict[str, Any]:
    seen = view(name, rows.stored()[name], past=past).subquery("seen", copy=False)
    asked: list[exp.Expr] = [exp.alias_(exp.Count(this=exp.Star()), "rows")]
    asked += [exp.alias_(exp.Count(this=_quoted(c)), f"n_{c}") for c in columns]
    day = _day_column(name, rows.stored()[name])
    if day:
        asked += [exp.alias_(exp.Min(this=_quoted(day)), "first"), exp.alias_(exp.Max(this=_quoted(day)), "last")]
    query = exp.Select(expressions=asked).from_(seen, copy=False)
    uses_day = any(p.name == "as_of" for p in query.find_all(exp.Placeholder))
    found = rows.fetch(query, {"as_of": as_of} if uses_day else {}).row(0, named=True)
    return {"first": None, "last": None, **found}


def _day_column(name: str, columns: Mapping[str, str]) -> str:
    if name not in TABLES or not TABLES[name].known_at:
        return ""
    day = day_of(TABLES[name], TABLES[name].known_at)
    return day if day in columns else ""


def _quoted(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))


def _check_filled(capability: Capability, name: str, columns: tuple[str, ...], found: Mapping[str, Any]) -> None:
    if not found["rows"]:
        raise NotEnoughData(
            Text(en=f"The table “{name}” is empty.", zh=f"表“{_title(name)}”没有数据。"),
            where=capability.id,
            next_step=Text(en=f"Load an export that holds “{name}”.", zh=f"请载入包含“{_title(name)}”的导出文件。"),
            details={"missing": [name]},
        )
    absent = [f"{name}.{c}" for c in columns if not found[f"n_{c}"]]
    if absent:
        raise NotEnoughData(
            Text(
                en=f"Without {', '.join(absent)} there is no result.",
                zh=f"缺少 {'、'.join(absent)}，无法得出结果。",
            ),
            where=capability.id,
            next_step=Text(en="Load or map these columns.", zh="请载入或映射这些列。"),
            details={"missing": absent},
        )


def _title(name: str) -> str:
    return TABLES[name].title.zh if name in TABLES else name


def _too_few(capability: Capability, name: str, have: int, least: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"There are {have} rows in “{name}”, and {least} are needed.",
            zh=f"“{_title(name)}”只有 {have} 行，至少需要 {least} 行。",
        ),
        where=capability.id,
        details={"missing": [name], "found": have, "asked": least},
    )


def _too_short(capability: Capability, span: int, least: int) -> NotEnoughData:
    return NotEnoughData(
        Text(
            en=f"The data span {span} days, and {least} are needed.",
            zh=f"数据仅跨 {span} 天，至少需要 {least} 天。",
        ),
        where=capability.id,
        details={"missing": [f"{least} days of history"], "found": span, "asked": least},
    )
