"""Records of several systems that may be one: what is open, why, and what people said."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response
from pydantic import BaseModel, Field

from foresail.api.answers import Form, answer
from foresail.api.guard import AskingOf, PlaceOf, ReaderOf, Routes, ViewerOf
from foresail.runtime.identities import decide, decisions, reasons, review

ROUTES = Routes("identity")


class Word(BaseModel):
    """What a person says about two records."""

    left: str = Field(min_length=1, max_length=400)
    right: str = Field(min_length=1, max_length=400)
    verdict: Literal["same", "different", "withdrawn"]
    note: str = Field(default="", max_length=1000)


@ROUTES.get("/identity/review", "quality:read")
def pairs(
    request: Request,
    viewer: ViewerOf,
    reader: ReaderOf,
    status: Annotated[str, Query()] = "open",
    page: Annotated[int, Query(ge=1)] = 1,
    size: Annotated[int, Query(ge=1, le=1000)] = 50,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """Pairs of records that may be one, most money first; files hold all of them."""
    whole = format is not Form.JSON
    found = review(
        reader, viewer, status=status, limit=None if whole else size, offset=0 if whole else (page - 1) * size
    )
    return answer(request, found, format, "identity-review", full=True)


@ROUTES.get("/identity/reasons", "quality:read")
def why(request: Request, viewer: ViewerOf, reader: ReaderOf, left: str, right: str) -> Response:
    """Why two records are thought one, field by field."""
    return answer(request, reasons(reader, viewer, left, right), Form.JSON, "identity-reasons", full=True)


@ROUTES.get("/identity/decisions", "identity:write")
def decided(place: PlaceOf) -> list[dict[str, Any]]:
    """Every decision that was ever made, oldest first."""
    return [d.model_dump(mode="json") for d in decisions(place.workspace)]


@ROUTES.post("/identity/decisions", "identity:write", status_code=201)
def say(body: Word, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Decide about two records; the next build follows it."""
    user = who.user.user_id
    kept = decide(place.workspace, body.left, body.right, body.verdict, user_id=user, note=body.note)
    place.gate.trail.add(user, f"identity.{kept.verdict}", f"{kept.left_id} / {kept.right_id}", {"note": kept.note})
    return kept.model_dump(mode="json")
