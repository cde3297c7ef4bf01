"""The declared sources, found by looking into the folders, and an index of their names."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import foresail.sources as package
from foresail.contracts.source import ObjectPreset, Source
from foresail.kernel.base import Frozen
from foresail.sources.recognise.names import plain

GENERIC = "generic"


class Known(Frozen):
    """One object of one source, with its names in plain form."""

    source: str
    preset: ObjectPreset
    names: dict[str, tuple[tuple[str, str, int], ...]]  # plain name → (field, how, rank)

    @property
    def ref(self) -> str:
        """How a mapping file names it."""
        return f"{self.source}:{self.preset.table}:{self.preset.names[0]}"


@cache
def sources() -> dict[str, Source]:
    """Every declared source by name."""
    found = {}
    for folder in iter_modules(package.__path__):
        if folder.ispkg and folder.name not in ("tests", "files", "convert", "recognise", "loads", "staging"):
            source: Source = import_module(f"{package.__name__}.{folder.name}.source").SOURCE
            found[source.name] = source
    return found


@cache
def known() -> tuple[Known, ...]:
    """Every object of every source; systems first, words in general last."""
    ordered = sorted(sources().values(), key=lambda s: (s.name == GENERIC, s.name))
    return tuple(Known(source=s.name, preset=o, names=_index(o)) for s in ordered for o in s.objects)


def by_ref(ref: str) -> Known | None:
    """The object that a mapping file names."""
    return next((k for k in known() if k.ref == ref), None)


def generic(table: str) -> Known | None:
    """The general words of a table."""
    return next((k for k in known() if k.source == GENERIC and k.preset.table == table), None)


def _index(preset: ObjectPreset) -> dict[str, tuple[tuple[str, str, int], ...]]:
    found: dict[str, list[tuple[str, str, int]]] = {}
    for field, words in preset.fields.items():
        seen: set[str] = set()
        for how, names in (("api", words.api), ("label", words.labels), ("weak", words.weak)):
            for rank, name in enumerate(names):
                key = plain(name)
                if key and key not in seen:
                    seen.add(key)
                    found.setdefault(key, []).append((field, how, rank))
    return {key: tuple(hits) for key, hits in found.items()}
