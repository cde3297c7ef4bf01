"""All canonical tables by name, found by looking into the folders: adding one is adding a file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import foresail.model as package
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.model.declare import Entity


def _discover() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for folder in iter_modules(package.__path__):
        if not folder.ispkg or folder.name == "tests":
            continue
        group = import_module(f"{package.__name__}.{folder.name}")
        for file in iter_modules(group.__path__):
            entity: Entity = import_module(f"{group.__name__}.{file.name}").ENTITY
            if entity.name != file.name or entity.group != folder.name:
                raise ValueError(f"{entity.name}: declared in {folder.name}/{file.name}.py")
            found[entity.name] = entity
    return dict(sorted(found.items()))


TABLES: dict[str, Entity] = _discover()


def table(name: str) -> Entity:
    """The declaration of a canonical table.

    Raises
    ------
    NotFound
        If there is no such table; the closest names are given.
    """
    if name not in TABLES:
        raise NotFound(
            Text(en=f"There is no table “{name}”.", zh=f"没有名为“{name}”的表。"), closest=closest_names(name, TABLES)
        )
    return TABLES[name]
