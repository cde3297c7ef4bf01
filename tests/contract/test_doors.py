"""Command line, API and Python give the same rows, and the same words for what cannot be, on the demo company."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient

from foresail.api.app import create_app
from foresail.api.place import Place
from foresail.cli.main import main
from foresail.contracts.query import json_record
from foresail.kernel.viewer import Role
from foresail.runtime.discovery import ANALYTICS, scan
from foresail.runtime.running import run

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

PASSWORD = "a sentence that nobody else knows"
OUTPUTS = [(e.id, output) for e in scan(ANALYTICS) for output in e.capability.outputs]


@pytest.fixture(scope="module")
def client(demo_workspace: Workspace) -> Iterator[TestClient]:
    """A signed-in administrator."""
    place = Place(demo_workspace)
    with TestClient(create_app(place), base_url="http://127.0.0.1") as made:
        if place.gate.people.find("doors") is None:  # other suites have users of their own in the same workspace
            _, link = place.gate.invite("test", "doors", Role.ADMIN, "everything")
            place.gate.set_up(link, "doors", PASSWORD)
        assert made.post("/api/v1/session", json={"name": "doors", "password": PASSWORD}).status_code == 200
        yield made


def keyed(records: list[dict[str, Any]], grain: tuple[str, ...]) -> list[dict[str, Any]]:
    """Records in the order of their grain."""
    return sorted(records, key=lambda r: tuple(str(r[c]) for c in grain))


@pytest.mark.parametrize(("capability_id", "output"), OUTPUTS)
def test_doors_agree(
    capability_id: str,
    output: str,
    demo_workspace: Workspace,
    client: TestClient,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    capability = demo_workspace.catalogue.capability(capability_id)
    grain = capability.outputs[output].grain
    python = [json_record(r) for r in run(demo_workspace, capability_id).outputs[output].records()]
    python = json.loads(json.dumps(python))
    where = ["--workspace", str(demo_workspace.path)]
    assert main(["run", capability_id, "--output", output, "--format", "json", *where]) == 0
    command_line = json.loads(capfdbinary.readouterr().out)
    address = f"/api/v1/{capability.domain}/{capability.name}/{output}"
    answer = client.get(address, params={"format": "csv"})
    assert answer.status_code == 200, answer.text
    assert keyed(command_line, grain) == keyed(python, grain)
    page = client.get(address, params={"size": 500}).json()
    names = [c["name"] for c in page["columns"]]
    assert page["total"] == len(python)
    first = [dict(zip(names, row, strict=True)) for row in page["rows"]]
    if page["total"] <= len(first):
        assert keyed(first, grain) == keyed(python, grain)


@pytest.mark.parametrize("capability_id", sorted({c for c, _ in OUTPUTS}))
def test_a_wrong_parameter_is_refused_alike(
    capability_id: str, demo_workspace: Workspace, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--workspace", str(demo_workspace.path)]
    assert main(["run", capability_id, "--no-such-thing", "1", *where]) == 2
    words = capsys.readouterr().err
    capability = demo_workspace.catalogue.capability(capability_id)
    csrf = client.get("/api/v1/session").json()["csrf"]
    answer = client.post(
        f"/api/v1/{capability.domain}/{capability.name}/runs",
        json={"params": {"no_such_thing": 1}},
        headers={"x-foresail-csrf": csrf},
    )
    assert answer.status_code == 422
    for name in capability.params.model_fields:
        assert name in words
        assert name in answer.text


def test_the_evidence_is_that_of_the_model_in_use(demo_workspace: Workspace) -> None:
    judged = {}
    with demo_workspace.warehouse.reader() as reader, reader.raw() as connection:
        rows = connection.execute(
            "SELECT capability_id, artefact, evidence "
            "FROM capability_artefact JOIN capability_evidence USING (capability_id)"
        ).fetchall()
    for capability_id, artefact, evidence in rows:
        learnt = json.loads(artefact)["values"].get("evidence") if artefact else None
        if learnt is not None:
            judged[capability_id] = learnt["verdict"]
            assert learnt["verdict"] == json.loads(evidence)["verdict"], capability_id
    assert {"pipeline.win_probability", "pipeline.lead_score", "customers.ideal_customer"} <= set(judged)
