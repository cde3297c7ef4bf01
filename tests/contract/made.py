"""Packages with a scaffolded capability, whole or broken in one place."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from contract.behaviours.case import Case
from contract.world import World
from foresail.runtime.catalogue import Catalogue
from foresail.runtime.discovery import scan

TOOLS = Path(__file__).resolve().parents[2] / "tools"
ID = "customers.sample"


def tool() -> ModuleType:
    """The scaffolding tool as a module."""
    spec = importlib.util.spec_from_file_location("new_capability", TOOLS / "new_capability.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def new_package(folder: Path, name: str, changes: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> Path:
    """Write a package with one capability and make it importable; `changes` are file → (old text, new text)."""
    root = folder / name
    root.mkdir(parents=True)
    (root / "__init__.py").write_text('"""Made for a test."""\n', encoding="utf-8")
    tool().write(ID, root, name)
    inside = root / ID.replace(".", "/")
    for file, pairs in (changes or {}).items():
        text = (inside / file).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, f"{file} does not say “{old}”"
            text = text.replace(old, new)
        (inside / file).write_text(text, encoding="utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    return root


def case_of(package: str, world: World) -> Case:
    """The capability of a package as a case. Its declaration is not checked: a broken one must reach its behaviour."""
    (entry,) = scan(package)
    catalogue = Catalogue(entries={entry.id: entry}, pages={entry.id: entry.capability.page})
    return Case(entry, catalogue, world)
