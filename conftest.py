"""What all tests share: the real data, and that none of them is skipped in silence where it must run."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "tests"))

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # the processes of a run share the cores already
    os.environ.setdefault(name, "1")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many tests start processes: each would compile all that it imports
sys.dont_write_bytecode = False

pytest_plugins = ["company_days"]
"""Fixtures that simulate the demo company: product code below `demo` may not import it, its tests may use them."""


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real data sets; tests that read them skip with a clear word where they are absent."""
    folder = (ROOT / os.environ.get("FORESAIL_DATA", "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip("FORESAIL_DATA names no folder: the real data sets are not here")
    return folder


APART = ("test_contract.py", "test_doors.py", "test_every_page.py")
"""Files that take long: the tests of each capability or window may go to another process than the others."""

FIRST = (
    "test_six_ways.py",  # begins with the demo company, for which others would have to wait
    "test_contract.py",
    "test_every_page.py",
    "test_commands.py",
    "test_row_rules.py",
    "test_history_property.py",
    "test_real_exports.py",
    "test_refusal.py",
    "test_ways.py",
    "test_hierarchy.py",
    "test_demand_capability.py",
    "test_broken.py",
    "test_kills.py",
    "test_scaffold.py",
)
"""Files that take longest are dealt out first, so that no process ends alone with one of them."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Tests of one file go to one process, since they share what is made once for a file.

    The groups of xdist itself do nothing with pytest 9.2: they write a name into an attribute that is no longer read.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, rest = nodeid.partition("::")
        if Path(path).name not in APART:
            return path
        return f"{path}::{rest.partition('[')[2].rpartition('-')[0]}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Deal out by file, in the order of `pytest_collection_modifyitems`."""
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first."""
    items.sort(key=lambda item: FIRST.index(item.path.name) if item.path.name in FIRST else len(FIRST))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a skipped test that reads real data or the browser is a failure."""
    outcome = yield
    report = outcome.get_result()
    must_run = {"data", "browser"} & {mark.name for mark in item.iter_markers()}
    if report.skipped and must_run and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, but must run in CI: {report.longrepr}"
