"""Every route refuses by default (G18): nobody, wrong role, wrong scope, expired, revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient

from foresail.access.roles import SCOPES
from foresail.api.app import create_app
from foresail.api.guard import PUBLIC, SIGNED_IN
from foresail.api.place import Place
from foresail.kernel.problem import DeclarationError
from foresail.kernel.viewer import Role

CALL = {"json": {}}


def routes(client: TestClient) -> list[tuple[str, str, str]]:
    """Method, path and scope of every route of the API."""
    app = client.app
    assert isinstance(app, FastAPI)
    return [(method, path.replace("{", "").replace("}", ""), scope) for method, path, scope in app.state.served]


def call(client: TestClient, method: str, path: str, **headers: str) -> int:
    body = CALL if method in {"POST", "PUT", "PATCH"} else {}
    return client.request(method, path, headers=headers, **body).status_code  # type: ignore[arg-type]


def test_there_are_routes_to_refuse(nobody: TestClient) -> None:
    found = routes(nobody)
    assert len(found) > 40
    assert {path for _, path, scope in found if scope == PUBLIC} == {
        "/api/v1/health",
        "/api/v1/session",
        "/api/v1/setup",
    }


def test_nobody_gets_nothing(nobody: TestClient) -> None:
    for method, path, scope in routes(nobody):
        if scope != PUBLIC:
            assert call(nobody, method, path) == 401, (method, path)
            assert call(nobody, method, path, authorization="Bearer guess") == 401, (method, path)
            assert call(nobody, method, path, cookie="foresail_session=guess") == 401, (method, path)


async def empty_answer(**_asked: object) -> Response:
    return Response(status_code=204)


@pytest.mark.parametrize("role", ["manager", "representative", "viewer"])
def test_a_role_gets_only_its_scopes(
    role: str, person: Callable[..., TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doors alone are tried: whoever is let in has an empty answer at once."""
    client = person(role)
    monkeypatch.setattr("fastapi.routing.run_endpoint_function", empty_answer)
    assert client.get("/api/v1/session").status_code == 204, "a route was really answered"
    _only_its_scopes(client, role)


@pytest.mark.nightly
@pytest.mark.parametrize("role", ["manager", "representative", "viewer"])
def test_what_a_role_may_ask_is_not_refused_behind_the_door(role: str, person: Callable[..., TestClient]) -> None:
    """Every route is really asked: pages, reports and runs are made."""
    _only_its_scopes(person(role), role)


def _only_its_scopes(client: TestClient, role: str) -> None:
    for method, path, scope in routes(client):
        if scope in (PUBLIC, SIGNED_IN):
            continue
        area = scope.split(":")[0]
        allowed = bool({scope, f"{area}:*"} & SCOPES[Role(role)])
        status = call(client, method, path)
        assert (status == 403) is (not allowed), (role, method, path, status)


def test_a_token_gets_only_its_scopes(nobody: TestClient, admin: TestClient, token_of: Callable[..., str]) -> None:
    secret = token_of("api-admin", "metrics:read")
    for method, path, scope in routes(nobody):
        if scope not in (PUBLIC, SIGNED_IN, "metrics:read"):
            assert call(nobody, method, path, authorization=f"Bearer {secret}") == 403, (method, path)


def test_expired_and_revoked_tokens_are_nobody(
    nobody: TestClient, admin: TestClient, place: Place, token_of: Callable[..., str]
) -> None:
    expired = token_of("api-admin", "*", lasts=timedelta(seconds=-1))
    assert call(nobody, "GET", "/api/v1/session", authorization=f"Bearer {expired}") == 401
    revoked = token_of("api-admin", "*")
    assert call(nobody, "GET", "/api/v1/session", authorization=f"Bearer {revoked}") == 200
    found = place.gate.by_token(revoked)
    assert found is not None
    place.gate.people.drop_token(found[1].token_id, found[0].user_id)
    assert call(nobody, "GET", "/api/v1/session", authorization=f"Bearer {revoked}") == 401


def test_a_browser_without_the_anti_forgery_value_changes_nothing(person: Callable[..., TestClient]) -> None:
    client = person("manager")
    kept = client.headers.pop("x-foresail-csrf")
    try:
        answer = client.post("/api/v1/views", json={"name": "x", "address": "/p/overview"})
        assert answer.status_code == 403
        assert client.get("/api/v1/views").status_code == 200
    finally:
        client.headers["x-foresail-csrf"] = kept


def careless_answer() -> str:
    return "anything"


def test_a_route_without_a_scope_cannot_be_served(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from fastapi import APIRouter

    from foresail.api import app as module

    careless = APIRouter()
    careless.add_api_route("/careless", careless_answer, methods=["GET"])
    monkeypatch.setattr(module, "routers", lambda: (careless,))
    with pytest.raises(DeclarationError, match="does not say what it needs"):
        create_app(place)


def test_an_address_outside_the_cockpit_is_no_view(person: Callable[..., TestClient]) -> None:
    client = person("manager")
    for address in ("https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:x"):
        assert client.post("/api/v1/views", json={"name": "x", "address": address}).status_code == 422
