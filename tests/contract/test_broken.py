"""The suite catches what it is there for: each broken capability fails its behaviour, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot

from contract.behaviours import BEHAVIOURS
from contract.broken import BROKEN
from contract.made import case_of, new_package
from contract.world import World
from foresail.kernel.problem import Problem


def test_every_behaviour_has_a_broken_capability() -> None:
    assert set(BROKEN) == set(BEHAVIOURS)


@pytest.mark.parametrize("broken", list(BROKEN))
def test_broken_fails_exactly_its_behaviour(
    broken: str, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = BROKEN[broken]
    package = new_package(tmp_path, f"broken_{broken}", how.changes)
    if how.without_views:
        monkeypatch.setattr(
            "foresail.runtime.capability.execute.seen_as_of",
            lambda sql, _stored, **_more: sqlglot.parse_one(sql, read="duckdb"),
        )
    case = case_of(package.name, world)
    failed = set()
    for name, behaviour in BEHAVIOURS.items():
        try:
            behaviour(case)
        except (AssertionError, Problem, pytest.fail.Exception):
            failed.add(name)
    assert failed == {broken}, how.why
