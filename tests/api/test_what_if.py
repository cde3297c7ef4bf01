"""Sliders on the demo company: values of the address, results at once, words for what cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi.testclient import TestClient

PAGE = "/api/v1/pages/forecast.scenarios"


@pytest.fixture(scope="module")
def block(admin: TestClient) -> str:
    found = admin.get(PAGE).json()["blocks"]
    return f"{PAGE}/blocks/{next(i for i, b in enumerate(found) if b['kind'] == 'sliders')}"


def own(answer: dict[str, Any]) -> dict[str, Any]:
    """The row of one's own scenario in the table, the last of the results."""
    part = answer["parts"][-1]
    names = [c["name"] for c in part["columns"]]
    return next(r for r in (dict(zip(names, row, strict=True)) for row in part["rows"]) if r["scenario"] == "own")


def test_sliders_stand_at_their_defaults_and_move_the_results(admin: TestClient, block: str) -> None:
    usual = admin.get(block).json()
    settings = {s["param"]: s for s in usual["settings"]}
    assert settings["price_change"]["value"] == settings["price_change"]["default"] == 0.0
    assert settings["price_scope"]["choices"]
    assert settings["headcount_change"]["learnt"] is False
    assert settings["headcount_change"]["words"]["zh"]
    assert float(own(usual)["change"]) == 0.0
    moved = admin.get(block, params={"price_change": 0.05, "headcount_change": 3}).json()
    assert {s["param"]: s["value"] for s in moved["settings"]}["headcount_change"] == 3
    mine = own(moved)
    assert float(mine["low"]) < float(mine["total"]) < float(mine["high"])
    assert float(mine["change"]) > 0
    assert "{" not in moved["parts"][0]["sentence"]["en"]


def test_every_door_says_the_same(admin: TestClient, block: str) -> None:
    asked = {"price_change": 0.05}
    answer = admin.get("/api/v1/forecast/scenarios/whatif", params=asked)
    assert answer.status_code == 200, answer.text
    result = answer.json()["outputs"]["scenarios"]
    names = [c["name"] for c in result["columns"]]
    (mine,) = (r for r in (dict(zip(names, row, strict=True)) for row in result["rows"]) if r["scenario"] == "own")
    shown = own(admin.get(block, params=asked).json())
    assert {k: mine[k] for k in ("total", "low", "high")} == {k: shown[k] for k in ("total", "low", "high")}
    lines = admin.get(block, params={**asked, "format": "csv", "part": 3}).text
    assert str(mine["total"]) in lines


def test_what_cannot_be_is_said(admin: TestClient, block: str) -> None:
    for wrong in ({"price_change": 9}, {"price_change": "abc"}, {"price_change": 0.1, "price_scope": "月球"}):
        answer = admin.get(block, params=wrong)
        assert answer.status_code == 422, answer.text
        assert answer.json()["where"] in wrong
    assert admin.get("/api/v1/forecast/scenarios/whatif", params={"no_such": 1}).status_code == 422


def test_who_sees_a_part_is_told_that_these_are_of_the_whole(
    person: Callable[..., TestClient], representatives: list[dict[str, Any]], block: str
) -> None:
    seller = person("representative", "own", representatives[0]["representative_id"])
    for asked in ({}, {"price_change": 0.05}):
        answer = seller.get(block, params=asked).json()
        assert answer["status"] == "empty", asked
        assert "whole company" in answer["empty"]["why"]["en"]
