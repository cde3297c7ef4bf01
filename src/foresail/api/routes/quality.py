"""Data quality: health, rules, bad rows, fix lists, gaps, assumptions, loads."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from foresail.api.answers import Form, answer, as_json, not_modified, result_json
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.quality import quality_overview
from foresail.quality import fix_list

ROUTES = Routes("quality")


@ROUTES.get("/quality", "quality:read")
def quality(request: Request, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """Everything about the state of the data."""
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    parts: dict[str, Any] = {
        name: result_json(result) for name, result in quality_overview(scene_of(place, reader, viewer)).items()
    }
    return as_json({**parts, "currency": reader.base_currency}, tag)


@ROUTES.get("/quality/{rule_id}/rows", "quality:read")
def bad_rows(
    rule_id: str,
    request: Request,
    viewer: ViewerOf,
    reader: ReaderOf,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """The bad rows of a rule; as CSV it is the fix list, which can be filled in and loaded again."""
    return answer(request, fix_list(reader, viewer, rule_id), format, f"fix-{rule_id}", full=True)
