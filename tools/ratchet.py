"""Sizes only shrink: files ≤ 400 lines (600 at most), functions ≤ 40 (80 at most), folders ≤ 15 files.

What stands above the first number is written in tools/ratchet.json with its size; it may get smaller, never larger,
and nothing new may join. Nothing may pass the second number. `--update` writes the file anew, downwards only.

A function is counted without its docstring, a folder without `__init__.py`. Generated files are left out.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = Path(__file__).resolve().parent / "ratchet.json"
SUFFIXES = frozenset({".py", ".ts", ".tsx", ".sql", ".css"})
FOLDERS = ("src", "tests", "tools", "benchmarks", "web")
GENERATED = ("web/src/client/", "web/dist/", "web/node_modules/", "src/foresail/api/static/")
SOFT = {"file": 400, "function": 40, "folder": 15}
HARD = {"file": 600, "function": 80, "folder": 15}
WORDS = {"file": "lines", "function": "lines", "folder": "files"}

Sizes = dict[str, int]
"""`kind path` or `kind path::name` → size, of everything above its first limit."""


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 when nothing grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the smaller sizes down")
    parser.add_argument("--begin", action="store_true", help="write the first list; refused once there is one")
    given = parser.parse_args(arguments)
    known: Sizes = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    found = measure(ROOT, files(ROOT))
    if given.begin and not known:
        known = found
        given.update = True
    problems = judge(found, known)
    for problem in problems:
        print(problem)
    smaller = {key: min(size, known[key]) for key, size in found.items() if key in known}
    if given.update:
        BASELINE.write_text(json.dumps(dict(sorted(smaller.items())), indent=2) + "\n", encoding="utf-8")
    elif not problems and smaller != known:
        print("Sizes shrank: run `python tools/ratchet.py --update` and commit tools/ratchet.json.")
        return 1
    return 1 if problems else 0


def judge(found: Sizes, known: Sizes) -> list[str]:
    """What is too large: above the hard limit, larger than it was, or new above the first limit."""
    problems = []
    for key, size in sorted(found.items()):
        kind, _, where = key.partition(" ")
        allowed = min(known.get(key, SOFT[kind]), HARD[kind])
        if size > allowed:
            problems.append(f"{where}: {size} {WORDS[kind]}, at most {allowed} for a {kind}; split it.")
    return problems


def files(root: Path) -> list[Path]:
    """Source files, tracked and new ones, as paths below the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *FOLDERS]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    if done.returncode == 0:
        names = [Path(name) for name in done.stdout.decode().split("\0") if name]
    else:
        names = [p.relative_to(root) for folder in FOLDERS for p in (root / folder).rglob("*")]
    kept = {p for p in names if p.suffix in SUFFIXES and not p.as_posix().startswith(GENERATED)}
    return sorted(p for p in kept if (root / p).is_file())


def measure(root: Path, paths: list[Path]) -> Sizes:
    """Everything above its first limit."""
    sizes: Sizes = {}
    for path in paths:
        text = (root / path).read_text(encoding="utf-8")
        sizes[f"file {path.as_posix()}"] = len(text.splitlines())
        for name, lines in functions(path, text):
            key = f"function {path.as_posix()}::{name}"
            sizes[key] = max(lines, sizes.get(key, 0))
    folders = Counter(p.parent.as_posix() for p in paths if p.name != "__init__.py")
    sizes |= {f"folder {folder}": count for folder, count in folders.items()}
    return {key: size for key, size in sizes.items() if size > SOFT[key.partition(" ")[0]]}


def functions(path: Path, text: str) -> Iterator[tuple[str, int]]:
    """Functions of a file with their lengths."""
    if path.suffix == ".py":
        yield from _python(ast.parse(text), "")
    elif path.suffix in (".ts", ".tsx"):
        yield from _script(text)


def _python(node: ast.AST, outer: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        name = outer
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{outer}.{child.name}".lstrip(".")
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            first = child.body[0]
            is_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            words = (first.end_lineno or 0) - first.lineno + 1 if is_doc else 0
            yield name, (child.end_lineno or 0) - child.lineno + 1 - words
        yield from _python(child, name)


_NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.DOTALL)
_START = re.compile(
    r"\bfunction\b\s*\*?\s*(?P<named>\w*)|(?:\b(?P<bound>\w+)\s*(?::[^=\n]+)?=\s*(?:async\s*)?)?[\w)>\]]\s*=>\s*\{"
)


def _script(text: str) -> Iterator[tuple[str, int]]:
    """Functions of a script, by matching braces outside comments and strings."""
    plain = _NOISE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    for start in _START.finditer(plain):
        opened = plain.find("{", start.end() - 1)
        if opened < 0:
            continue
        depth, end = 0, opened
        for end in range(opened, len(plain)):
            depth += {"{": 1, "}": -1}.get(plain[end], 0)
            if depth == 0:
                break
        line = plain.count("\n", 0, start.start()) + 1
        name = start["named"] or start["bound"] or _owner(plain, start.start()) or f"line {line}"
        yield name, plain.count("\n", opened, end) + 1


def _owner(plain: str, at: int) -> str:
    """The name that an arrow function is given on its line."""
    line = plain[plain.rfind("\n", 0, at) + 1 : at + 1]
    found = re.search(r"(?:const|let|var)\s+(\w+)", line)
    return found[1] if found else ""


if __name__ == "__main__":
    sys.exit(main())
