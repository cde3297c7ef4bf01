"""No effects: what computes imports no I/O, looks at no clock, and keeps no state. Read, not run."""

from __future__ import annotations

import ast
from pathlib import Path

from contract.behaviours.case import Case
from foresail.runtime.declarations.folder import imports_of

ALLOWED = frozenset(
    {
        "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum", "fractions", "functools",
        "heapq", "itertools", "json", "math", "operator", "re", "statistics", "string", "typing",
        "numpy", "polars", "scipy", "sklearn", "lightgbm", "pydantic",
    }
)  # fmt: skip
OURS = ("foresail.kernel", "foresail.contracts", "foresail.methods", "foresail.model")
FORBIDDEN_NAMES = frozenset({"system_clock"})
FORBIDDEN_CALLS = frozenset(
    {"open", "eval", "exec", "compile", "__import__", "input", "print", "now", "utcnow", "today", "default_rng", "seed"}
)
FORBIDDEN_STARTS = ("read_", "scan_", "write_", "sink_", "savetxt", "loadtxt", "memmap", "fromfile", "tofile")


def no_effects(case: Case) -> None:
    """Every Python file of the folder, tests apart."""
    found = [line for file in sorted(case.entry.folder.glob("*.py")) for line in effects(file, case.entry.package)]
    assert not found, found


def effects(file: Path, package: str) -> list[str]:
    """Imports, calls and statements that reach outside, as `file:line words`."""
    found = []
    for line, module in imports_of(file, package):
        ours = module.startswith((*OURS, package))
        if not ours and module.split(".")[0] not in ALLOWED:
            found.append(f"{file.name}:{line} imports {module}")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        words = _effect(node)
        if words:
            found.append(f"{file.name}:{getattr(node, 'lineno', 0)} {words}")
    return found


def _effect(node: ast.AST) -> str:
    if isinstance(node, ast.Global | ast.Nonlocal):
        return "keeps state"
    if isinstance(node, ast.ImportFrom) and any(a.name in FORBIDDEN_NAMES for a in node.names):
        return "looks at the clock"
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in FORBIDDEN_CALLS and not _is_regex(node.func):
            return f"calls {name}"
        if name.startswith(FORBIDDEN_STARTS):
            return f"calls {name}"
    return ""


def _is_regex(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
