"""What is wrong with a declaration, and where: file and line."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text


@dataclass(frozen=True)
class Finding:
    """One contradiction."""

    file: Path
    line: int
    what: Text
    closest: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


def refuse(findings: list[Finding]) -> None:
    """Raise the first finding; the others stand in the details."""
    if findings:
        first = findings[0]
        raise DeclarationError(
            first.what,
            where=first.where,
            closest=first.closest,
            details={"all": [f"{f.where}: {f.what.en}" for f in findings]},
        )


def line_of(file: Path, word: str) -> int:
    """The line where a word is declared: a string of that value, a name of that spelling, or the text; else 1."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        return 1
    if file.suffix == ".py":
        lines = sorted(int(getattr(n, "lineno", 1)) for n in ast.walk(ast.parse(text)) if _says(n, word))
        if lines:
            return lines[0]
    for number, line in enumerate(text.splitlines(), start=1):
        if word in line:
            return number
    return 1


def _says(node: ast.AST, word: str) -> bool:
    if isinstance(node, ast.Constant):
        return bool(node.value == word)
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id == word
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Name) and t.id == word for t in node.targets)
    return isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == word


def file_with(folder: Path, word: str, *names: str) -> Path:
    """The first of the named files that mentions a word; else the first that exists."""
    present = [folder / n for n in names if (folder / n).exists()]
    for path in present:
        if word in path.read_text(encoding="utf-8"):
            return path
    return present[0] if present else folder / names[0]
