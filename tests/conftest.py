"""What the cross-cutting suites share: one small demo company, made, loaded and built once for all of them."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

SCALE = 0.06


def _build(folder: Path) -> None:
    from foresail.demo import generate
    from foresail.kernel.settings import Settings
    from foresail.runtime.building import build
    from foresail.runtime.loading import load
    from foresail.runtime.workspace import Workspace

    generate(folder / "exports", seed=7, scale=SCALE)
    place = Workspace.init(folder / "workspace", Settings(company="前帆自动化", language="zh"))
    load(place, [folder / "exports"], yes=True)
    build(place)
    place.close()


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo: `exports/` and `workspace/`. Shared by all test processes; read only."""
    own = tmp_path_factory.getbasetemp()
    # side by side, the processes of one run share the folder above their own; alone, that one outlives the run
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "foresail-demo"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "done").exists():
            for part in ("exports", "workspace"):
                shutil.rmtree(shared / part, ignore_errors=True)
            _build(shared)
            (shared / "done").touch()
    return shared


@pytest.fixture(scope="session")
def demo_workspace(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of this process's own over the built demo, so that users and settings don't meet."""
    from foresail.runtime.workspace import Workspace

    own = tmp_path_factory.mktemp("demo") / "workspace"
    shutil.copytree(built_demo / "workspace", own, ignore=shutil.ignore_patterns("state.sqlite*"))
    return Workspace.open(own)
