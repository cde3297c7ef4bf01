"""A load: one taking of a source's exports, kept for ever as it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from foresail.kernel.base import Frozen
from foresail.kernel.text import Text


class Counts(Frozen):
    """What became of the rows: rows_in = new + changed + unchanged + quarantined + duplicates."""

    rows_in: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0
    duplicates: int = 0

    @property
    def adds_up(self) -> bool:
        return self.rows_in == self.new + self.changed + self.unchanged + self.quarantined + self.duplicates


class LoadedFile(Frozen):
    """One file (or one sheet or archive member) of a load."""

    name: str
    sha256: str
    size: int
    table: str = ""  # empty: ignored, see `ignored`
    encoding: str = ""
    rows_in: int = 0
    skipped: Mapping[str, int] = {}  # blank rows, footers, repeated headers: lines that are no rows
    ignored: Text | None = None


class LoadManifest(Frozen):
    """A load as it is kept beside its files.

    Parameters
    ----------
    load_id
        Hash of source, files and mapping: the same files give the same load.
    taken_at
        The moment that the export shows, UTC.
    complete
        Tables of which the export holds every row: only there a missing row means a deletion.
    """

    load_id: str
    source: str
    taken_at: datetime
    loaded_at: datetime
    complete: frozenset[str] = frozenset()
    files: tuple[LoadedFile, ...] = ()
    tables: Mapping[str, Counts] = {}
    assumptions: tuple[Text, ...] = ()
    format: int = 1
