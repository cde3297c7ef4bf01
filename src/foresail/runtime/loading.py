"""Taking exports in: plan, survey, confirm, stage, compare, record. What was recorded before is never touched."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from foresail.contracts.load import Counts, LoadManifest
from foresail.history import compare
from foresail.kernel.base import Frozen
from foresail.kernel.ports import Progress, silent
from foresail.kernel.problem import NeedsConfirmation
from foresail.kernel.text import Language, Text
from foresail.model.tables import TABLES
from foresail.quality import is_fix_list, record_corrections
from foresail.runtime.decisions import decided, of_this_load
from foresail.runtime.workspace import Workspace
from foresail.sources.files.raw import RawTable
from foresail.sources.loads.mapping import Mapping, keep_mapping, mapping_path, read_mapping
from foresail.sources.loads.plan import PlannedLoad, plan_loads
from foresail.sources.loads.survey import Survey
from foresail.sources.loads.survey import survey as look
from foresail.sources.staging.stage import Options, stage
from foresail.warehouse.engine import Engine, scratch

_COUNTED = Text(
    en="{rows_in} rows in, {new} new, {changed} changed, {unchanged} unchanged, {quarantined} quarantined, "
    "{duplicates} duplicates",
    zh="读入 {rows_in}，新增 {new}，变更 {changed}，未变 {unchanged}，隔离 {quarantined}，重复 {duplicates}",
)


class LoadReport(Frozen):
    """What a load brought.

    Parameters
    ----------
    loads
        Every load in order of time, and whether it is new (False: the same files were loaded before).
    missing
        Table → columns that no file gave: what would make more possible.
    """

    loads: tuple[tuple[LoadManifest, bool], ...]
    missing: Named[str, tuple[str, ...]] = {}

    @property
    def tables(self) -> dict[str, Counts]:
        """Counts by table over all loads."""
        found: dict[str, Counts] = {}
        for manifest, _ in self.loads:
            for name, counts in manifest.tables.items():
                found[name] = added(found.get(name, Counts()), counts)
        return found

    @property
    def assumptions(self) -> tuple[Text, ...]:
        """What was assumed, each once."""
        return tuple(dict.fromkeys(text for manifest, _ in self.loads for text in manifest.assumptions))

    @property
    def new(self) -> bool:
        """Whether anything was new."""
        return any(fresh for _, fresh in self.loads)

    def render(self, language: Language = "en") -> str:
        """The report as text."""
        lines = [Text(en="{n} loads", zh="{n} 次载入").format(n=len(self.loads)).in_(language)]
        for name, c in sorted(self.tables.items()):
            shown = TABLES[name].title.in_(language) if name in TABLES else name
            values = {field: f"{value:,}" for field, value in c.model_dump().items()}
            lines.append(f"  {shown} " + _COUNTED.format(**values).in_(language))
        lines += ["※ " + text.in_(language) for text in self.assumptions]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "loads": [{**manifest.model_dump(mode="json"), "fresh": fresh} for manifest, fresh in self.loads],
            "tables": {name: counts.model_dump() for name, counts in self.tables.items()},
            "assumptions": [text.model_dump() for text in self.assumptions],
            "missing": {name: list(columns) for name, columns in self.missing.items()},
        }


@dataclass(frozen=True)
class _Asked:
    """How the files are to be taken."""

    taken_at: datetime | None
    complete: tuple[str, ...]
    currency: str
    yes: bool
    mapping: Path | None
    decisions: Named[str, Any]


def load(
    ws: Workspace,
    paths: Sequence[Path],
    *,
    source: str = "",
    taken_at: datetime | None = None,
    complete: Sequence[str] = (),
    currency: str = "",
    yes: bool = False,
    mapping: Path | None = None,
    decisions: Named[str, Any] | None = None,
    progress: Progress = silent,
) -> LoadReport:
    """Load files or folders; a folder with many months is loaded in order of time.

    Parameters
    ----------
    source
        The system's name; otherwise that of the folder.
    taken_at
        When the export was taken, for files whose names do not tell.
    complete
        Tables of which every row is there: missing rows are deletions.
    currency
        Of amounts whose file names none.
    yes
        Take every guess without asking.
    mapping
        A mapping file to be used instead of the one that the workspace keeps.
    decisions
        A person's answers, file → column → canonical column (see `decisions.decided`).

    Raises
    ------
    NeedsConfirmation
        If a column is not recognised surely enough; `details["mapping"]` is the file to look through.
    NotFound, InvalidInput, UnreadableFile
        If a path, a mapping or a file cannot be read. Loads before it stand.
    """
    asked = _Asked(taken_at, tuple(complete), currency, yes, mapping, decisions or {})
    done: list[tuple[LoadManifest, bool]] = []
    missing: dict[str, tuple[str, ...]] = {}
    plans = plan_loads(paths, source=source, zone=ws.settings.time_zone)
    with scratch() as engine:
        for number, plan in enumerate(plans):
            progress("load", number / len(plans), plan.source)
            fixes, rest = _without_fixes(plan)
            done += [_corrected(ws, path, taken_at) for path in fixes]
            if rest.files:
                manifest, fresh, lacking = _one(ws, rest, asked, engine, progress)
                done.append((manifest, fresh))
                missing = {**missing, **lacking}
    progress("load", 1.0)
    return LoadReport(loads=tuple(done), missing=missing)


def survey(
    ws: Workspace, paths: Sequence[Path], *, source: str = "", decisions: Named[str, Any] | None = None
) -> dict[str, Any]:
    """What lies in the files, as JSON: tables with their columns and confidence, questions, what is missing."""
    found = []
    for plan in plan_loads(paths, source=source, zone=ws.settings.time_zone):
        with tempfile.TemporaryDirectory(prefix="foresail-survey-") as work:
            seen = _survey(ws, plan, Path(work), None, decisions or {})
            found.append(_shown(plan, seen))
    return {"loads": found, "sure": not any(load["questions"] for load in found)}


def _one(
    ws: Workspace, plan: PlannedLoad, asked: _Asked, engine: Engine, progress: Progress
) -> tuple[LoadManifest, bool, dict[str, tuple[str, ...]]]:
    with tempfile.TemporaryDirectory(prefix="foresail-load-") as work, ws.landing.staging() as folder:
        seen = _survey(ws, plan, Path(work), asked.mapping, asked.decisions)
        if not asked.yes:
            _confirm(ws, seen)
        options = _options(ws, plan, asked)
        staged = stage(seen, folder, options, keep=ws.landing.keep, clock=ws.clock, progress=progress, engine=engine)
        manifest = staged.manifest
        compared = compare(ws.landing, folder, plan.source, manifest.taken_at, engine=engine)
        counts = {
            name: _counted(manifest.tables.get(name), compared.get(name)) for name in {*manifest.tables, *compared}
        }
        manifest = manifest.model_copy(update={"tables": dict(sorted(counts.items()))})
        fresh = ws.landing.record(manifest, folder)
        keep_mapping(ws.path, seen.mapping.model_copy(update={"confirmed": True}))
    return manifest, fresh, seen.missing


def _survey(ws: Workspace, plan: PlannedLoad, work: Path, mapping: Path | None, decisions: Named[str, Any]) -> Survey:
    kept = _kept(ws, plan.source, mapping)
    zone = ws.settings.time_zone
    seen = look(plan.files, work=work / "first", source=plan.source, root=plan.root, confirmed=kept, zone=zone)
    here = of_this_load(seen, decisions)
    if not here:
        return seen
    answered = decided(seen, here)
    return look(plan.files, work=work / "again", source=plan.source, root=plan.root, confirmed=answered, zone=zone)


def _kept(ws: Workspace, source: str, mapping: Path | None) -> Mapping | None:
    path = mapping or mapping_path(ws.path, source)
    return read_mapping(path) if path.exists() or mapping is not None else None


def _confirm(ws: Workspace, seen: Survey) -> None:
    problem = seen.confirmation()
    if problem is None:
        return
    path = keep_mapping(ws.path, seen.mapping.model_copy(update={"confirmed": False}))
    step = Text(
        en=f"Look through {path}, set confirmed = true and load again; or load with --yes to take every guess.",
        zh=f"请检查 {path}，将 confirmed 设为 true 后重新载入；或使用 --yes 接受所有识别结果。",
    )
    raise NeedsConfirmation(
        problem.what, where=problem.where, next_step=step, details={**problem.details, "mapping": str(path)}
    )


def _options(ws: Workspace, plan: PlannedLoad, asked: _Asked) -> Options:
    before = [m for m in ws.landing.loads() if m.source == plan.source]
    return Options(
        taken_at=plan.taken_at or asked.taken_at,
        complete=asked.complete or plan.complete,
        zone=ws.settings.time_zone,
        base_currency=ws.settings.base_currency,
        currency=asked.currency,
        loaded=frozenset(name for m in before for name in m.tables),
    )


def _counted(staged: Counts | None, compared: Counts | None) -> Counts:
    """What was read, refused and repeated, from the staging; what is new, from the comparison."""
    read, found = staged or Counts(), compared or Counts()
    return read.model_copy(update={"new": found.new, "changed": found.changed, "unchanged": found.unchanged})


def added(one: Counts, other: Counts) -> Counts:
    """The sum of two counts."""
    return Counts(**{name: getattr(one, name) + getattr(other, name) for name in Counts.model_fields})


def _without_fixes(plan: PlannedLoad) -> tuple[list[Path], PlannedLoad]:
    fixes = [path for path in plan.files if is_fix_list(path)]
    rest = tuple(path for path in plan.files if path not in fixes)
    return fixes, plan.model_copy(update={"files": rest})


def _corrected(ws: Workspace, path: Path, taken_at: datetime | None) -> tuple[LoadManifest, bool]:
    before = {m.load_id for m in ws.landing.loads()}
    manifest = record_corrections(ws.landing, path, taken_at or ws.clock(), ws.settings.calendar)
    return manifest, manifest.load_id not in before


def _shown(plan: PlannedLoad, seen: Survey) -> dict[str, Any]:
    maps = [m for table in seen.tables for m in table.maps]
    return {
        "source": plan.source,
        "taken_at": plan.taken_at.isoformat() if plan.taken_at else None,
        "tables": [
            {
                "file": table.raw.name,
                "kind": m.file,
                "encoding": table.raw.encoding,
                "rows": table.raw.rows_in,
                "object": m.object,
                "into": m.into,
                "title": TABLES[m.into].title.model_dump(),
                "columns": [{**c.model_dump(), "samples": _samples(table.raw, c.column)} for c in m.columns],
            }
            for table in seen.tables
            for m in table.maps
        ],
        "fields": {name: _fields(name) for name in sorted({*seen.missing, *(m.into for m in maps)})},
        "ignored": [file.model_dump(mode="json") for file in seen.ignored],
        "questions": [question.model_dump(mode="json") for question in seen.questions],
        "missing": {name: list(columns) for name, columns in seen.missing.items()},
    }


def _samples(raw: RawTable, column: str) -> list[str]:
    """A few values of a column, so that a person can judge the guess."""
    if column not in raw.headers:
        return []
    values = raw.frame(50)[f"c{raw.headers.index(column)}"].drop_nulls().unique(maintain_order=True)
    return [str(value) for value in values.head(3)]


def _fields(table: str) -> list[dict[str, Any]]:
    """What a column of a file can be: the columns of the canonical table."""
    return [{"name": c.name, "title": c.title.model_dump()} for c in TABLES[table].columns]
