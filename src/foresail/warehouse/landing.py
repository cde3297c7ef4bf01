"""What was taken from the sources, append-only and named by content. Everything that follows can be rebuilt from it.

::

    landing/
      blobs/<aa>/<sha256>          the exports as they were given, byte by byte
      loads/<load_id>/             manifest.json, <table>.parquet of staged rows, quarantine.parquet
      staging/                     loads in the making; a crash leaves leftovers here and nowhere else
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from foresail.contracts.load import LoadManifest
from foresail.kernel.problem import Damaged, InvalidInput
from foresail.kernel.text import Text
from foresail.warehouse.store.disk import file_hash, sync_file, sync_folder, telling_full

MANIFEST = "manifest.json"
QUARANTINE = "quarantine.parquet"


class Landing:
    """The landing of a workspace.

    Parameters
    ----------
    folder
        `<workspace>/landing`; made when it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._blobs = folder / "blobs"
        self._loads = folder / "loads"
        self._staging = folder / "staging"
        for part in (self._blobs, self._loads, self._staging):
            part.mkdir(parents=True, exist_ok=True)

    def keep(self, data: Path) -> str:
        """Keep a file for ever under the hash of its content.

        Returns
        -------
        str
            The SHA-256 of the content in hex; the same content is kept once.

        Raises
        ------
        StorageFull
            If the disk has no room.
        """
        digest = file_hash(data)
        target = self.blob(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._staging / f"blob-{secrets.token_hex(8)}"
        try:
            with telling_full(self.folder, data.stat().st_size):
                shutil.copyfile(data, temporary)
                if file_hash(temporary) != digest:
                    raise InvalidInput(
                        Text(en="The file changed while it was read.", zh="文件在读取过程中发生了变化。"),
                        where=data.name,
                        next_step=Text(en="Load it again when it is complete.", zh="请在文件写完后重新载入。"),
                    )
                sync_file(temporary)
                temporary.replace(target)
                sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return digest

    def blob(self, sha256: str) -> Path:
        """Where the content with this hash lies (or would lie)."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise InvalidInput(Text(en="This is not a SHA-256.", zh="这不是 SHA-256 值。"), where=sha256[:80])
        return self._blobs / sha256[:2] / sha256

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """A folder for staged rows; `record` moves it away, otherwise it is removed at the end."""
        folder = self._staging / f"load-{os.getpid()}-{secrets.token_hex(6)}"
        folder.mkdir()
        try:
            with telling_full(self.folder, 0):
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def record(self, manifest: LoadManifest, staged: Path) -> bool:
        """Make a staged load part of the landing, in one step.

        Parameters
        ----------
        manifest
            The load; its `load_id` names the folder.
        staged
            A folder from `staging` with `<table>.parquet` files and perhaps `quarantine.parquet`.

        Returns
        -------
        bool
            False if the load is there already; then nothing changes.
        """
        target = self._load_folder(manifest.load_id)
        if (target / MANIFEST).exists():
            return False
        with telling_full(self.folder, 0):
            (staged / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
            for file in sorted(staged.iterdir()):
                sync_file(file)
            sync_folder(staged)
            try:
                staged.rename(target)
            except OSError:
                if (target / MANIFEST).exists():  # another process was first with the same load
                    return False
                raise
            sync_folder(self._loads)
        return True

    def loads(self) -> tuple[LoadManifest, ...]:
        """All loads, ordered by the moment that they show, then by id.

        Raises
        ------
        Damaged
            If a manifest cannot be read.
        """
        found = [_manifest(folder / MANIFEST) for folder in self._loads.iterdir() if (folder / MANIFEST).exists()]
        return tuple(sorted(found, key=lambda m: (m.taken_at, m.load_id)))

    def rows(self, load_id: str, table: str) -> Path | None:
        """The staged rows of one table of a load as Parquet; None if the load has none."""
        path = self._load_folder(load_id) / f"{_plain(table)}.parquet"
        return path if path.exists() else None

    def quarantine(self, load_id: str) -> Path | None:
        """The refused rows of a load as Parquet; None if there are none."""
        path = self._load_folder(load_id) / QUARANTINE
        return path if path.exists() else None

    def sweep(self, older_than: float = 86_400.0) -> None:
        """Remove what crashed loads left in `staging` (seconds of age); recorded loads and blobs are never removed."""
        newest = max((p.stat().st_mtime for p in self._staging.iterdir()), default=0.0)
        for path in self._staging.iterdir():
            if newest - path.stat().st_mtime > older_than or not _alive(path.name):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def _load_folder(self, load_id: str) -> Path:
        return self._loads / _plain(load_id)


def _plain(name: str) -> str:
    # ids come from us, but they meet the file system here: nothing that could leave the folder passes
    if not name or name.startswith(".") or not all(c.isalnum() or c in "_-." for c in name):
        raise InvalidInput(Text(en="This name cannot be a file name.", zh="该名称不能用作文件名。"), where=name[:80])
    return name


def _alive(name: str) -> bool:
    parts = name.split("-")
    if len(parts) != 3 or not parts[1].isdigit():
        return True
    try:
        os.kill(int(parts[1]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _manifest(path: Path) -> LoadManifest:
    try:
        return LoadManifest.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise Damaged(
            Text(en="The manifest of a load cannot be read.", zh="载入清单无法读取。"),
            where=f"{path.parent.name}/{path.name}",
            next_step=Text(en="Restore the landing from a backup.", zh="请从备份恢复载入区。"),
        ) from error
