"""The file for a CRM's import: its own names, its own ids, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from foresail.cockpit import writeback
from foresail.contracts.query import Condition, Result, ResultColumn
from foresail.kernel.problem import InvalidInput, NotEnoughData, NotFound
from foresail.kernel.text import same
from foresail.kernel.unit import Unit
from foresail.sources.recognise.catalogue import sources
from foresail.sources.tests.crm_writers import WRITERS
from foresail.sources.tests.crms import OPPORTUNITIES

ROWS = [
    {
        "source": source,
        "record_id": record,
        "foresail_win_percent": 62,
        "foresail_close_on": date(2026, 11, 30),
        "foresail_expected_amount": Decimal("1200.5000"),
        "foresail_reason_en": "=HYPERLINK(1)",
        "foresail_reason_zh": "阶段：报价",
        "foresail_as_of": date(2026, 10, 31),
    }
    for source, record in (("crm", "006A1"), ("crm", "006A2"), ("old", "17"))
]


def scene(monkeypatch: pytest.MonkeyPatch, rows: list[dict[str, Any]]) -> Any:
    def chosen(reader: Any, table: str, names: Any, where: Condition | None, *rest: Any) -> Result:
        kept = [r for r in rows if where is None or r[where.field] in where.values]
        columns = tuple(ResultColumn(name=n, title=same(n), unit=Unit.TEXT) for n in names)
        return Result(columns=columns, rows=[tuple(r[n] for n in names) for r in kept], total=len(kept))

    monkeypatch.setattr(writeback, "select", chosen)
    reader = SimpleNamespace(tables=lambda: {writeback.TABLE: {}} if rows else {})
    return SimpleNamespace(reader=reader, viewer=None, row_types={})


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("system", sorted(WRITERS))
def test_each_system_gets_its_own_names(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    known = sources()
    result = writeback.write_back(scene(monkeypatch, ROWS), known, system, source="crm", language="zh")
    rows = read(writeback.as_file(result, known[system], "csv"))
    names = known[system].write_back["opportunity"]
    assert list(rows[0]) == [names.record, *names.columns.values()]
    assert [r[names.record] for r in rows] == ["006A1", "006A2"]
    assert rows[0][names.columns["foresail_win_percent"]] == "62"
    assert rows[0][names.columns["foresail_close_on"]] == "2026-11-30"
    assert rows[0][names.columns["foresail_reason"]] == "阶段：报价"


@pytest.mark.parametrize("system", sorted(WRITERS))
def test_the_id_stands_under_a_name_that_the_system_knows(system: str, tmp_path: Path) -> None:
    """The names are those by which the system's own exports are recognised, and its ids are the exports'."""
    presets = [o for o in sources()[system].objects if o.table == "opportunity"]
    keys = [o.fields["opportunity_id"] for o in presets]
    known = {name for key in keys for name in (*key.api, *key.labels, *key.weak)}
    names = sources()[system].write_back["opportunity"]
    assert names.record in known
    assert not names.record_number or names.record_number in known
    WRITERS[system](tmp_path)
    ids = {str(row["opportunity_id"]) for row in OPPORTUNITIES}
    written = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.suffix == ".csv")
    if written:
        assert all(i.encode() in written or i.encode("gb18030") in written for i in ids)


def test_plain_numbers_are_database_ids_in_odoo(monkeypatch: pytest.MonkeyPatch) -> None:
    place = scene(monkeypatch, ROWS)
    assert writeback.write_back(place, sources(), "odoo", source="old").columns[0].name == ".id"
    assert writeback.write_back(place, sources(), "odoo", source="crm").columns[0].name == "id"


def test_no_cell_is_a_formula_and_only_who_wants_it_gets_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    known = sources()
    result = writeback.write_back(scene(monkeypatch, ROWS), known, "salesforce", source="crm")
    content = writeback.as_file(result, known["salesforce"], "csv")
    assert read(content)[0]["Foresail_Reason__c"] == "'=HYPERLINK(1)"
    assert content.startswith(b"Id,")
    chinese = writeback.write_back(scene(monkeypatch, ROWS), known, "fxiaoke", source="crm")
    assert writeback.as_file(chinese, known["fxiaoke"], "csv").startswith(b"\xef\xbb\xbf")
    assert writeback.as_file(result, known["salesforce"], "xlsx").startswith(b"PK")


def test_what_cannot_be_written_says_what_can(monkeypatch: pytest.MonkeyPatch) -> None:
    place = scene(monkeypatch, ROWS)
    with pytest.raises(NotFound) as unknown:
        writeback.write_back(place, sources(), "salesfroce")
    assert "salesforce" in unknown.value.closest
    with pytest.raises(InvalidInput) as several:
        writeback.write_back(place, sources(), "zoho")
    assert set(several.value.closest) == {"crm", "old"}
    with pytest.raises(NotFound):
        writeback.write_back(place, sources(), "zoho", source="erp")
    monkeypatch.setattr(writeback, "why_empty", lambda *_: SimpleNamespace(why=same("waiting"), next_step=None))
    with pytest.raises(NotEnoughData):
        writeback.write_back(scene(monkeypatch, []), sources(), "zoho")
