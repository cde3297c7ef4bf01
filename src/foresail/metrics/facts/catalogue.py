"""All facts by name, found by looking into the folders, in the order in which they are built."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import foresail.metrics.facts as package
from foresail.metrics.facts.declare import Fact


def _discover() -> dict[str, Fact]:
    found: list[Fact] = []
    for area in iter_modules(package.__path__):
        if area.ispkg and area.name != "tests":
            found += import_module(f"{package.__name__}.{area.name}.declared").FACTS
    # a fact that reads another comes after it
    late = [f for f in found if "fact_" in f.sql]
    return {f.name: f for f in (*(f for f in found if f not in late), *late)}


FACTS: dict[str, Fact] = _discover()

ATTRIBUTED = "attributed_sales"
"""The order lines once more, with channel and campaign of the attribution instead of those of the order."""
