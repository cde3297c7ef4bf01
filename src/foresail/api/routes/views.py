"""Saved views: named addresses of the cockpit."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field, field_validator

from foresail.api.guard import AskingOf, PlaceOf, Routes
from foresail.state.records import SavedView
from foresail.state.views import SavedViews

ROUTES = Routes("views")


class NewView(BaseModel):
    """A view to keep: an address inside the cockpit."""

    name: str = Field(min_length=1, max_length=120)
    address: str = Field(min_length=1, max_length=2000)

    @field_validator("address")
    @classmethod
    def _inside(cls, address: str) -> str:
        if not address.startswith("/") or address.startswith(("//", "/\\")):
            raise ValueError("an address inside the cockpit begins with one slash")
        return address


@ROUTES.get("/views", "views:write")
def views(who: AskingOf, place: PlaceOf) -> list[dict[str, Any]]:
    """The saved views of the signed-in user."""
    return [v.model_dump(mode="json") for v in SavedViews(place.workspace.state).of(who.user.user_id)]


@ROUTES.post("/views", "views:write", status_code=201)
def keep(body: NewView, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Keep a view."""
    view = SavedView(
        view_id=uuid.uuid4().hex, user_id=who.user.user_id, created_at=datetime.now(UTC), **body.model_dump()
    )
    SavedViews(place.workspace.state).add(view)
    return view.model_dump(mode="json")


@ROUTES.delete("/views/{view_id}", "views:write", status_code=204)
def drop(view_id: str, who: AskingOf, place: PlaceOf) -> None:
    """Forget a view."""
    SavedViews(place.workspace.state).drop(view_id, who.user.user_id)
