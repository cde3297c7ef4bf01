"""What is kept of a file goes the moment the file changes, and nothing is kept of one that has just changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from foresail.kernel.unchanged import SETTLED, Unchanged, mark_of


def _settle(path: Path, back: int = 2 * SETTLED) -> None:
    then = time.time_ns() - back
    os.utime(path, ns=(then, then))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "words"
    found.write_text("first")
    return found


def _reading(path: Path) -> tuple[Unchanged[str], list[str]]:
    reads: list[str] = []
    return Unchanged(lambda: mark_of([path])), reads


def test_a_settled_file_is_read_once(path: Path) -> None:
    kept, reads = _reading(path)
    _settle(path)

    def read() -> str:
        reads.append(path.read_text())
        return reads[-1]

    assert kept.at_hand("a") is None
    assert [kept.get("a", read) for _ in range(3)] == ["first"] * 3
    assert kept.at_hand("a") == "first"
    assert reads == ["first"]
    path.write_text("other")  # as long as before
    assert kept.at_hand("a") is None
    assert kept.get("a", read) == "other"


def test_nothing_is_kept_of_a_file_that_has_just_changed(path: Path) -> None:
    kept, _ = _reading(path)
    assert mark_of([path]) is None
    assert kept.get("a", path.read_text) == "first"
    before = path.stat()
    path.write_text("again")
    os.utime(path, ns=(before.st_mtime_ns, before.st_mtime_ns))  # within the same tick of the clock
    assert kept.get("a", path.read_text) == "again"


def test_what_is_written_while_it_is_read_is_read_again(path: Path) -> None:
    kept, _ = _reading(path)
    _settle(path)

    def read_and_lose_the_race() -> str:
        found = path.read_text()
        path.write_text("later")
        return found

    assert kept.get("a", read_and_lose_the_race) == "first"
    assert kept.get("a", path.read_text) == "later"


def test_nothing_found_is_not_kept_and_the_oldest_goes(path: Path) -> None:
    _settle(path)
    kept: Unchanged[str] = Unchanged(lambda: mark_of([path]), most=2)
    assert kept.get("a", lambda: None) is None
    assert kept.get("a", lambda: "x") == "x"
    for name in "bc":
        kept.get(name, lambda: "y")
    assert kept.at_hand("a") is None
    assert kept.at_hand("c") == "y"


def test_a_file_that_comes_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "new"
    before = mark_of([path])
    path.write_text("")
    _settle(path)
    assert before != mark_of([path])
