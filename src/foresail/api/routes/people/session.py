"""Signing in and out, the first set-up, and what the cockpit has to know about itself."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, Field

from foresail.access.gate import SESSION_LASTS, Grant
from foresail.api.guard import COOKIE, PUBLIC, SIGNED_IN, AskingOf, PlaceOf, Routes, ViewerOf
from foresail.api.place import Place
from foresail.kernel.problem import NotBuilt
from foresail.kernel.text import Language
from foresail.state.records import User

ROUTES = Routes("session")


class SignIn(BaseModel):
    """Name and password."""

    name: str = Field(max_length=120)
    password: str = Field(max_length=200)


class SetUp(BaseModel):
    """A one-time link with what it sets."""

    link: str = Field(max_length=200)
    name: str = Field(default="", max_length=120)
    password: str = Field(max_length=200)
    language: Language = "zh"


@ROUTES.post("/session", PUBLIC)
def sign_in(body: SignIn, request: Request, response: Response, place: PlaceOf) -> dict[str, Any]:
    """Open a session."""
    address = request.client.host if request.client else ""
    return _welcome(place.gate.sign_in(body.name, body.password, address), request, response)


@ROUTES.post("/setup", PUBLIC)
def set_up(body: SetUp, request: Request, response: Response, place: PlaceOf) -> dict[str, Any]:
    """Use a one-time link and sign in."""
    return _welcome(place.gate.set_up(body.link, body.name, body.password, body.language), request, response)


def _welcome(grant: Grant, request: Request, response: Response) -> dict[str, Any]:
    response.set_cookie(
        COOKIE,
        grant.token,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
        path="/",
    )
    response.headers["cache-control"] = "no-store"
    return {"user": user_json(grant.user), "csrf": grant.session.csrf}


@ROUTES.delete("/session", SIGNED_IN, status_code=204)
def sign_out(request: Request, response: Response, place: PlaceOf) -> None:
    """End the session."""
    place.gate.sign_out(request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path="/")


@ROUTES.get("/session", SIGNED_IN)
def session(who: AskingOf, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """Who is signed in, and how the workspace is set."""
    settings = place.workspace.settings
    return {
        "user": {
            **user_json(who.user),
            "scopes": sorted(viewer.scopes),
            "sees_everything": viewer.rows.sees_everything,
        },
        "csrf": who.csrf,
        "company": settings.company,
        "base_currency": settings.base_currency,
        "language": settings.language,
        "calendar": settings.calendar.model_dump(),
        "generation": _generation(place),
        "setup_needed": False,
    }


def _generation(place: Place) -> dict[str, Any] | None:
    try:
        with place.workspace.warehouse.reader() as reader:
            info = dict(reader.info)
            return {
                "id": reader.id,
                "built_at": info.get("built_at"),
                "as_of": reader.as_of.isoformat(),
                "stage": info.get("stage", "models"),
            }
    except NotBuilt:
        return None


def user_json(user: User) -> dict[str, Any]:
    """A user without the secrets."""
    return user.model_dump(mode="json", exclude={"password_hash"}) | {"has_password": bool(user.password_hash)}
