"""Which files were taken together, and decisions that are kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foresail.kernel.problem import InvalidInput, NotFound
from foresail.sources.loads.mapping import ColumnMap, Mapping, TableMap, keep_mapping, mapping_path, read_mapping
from foresail.sources.loads.plan import plan_loads
from foresail.sources.tests.helpers import load, write

_DEALS = "opportunity_id,name,stage,amount,Sponsor\n1,A,New,5,Jo\n"


def test_a_folder_is_one_load_named_after_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "CRM Export 2026-01" / "a.csv", _DEALS).parent
    write(folder / "sub" / "b.csv", _DEALS)
    write(folder / ".hidden", "x")
    (one,) = plan_loads([folder])
    assert one.source == "crm_export"
    assert [f.name for f in one.files] == ["a.csv", "b.csv"]
    assert one.taken_at == datetime(2026, 1, 31, 15, 59, 59, tzinfo=UTC)


def test_dates_in_folders_and_names(tmp_path: Path) -> None:
    for name in ("crm/2024-02-29/deals.csv", "crm/2024-01-31/deals.csv", "crm/deals_20240331.csv"):
        write(tmp_path / name, _DEALS)
    loads = plan_loads([tmp_path / "crm"])
    assert [(x.source, x.taken_at and x.taken_at.date().isoformat()) for x in loads] == [
        ("crm", "2024-01-31"), ("crm", "2024-02-29"), ("crm", "2024-03-31"),
    ]  # fmt: skip


def test_folders_of_several_systems(tmp_path: Path) -> None:
    write(tmp_path / "crm" / "deals.csv", _DEALS)
    write(tmp_path / "erp" / "2026-01-31" / "orders.csv", _DEALS)
    assert sorted(x.source for x in plan_loads([tmp_path])) == ["crm", "erp"]
    assert [x.source for x in plan_loads([tmp_path], source="all")] == ["all", "all"]


def test_a_manifest_decides(tmp_path: Path) -> None:
    write(tmp_path / "crm" / "2026-01" / "deals.csv", _DEALS)
    rows = [{"folder": "crm/2026-01", "source": "crm", "taken_at": "2026-01-31T15:59:00Z", "complete": True}]
    manifest = tmp_path / "foresail-loads.json"
    manifest.write_text(json.dumps(rows), encoding="utf-8")
    (one,) = plan_loads([tmp_path])
    assert (one.complete, one.taken_at) == (True, datetime(2026, 1, 31, 15, 59, tzinfo=UTC))
    manifest.write_text(json.dumps([{"folder": "../..", "source": "x"}]), encoding="utf-8")
    with pytest.raises(InvalidInput, match="list of loads"):
        plan_loads([tmp_path])


def test_nothing_to_load(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        plan_loads([tmp_path / "absent"])
    with pytest.raises(InvalidInput):
        plan_loads([tmp_path])


def test_decisions_are_kept_and_used(tmp_path: Path) -> None:
    folder = write(tmp_path / "crm" / "deals.csv", _DEALS).parent
    first = load(folder)
    assert '"Sponsor":"Jo"' in first.tables["opportunity"]["extra"][0]
    table = first.survey.mapping.tables[0]
    columns = tuple(
        c.model_copy(update={"field": "_owner_name"}) if c.column == "Sponsor" else c for c in table.columns
    )
    changed = first.survey.mapping.model_copy(
        update={"confirmed": True, "tables": (table.model_copy(update={"columns": columns}),)}
    )
    path = keep_mapping(tmp_path, changed)
    assert path == mapping_path(tmp_path, "crm")
    again = load(folder, mapping=read_mapping(path))
    assert again.tables["opportunity"]["owner_id"].to_list() == ["crm:Jo"]
    assert read_mapping(path) == read_mapping(keep_mapping(tmp_path, changed))


def test_quotes_and_unicode_survive_the_file(tmp_path: Path) -> None:
    column = ColumnMap(column='列 "a"\n\\ b', field="name", style="x10000", confidence=0.5, how="like")
    mapping = Mapping(
        source="crm",
        tables=(
            TableMap(file="商机", object="generic:opportunity:opportunity", into="opportunity", columns=(column,)),
        ),
    )
    assert read_mapping(keep_mapping(tmp_path, mapping)) == mapping


def test_a_wrong_name_is_refused_with_the_closest(tmp_path: Path) -> None:
    path = write(
        tmp_path / "m.toml",
        'source = "crm"\n[[tables]]\nfile = "d"\nobject = "generic:opportunity:opportunity"\ninto = "opportunity"\n'
        '[[tables.columns]]\ncolumn = "x"\nfield = "amuont"\n',
    )
    with pytest.raises(InvalidInput) as caught:
        read_mapping(path)
    assert "amount" in caught.value.closest
