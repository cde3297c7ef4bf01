"""People's figures beside the forecasts: entered with a reason, seen by whom the series belongs to, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from foresail.state.ledgers import ForecastLedger

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

FORECASTS = ("revenue", "series", "hierarchy", "demand", "scenarios", "accountability", "drift")


def rows(client: TestClient, path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1{path}", params=asked)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [dict(zip([c["name"] for c in found["columns"]], row, strict=True)) for row in found["rows"]]


@pytest.mark.parametrize("name", FORECASTS)
def test_every_page_of_forecasts_is_filled_on_the_demo(admin: TestClient, name: str) -> None:
    page = admin.get(f"/api/v1/pages/forecast.{name}").json()
    for number, block in enumerate(page["blocks"]):
        filled = admin.get(f"/api/v1/pages/forecast.{name}/blocks/{number}")
        assert filled.status_code == 200, filled.text
        # Nobody has adjusted anything yet, and a demo need not raise an alarm.
        may_be_empty = {"Did adjustments help?", "Alarms", "Too much or not asked for"}
        if (block["title"] or {}).get("en") not in may_be_empty:
            assert filled.json()["status"] == "ok", (name, block["title"], filled.json()["empty"])


def test_the_form_names_every_series_and_carries_one(admin: TestClient) -> None:
    blocks = admin.get("/api/v1/pages/forecast.revenue").json()["blocks"]
    number = next(n for n, block in enumerate(blocks) if block["kind"] == "own_figures")
    every = rows(admin, "/forecast/revenue/splits", size=1000, sort="dimension,label,period")
    some = next(r["series"] for r in every if r["dimension"] == "region")
    for asked, meant in (({}, "company"), ({"series": some}, some), ({"series": "nobody"}, "company")):
        shown = rows(admin, f"/pages/forecast.revenue/blocks/{number}", **asked)
        assert [r["mean"] for r in shown if r["series"] == meant] == [r["mean"] for r in every if r["series"] == meant]
        assert list(dict.fromkeys(r["series"] for r in shown)) == list(dict.fromkeys(r["series"] for r in every))
        others = [r for r in shown if r["series"] != meant]
        assert len(others) == len({r["series"] for r in others})
        assert all(r["mean"] is None and r["label"] for r in others)


def test_a_figure_is_kept_with_its_reason(admin: TestClient, place: Place) -> None:
    region = next(r for r in rows(admin, "/forecast/series/series", size=500) if r["level"] == "region")["series"]
    coming = [r for r in rows(admin, "/forecast/series/points", where=f'series="{region}"', size=500) if r["mean"]]
    assert coming
    before = len(ForecastLedger(place.workspace.state).of("forecast.adjustment"))
    figure = {"series": region, "period": coming[1]["period"], "value": 12345.0, "reason": "大客户签约"}
    for _ in range(2):  # a second thought is a second entry
        answer = admin.post("/api/v1/forecasts/adjustments", json=figure)
        assert answer.status_code == 201, answer.text
    assert answer.json()["model"] == pytest.approx(float(coming[1]["mean"]), rel=1e-6)
    seen = admin.get("/api/v1/forecasts/adjustments", params={"series": region}).json()
    assert [s["reason"] for s in seen][:2] == ["大客户签约"] * 2
    assert len(ForecastLedger(place.workspace.state).of("forecast.adjustment")) == before + 2
    for wrong, status in (({"reason": ""}, 422), ({"series": "region=月球"}, 404), ({"period": "2020-01-01"}, 404)):
        assert admin.post("/api/v1/forecasts/adjustments", json={**figure, **wrong}).status_code == status


def test_a_team_of_the_revenue_forecast_takes_a_figure_too(admin: TestClient) -> None:
    asked = {"where": 'dimension="team"', "size": 500}
    coming = sorted(rows(admin, "/forecast/revenue/splits", **asked), key=lambda r: (r["series"], r["period"]))
    figure = {"series": coming[0]["series"], "period": coming[0]["period"], "value": 5e5, "reason": "两个大单提前"}
    answer = admin.post("/api/v1/forecasts/adjustments", json=figure)
    assert answer.status_code == 201, answer.text
    assert answer.json()["model"] == pytest.approx(float(coming[0]["mean"]))
    assert answer.json()["level"] == "team"
    said = admin.get("/api/v1/forecasts/adjustments", params={"series": figure["series"]}).json()
    assert said[0]["reason"] == "两个大单提前"


def test_what_the_build_said_is_in_the_ledger(place: Place) -> None:
    issued = ForecastLedger(place.workspace.state).everything()
    if "forecast.series" not in {i.capability_id for i in issued}:  # the built demo is copied without its state
        from foresail.runtime.issuing import issue_forecasts

        assert issue_forecasts(place.workspace) == 2
        assert issue_forecasts(place.workspace) == 0, "the same forecast is issued once"
        issued = ForecastLedger(place.workspace.state).everything()
    said = {i.capability_id: i for i in issued}
    assert {"forecast.series", "forecast.revenue"} <= set(said)
    assert {"series", "period", "forecast", "lo_80", "baseline"} <= set(said["forecast.series"].rows[0])
