"""Named SQL of this folder (`<about>_sql/<name>.sql`), asked through the one door, as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlglot import exp

from foresail.cockpit.scene import Scene
from foresail.contracts.query import json_value
from foresail.warehouse.sqlfile import parse, read_sql

FOLDER = Path(__file__).parent


def tree_of(about: str, name: str) -> exp.Query:
    """A named query as a tree."""
    return parse(read_sql(FOLDER / f"{about}_sql" / f"{name}.sql"))


def ask(about: str, name: str, scene: Scene, **values: Any) -> list[dict[str, Any]]:
    """The rows of a named query, as JSON values."""
    table = scene.reader.ask(tree_of(about, name), values, scene.viewer)
    rows: list[Mapping[str, Any]] = table.to_pylist()
    return [{k: json_value(v) for k, v in row.items()} for row in rows]
