"""The published generations: files that never change, and one pointer that says which of them serves.

::

    <workspace>/
      CURRENT                              the pointer (JSON): which generation serves, which were published
      build.lock                           held by the one writer
      generations/
        generation-000123.duckdb           published, never written again
        generation-000123.seal             its hash, as the check in a child process found it
        generation-000123.lease            readers hold it shared; the sweep takes it exclusively
        generation-000124.building         in the making
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foresail.kernel.base import Frozen
from foresail.kernel.problem import Damaged
from foresail.kernel.text import Text
from foresail.kernel.unchanged import Unchanged, mark_of
from foresail.warehouse.store.disk import file_hash, replace_text, sync_file, sync_folder

PREFIX = "generation-"


class GenerationInfo(Frozen):
    """A published generation.

    Parameters
    ----------
    id
        `generation-000123`.
    built_at
        UTC, ISO 8601.
    size
        Bytes.
    current
        Whether it is the one that serves.
    final
        False for a first stage that a later stage of the same build followed, or was to follow.
    stage, note
        As the build said.
    """

    id: str
    built_at: str
    size: int
    current: bool
    final: bool = True
    stage: str = ""
    note: str = ""


class Seal(Frozen):
    """What the check found, kept beside the file."""

    id: str
    sha256: str
    size: int
    tables: Mapping[str, int]
    built_at: str
    stage: str = ""
    note: str = ""
    final: bool = True
    stat: tuple[int, ...] = ()  # size, mtime, ctime, inode when the hash was last compared


class Pointer(Frozen):
    """Which generation serves, and which were ever published, oldest first; `last` is the highest number ever given."""

    current: str = ""
    published: tuple[str, ...] = ()
    last: int = 0


class Generations:
    """The folder of generations and the pointer."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "generations"
        self.pointer_path = root / "CURRENT"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._pointer: Unchanged[Pointer] = Unchanged(lambda: mark_of([self.pointer_path]), most=1)

    def pointer(self) -> Pointer:
        """The pointer as it stands on disk."""
        return self._pointer.get("", self._read_pointer) or Pointer()

    def _read_pointer(self) -> Pointer | None:
        try:
            return Pointer.model_validate_json(self.pointer_path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise Damaged(
                Text(en="The pointer to the current generation cannot be read.", zh="当前版本指针无法读取。"),
                where="CURRENT",
                next_step=Text(en="Roll back to a generation.", zh="请回滚到某个版本。"),
            ) from error

    def move(self, pointer: Pointer) -> None:
        """Move the pointer in one step."""
        replace_text(self.pointer_path, pointer.model_dump_json())

    def file(self, generation_id: str) -> Path:
        return self.folder / f"{generation_id}.duckdb"

    def building(self, generation_id: str) -> Path:
        return self.folder / f"{generation_id}.building"

    def lease_path(self, generation_id: str) -> Path:
        return self.folder / f"{generation_id}.lease"

    def next_id(self, pointer: Pointer) -> tuple[str, int]:
        """A number that was never used: a path is never used twice, because a reader may still have it open."""
        seen = [_number(path.name) for path in self.folder.iterdir()]
        number = max([pointer.last, *seen, *(_number(p) for p in pointer.published)], default=0) + 1
        return f"{PREFIX}{number:06d}", number

    def publish(self, generation_id: str, seal: Seal) -> Path:
        """Give a checked file its final name; it is not served before the pointer moves."""
        source, target = self.building(generation_id), self.file(generation_id)
        sync_file(source)
        source.rename(target)
        sync_folder(self.folder)
        self.write_seal(seal.model_copy(update={"stat": stat_of(target)}))
        return target

    def seal(self, generation_id: str) -> Seal | None:
        try:
            return Seal.model_validate_json(self._seal_path(generation_id).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def write_seal(self, seal: Seal) -> None:
        replace_text(self._seal_path(seal.id), seal.model_dump_json())

    def verify(self, generation_id: str) -> Seal:
        """Make sure that a file is bit for bit what the check in the child process read.

        The hash is compared again only when size, times or inode changed since it was last compared.

        Raises
        ------
        Damaged
            If the file or its seal is missing, or the content differs.
        """
        path, seal = self.file(generation_id), self.seal(generation_id)
        if seal is None or not path.exists():
            raise damaged(generation_id)
        found = stat_of(path)
        if found == seal.stat:
            return seal
        if found[0] != seal.size or file_hash(path) != seal.sha256:
            raise damaged(generation_id)
        try:
            self.write_seal(seal.model_copy(update={"stat": found}))
        except OSError:  # a read-only disk: compare again next time
            return seal
        return seal

    def remove(self, generation_id: str) -> bool:
        """Remove a generation unless somebody reads it; whether it was removed."""
        handle = os.open(self.lease_path(generation_id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            self.file(generation_id).unlink(missing_ok=True)
            self._seal_path(generation_id).unlink(missing_ok=True)
            self.lease_path(generation_id).unlink(missing_ok=True)
            return True
        finally:
            os.close(handle)

    def lease(self, generation_id: str) -> int | None:
        """Hold a generation so that no sweep removes it; None if it is gone. The handle is closed to let go.

        The lease is a lock of the system: a reader that dies lets go of it.
        """
        handle = os.open(self.lease_path(generation_id), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        fcntl.flock(handle, fcntl.LOCK_SH)
        if self.file(generation_id).exists():
            return handle
        os.close(handle)
        return None

    def clear_leftovers(self, pointer: Pointer) -> None:
        """Remove what dead builds left. Only the holder of the writer's lock may call this."""
        known = set(pointer.published)
        for path in self.folder.iterdir():
            name = path.name.split(".", 1)[0]
            if path.suffix == ".duckdb" and name not in known:
                self.remove(name)  # checked and named, but the pointer never moved to it
            elif path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.suffix in (".lease", ".seal"):
                if name not in known and not self.file(name).exists():
                    path.unlink(missing_ok=True)
            elif path.suffix != ".duckdb":
                path.unlink(missing_ok=True)

    def _seal_path(self, generation_id: str) -> Path:
        return self.folder / f"{generation_id}.seal"


def stat_of(path: Path) -> tuple[int, ...]:
    """Size, times and inode: they change when anything writes to the file."""
    found = path.stat()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def damaged(generation_id: str, detail: str = "") -> Damaged:
    """The problem of a generation that is not what was published."""
    return Damaged(
        Text(en="A stored generation is not what was published.", zh="存储的版本与发布时不一致。"),
        where=generation_id,
        next_step=Text(en="Build again, or roll back to another generation.", zh="请重新构建，或回滚到其他版本。"),
        details={"detail": detail} if detail else None,
    )


def read_check(output: str) -> dict[str, Any]:
    """What the child process printed."""
    try:
        found = json.loads(output.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return {"error": "the check died"}
    return found if isinstance(found, dict) else {"error": "the check said nothing"}


def _number(name: str) -> int:
    head = name.split(".", 1)[0].removeprefix(PREFIX)
    return int(head) if head.isdigit() else 0
