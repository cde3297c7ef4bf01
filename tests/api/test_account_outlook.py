"""The page of a customer shows what the analyses say of it: the very rows of their outputs, and only to who may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from foresail.cockpit.details.outlook import PARTS

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

_OUTPUT = "/api/v1/customers/churn/scores"


def test_an_account_shows_the_outputs_of_the_analyses(person: Callable[..., TestClient], place: Place) -> None:
    director = person("manager", "everything")
    top = director.get(_OUTPUT, params={"size": 1, "sort": "place"}).json()
    rows = top["rows"] if isinstance(top, dict) else top
    columns = [c["name"] for c in top["columns"]] if isinstance(top, dict) else list(rows[0])
    first: dict[str, Any] = dict(zip(columns, rows[0], strict=True)) if isinstance(rows[0], list) else rows[0]
    detail = director.get(f"/api/v1/accounts/{first['account_id']}").json()["outlook"]
    assert set(detail) == set(PARTS)
    risk = detail["risk"]["rows"][0]
    assert risk["probability"] == first["probability"]
    assert {c["name"]: c["labels"] for c in detail["risk"]["columns"]}["risk"][risk["risk"]]["zh"]
    assert 1 <= len(detail["offers"]["rows"]) <= 5
    assert [o["rank"] for o in detail["offers"]["rows"]] == sorted(o["rank"] for o in detail["offers"]["rows"])
    with place.workspace.warehouse.reader() as reader:
        for table, names, _ in PARTS.values():
            assert set(names) <= set(reader.tables()[table]), table
