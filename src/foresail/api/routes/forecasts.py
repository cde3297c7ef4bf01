"""People's own figures beside the forecasts: kept as they were said, with the reason, and judged like any method."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field

from foresail.api.guard import AskingOf, PlaceOf, Routes, ViewerOf
from foresail.runtime.figures import adjust, adjustments, record

ROUTES = Routes("forecasts")


class Figure(BaseModel):
    """A person's figure for a coming period of a series of the workbench."""

    series: str = Field(min_length=1, max_length=400)
    period: date
    value: float = Field(allow_inf_nan=False)
    reason: str = Field(min_length=3, max_length=1000)
    beside: str = Field("", max_length=100, description="the capability whose forecast it stands beside")


@ROUTES.get("/forecasts/adjustments", "forecast:read")
def entered(
    viewer: ViewerOf, place: PlaceOf, series: Annotated[str, Query(max_length=400)] = ""
) -> list[dict[str, Any]]:
    """What people have entered, newest first, and what came; only of series that the viewer sees."""
    found = adjustments(place.workspace, viewer)
    return [row for row in found if not series or row["series"] == series]


@ROUTES.get("/forecasts/adjustments/record", "forecast:read")
def own_record(viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """How good the viewer's own figures were, of those that have come due, beside the forecasts they stood beside."""
    return record(adjustments(place.workspace, viewer))


@ROUTES.post("/forecasts/adjustments", "forecast:adjust", status_code=201)
def enter(body: Figure, who: AskingOf, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """Enter a figure. It is never changed or deleted; a newer one stands beside it."""
    row = adjust(place.workspace, viewer, **body.model_dump())
    what = f"{body.series} {body.period.isoformat()}"
    place.gate.trail.add(who.user.user_id, "forecast.adjust", what, {"value": body.value, "reason": body.reason})
    return dict(row)
