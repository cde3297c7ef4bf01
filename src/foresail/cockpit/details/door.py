"""Named SQL of this folder, asked through the one door, as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foresail.cockpit.scene import Scene
from foresail.contracts.query import json_value
from foresail.warehouse.sqlfile import parse, read_sql

FOLDER = Path(__file__).parent


def ask(name: str, scene: Scene, **values: Any) -> list[dict[str, Any]]:
    """The rows of `<name>.sql`, as JSON values."""
    table = scene.reader.ask(parse(read_sql(FOLDER / f"{name}.sql")), values, scene.viewer)
    rows: list[Mapping[str, Any]] = table.to_pylist()
    return [{k: json_value(v) for k, v in row.items()} for row in rows]
