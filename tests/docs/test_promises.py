"""What the documents name exists: the tests behind promises, run when they say, and the files behind links."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEST = re.compile(r"`([\w/.-]+\.py)::(test_\w+)`")
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
SLOW = {"nightly", "release"}
SKIP = {"node_modules", ".venv", "static", "static.new", ".pytest_cache"}


@cache
def _tests_in(path: Path) -> dict[str, frozenset[str]]:
    """The test functions of a file with their marks; those of the file count for each."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    everywhere = {
        mark
        for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "pytestmark"
        for mark in _marks(node.value)
    }
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return {f.name: frozenset(everywhere.union(*map(_marks, f.decorator_list))) for f in functions}


def _marks(node: ast.expr) -> set[str]:
    """The marks of the whole test; a mark on one of its parameters is none of them."""
    if isinstance(node, ast.List):
        return set().union(*map(_marks, node.elts))
    named = node.func if isinstance(node, ast.Call) else node
    return {named.attr} if isinstance(named, ast.Attribute) and ast.unparse(named.value) == "pytest.mark" else set()


def _promises() -> list[tuple[str, str, str]]:
    """Promise, tests on every change, tests by night."""
    lines = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(row[0], row[1], row[2]) for row in cells[2:] if not row[0].startswith("**")]


def test_every_promise_names_tests_that_exist_and_run_when_it_says() -> None:
    wrong = []
    for promise, often, nightly in _promises():
        named = [(*found, False) for found in TEST.findall(often)] + [(*found, True) for found in TEST.findall(nightly)]
        if not TEST.findall(often):
            wrong.append(f"{promise}: no test on every change")
        for file, name, slow in named:
            there = _tests_in(ROOT / file) if (ROOT / file).is_file() else {}
            if name not in there:
                wrong.append(f"{promise}: there is no {file}::{name}")
            elif bool(there[name] & SLOW) != slow:
                wrong.append(f"{promise}: {file}::{name} runs {'nightly' if not slow else 'on every change'}")
    assert len(_promises()) > 30
    assert not wrong, "\n".join(wrong)


def _documents() -> list[Path]:
    found = [*ROOT.glob("*.md"), *(p for top in ("docs", "src", "tests", "web", "tools") for p in _below(ROOT / top))]
    return sorted(found)


def _below(folder: Path) -> list[Path]:
    """Markdown files below a folder, without walking into what was installed or built."""
    found = []
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.is_dir() and child.name not in SKIP:
            found += _below(child)
        elif child.suffix == ".md":
            found.append(child)
    return found


def test_every_link_leads_to_a_file() -> None:
    lost = []
    for document in _documents():
        for target in LINK.findall(document.read_text(encoding="utf-8")):
            place = target.split("#")[0]
            if place and not re.match(r"[a-z]+:", place) and not (document.parent / place).exists():
                lost.append(f"{document.relative_to(ROOT)}: {target}")
    assert not lost, "\n".join(lost)
