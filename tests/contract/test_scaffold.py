"""What `make new-capability` writes passes the whole suite untouched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contract.behaviours import BEHAVIOURS
from contract.behaviours.case import Case
from contract.made import new_package
from contract.world import World

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with one capability, as the tool writes it."""
    return new_package(tmp_path_factory.mktemp("scaffold"), "scaffolded")


@pytest.fixture(scope="module")
def scaffolded(package: Path, world: World) -> Case:
    from contract.made import case_of

    return case_of(package.name, world)


@pytest.mark.parametrize("behaviour", list(BEHAVIOURS))
def test_scaffold_passes(behaviour: str, scaffolded: Case) -> None:
    assert not scaffolded.entry.capability.waives
    BEHAVIOURS[behaviour](scaffolded)


def test_scaffold_is_clean(package: Path) -> None:
    """ruff, mypy and its own tests pass on what was written."""
    config = ["--config", str(ROOT / "pyproject.toml"), str(package)]
    ignore = ["--extend-ignore", "S101"]  # the rule for tests is anchored at the repository
    environment = {**os.environ, "MYPYPATH": f"{ROOT / 'src'}:{package.parent}", "PYTHONPATH": str(ROOT / "src")}
    for command, where in (
        (["ruff", "format", "--check", *config], ROOT),
        (["ruff", "check", *config, *ignore], ROOT),
        # From the root, where what mypy found out about our own code is kept.
        (["mypy", "--config-file", str(ROOT / "pyproject.toml"), "-p", package.name], ROOT),
        (["pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(package)], package.parent),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, check=False, cwd=where, env=environment
        )
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"


def test_bad_ids_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from contract.made import tool

    assert tool().main(["NotAnId", "--into", str(tmp_path)]) == 2
    assert "make new-capability" in capsys.readouterr().out
    assert tool().main(["customers.one", "--into", str(tmp_path), "--package", "x"]) == 0
    assert tool().main(["customers.one", "--into", str(tmp_path), "--package", "x"]) == 2
