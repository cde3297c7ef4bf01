"""A person's own figure filled: every series to choose from, and the coming periods of the chosen one alone."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.frames import rows_of
from foresail.cockpit.scene import Scene, both
from foresail.contracts.page import OwnFigures
from foresail.contracts.query import Condition, Operator, Result

WHOLE = "company"
"""The series that is shown while nobody has chosen one."""


def rows_to_choose(block: OwnFigures, scene: Scene) -> Result:
    """One row a series with its names, in the order of the data; the chosen series has all of its rows, whole.

    Parameters
    ----------
    scene
        Its settings may name the series, as the page's address does.
    """
    few = block.data.model_copy(update={"columns": (block.group, block.label, "series")})
    every, _ = rows_of(few, scene)
    named = {str(row["series"]): row for row in reversed(every.records())}
    if not named:
        return every
    wanted = scene.settings.get("series", "")
    first = WHOLE if WHOLE in named else str(every.rows[0][-1])
    chosen = wanted if wanted in named else first
    only = Condition(field="series", operator=Operator.EQ, values=(chosen,))
    whole, _ = rows_of(block.data.model_copy(update={"where": both(block.data.where, only)}), scene)
    rows: list[tuple[Any, ...]] = []
    for series, row in reversed(named.items()):
        rows += whole.rows if series == chosen else [tuple(row.get(c.name) for c in whole.columns)]
    return whole.model_copy(update={"rows": rows, "total": len(rows)})
