"""One writer at a time. The lock belongs to the process that holds it and dies with it, so it heals by itself."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from foresail.kernel.ports import Clock
from foresail.kernel.problem import Busy
from foresail.kernel.text import Text

PATIENCE = 2.0
"""Seconds that a holder may take to say who it is."""


@contextmanager
def writer_lock(path: Path, clock: Clock, note: str = "") -> Iterator[None]:
    """Hold the one lock for writers.

    `flock` is released by the system when the holder ends, however it ends; what the file says is only for people.

    Raises
    ------
    Busy
        If another build (of this process or another) holds it: who, since when, and what for.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle)
        holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": clock().isoformat(), "note": note}
        _write(handle, holder)
        try:
            yield
        finally:
            _write(handle, {})
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    """Take the lock, or say who has it.

    A holder that has not said who it is has only just taken the lock, or merely asks who holds it (`holder_of`): such
    a moment is waited for, so that nobody is turned away by a question, nor told "process ?".
    """
    patience = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _read(handle)
            if holder or time.monotonic() > patience:
                raise _busy(holder) from error
            time.sleep(0.005)
        else:
            return


def holder_of(path: Path) -> dict[str, Any] | None:
    """Who holds the lock now; None if nobody does."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(handle)
    else:
        return None
    finally:
        os.close(handle)


def _write(handle: int, holder: dict[str, Any]) -> None:
    text = json.dumps(holder, ensure_ascii=False).encode()
    with suppress(OSError):  # a full disk: the lock holds all the same, only its words are missing
        os.pwrite(handle, text, 0)
        os.ftruncate(handle, len(text))


def _read(handle: int) -> dict[str, Any]:
    try:
        found = json.loads(os.pread(handle, 65_536, 0) or b"{}")
    except ValueError:  # caught in the middle of being written
        return {}
    return found if isinstance(found, dict) else {}


def _busy(holder: dict[str, Any]) -> Busy:
    since = str(holder.get("since", ""))
    try:
        shown = datetime.fromisoformat(since).strftime("%Y-%m-%d %H:%M:%S UTC")
    except ValueError:
        shown = since or "?"
    values = {
        "pid": holder.get("pid", "?"),
        "host": holder.get("host", "?"),
        "since": shown,
        "note": f" ({holder['note']})" if holder.get("note") else "",
    }
    return Busy(
        Text(
            en="A build is running: process {pid} on {host}, since {since}{note}.",
            zh="正在构建：主机 {host} 上的进程 {pid}，开始于 {since}{note}。",
        ).format(**values),
        next_step=Text(en="Wait until it is done, or end that process.", zh="请等待其完成，或结束该进程后重试。"),
        details={k: holder[k] for k in ("pid", "host", "since", "note") if k in holder},
    )
