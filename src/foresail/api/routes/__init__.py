"""One resource a file. A file that makes `ROUTES` is served: nothing else has to know about it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """The routers of every file of this folder and those in it."""
    files = [m.name for m in walk_packages(__path__, f"{__name__}.") if not m.ispkg]
    return tuple(import_module(name).ROUTES.router for name in files)
