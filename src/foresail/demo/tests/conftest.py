"""One small demo company for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from foresail.demo import DemoReport, generate
from foresail.demo.truth import Truth, read


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> DemoReport:
    """A company at a tenth of its size."""
    return generate(tmp_path_factory.mktemp("demo"), scale=0.1)


@pytest.fixture(scope="session")
def truth(report: DemoReport) -> Truth:
    """What is really so in it."""
    return read(report.folder)


def digests(folder: Path) -> dict[str, bytes]:
    """All files of a folder by relative name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
