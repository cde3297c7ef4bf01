"""One resource a file. A file that makes `ROUTES` is served: nothing else has to know about it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """The routers of every file of this folder."""
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.name != "tests"]
    return tuple(m.ROUTES.router for m in modules)
