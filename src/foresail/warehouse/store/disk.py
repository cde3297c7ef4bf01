"""Writing to disk so that a crash leaves the old or the new, and a full disk is told in plain words."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from foresail.kernel.problem import NotFound, StorageFull
from foresail.kernel.text import Text

MARGIN = 32 * 1024 * 1024
"""Room that a build keeps free beyond what it copies, so that housekeeping itself cannot fill the disk."""


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder (creations, renames) are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_text(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old text or the new one, also after a crash."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def free_bytes(folder: Path) -> int:
    """How many bytes may still be written where the folder lies."""
    return shutil.disk_usage(folder).free


def require(folder: Path, needed: int) -> None:
    """Refuse before the first write when the disk cannot hold what is about to be written.

    Raises
    ------
    StorageFull
        With what is needed and what is free.
    """
    free = free_bytes(folder)
    if free < needed:
        raise storage_full(needed, free)


def storage_full(needed: int, free: int) -> StorageFull:
    """The problem of a full disk, in megabytes."""
    values = {"needed": f"{needed / 1e6:,.0f}", "free": f"{free / 1e6:,.0f}"}
    return StorageFull(
        Text(
            en="The disk is full: about {needed} MB are needed, {free} MB are free. What is published is unharmed.",
            zh="磁盘已满：约需 {needed} MB，剩余 {free} MB。已发布的数据未受影响。",
        ).format(**values),
        next_step=Text(
            en="Free some space, or sweep old generations, and start again.", zh="请清理磁盘或清除旧版本后重试。"
        ),
        details={"needed": needed, "free": free},
    )


_FULL_SIGNS = ("no space left on device", "disk quota exceeded", "could not write all bytes", "max_temp_directory_size")


def is_full(error: BaseException) -> bool:
    """Whether an error, or what caused it, says that the disk (or the quota) has no room."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return True
        if any(sign in str(seen).lower() for sign in _FULL_SIGNS):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


@contextmanager
def telling_full(folder: Path, needed: int) -> Iterator[None]:
    """Turn whatever a full disk throws into `StorageFull` with what is needed and what is free."""
    try:
        yield
    except StorageFull:
        raise
    except Exception as error:
        if is_full(error):
            free = free_bytes(folder)
            raise storage_full(max(needed, free + MARGIN), free) from error
        raise


def file_hash(path: Path) -> str:
    """SHA-256 of a file's content in hex."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NotFound(Text(en="There is no such file.", zh="文件不存在。"), where=path.name) from error
