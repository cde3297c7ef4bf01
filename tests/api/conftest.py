"""A server in this process over the demo company, and people who are signed in to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from foresail.access.gate import Gate
from foresail.api.app import create_app
from foresail.api.place import Place
from foresail.kernel.viewer import LOCAL, Role

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

ADMIN = "api-admin"
PASSWORD = "a sentence that nobody else knows"


@pytest.fixture(scope="session")
def place(demo_workspace: Workspace) -> Place:
    return Place(demo_workspace)


@pytest.fixture(scope="session")
def nobody(place: Place) -> Iterator[TestClient]:
    with TestClient(create_app(place), base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def signed_in(place: Place, name: str) -> TestClient:
    """A browser of a user: it holds the cookie and sends the anti-forgery value."""
    client = TestClient(create_app(place), base_url="http://127.0.0.1", raise_server_exceptions=False)
    answer = client.post("/api/v1/session", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    client.headers["x-foresail-csrf"] = answer.json()["csrf"]
    return client


@pytest.fixture(scope="session")
def admin(place: Place) -> TestClient:
    gate: Gate = place.gate
    if gate.people.find(ADMIN) is None:  # other suites have users of their own in the same workspace
        _, link = gate.invite("test", ADMIN, Role.ADMIN, "everything")
        gate.set_up(link, ADMIN, PASSWORD)
    return signed_in(place, ADMIN)


@pytest.fixture(scope="session")
def representatives(place: Place) -> list[dict[str, str | None]]:
    from foresail.warehouse.sqlfile import parse

    with place.workspace.warehouse.reader() as reader:
        sql = "SELECT representative_id, manager_id, team_id FROM representative ORDER BY representative_id"
        return reader.ask(parse(sql), {}, LOCAL).to_pylist()


@pytest.fixture(scope="session")
def person(place: Place, admin: TestClient) -> Callable[..., TestClient]:
    """Make (once) and sign in a user with a role, a visibility and a representative."""
    made: dict[tuple[str, ...], TestClient] = {}

    def make(role: str, visibility: str = "everything", representative_id: str = "") -> TestClient:
        key = (role, visibility, representative_id)
        if key not in made:
            name = "-".join(key)
            _, link = place.gate.invite("test", name, Role(role), visibility, representative_id)  # type: ignore[arg-type]
            place.gate.set_up(link, "", PASSWORD)
            made[key] = signed_in(place, name)
        return made[key]

    return make


@pytest.fixture(scope="session")
def token_of(place: Place) -> Callable[..., str]:
    """An API token of a user with some scopes."""

    def make(name: str, *scopes: str, lasts: timedelta | None = None) -> str:
        user = place.gate.people.find(name)
        assert user is not None
        return place.gate.make_token(user, "test", frozenset(scopes), lasts)[1]

    return make
