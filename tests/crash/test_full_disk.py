"""G2: a full disk damages nothing that is published, and the error says what is needed and what is free."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import CHILDREN, assert_whole, start_server
from victim import one_build

from foresail.kernel.problem import StorageFull
from foresail.warehouse import warehouse as module

MEGABYTES = 96
POINTS = 30


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    """A small volume of its own; needs the right to mount."""
    folder = tmp_path / "volume"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no right to mount a small volume")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def build_on(workspace: Path, seed: int, answer: Path) -> None:
    """Build without the check before the first write, so that the disk fills in the middle."""
    module.MARGIN = 0
    try:
        one_build(workspace, seed, answer.with_suffix(".log"))
    except StorageFull as full:
        answer.write_text(json.dumps({"full": full.details}), encoding="utf-8")
    else:
        answer.write_text(json.dumps({"full": None}), encoding="utf-8")


def run_build(workspace: Path, seed: int, answer: Path) -> dict[str, int] | None:
    answer.unlink(missing_ok=True)
    start_server()
    child = CHILDREN.Process(target=build_on, args=(workspace, seed, answer))
    child.start()
    child.join(120)
    assert child.exitcode == 0
    child.close()
    found: dict[str, int] | None = json.loads(answer.read_text(encoding="utf-8"))["full"]
    return found


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_filled_at_many_points(volume: Path, tmp_path: Path) -> None:
    answer, ballast = tmp_path / "answer.json", volume / "ballast"
    assert run_build(volume, 1, answer) is None
    stamp, told = "1", 0
    total = MEGABYTES * 1024 * 1024
    for point in range(POINTS):
        free = total - sum(p.stat().st_size for p in volume.rglob("*") if p.is_file() and p != ballast)
        left = int(free * (point + 1) / POINTS)
        with ballast.open("wb") as file:
            file.write(bytes(max(0, free - left - 64 * 1024)))
        seed = point + 2
        full = run_build(volume, seed, answer)
        ballast.unlink()
        if full is not None:
            told += 1
            assert full["needed"] > full["free"] >= 0
        stamp = assert_whole(volume, {stamp, str(seed)})
    assert 0 < told < POINTS
    assert run_build(volume, 1000, answer) is None
    assert assert_whole(volume, {"1000"}) == "1000"
