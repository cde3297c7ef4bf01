"""The rows that a load refused, grouped by what is wrong with them, for the person who has just loaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace


class Refusal(Frozen):
    """Rows of one file that were refused for one column.

    Parameters
    ----------
    rows
        How many.
    line
        The first of them, counted from 1 with the header.
    reason
        Why that first one was refused.
    """

    file: str
    column: str
    line: int
    rows: int
    reason: Text


def refusals(ws: Workspace, load_ids: Iterable[str]) -> tuple[Refusal, ...]:
    """What some loads refused, the most rows first."""
    import polars as pl

    found: list[Refusal] = []
    for load_id in load_ids:
        path = ws.landing.quarantine(load_id)
        if path is None:
            continue
        frame = pl.read_parquet(path).sort("file", "line")
        for (file, column), rows in frame.group_by("file", "column_name", maintain_order=True):
            first = rows.row(0, named=True)
            reason = Text(en=first["reason_en"], zh=first["reason_zh"])
            found.append(
                Refusal(
                    file=str(file), column=str(column or ""), line=first["line"] or 0, rows=rows.height, reason=reason
                )
            )
    return tuple(sorted(found, key=lambda r: (-r.rows, r.file, r.line)))
