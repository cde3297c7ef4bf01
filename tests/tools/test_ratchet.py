"""The ratchet: sizes are measured as said, and may only shrink."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def ratchet() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ratchet", ROOT / "tools" / "ratchet.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_functions_are_counted_without_their_words(ratchet: ModuleType) -> None:
    text = 'class A:\n    def f(self):\n        """One.\n\n        Two.\n        """\n        return 1\n'
    assert dict(ratchet.functions(Path("a.py"), text)) == {"A.f": 2}


def test_scripts_are_counted_by_their_braces(ratchet: ModuleType) -> None:
    text = 'export function Big() {\n  const s = "}";\n  // }\n  return 1;\n}\n'
    text += "const small = (a: number) => {\n  return a;\n};\n"
    assert dict(ratchet.functions(Path("a.tsx"), text)) == {"Big": 5, "small": 3}


def test_what_is_new_grown_or_beyond_the_hard_limit_is_refused(ratchet: ModuleType) -> None:
    known = {"file a.py": 450, "file b.py": 450, "file d.py": 700}
    found = {"file a.py": 450, "file b.py": 451, "file c.py": 401, "file d.py": 650}
    problems = ratchet.judge(found, known)
    assert [p.split(":")[0] for p in problems] == ["b.py", "c.py", "d.py"]


def test_every_folder_of_the_package_is_seen_by_the_layers() -> None:
    """A folder without `__init__.py` would be invisible to import-linter."""
    package = ROOT / "src" / "foresail"
    unseen = [
        folder.relative_to(package).as_posix()
        for folder in {p.parent for p in package.rglob("*.py")}
        if "tests" not in folder.relative_to(package).parts and not (folder / "__init__.py").exists()
    ]
    scripts = [f for f in unseen if "migrations" in f]  # alembic runs them by path
    assert set(unseen) == set(scripts)
