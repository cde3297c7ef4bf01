"""Users and their one-time links: the administrator's."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from foresail.access.roles import SCOPES
from foresail.api.guard import AskingOf, PlaceOf, Routes
from foresail.api.routes.people.session import user_json
from foresail.kernel.text import Language
from foresail.kernel.viewer import Role
from foresail.state.records import Visibility

ROUTES = Routes("users")


class Invitation(BaseModel):
    """A new user."""

    name: str = Field(max_length=120)
    role: Role
    visibility: Visibility
    representative_id: str = Field(default="", max_length=200)
    language: Language = "zh"


class Change(BaseModel):
    """What may be changed of a user; absent fields stay."""

    name: str | None = Field(default=None, max_length=120)
    role: Role | None = None
    visibility: Visibility | None = None
    representative_id: str | None = Field(default=None, max_length=200)
    language: Language | None = None
    active: bool | None = None


@ROUTES.get("/users", "users:write")
def users(place: PlaceOf) -> dict[str, Any]:
    """Everybody, and what each role may do."""
    roles = {role.value: sorted(scopes) for role, scopes in SCOPES.items()}
    return {"users": [user_json(u) for u in place.gate.people.everyone()], "roles": roles}


@ROUTES.post("/users", "users:write", status_code=201)
def invite(body: Invitation, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Add a user; the answer holds the one-time link, which is shown once."""
    user, link = place.gate.invite(
        who.user.user_id, body.name, body.role, body.visibility, body.representative_id, body.language
    )
    return {"user": user_json(user), "link": link}


@ROUTES.patch("/users/{user_id}", "users:write")
def change(user_id: str, body: Change, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Change a user; narrower rights hold from the next request on."""
    values = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    if "role" in values:
        values["role"] = values["role"].value
    return user_json(place.gate.change_user(who.user.user_id, user_id, **values))


@ROUTES.post("/users/{user_id}/link", "users:write")
def new_link(user_id: str, who: AskingOf, place: PlaceOf) -> dict[str, str]:
    """A new one-time link for somebody who lost the password."""
    return {"link": place.gate.new_link(who.user.user_id, user_id)}


@ROUTES.get("/audit", "users:write")
def audit(place: PlaceOf, before: int | None = None) -> dict[str, Any]:
    """Who did what and when, newest first, and whether the record is whole."""
    entries = [e.model_dump(mode="json") for e in place.gate.trail.entries(200, before)]
    names = {u.user_id: u.name for u in place.gate.people.everyone()}
    return {"entries": entries, "names": names, "first_broken": place.gate.trail.first_broken()}
