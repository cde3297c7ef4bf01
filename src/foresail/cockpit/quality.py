"""The state of the data as a few tables: health, rules, gaps, assumptions, loads, quarantine."""

from __future__ import annotations

from foresail.cockpit.scene import Scene
from foresail.contracts.query import Result
from foresail.metrics import select

PARTS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "tables": ("quality_table", (), ("health", "table_name")),
    "rules": ("quality_rule", (), ("-money", "-bad", "rule_id")),
    "gaps": ("gap", (), ()),
    "assumptions": ("assumption", (), ()),
    "loads": ("load", (), ("-taken_at",)),
    "quarantine": ("quarantine", (), ()),
}
"""Part → table, columns (empty: all), order."""


def quality_overview(scene: Scene) -> dict[str, Result]:
    """Each part as a result; at most a thousand rows of each."""
    known = scene.reader.tables()
    return {
        part: select(scene.reader, table, columns, None, order, 1000, 0, scene.viewer)
        for part, (table, columns, order) in PARTS.items()
        if table in known
    }
