"""One resource a file. A file that makes `ROUTES` is served: nothing else has to know about it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from fastapi import APIRouter

BUSIEST = ("pages", "query")
"""Tags of the routers that are asked most. An address is held against one router after the other: these come first."""


def routers() -> tuple[APIRouter, ...]:
    """The routers of every file of this folder and those in it."""
    files = [m.name for m in walk_packages(__path__, f"{__name__}.") if not m.ispkg]
    found = [import_module(name).ROUTES.router for name in files]
    return tuple(sorted(found, key=lambda router: not set(BUSIEST) & set(router.tags)))
