"""The review list over the API: who may see it, who may decide, and what is written down."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient

from foresail.api.place import Place
from foresail.kernel.viewer import LOCAL
from foresail.warehouse.sqlfile import parse


def test_a_word_is_kept_and_taken_back(place: Place, admin: TestClient, person: Callable[..., TestClient]) -> None:
    with place.workspace.warehouse.reader() as reader:
        sql = "SELECT source || ':' || source_id AS id FROM xref WHERE entity = 'account' ORDER BY 1 LIMIT 2"
        left, right = (row["id"] for row in reader.ask(parse(sql), {}, LOCAL).to_pylist())
    review = admin.get("/api/v1/identity/review").json()
    assert {"money", "probability", "reasons_zh", "status"} <= {c["name"] for c in review["columns"]}
    assert admin.get("/api/v1/identity/review?status=nonsense").status_code == 422
    assert admin.get("/api/v1/identity/review?format=csv").headers["content-type"].startswith("text/csv")
    said = {"left": right, "right": left, "verdict": "same", "note": "checked by phone"}
    kept = admin.post("/api/v1/identity/decisions", json=said)
    assert (kept.status_code, kept.json()["left_id"], kept.json()["entity"]) == (201, left, "account")
    assert admin.post("/api/v1/identity/decisions", json=said | {"right": "crm:nobody"}).status_code == 422
    assert admin.post("/api/v1/identity/decisions", json=said | {"right": right}).status_code == 422
    assert person("manager").post("/api/v1/identity/decisions", json=said).status_code == 403
    assert person("representative").get("/api/v1/identity/review").status_code == 403
    gone = admin.post("/api/v1/identity/decisions", json={"left": left, "right": right, "verdict": "withdrawn"})
    assert gone.status_code == 201
    told = admin.get("/api/v1/identity/decisions").json()
    assert [d["verdict"] for d in told][-2:] == ["same", "withdrawn"]
    assert any(e["action"] == "identity.same" for e in admin.get("/api/v1/audit").json()["entries"])
