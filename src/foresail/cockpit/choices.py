"""The values of the global filters, as far as the viewer's own rows hold them."""

from __future__ import annotations

from typing import Any

from foresail.cockpit.details.door import ask
from foresail.cockpit.scene import Scene

FILTERS = ("owner", "team", "region", "product", "channel", "pipeline", "currency")


def choices(scene: Scene) -> dict[str, Any]:
    """Filter → its values with labels, and the first and last day of the facts."""
    found: dict[str, Any] = {name: [] for name in FILTERS}
    for row in ask("lists", "choices", scene):
        found[row["filter"]].append({"id": row["id"], "label": row["label"] or row["id"]})
    days = ask("lists", "days", scene, as_of=scene.reader.as_of)[0]
    return {**found, "first_day": days["first_day"], "last_day": scene.reader.as_of.isoformat()}
