"""G5: the writer's lock is neither lost to somebody who only asks, nor refused without saying who holds it."""

from __future__ import annotations

import fcntl
import threading
import time
from pathlib import Path

import pytest

from foresail.kernel.ports import system_clock
from foresail.kernel.problem import Busy
from foresail.warehouse.store.lock import holder_of, writer_lock


def test_a_question_turns_no_writer_away(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    path.touch()
    with path.open("rb") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)  # what `holder_of` does, held for longer than it ever takes
        threading.Timer(0.1, fcntl.flock, (asking, fcntl.LOCK_UN)).start()
        with writer_lock(path, system_clock, note="patient"):
            assert (holder_of(path) or {})["note"] == "patient"
        time.sleep(0.1)
    assert holder_of(path) is None


def test_who_has_only_just_taken_it_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "build.lock"
    path.touch()
    with path.open("r+b", buffering=0) as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        threading.Timer(0.1, holder.write, (b'{"pid": 42, "host": "h", "since": "2026-01-05T08:00:00+00:00"}',)).start()
        with pytest.raises(Busy) as busy, writer_lock(path, system_clock):
            pass
    assert busy.value.details["pid"] == 42
