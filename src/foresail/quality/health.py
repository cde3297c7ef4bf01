"""The health of a table in one number, and how fresh it is."""

# ruff: noqa: S608  statements are put together from names of our own declarations, never from a person's words
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from foresail.contracts.rule import Severity
from foresail.model.declare import Entity, Type
from foresail.model.tables import TABLES

WEIGHT = {Severity.BLOCKING: 1.0, Severity.ERROR: 0.6, Severity.WARNING: 0.3, Severity.NOTICE: 0.1}
"""What a rule that every row breaks takes from a table's health."""


def health(broken: Sequence[tuple[Severity, float]]) -> float:
    """The health of a table: 100 × ∏ (1 − weight of the severity × share of bad rows) over the rules that apply.

    Parameters
    ----------
    broken
        Severity and share of bad rows (0 – 1) of each rule.

    Returns
    -------
    float
        0 – 100, one decimal; 100 where no rule is broken.

    Examples
    --------
    >>> health([(Severity.ERROR, 0.5), (Severity.NOTICE, 1.0)])
    63.0
    """
    left = 100.0
    for severity, share in broken:
        left *= 1.0 - WEIGHT[severity] * share
    return round(left, 1)


def table_lines(
    rows: Mapping[str, int], newest: Mapping[str, date], rules: Sequence[Mapping[str, Any]], findings: pl.DataFrame
) -> list[dict[str, Any]]:
    """One line a canonical table; the money of a row that several rules find counts once, with its largest."""
    per_row = findings.group_by("table_name", "row_key").agg(pl.col("money").max())
    per_table = per_row.group_by("table_name").agg(pl.len().alias("bad"), pl.col("money").sum().alias("money"))
    known = {row["table_name"]: row for row in per_table.iter_rows(named=True)}
    lines = []
    for name, entity in TABLES.items():
        mine = [r for r in rules if r["table_name"] == name and r["status"] != "not_applicable"]
        seen = known.get(name, {"bad": 0, "money": None})
        most = max((r["bad"] for r in mine), default=0)
        lines.append(
            {
                "table_name": name,
                "title_en": entity.title.en,
                "title_zh": entity.title.zh,
                "rows": rows[name],
                "health": health([(Severity(r["severity"]), r["share"]) for r in mine]) if rows[name] else None,
                "bad_rows": max(seen["bad"], most),  # findings are capped, counts are not
                "money": seen["money"] if seen["money"] is not None else Decimal(0),
                "newest_on": newest.get(name),
            }
        )
    return lines


def newest_sql() -> str:
    """The newest past day of every table that has days."""
    parts = []
    for name, entity in TABLES.items():
        day = _day_of(entity)
        if day:
            parts.append(
                f"SELECT '{name}' AS table_name, max({day}) AS day FROM \"{name}\" WHERE {day} <= CAST(:as_of AS DATE)"
            )
    return "SELECT * FROM (" + " UNION ALL ".join(parts) + ") n WHERE day IS NOT NULL"


def _day_of(entity: Entity) -> str:
    if not entity.known_at:
        return ""
    column = entity.column(entity.known_at)
    return column.name.removesuffix("_at") + "_on" if column.type is Type.TIMESTAMP else column.name
