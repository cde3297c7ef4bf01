"""Saved segments through the API: kept, shared, refused, and the same number whichever way it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from foresail.cli.main import main
from foresail.cockpit.scene import Filters, Scene
from foresail.cockpit.segments.members import members, size
from foresail.contracts.query import Query
from foresail.kernel.problem import NotEnoughData
from foresail.kernel.viewer import LOCAL
from foresail.metrics import query
from foresail.runtime.segments import Draft, Segments
from foresail.state.segments import SavedSegments
from foresail.warehouse.sqlfile import parse

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

V1 = "/api/v1"
SPAN = {"from": "2025-11-01", "to": "2026-10-31"}
TWICE = 'in_segment = "重点客户" and in_segment in (" 重点客户")'
CONDITION = "revenue_12m >= 100000 and region in (华东, 华南)"


@pytest.fixture
def kept(admin: TestClient) -> Iterator[Callable[..., str]]:
    """Keep segments for one test; the id of each."""
    made: list[str] = []

    def keep(client: TestClient = admin, **said: Any) -> str:
        answer = client.post(f"{V1}/segments", json={"name": "重点客户", "condition": CONDITION, **said})
        assert answer.status_code == 201, answer.text
        made.append(answer.json()["segment_id"])
        return made[-1]

    yield keep
    for segment_id in made:
        admin.delete(f"{V1}/segments/{segment_id}")


def number(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()[0]["net_revenue"]


def total(client: TestClient, path: str, **asked: Any) -> int:
    answer = client.get(f"{V1}{path}", params={"size": 1, **asked})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["total"])


def test_one_number_every_way(admin: TestClient, place: Place, kept: Callable[..., str], capsysbinary: Any) -> None:
    one = kept(shared=True)
    found = number(admin.get(f"{V1}/query", params={"metrics": "net_revenue", "segment": one, **SPAN}))
    assert float(found) > 0
    for asked in ({"segment": "重点客户"}, {"where": 'in_segment = "重点客户"'}, {"where": TWICE}):
        assert number(admin.get(f"{V1}/query", params={"metrics": "net_revenue", **asked, **SPAN})) == found
    words = ["query", "net_revenue", "--from", SPAN["from"], "--to", SPAN["to"], "-f", "json"]
    for more in (["--segment", "重点客户"], ["--where", f"in_segment = {one}"]):
        assert main([*words, *more, "-w", str(place.workspace.path)]) == 0
        assert json.loads(capsysbinary.readouterr().out)[0]["net_revenue"] == found
    tile = admin.get(f"{V1}/pages/overview/blocks/1", params={"segment": one, **SPAN}).json()["kpis"]
    assert next(k["value"] for k in tile if k["metric"] == "net_revenue") == found
    with place.workspace.warehouse.reader() as reader:
        where = Segments(place.workspace, LOCAL).of("重点客户", reader)
        asked_ = Query(metrics=("net_revenue",), where=where, start="2025-11-01", end="2026-10-31")  # type: ignore[arg-type]
        answer = query(reader, asked_, LOCAL, place.workspace.settings.calendar).records()
    assert str(answer[0]["net_revenue"]) == found
    size = admin.get(f"{V1}/segments/{one}/size").json()
    preview = admin.post(f"{V1}/segments/preview", json={"condition": CONDITION}).json()["size"]
    assert preview == size
    assert size["revenue"] == found, "twelve months that end with the day of the data"
    members = total(admin, f"/segments/{one}/members")
    assert members == size["customers"] == total(admin, "/accounts", segment=one)
    sides = admin.get(f"{V1}/segments/compare", params={"segment": [one, "all"]}).json()
    assert next(r for r in sides["rows"] if r["measure"]["name"] == "net_revenue")["cells"][0]["value"] == found
    assert sides["sides"][0]["customers"] == members
    assert sides["overlap"][0] == [members, members]


def test_rows_lists_and_exports_take_it(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True)
    members = {row[0] for row in admin.get(f"{V1}/segments/{one}/members", params={"size": 1000}).json()["rows"]}
    asked = {"metric": "net_revenue", "segment": one, "limit": 1000, **SPAN}
    opened = admin.get(f"{V1}/rows", params=asked).json()
    at = [c["name"] for c in opened["columns"]].index("account_id")
    assert len(members) > 1
    assert len(opened["rows"]) > len(members), "members buy more than once"
    assert {row[at] for row in opened["rows"]} == members, "each has revenue of twelve months, and nobody else is shown"
    tile = admin.get(f"{V1}/pages/overview/blocks/1", params={"segment": one}).json()["kpis"][0]
    assert {"kind": "members", "segment": one, "name": "重点客户", "inside": True} == tile["rows"]["where"]
    file = admin.get(f"{V1}/segments/{one}/members", params={"format": "csv"}).text
    assert file.count("\n") == len(members) + 1
    assert total(admin, "/customers/rfm/scores", segment=one) == len(members), "all of them have bought"
    whole = admin.get(f"{V1}/pages/customers.rfm/blocks/1", params={"segment": one}).json()
    assert "全部客户" in whole["note"]["zh"], "what is summed over everybody says so"


@pytest.mark.nightly
def test_a_report_of_a_segment_names_it(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True)
    report = admin.get(f"{V1}/reports/weekly", params={"segment": one, "page": "pipeline_review", "language": "zh"})
    assert "重点客户" in report.text
    assert admin.get(f"{V1}/reports/weekly", params={"segment": "没有"}).status_code == 404


def test_what_knows_no_customers_says_so(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True)
    answer = admin.get(f"{V1}/query", params={"metrics": "net_revenue,spend", "segment": one})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-per-customer")
    assert "营销投放" in answer.json()["detail_text"]["zh"]


@pytest.fixture(scope="module")
def seller(person: Callable[..., TestClient], place: Place) -> TestClient:
    """The representative who has most customers in the east."""
    sql = """
        SELECT a.owner_id FROM account AS a JOIN representative AS r ON r.representative_id = a.owner_id
        WHERE a.region = '华东' GROUP BY a.owner_id ORDER BY COUNT(*) DESC, a.owner_id LIMIT 1"""
    with place.workspace.warehouse.reader() as reader:
        found = reader.ask(parse(sql), {}, LOCAL).to_pylist()
    return person("representative", "own", str(found[0]["owner_id"]))


def test_shared_and_own(
    admin: TestClient, seller: TestClient, person: Callable[..., TestClient], kept: Callable[..., str]
) -> None:
    manager, looker = person("manager"), person("viewer")
    mine = kept(manager, name="经理自己的")
    everybodys = kept(manager, name="大家的", shared=True)
    names = {s["name"]: s["may_change"] for s in looker.get(f"{V1}/segments").json()}
    assert names["大家的"] is False
    assert "经理自己的" not in names
    for path in (f"/segments/{mine}", f"/segments/{mine}/members", f"/query?metrics=net_revenue&segment={mine}"):
        assert looker.get(f"{V1}{path}").status_code == 404
        assert admin.get(f"{V1}{path}").status_code == 404
        assert manager.get(f"{V1}{path}").status_code == 200
    assert seller.patch(f"{V1}/segments/{everybodys}", json={"note": "x"}).status_code == 403
    assert seller.delete(f"{V1}/segments/{everybodys}").status_code == 403
    assert looker.post(f"{V1}/segments", json={"name": "x", "condition": CONDITION}).status_code == 403
    assert seller.post(f"{V1}/segments", json={"name": " 大家的", "condition": CONDITION}).status_code == 409
    assert admin.patch(f"{V1}/segments/{everybodys}", json={"note": "由管理员修改"}).json()["note"] == "由管理员修改"
    said = [e for e in admin.get(f"{V1}/audit").json()["entries"] if e["action"].startswith("segment.")]
    assert {e["action"] for e in said} >= {"segment.saved", "segment.changed"}
    assert manager.delete(f"{V1}/segments/{mine}").status_code == 204


def test_a_representative_sees_the_own_customers_of_it(
    admin: TestClient, seller: TestClient, kept: Callable[..., str]
) -> None:
    one = kept(name="全部华东", condition="region = 华东", shared=True)
    seen = {row[0] for row in admin.get(f"{V1}/segments/{one}/members", params={"size": 1000}).json()["rows"]}
    own = {row[0] for row in seller.get(f"{V1}/segments/all/members", params={"size": 1000}).json()["rows"]}
    found = {row[0] for row in seller.get(f"{V1}/segments/{one}/members", params={"size": 1000}).json()["rows"]}
    assert 0 < len(found) < len(seen), "there are own customers in it, and others'"
    assert found == own & seen
    assert seller.get(f"{V1}/segments/{one}/size").json()["of_customers"] == len(own)
    assert seller.get(f"{V1}/segments/{one}/members", params={"format": "csv"}).status_code == 403


def test_gone_while_it_stands_in_an_address(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True)
    asked = {"metrics": "net_revenue", "segment": one}
    before = admin.get(f"{V1}/query", params=asked)
    assert admin.get(f"{V1}/query", params=asked, headers={"if-none-match": before.headers["etag"]}).status_code == 304
    admin.patch(f"{V1}/segments/{one}", json={"condition": "region = 华北"})
    after = admin.get(f"{V1}/query", params=asked, headers={"if-none-match": before.headers["etag"]})
    assert number(after) != number(before), "a changed segment is a new question"
    admin.delete(f"{V1}/segments/{one}")
    for path in (
        "/query?metrics=net_revenue",
        "/pages/overview/blocks/1?",
        "/accounts?",
        "/segments/compare?segment=all",
    ):
        answer = admin.get(f"{V1}{path}&segment={one}")
        assert answer.status_code == 404
        assert one in answer.json()["detail_text"]["zh"]
        assert answer.json()["next_step_text"]["en"]


def test_a_field_that_is_gone_and_one_that_is_not_there_yet(
    admin: TestClient, place: Place, kept: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(shared=True)
    store = SavedSegments(place.workspace.state)
    old = next(s for s in store.seen_by("-") if s.segment_id == one)
    store.change(old.model_copy(update={"condition": "shoe_size > 40"}))
    answer = admin.get(f"{V1}/query", params={"metrics": "net_revenue", "segment": one})
    assert (answer.status_code, "shoe_size" in answer.json()["detail"]) == (422, True)
    assert any(s["segment_id"] == one for s in admin.get(f"{V1}/segments").json()), "the list stands all the same"
    with place.workspace.warehouse.reader() as reader:
        fewer = {n: c for n, c in reader.tables().items() if not n.startswith("customers_clv_")}
        monkeypatch.setattr(type(reader), "tables", lambda _: fewer)
        book = Segments(place.workspace, LOCAL)
        with pytest.raises(NotEnoughData) as refused:
            book.meaning(Draft(name="x", condition="clv > 100000"), reader)
        assert "CLV" in refused.value.what.zh
        fine = book.meaning(Draft(name="x", condition="region = 华东"), reader)
        scene = Scene(reader=reader, viewer=LOCAL, calendar=place.workspace.settings.calendar, filters=Filters())
        from foresail.cockpit.segments.compare import compare
        from foresail.cockpit.segments.fields import fields

        assert next(f.missing for f in fields(scene) if f.name == "clv") is not None
        sides = compare((fine, book.of("all", reader)), scene)
        assert any("CLV" in words.zh for words in sides.left_out)
        older = {n: c for n, c in fewer.items() if not n.startswith("customer_")}
        monkeypatch.setattr(type(reader), "tables", lambda _: older)
        with pytest.raises(NotEnoughData):
            size(fine, scene)
        assert members(fine, scene, limit=3).rows, "the list stands without the sums"


NASTY = [
    "'; DROP TABLE account; --",
    "[bold]<script>alert(1)</script>",
    '前帆\u200f"“重点”',
    "a" * 120,
    "=1+1",
    "in_segment",
]


@pytest.mark.parametrize("word", NASTY)
def test_hostile_names_and_values(word: str, admin: TestClient, kept: Callable[..., str]) -> None:
    quoted = word.replace("\\", "\\\\").replace('"', '\\"')
    said = {"name": word, "note": word, "condition": f'account contains "{quoted}"', "pinned": [word]}
    answer = admin.post(f"{V1}/segments", json=said)
    if "\u200f" in word:
        assert answer.status_code == 422, "a name that cannot be read is none"
        return
    assert answer.status_code == 201, answer.text
    one = answer.json()["segment_id"]
    assert admin.get(f"{V1}/segments/{one}").json()["name"] == word
    assert total(admin, f"/segments/{one}/members") == 0
    assert number(admin.get(f"{V1}/query", params={"metrics": "net_revenue", "segment": word})) == "0.00"
    assert (
        number(admin.get(f"{V1}/query", params={"metrics": "net_revenue", "where": f'in_segment = "{quoted}"'}))
        == "0.00"
    )
    assert admin.delete(f"{V1}/segments/{one}").status_code == 204


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"condition": ""}, "condition"),
        ({"condition": "shoe_size = 1"}, "shoe_size"),
        ({"condition": "orders_12m > viele"}, "orders_12m"),
        ({"condition": "region ="}, "where"),
        ({"condition": "in_segment = x"}, "in_segment"),
        ({"pinned": [f"a{i}" for i in range(10_001)]}, "pinned"),
        ({"name": "   "}, "name"),
        ({"name": " ALL"}, "name"),
        ({"condition": f"account in ({','.join(f'crm:{i:05d}' for i in range(990))})"}, "where"),
    ],
)
def test_what_cannot_be_a_segment(said: dict[str, Any], word: str, admin: TestClient) -> None:
    answer = admin.post(f"{V1}/segments", json={"name": "x", "condition": CONDITION, **said})
    assert answer.status_code == 422
    assert word in answer.json()["where"]


def test_nobody_is_in_it(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(name="没有人", condition="orders_12m > 1000000", shared=True)
    assert admin.get(f"{V1}/segments/{one}/size").json()["customers"] == 0
    sides = admin.get(f"{V1}/segments/compare", params={"segment": [one, "all"]}).json()
    assert "没有客户" in sides["sides"][0]["sentence"]["zh"]
    assert admin.get(f"{V1}/pages/overview/blocks/0", params={"segment": one}).status_code == 200
    listed = admin.get(f"{V1}/pages/customers.rfm/blocks/6", params={"segment": one}).json()
    assert (listed["status"], listed.get("rows") or []) == ("empty", [])


def test_the_command_line(place: Place, capsys: pytest.CaptureFixture[str], tmp_path: Any) -> None:
    at = ["-w", str(place.workspace.path)]
    assert main(["segment", "save", "命令行", "--where", "region = 华东", *at]) == 0
    assert main(["segment", "save", "命令行", "--where", "region = 华北", *at]) == 0, "the same name changes it"
    assert main(["segment", "save", "命令行", "--note", "为什么", *at]) == 0, "what is not given stays"
    assert main(["segment", *at]) == 0
    out = capsys.readouterr().out
    assert "region = 华北" in out
    assert "为什么" in out
    assert main(["segment", "members", "命令行", "--out", str(tmp_path / "m.csv"), *at]) == 0
    assert main(["segment", "compare", "命令行", "all", *at]) == 0
    assert main(["segment", "fields", *at]) == 0
    assert main(["segment", "delete", "命令行", *at]) == 0
    assert main(["query", "orders", "--segment", "命令行", *at]) == 4
    assert "命令行" in capsys.readouterr().err


def test_the_command_line_leaves_what_others_have_shared(
    place: Place, admin: TestClient, kept: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    one = kept(name="别人的", shared=True)
    assert main(["segment", "save", "别人的", "--where", "region = 华北", "-w", str(place.workspace.path)]) != 0
    assert "别人的" in capsys.readouterr().err
    assert "华北" not in admin.get(f"{V1}/segments/{one}").json()["condition"]


def test_a_kept_block_is_not_that_of_the_segment_before(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True)
    tiles = [admin.get(f"{V1}/pages/overview/blocks/1", params={"segment": one})]
    admin.patch(f"{V1}/segments/{one}", json={"condition": "orders_12m > 1000000"})
    tiles.append(admin.get(f"{V1}/pages/overview/blocks/1", params={"segment": one}))
    assert tiles[0].headers["etag"] != tiles[1].headers["etag"]
    assert tiles[0].json()["kpis"][0]["value"] != tiles[1].json()["kpis"][0]["value"]


def test_a_segment_beside_a_condition_that_a_number_does_not_know(admin: TestClient, kept: Callable[..., str]) -> None:
    one = kept(shared=True, condition="orders_12m > 1000000")
    asked = {"where": f'in_segment = "{one}" and product = "X"'}
    tiles = {k["metric"]: k for k in admin.get(f"{V1}/pages/overview/blocks/1", params=asked).json()["kpis"]}
    assert tiles["collected_amount"]["value"] in ("0.00", None), "nobody is in it: not the figure of everybody"
