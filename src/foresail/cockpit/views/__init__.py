"""Named lists that pages, boards and files share: one SQL file each over stored tables, asked through the one door.

A file of this folder that assigns `VIEWS` declares some: nothing else has to know about it.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from foresail.cockpit.views.view import View


@cache
def declared() -> dict[str, View]:
    """Views by name."""
    files = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return {view.name: view for file in files for view in getattr(file, "VIEWS", ())}
