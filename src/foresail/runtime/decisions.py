"""A person's answers put into a proposed mapping."""

from __future__ import annotations

from collections.abc import Mapping as Named
from pathlib import PurePosixPath
from typing import Any

from foresail.kernel.problem import InvalidInput, closest_names
from foresail.kernel.text import Text
from foresail.sources.loads.mapping import ColumnMap, Mapping, TableMap
from foresail.sources.loads.survey import Survey
from foresail.sources.recognise.names import plain


def decided(seen: Survey, decisions: Named[str, Any]) -> Mapping:
    """The proposal of a survey with a person's answers; confirmed.

    Parameters
    ----------
    decisions
        File → column → canonical column; an empty text leaves the column aside. Also
        `{"columns": {…}, "styles": {column: style}}`, and `encoding` and `currency` at the top.

    Raises
    ------
    InvalidInput
        If a file or a column does not exist; the closest names are given.
    """
    answers = {n: v for n, v in decisions.items() if n not in ("encoding", "currency")}
    names = {t.raw.name: plain(m.file) for t in seen.tables for m in t.maps}
    by_stem: dict[str, Named[str, Any]] = {}
    for file, answer in answers.items():
        stem = names.get(file) or plain(PurePosixPath(file).stem)
        if stem not in names.values():
            raise _unknown(file, names, Text(en="file", zh="文件"))
        by_stem[stem] = answer
    tables = tuple(_answered(t, by_stem.get(plain(t.file), {})) for t in seen.mapping.tables)
    more = {n: str(decisions[n]) for n in ("encoding", "currency") if decisions.get(n)}
    return seen.mapping.model_copy(update={"tables": tables, "confirmed": True, **more})


def of_this_load(seen: Survey, decisions: Named[str, Any]) -> dict[str, Any]:
    """The decisions about files that this load has: exports of several days are decided together, by kind of file."""
    kinds = {plain(m.file) for t in seen.tables for m in t.maps}
    names = {t.raw.name for t in seen.tables}
    return {
        name: answer
        for name, answer in decisions.items()
        if name in ("encoding", "currency") or name in names or plain(PurePosixPath(name).stem) in kinds
    }


def _answered(table: TableMap, answer: Named[str, Any]) -> TableMap:
    nested = isinstance(answer.get("columns"), Named)
    fields: Named[str, Any] = answer["columns"] if nested else answer
    styles: Named[str, Any] = answer.get("styles", {}) if nested else {}
    known = [c.column for c in table.columns]
    for column in (*fields, *styles):
        if column not in known:
            raise _unknown(column, known, Text(en="column", zh="列"))
    columns = [_chosen(c, fields, styles) for c in table.columns]
    return table.model_copy(update={"columns": tuple(columns)})


def _chosen(column: ColumnMap, fields: Named[str, Any], styles: Named[str, Any]) -> ColumnMap:
    changed: dict[str, Any] = {}
    if column.column in fields:
        changed |= {"field": str(fields[column.column] or ""), "how": "person", "confidence": 1.0}
    if column.column in styles:
        changed["style"] = str(styles[column.column] or "")
    return column.model_copy(update=changed)


def _unknown(name: str, valid: Any, kind: Text) -> InvalidInput:
    return InvalidInput(
        Text(en=f"There is no {kind.en} “{name}” here.", zh=f"没有名为“{name}”的{kind.zh}。"),
        where=name,
        closest=closest_names(name, valid),
    )
