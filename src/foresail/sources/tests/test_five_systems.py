"""One company, five exports, the same canonical tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from foresail.model.declare import Type
from foresail.model.tables import TABLES
from foresail.sources.tests.crm_writers import WRITERS
from foresail.sources.tests.crms import HISTORY, NOT_EXPORTED
from foresail.sources.tests.crms import TABLES as COMPANY
from foresail.sources.tests.helpers import Loaded, adds_up, load


@pytest.fixture(scope="module", params=sorted(WRITERS))
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Loaded]:
    system = request.param
    folder = tmp_path_factory.mktemp(system) / "export"
    folder.mkdir()
    WRITERS[system](folder)
    return system, load(folder, source=system)


def _comparable(frame: pl.DataFrame, table: str, system: str) -> list[dict[str, Any]]:
    """Rows without the source's prefix, sorted by key."""
    entity = TABLES[table]
    ids = [c.name for c in entity.columns if c.type is Type.ID]
    plain = frame.with_columns(pl.col(ids).str.strip_prefix(f"{system}:")).sort(entity.key)
    return plain.select(entity.names).to_dicts()


def test_the_same_tables_from_every_system(exported: tuple[str, Loaded]) -> None:
    system, loaded = exported
    for table, rows in COMPANY.items():
        found = _comparable(loaded.tables[table], table, system)
        wanted = sorted(rows, key=lambda r: tuple(r[k] for k in TABLES[table].key))
        assert len(found) == len(wanted), (table, found)
        for have, want in zip(found, wanted, strict=True):
            for name, value in want.items():
                if (table, name) not in NOT_EXPORTED[system]:
                    assert have[name] == value, (system, table, name, have)


def test_nothing_is_asked_and_everything_adds_up(exported: tuple[str, Loaded]) -> None:
    system, loaded = exported
    assert loaded.survey.questions == ()
    assert adds_up(loaded)
    assert loaded.quarantine.is_empty()
    assert {t.maps[0].object.split(":")[0] for t in loaded.survey.tables} == {system}


def test_histories_become_changes(exported: tuple[str, Loaded]) -> None:
    system, loaded = exported
    if system in ("odoo", "fxiaoke"):  # they export none
        assert "opportunity_change" not in loaded.tables
        return
    changes = (
        loaded.tables["opportunity_change"].filter(pl.col("field") == "stage").sort("opportunity_id", "changed_at")
    )
    wanted = sorted((f"{system}:{o}", when, stage) for o, when, stage, _ in HISTORY)
    assert changes.select("opportunity_id", "changed_at", "new").rows() == wanted
    assert set(changes["origin"]) == {"reported"}
    amounts = loaded.tables["opportunity_change"].filter(
        pl.col("field") == "amount", pl.col("opportunity_id").str.ends_with("2")
    )
    assert amounts.sort("changed_at").select("old", "new").rows() == [(None, "5000.0000"), ("5000.0000", "8800.5000")]


def test_a_voided_row_is_counted_not_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    WRITERS["fxiaoke"](folder)
    loaded = load(folder, source="fxiaoke")
    file = next(f for f in loaded.staged.manifest.files if f.name == "客户.csv")
    assert file.skipped == {"deleted": 1}
    assert file.encoding == "gb18030"
