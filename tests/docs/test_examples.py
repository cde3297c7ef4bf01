"""Every `>>>` in a docstring of the package runs and gives what it says."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "foresail"
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


def modules_with_examples() -> list[str]:
    """The modules (not their tests) in which an example stands."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE.parent)
        if "tests" not in inside.parts and "static" not in inside.parts and ">>>" in path.read_text(encoding="utf-8"):
            parts = inside.with_suffix("").parts
            found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


MODULES = modules_with_examples()


def test_there_are_examples() -> None:
    assert len(MODULES) > 40


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_give_what_they_say(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # An example that writes a file writes it into a folder of its own.
    monkeypatch.chdir(tmp_path)
    module = import_module(name)
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    ran = 0
    for example in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        if example.examples:
            ran += runner.run(example, out=said.append, clear_globs=True).attempted
    assert ran, f"{name} shows an example that doctest does not find"
    assert not said, "".join(said)
