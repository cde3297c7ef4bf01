"""G1: killed at any moment, the published warehouse is the old one or the new one, whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from harness import assert_starts, assert_whole, between_write_and_pointer, first_build, kill_at_random, run_to_step

QUICK = (
    ("lock", 0),
    ("copy", 0),
    ("open", 0),
    ("table:fixed:after", 0),
    ("table:t4:after", 0),
    ("checkpoint", 0),
    ("check", 0),
    ("rename", 0),
    ("pointer", 0),
    ("published", 0),
    ("copy", 1),
    ("table:late:after", 0),
    ("pointer", 1),
)


def kill_at_step(workspace: Path, step: str, times: int, seed: int, before: str) -> tuple[list[str], str]:
    steps = run_to_step(workspace, seed, step, times)
    assert steps[-1] == step
    return steps, assert_whole(workspace, {before, str(seed)})


def test_killed_at_named_steps(tmp_path: Path) -> None:
    first_build(tmp_path)
    stamp, inside = "1", 0
    for index, (step, times) in enumerate(QUICK):
        steps, stamp = kill_at_step(tmp_path, step, times, index + 2, stamp)
        inside += between_write_and_pointer(steps)
        if step in ("copy", "pointer"):
            assert_starts(tmp_path, 0)
    assert inside >= len(QUICK) * 0.3


def test_killed_at_random_moments(tmp_path: Path) -> None:
    first_build(tmp_path)
    for index in range(3):
        seed = 100 * (index + 1)
        kill_at_random(tmp_path, seed, Random(index), 1.0)  # noqa: S311
        assert_whole(tmp_path, {"1", *(str(s) for s in range(100, seed + 100))})
    assert_starts(tmp_path, 0)


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_every_named_step_many_times(tmp_path: Path) -> None:
    steps = run_to_step(tmp_path, 1, "", 0)
    places = [(step, steps[:i].count(step)) for i, step in enumerate(steps)]
    stamp, inside, kills = "1", 0, 0
    while kills < 100:
        for step, times in places:
            kills += 1
            passed, stamp = kill_at_step(tmp_path, step, times, kills + 1, stamp)
            inside += between_write_and_pointer(passed)
    assert_starts(tmp_path, 0)
    assert inside >= kills * 0.3


@pytest.mark.nightly
@pytest.mark.timeout(1800)
def test_two_hundred_kills(tmp_path: Path) -> None:
    first_build(tmp_path)
    random, inside, kills = Random(7), 0, 200  # noqa: S311
    allowed = {"1"}
    for index in range(kills):
        seed = 100 * (index + 1)
        steps = kill_at_random(tmp_path, seed, random, 3.0)
        inside += between_write_and_pointer(steps)
        allowed |= {str(s) for s in range(seed, seed + 20)}
        stamp = assert_whole(tmp_path, allowed)
        allowed = {stamp}  # nothing that was published is ever lost again
    assert_starts(tmp_path, 0)
    print(f"{inside} of {kills} kills between the first write and the move of the pointer")  # noqa: T201
    assert inside >= kills * 0.3
