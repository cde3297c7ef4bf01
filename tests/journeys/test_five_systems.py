"""The same company out of five systems: whichever wrote the export, the answers are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foresail.cli.main import main
from foresail.kernel.viewer import LOCAL
from foresail.runtime.workspace import Workspace
from foresail.sources.tests.crm_writers import WRITERS
from foresail.sources.tests.crms import OPPORTUNITIES
from foresail.warehouse.sqlfile import parse

METRICS = (
    "net_revenue", "orders", "units", "won_count", "won_amount",
    "lost_count", "win_rate", "open_count", "open_amount", "leads",
)  # fmt: skip


QUICK = ("fxiaoke", "salesforce")


def ids_of(place: Path) -> set[str]:
    """The ids of the deals as the system knows them: those that a file for its import carries."""
    with Workspace.open(place).warehouse.reader() as reader:
        found = reader.ask(parse("SELECT source_id FROM opportunity"), {}, LOCAL)
    return set(found.column("source_id").to_pylist())


@pytest.mark.parametrize("systems", [QUICK, pytest.param(tuple(sorted(WRITERS)), marks=pytest.mark.nightly)])
def test_ten_metrics_are_the_same_from_every_system(systems: tuple[str, ...], tmp_path: Path, line: Any) -> None:
    answers: dict[str, Any] = {}
    for system in systems:
        write = WRITERS[system]
        folder, w = tmp_path / system, tmp_path / f"w-{system}"
        folder.mkdir()
        write(folder)
        assert main(["init", str(w)]) == 0
        assert line("load", folder, "-w", w).status == 0, system  # nothing has to be asked
        assert line("build", "-w", w, "--no-models").status == 0
        assert ids_of(w) == {str(row["opportunity_id"]) for row in OPPORTUNITIES}, "what is written back finds its deal"
        asked = ("--from", "2026-01", "--to", "2026-12", "-w", w, "-f", "json")
        answers[system] = line("query", ",".join(METRICS), *asked).json
    first = answers["salesforce"]
    assert first[0]["won_count"] == 2
    assert first[0]["won_amount"] == "11100.50"
    for system, answer in answers.items():
        assert answer == first, system
