"""The settings of the workspace."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from foresail.api.guard import AskingOf, PlaceOf, Routes
from foresail.kernel.text import Language

ROUTES = Routes("settings")


class NewSettings(BaseModel):
    """What may be set from the cockpit; absent fields stay."""

    company: str | None = None
    base_currency: str | None = None
    time_zone: str | None = None
    week_start: int | None = None
    fiscal_year_start: int | None = None
    country: str | None = None
    language: Language | None = None
    source_order: str | None = None


@ROUTES.get("/settings", "users:write")
def settings(place: PlaceOf) -> dict[str, Any]:
    """The settings, without the address of the state store."""
    return place.workspace.settings.model_dump(mode="json", exclude={"state_url"})


@ROUTES.put("/settings", "users:write")
def change(body: NewSettings, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Change settings. Currency, time zone and calendar take effect with the next build."""
    values = body.model_dump(exclude_unset=True)
    changed = place.workspace.change_settings(**{k: v for k, v in values.items() if v is not None})
    place.gate.trail.add(who.user.user_id, "settings.change", "", values)
    return changed.model_dump(mode="json", exclude={"state_url"})
