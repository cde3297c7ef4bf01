"""Everything that is declared, by name: capabilities, metrics, dimensions, rules, sources and pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from foresail import __version__
from foresail.contracts.capability import Capability
from foresail.contracts.metric import Dimension, Metric
from foresail.contracts.output import OutputRow
from foresail.contracts.page import PageSpec
from foresail.contracts.rule import Rule
from foresail.contracts.source import Source
from foresail.features.tables import FOLDER, named_in, text_of
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text

_T = TypeVar("_T")

SECTIONS = (
    "overview",
    "customers",
    "pipeline",
    "forecast",
    "channels",
    "pricing",
    "products",
    "team",
    "data",
    "settings",
)
"""The sections of the menu, in order."""


@dataclass(frozen=True)
class Entry:
    """A capability and the folder it stands in. Nothing but the declaration is imported before `function` is called."""

    capability: Capability
    package: str
    folder: Path

    @property
    def id(self) -> str:
        return self.capability.id

    @property
    def file(self) -> Path:
        """The declaration."""
        return self.folder / "capability.py"

    def function(self, reference: str) -> Callable[..., Any]:
        """The function behind `module:name`."""
        module, name = reference.split(":")
        found: Callable[..., Any] = getattr(import_module(f"{self.package}.{module}"), name)
        return found

    def sql(self, frame: str) -> str:
        """The text of a frame's `.sql` file."""
        return self.sql_file(frame).read_text(encoding="utf-8")

    def sql_file(self, frame: str) -> Path:
        """A frame's `.sql` file: in the folder, or `features:name.sql` among the shared features."""
        name = self.capability.frames[frame]
        if name.startswith("features:"):
            return FOLDER / name.removeprefix("features:")
        return self.folder / name

    def card(self) -> str:
        """The method card (Markdown), empty if there is none."""
        path = self.folder / "card.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def code_hash(self) -> str:
        """Changes when the code of the capability, of the methods, or the version changes."""
        digest = hashlib.sha256(f"{__version__} {_methods_hash()}".encode())
        _feed(digest, self.folder)
        for frame in sorted(self.capability.frames):
            sql = self.sql(frame)
            digest.update("\0".join((sql, *map(text_of, named_in(sql)))).encode())
        return digest.hexdigest()


@cache
def _methods_hash() -> str:
    digest = hashlib.sha256()
    _feed(digest, Path(str(files("foresail"))) / "methods")
    return digest.hexdigest()


def _feed(digest: Any, folder: Path) -> None:
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".sql")):
        inside = path.relative_to(folder)
        if "tests" not in inside.parts:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")


@dataclass(frozen=True)
class Catalogue:
    """What is declared. Nothing is registered here by hand: `discovery.discover` fills it."""

    entries: Mapping[str, Entry]
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    pages: Mapping[str, PageSpec] = field(default_factory=dict)

    @cached_property
    def capabilities(self) -> dict[str, Capability]:
        """Capabilities by id."""
        return {name: entry.capability for name, entry in self.entries.items()}

    def entry(self, capability_id: str) -> Entry:
        """A capability with its folder.

        Raises
        ------
        NotFound
            If there is none of that id; the closest ids are given.
        """
        return _named(self.entries, capability_id, Text(en="capability", zh="分析单元"))

    def capability(self, capability_id: str) -> Capability:
        """A capability by id (NotFound with the closest ids)."""
        return self.entry(capability_id).capability

    def page(self, page_id: str) -> PageSpec:
        """A page by id (NotFound with the closest ids)."""
        return _named(self.pages, page_id, Text(en="page", zh="页面"))

    def metric(self, name: str) -> Metric:
        """A metric by name (NotFound with the closest names)."""
        return _named(self.metrics, name, Text(en="metric", zh="指标"))

    @cached_property
    def outputs(self) -> dict[str, tuple[Entry, str, type[OutputRow]]]:
        """Table name → capability, output name, row type."""
        return {
            entry.capability.table(name): (entry, name, row)
            for entry in self.entries.values()
            for name, row in entry.capability.outputs.items()
        }

    @cached_property
    def row_types(self) -> dict[str, type[OutputRow]]:
        """Table name → row type of every output."""
        return {table: row for table, (_, _, row) in self.outputs.items()}

    def ordered(self) -> tuple[Entry, ...]:
        """Capabilities so that each comes after those whose results it needs or is offered; otherwise by id."""
        makers = {table: entry.id for table, (entry, _, _) in self.outputs.items()}
        asked = {e.id: (*e.capability.needs.results, *e.capability.needs.offered) for e in self.entries.values()}
        waits = {name: {makers[table] for table in tables} for name, tables in asked.items()}
        return tuple(self.entries[name] for name in in_order(waits))

    def menu(self) -> tuple[PageSpec, ...]:
        """Pages by section and order."""
        return tuple(sorted(self.pages.values(), key=lambda p: (SECTIONS.index(p.section), p.order, p.id)))


def in_order(waits: Mapping[str, Iterable[str]]) -> list[str]:
    """Names so that each comes after what it waits for.

    Raises
    ------
    ValueError
        If they wait for each other in a circle; the message names the circle.

    Examples
    --------
    >>> in_order({"b": ["a"], "a": [], "c": ["b"]})
    ['a', 'b', 'c']
    """
    left = {name: set(others) for name, others in waits.items()}
    done: list[str] = []
    while left:
        ready = sorted(name for name, others in left.items() if not others - set(done))
        if not ready:
            raise ValueError(" → ".join(sorted(left)))
        done += ready
        for name in ready:
            del left[name]
    return done


def _named(known: Mapping[str, _T], name: str, kind: Text) -> _T:
    if name not in known:
        raise NotFound(
            Text(en=f"There is no {kind.en} “{name}”.", zh=f"没有名为“{name}”的{kind.zh}。"),
            where=name,
            closest=closest_names(name, known),
        )
    return known[name]
