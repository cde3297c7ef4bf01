"""A row that is missing from a complete load is gone; one that was there and could not be read is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from foresail.warehouse.warehouse import Warehouse

Loads = Sequence[tuple[str, Sequence[str], Sequence[str | None]]]
"""Day, deals shown, keys of refused rows."""


def built(warehouse: Warehouse, kit: Any, loads: Loads, table: str = "opportunity") -> dict[str, pl.DataFrame]:
    for text, shown, refused in loads:
        rows = [{"opportunity_id": n, "stage": "a", "amount": 5, "currency": "CNY"} for n in shown]
        if table == "account":
            rows = [{"account_id": n, "name": f"n{n}"} for n in shown]
        kit.put(warehouse.landing, "crm", kit.day(text), {table: rows}, complete=(table,), refused={table: refused})
    with kit.built(warehouse) as session:
        names = ("opportunity", "opportunity_change", "opportunity_span", "assumption", "account", "quarantine")
        return {name: session.fetch(f"SELECT * FROM {name}") for name in names}  # noqa: S608


def there(found: dict[str, pl.DataFrame], day: date) -> list[str]:
    """The deals that stand in the history of a day."""
    spans = found["opportunity_span"].filter((pl.col("valid_from") <= day) & (pl.col("valid_to") > day))
    return sorted(i.removeprefix("crm:") for i in spans["opportunity_id"].to_list())


def test_a_missing_row_is_gone_and_a_refused_one_is_not(warehouse: Warehouse, kit: Any) -> None:
    loads = [("2024-01-01", ["1", "2", "3"], []), ("2024-02-01", ["1"], ["2"]), ("2024-03-01", ["1"], ["2"])]
    found = built(warehouse, kit, loads)
    assert sorted(found["opportunity"]["opportunity_id"]) == ["crm:1", "crm:2"]
    assert there(found, date(2024, 2, 15)) == ["1", "2"]
    gone = found["opportunity_change"].filter(pl.col("field") == "deleted")
    assert gone.select("opportunity_id", "changed_on").rows() == [("crm:3", date(2024, 2, 1))]
    assert found["quarantine"]["row_key"].to_list() == ["2", "2"]


def test_a_refused_row_that_is_missing_later_went_later(warehouse: Warehouse, kit: Any) -> None:
    loads = [("2024-01-01", ["1", "2"], []), ("2024-02-01", ["1"], ["2"]), ("2024-03-01", ["1"], [])]
    found = built(warehouse, kit, loads)
    assert found["opportunity"]["opportunity_id"].to_list() == ["crm:1"]
    assert there(found, date(2024, 2, 15)) == ["1", "2"]
    assert there(found, date(2024, 3, 1)) == ["1"]
    gone = found["opportunity_change"].filter(pl.col("field") == "deleted")
    assert gone["changed_on"].to_list() == [date(2024, 3, 1)]


def test_a_refused_row_that_is_read_again_was_never_away(warehouse: Warehouse, kit: Any) -> None:
    loads = [("2024-01-01", ["1", "2"], []), ("2024-02-01", ["1"], ["2"]), ("2024-03-01", ["1", "2"], [])]
    found = built(warehouse, kit, loads)
    assert found["opportunity_change"].height == 0
    assert there(found, date(2024, 2, 15)) == ["1", "2"]


def test_without_a_readable_key_nothing_counts_as_deleted(warehouse: Warehouse, kit: Any) -> None:
    loads = [("2024-01-01", ["1", "2"], []), ("2024-02-01", ["1"], [None])]
    found = built(warehouse, kit, loads)
    assert sorted(found["opportunity"]["opportunity_id"]) == ["crm:1", "crm:2"]
    assert found["opportunity_change"].height == 0
    said = found["assumption"].filter(pl.col("kind") == "deletion")
    assert said.select("table_name", "rows").rows() == [("opportunity", 1)]
    assert "deleted" in said["text_en"][0]


def test_other_tables_follow_the_same_rule(warehouse: Warehouse, kit: Any) -> None:
    loads = [("2024-01-01", ["1", "2", "3"], []), ("2024-02-01", ["1"], ["2"])]
    found = built(warehouse, kit, loads, table="account")
    assert sorted(found["account"]["account_id"]) == ["crm:1", "crm:2"]
