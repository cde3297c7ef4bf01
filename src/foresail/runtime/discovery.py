"""Finding what is declared: a scan of folders and of the entry-point group `foresail.capabilities`.

Only declarations are imported (`capability.py` and the light files it names); models and heavy libraries stay out
until something runs. A declaration that contradicts itself is refused here, with file and line.
"""

from __future__ import annotations

import ast
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from foresail.contracts.capability import Capability
from foresail.contracts.metric import Dimension, Metric
from foresail.contracts.page import PageSpec
from foresail.contracts.rule import Rule
from foresail.contracts.source import Source
from foresail.kernel.problem import DeclarationError
from foresail.kernel.text import Text
from foresail.runtime.catalogue import Catalogue, Entry
from foresail.runtime.declarations.finding import Finding, line_of, refuse
from foresail.runtime.declarations.folder import check_folder
from foresail.runtime.declarations.graph import check_graph, check_names, check_needs, check_offered
from foresail.runtime.declarations.page import PageCheck
from foresail.runtime.declarations.rows import check_rows

ANALYTICS = "foresail.analytics"
COCKPIT = "foresail.cockpit"
GROUP = "foresail.capabilities"


@cache
def discover() -> Catalogue:
    """The catalogue of this installation.

    Raises
    ------
    DeclarationError
        If a declaration contradicts itself; `where` is `file:line`, `details["all"]` lists every finding.
    """
    return collect([*scan(ANALYTICS), *_entry_points()], cockpit_pages())


def scan(package: str) -> Iterator[Entry]:
    """The capabilities under a package: `<package>/<domain>/<capability>/capability.py`."""
    for root in _folders(package):
        for file in sorted(root.glob("*/*/capability.py")):
            inside = file.parent.relative_to(root).parts
            yield _entry(f"{package}.{'.'.join(inside)}", file)


def collect(entries: Iterable[Entry], pages: Mapping[Path, PageSpec] | None = None) -> Catalogue:
    """A catalogue of given capabilities and pages, all checked against each other and against the model."""
    listed = list(entries)
    refuse(list(check_names(listed)))
    by_id = {entry.id: entry for entry in sorted(listed, key=lambda e: e.id)}
    findings: list[Finding] = []
    for entry in by_id.values():
        # `make check` lints our own SQL; at each start of the server that would take seconds and tell nothing new
        ours = entry.package.startswith(f"{ANALYTICS}.")
        findings += [*check_needs(entry), *check_folder(entry, linted=ours), *check_rows(entry)]
    findings += check_graph(by_id)
    findings += check_offered(by_id)
    metrics, dimensions, rules, sources = _metrics(), _dimensions(), _rules(), _sources()
    cockpit = dict(pages or {})
    catalogue = Catalogue(
        entries=by_id,
        metrics=metrics,
        dimensions=dimensions,
        rules=rules,
        sources=sources,
        pages={**{p.id: p for p in cockpit.values()}, **{e.id: e.capability.page for e in by_id.values()}},
    )
    check = PageCheck(catalogue.outputs, metrics, dimensions)
    for entry in by_id.values():
        findings += check.check(entry.capability.page, entry.folder)
    for file, page in cockpit.items():
        findings += check.check(page, file.parent)
    refuse(findings)
    return catalogue


def cockpit_pages() -> dict[Path, PageSpec]:
    """Pages that belong to no single capability: every file of the cockpit that assigns `PAGE`."""
    found: dict[Path, PageSpec] = {}
    for root in _folders(COCKPIT):
        for file in sorted(root.rglob("*.py")):
            inside = file.relative_to(root).with_suffix("").parts
            if "tests" not in inside and _assigns(file, "PAGE"):
                module = _imported(".".join((COCKPIT, *inside)), file)
                found[file] = module.PAGE
    return found


def _entry_points() -> Iterator[Entry]:
    """Capabilities of other distributions: the entry point names the module of `capability.py`."""
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        spec = find_spec(point.module)
        if spec is None or spec.origin is None:
            raise DeclarationError(
                Text(
                    en=f"The entry point “{point.name}” names a module that is not there.",
                    zh=f"入口点“{point.name}”指向的模块不存在。",
                ),
                where=f"{GROUP}: {point.value}",
            )
        yield _entry(point.module.rpartition(".")[0], Path(spec.origin))


def _entry(package: str, file: Path) -> Entry:
    module = _imported(f"{package}.capability", file)
    declared = getattr(module, "CAPABILITY", None)
    if not isinstance(declared, Capability):
        raise DeclarationError(
            Text(en="The file does not assign CAPABILITY.", zh="文件未定义 CAPABILITY。"), where=f"{file}:1"
        )
    return Entry(capability=declared, package=package, folder=file.parent)


def _imported(name: str, file: Path) -> Any:
    try:
        return import_module(name)
    except DeclarationError:
        raise
    except Exception as error:
        raise DeclarationError(_words(error), where=_place(error, file)) from error


def _words(error: Exception) -> Text:
    said = str(error)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        said = f"{'.'.join(str(p) for p in first['loc'])}: {first['msg']}".lstrip(": ")
    return Text(en=f"The declaration is refused: {said}", zh=f"声明被拒绝：{said}")


def _place(error: Exception, file: Path) -> str:
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}"
    inside = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).parent == file.parent]
    if not inside:
        return f"{file}:{line_of(file, 'CAPABILITY')}"
    return f"{inside[-1].filename}:{inside[-1].lineno or 1}"


def _folders(package: str) -> Sequence[Path]:
    spec = find_spec(package)
    return [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []


def _assigns(file: Path, name: str) -> bool:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        if any(isinstance(t, ast.Name) and t.id == name for t in targets):
            return True
    return False


def _metrics() -> Mapping[str, Metric]:
    from foresail.metrics.registry import METRICS

    return METRICS


def _dimensions() -> Mapping[str, Dimension]:
    from foresail.metrics.dimensions import DIMENSIONS

    return DIMENSIONS


def _rules() -> Mapping[str, Rule]:
    from foresail.quality import rules

    return rules()


def _sources() -> Mapping[str, Source]:
    from foresail.sources.recognise.catalogue import sources

    return sources()
