"""One command a file. A file that stands here is a command: nothing else has to know about it."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import typer

from foresail.cli.help_words import Command


def register(app: typer.Typer) -> None:
    """Add every command of this folder, in the order in which they declare to be shown."""
    found: list[Any] = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.name != "tests"]
    for module in sorted(found, key=lambda m: m.ORDER):
        name = module.__name__.rsplit(".", 1)[1].rstrip("_")
        app.command(name=name, cls=Command, help=module.HELP, **getattr(module, "SETTINGS", {}))(module.command)
