"""Headers of safety: all of them on what may be shown as a page, the short ones on its parts."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from foresail.api.headers import CONTENT_SECURITY_POLICY, SafeHeaders

ANSWERS = {
    "/page": HTMLResponse("<p>page"),
    "/data": JSONResponse({}),
    "/picture.svg": Response("<svg/>", media_type="image/svg+xml"),
    "/script.js": Response("1", media_type="text/javascript"),
}


@pytest.mark.parametrize(
    ("path", "document"), [("/page", True), ("/picture.svg", True), ("/data", False), ("/script.js", False)]
)
def test_a_page_and_its_parts(path: str, document: bool) -> None:
    routes = [Route(p, endpoint=answer) for p, answer in ANSWERS.items()]
    headers = TestClient(SafeHeaders(Starlette(routes=routes))).get(path).headers
    policy = headers["content-security-policy"]
    assert (policy == CONTENT_SECURITY_POLICY) is document
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert ("permissions-policy" in headers) is document
