"""Load files in a temporary folder and look at what comes out."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from foresail.sources.loads.mapping import Mapping
from foresail.sources.loads.survey import Survey, survey
from foresail.sources.staging.stage import Options, Staged, stage

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@dataclass
class Loaded:
    """A staged load with its tables."""

    survey: Survey
    staged: Staged
    tables: dict[str, pl.DataFrame]
    quarantine: pl.DataFrame

    def counts(self, table: str) -> tuple[int, int, int]:
        """Rows in, quarantined, duplicates."""
        c = self.staged.manifest.tables[table]
        return c.rows_in, c.quarantined, c.duplicates


def load(folder: Path, *files: Path, source: str = "crm", mapping: Mapping | None = None, **options: Any) -> Loaded:
    """Survey and stage files (all of `folder` where none is named)."""
    chosen = files or tuple(f for f in sorted(folder.rglob("*")) if f.is_file())
    work = folder.parent / f"{folder.name}-work"
    out = folder.parent / f"{folder.name}-staged"
    out.mkdir(exist_ok=True)
    for old in out.iterdir():
        old.unlink()
    seen = survey(chosen, work=work, source=source, root=folder, confirmed=mapping)
    staged = stage(seen, out, Options(**options), clock=lambda: NOW)
    tables = {p.stem: pl.read_parquet(p) for p in sorted(out.glob("*.parquet")) if p.stem != "quarantine"}
    path = out / "quarantine.parquet"
    return Loaded(seen, staged, tables, pl.read_parquet(path) if path.exists() else pl.DataFrame())


def adds_up(loaded: Loaded) -> bool:
    """Every row of every table is staged, refused or a duplicate; every row of every file is accounted for."""
    for table, c in loaded.staged.manifest.tables.items():
        rows = loaded.tables[table].height if table in loaded.tables else 0
        if c.rows_in != rows + c.quarantined + c.duplicates:
            return False
    return True


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file, line ends as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def column(loaded: Loaded, table: str, name: str) -> list[Any]:
    """A column of a staged table in the order of its rows."""
    return loaded.tables[table][name].to_list()


def by_key(loaded: Loaded, table: str, key: str, name: str) -> MappingOf[str, Any]:
    """Key → value."""
    frame = loaded.tables[table]
    return dict(zip(frame[key].to_list(), frame[name].to_list(), strict=True))
