"""What one person has read, the next gets as it stands, but never beyond what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

BLOCK = "/api/v1/pages/overview/blocks/1"


def test_a_block_that_is_kept_follows_the_calendar(admin: TestClient, place: Place) -> None:
    first, again = admin.get(BLOCK), admin.get(BLOCK)
    assert again.text == first.text
    assert again.headers["etag"] == first.headers["etag"]
    usual = place.workspace.settings.fiscal_year_start
    try:
        # quarters begin in another month, so that the usual period of the page is another one
        assert admin.put("/api/v1/settings", json={"fiscal_year_start": (usual + 1) % 12 + 1}).status_code == 200
        moved = admin.get(BLOCK, headers={"if-none-match": first.headers["etag"]})
        assert moved.status_code == 200
        assert moved.json()["kpis"][0]["rows"]["start"] != first.json()["kpis"][0]["rows"]["start"]
    finally:
        admin.put("/api/v1/settings", json={"fiscal_year_start": usual})
    assert admin.get(BLOCK).text == first.text
