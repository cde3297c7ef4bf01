"""API tokens: each person's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pydantic import BaseModel, Field

from foresail.api.guard import AskingOf, PlaceOf, Routes

ROUTES = Routes("tokens")


class NewToken(BaseModel):
    """A token to make."""

    name: str = Field(max_length=120)
    scopes: list[str] = Field(min_length=1, max_length=50)
    days: int | None = Field(default=90, ge=1, le=3650)


@ROUTES.get("/tokens", "tokens:write")
def tokens(who: AskingOf, place: PlaceOf) -> list[dict[str, Any]]:
    """The tokens of the signed-in user, without their secrets."""
    return [t.model_dump(mode="json") for t in place.gate.people.tokens_of(who.user.user_id)]


@ROUTES.post("/tokens", "tokens:write", status_code=201)
def make(body: NewToken, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Make a token; its secret is shown once."""
    lasts = timedelta(days=body.days) if body.days else None
    token, secret = place.gate.make_token(who.user, body.name, frozenset(body.scopes), lasts)
    return {**token.model_dump(mode="json"), "secret": secret}


@ROUTES.delete("/tokens/{token_id}", "tokens:write", status_code=204)
def revoke(token_id: str, who: AskingOf, place: PlaceOf) -> None:
    """Revoke a token; it stops working at once."""
    place.gate.people.drop_token(token_id, who.user.user_id)
    place.gate.trail.add(who.user.user_id, "token.revoke", token_id)
