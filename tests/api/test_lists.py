"""The lists behind board, week and review: they add up, open what they count, and show each person the own part."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from foresail.cockpit.scene import Scene
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import rows_of_view
from foresail.kernel.viewer import LOCAL

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

LISTS = "/api/v1/lists"


def asked(client: TestClient, name: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(f"{LISTS}/{name}", params={"size": 1000, **query})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    names = [c["name"] for c in found["columns"]]
    assert found["total"] <= 1000
    return [dict(zip(names, row, strict=True)) for row in found["rows"]]


@pytest.fixture(scope="module")
def week(place: Place) -> dict[str, str]:
    """The last seven days of the data, as the page asks for them."""
    from datetime import timedelta

    with place.workspace.warehouse.reader() as reader:
        return {"from": (reader.as_of - timedelta(days=6)).isoformat(), "to": reader.as_of.isoformat()}


def steps(client: TestClient, **query: Any) -> dict[str, Decimal]:
    return {r["step"]: Decimal(r["amount"]) for r in asked(client, "pipeline_waterfall", **query)}


def adds_up(found: dict[str, Decimal]) -> bool:
    between = sum((v for k, v in found.items() if k not in ("opening", "closing")), Decimal(0))
    return found["opening"] + between == found["closing"]


def test_the_waterfall_is_that_of_the_analysis(admin: TestClient, week: dict[str, str]) -> None:
    theirs = admin.get("/api/v1/pipeline/movement/waterfall", params={"size": 50}).json()
    names = [c["name"] for c in theirs["columns"]]
    rows = [dict(zip(names, row, strict=True)) for row in theirs["rows"]]
    assert steps(admin, **week) == {r["step"]: Decimal(r["amount"]) for r in rows}


@pytest.mark.parametrize(
    "span", [{}, {"from": "2026-01-01", "to": "2026-06-30"}, {"from": "2025-03-01", "to": "2025-03-07"}]
)
def test_it_adds_up_to_the_cent_in_every_part(admin: TestClient, span: dict[str, str]) -> None:
    whole = steps(admin, **span)
    assert adds_up(whole)
    regions = [r["id"] for r in admin.get("/api/v1/filters").json()["region"]]
    parts = [steps(admin, region=r, **span) for r in regions]
    assert all(adds_up(part) for part in parts)
    assert sum((part["opening"] for part in parts), Decimal(0)) == whole["opening"]


def test_every_bar_opens_the_deals_that_it_counts(admin: TestClient, week: dict[str, str]) -> None:
    region = admin.get("/api/v1/filters").json()["region"][0]["id"]
    for filters in ({"region": region},):
        for bar in asked(admin, "pipeline_waterfall", **week, **filters):
            deals = asked(admin, "pipeline_moves", match=f"step = '{bar['step']}'", **week, **filters)
            assert len(deals) == bar["deals"], bar
            assert sum((Decimal(d["amount"]) for d in deals), Decimal(0)) == Decimal(bar["amount"]), bar
            assert all(d["region"] == region for d in deals if filters)


def test_a_condition_on_a_list_leaves_the_page_filters_inside_it_alone(admin: TestClient, week: dict[str, str]) -> None:
    """Both stand in one statement: what is looked for in the sums must not be taken for the region under them."""
    region = admin.get("/api/v1/filters").json()["region"][0]["id"]
    for name, column in (("pipeline_waterfall", "step"), ("deal_stages", "stage")):
        whole = asked(admin, name, region=region, **week)
        assert whole
        for row in whole:
            assert asked(admin, name, region=region, match=f'{column} = "{row[column]}"', **week) == [row]


def test_the_board_counts_its_cards(admin: TestClient) -> None:
    columns = asked(admin, "deal_stages")
    deals = asked(admin, "open_deals")
    assert sum(c["deals"] for c in columns) == len(deals) > 0
    for column in columns:
        match = f"pipeline = '{column['pipeline']}' and stage = '{column['stage']}'"
        cards = asked(admin, "open_deals", match=match)
        assert len(cards) == column["deals"]
        assert sum((Decimal(c["amount"] or 0) for c in cards), Decimal(0)) == Decimal(column["amount"])


def test_a_person_sees_the_own_part(
    person: Callable[..., TestClient], representatives: list[dict[str, Any]], admin: TestClient
) -> None:
    everyone = {d["opportunity_id"]: d for d in asked(admin, "open_deals")}
    owner = next(d["owner_id"] for d in everyone.values())
    assert owner in {r["representative_id"] for r in representatives}
    own = asked(person("representative", "own", owner), "open_deals")
    assert 0 < len(own) < len(everyone)
    mine = {i for i, d in everyone.items() if d["owner_id"] == owner}
    assert mine <= {d["opportunity_id"] for d in own}
    assert adds_up(steps(person("representative", "own", owner)))


def test_the_list_of_the_week_says_why_and_what_to_do(admin: TestClient) -> None:
    listed = asked(admin, "open_deals", match="needs_action = true", sort="-at_stake")
    assert listed
    stakes = [Decimal(d["at_stake"]) for d in listed if d["at_stake"] is not None]
    assert stakes == sorted(stakes, reverse=True)
    answer = admin.get(f"{LISTS}/open_deals", params={"size": 1}).json()
    words = {c["name"]: c["labels"] for c in answer["columns"]}
    for deal in listed:
        assert any(deal[flag] for flag in ("overdue", "closing", "quiet", "step_due", "pushed", "unhealthy"))
        assert deal["why"] in words["why"]
        assert deal["action"] in words["action"], "an action has words in both languages"


def test_without_the_analyses_the_lists_stand(place: Place) -> None:
    class Bare:
        """A reader of a generation whose analyses have not run."""

        def __init__(self, reader: Any) -> None:
            self._reader = reader

        def __getattr__(self, name: str) -> Any:
            return getattr(self._reader, name)

        def tables(self) -> dict[str, Any]:
            return {t: c for t, c in self._reader.tables().items() if not t.startswith("pipeline_")}

    with place.workspace.warehouse.reader() as reader:
        bare: Any = Bare(reader)
        scene = Scene(reader=bare, viewer=LOCAL, calendar=place.workspace.settings.calendar)
        for view in declared().values():
            assert rows_of_view(view, declared(), scene, limit=5).rows, view.name


def test_a_wrong_question_is_answered_with_what_is_right(admin: TestClient) -> None:
    missing = admin.get(f"{LISTS}/open_deal")
    assert missing.status_code == 404
    assert "open_deals" in missing.json()["closest"]
    wrong = admin.get(f"{LISTS}/open_deals", params={"match": "stagee = 'x'"})
    assert wrong.status_code == 422 or wrong.status_code == 400
    assert "stage" in wrong.json()["closest"]


def test_a_change_that_was_inferred_lies_between_two_loads(admin: TestClient) -> None:
    deal = asked(admin, "open_deals", sort="-days_in_stage")[0]
    detail = admin.get(f"/api/v1/opportunities/{deal['opportunity_id']}").json()
    assert {k: detail["now"][k] for k in deal} == deal, "one deal is said as the list says it"
    between = [h for h in detail["history"] if h["between_loads"]]
    assert between
    assert all(h["since_on"] is None or h["since_on"] < h["changed_on"] <= h["until_on"] for h in between)
    assert sum(s["days"] for s in detail["stages"]) > 0
    if detail["closing"]:
        assert sum(m["p_won"] for m in detail["closing"]) == pytest.approx(detail["score"]["probability"], abs=1e-6)


def test_the_review_goes_to_paper_alone(admin: TestClient) -> None:
    answer = admin.get("/api/v1/reports/weekly", params={"page": "pipeline_review", "language": "zh"})
    assert answer.status_code == 200, answer.text
    text = answer.text
    assert "每周商机回顾" in text
    assert "<svg" in text
    assert "经营总览" not in text
    assert admin.get("/api/v1/reports/weekly", params={"page": "deal_board"}).status_code in (400, 422)
    assert admin.get("/api/v1/reports/weekly", params={"page": "nowhere"}).status_code == 404


def test_win_probabilities_go_back_by_the_ids_of_the_crm(admin: TestClient, person: Callable[..., TestClient]) -> None:
    import csv
    import io

    said = admin.get("/api/v1/writeback").json()
    assert {s["name"] for s in said["systems"]} == {"salesforce", "hubspot", "zoho", "odoo", "fxiaoke"}
    if not said["sources"]:
        assert admin.get("/api/v1/writeback/salesforce").status_code >= 400
        return
    file = admin.get("/api/v1/writeback/salesforce", params={"source": said["sources"][0]})
    rows = list(csv.DictReader(io.StringIO(file.text)))
    deals = {d["opportunity_id"].split(":", 1)[1]: d for d in asked(admin, "open_deals")}
    assert rows
    for row in rows:
        assert int(row["Foresail_Win_Probability__c"]) == round(deals[row["Id"]]["probability"] * 100)
    assert person("viewer").get("/api/v1/writeback/salesforce").status_code == 403
