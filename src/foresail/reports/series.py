"""A trend whose lines stand below each other in the data, as one whose lines stand side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from foresail.contracts.page import Trend
from foresail.kernel.text import same

if TYPE_CHECKING:
    from foresail.reports.contents import Filled

MOST = 8


def spread(filled: Filled) -> Filled:
    """One column for each value of the block's `series`; a trend without series stays as it is."""
    block, data = filled.block, filled.data
    names = [c.name for c in data.columns]
    if not isinstance(block, Trend) or block.series not in names:
        return filled
    x, series, y = names.index(block.x), names.index(block.series), names.index(block.y[0])
    kinds = list(dict.fromkeys(row[series] for row in data.rows if row[series] is not None))[:MOST]
    cells: dict[Any, dict[Any, Any]] = {}
    for row in data.rows:
        cells.setdefault(row[x], {})[row[series]] = row[y]
    described, measured = data.columns[series], data.columns[y]
    columns = [data.columns[x]]
    for number, kind in enumerate(kinds):
        title = described.labels.get(str(kind)) or same(str(kind))
        columns.append(measured.model_copy(update={"name": f"line_{number}", "title": title}))
    rows = tuple((at, *(values.get(kind) for kind in kinds)) for at, values in sorted(cells.items()))
    update = {"y": tuple(c.name for c in columns[1:]), "series": "", "forecast": "", "target": "", "bands": ()}
    return replace(
        filled,
        block=block.model_copy(update=update),
        data=data.model_copy(update={"columns": tuple(columns), "rows": rows}),
    )
