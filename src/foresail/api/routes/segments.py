"""Saved segments of customers: kept, counted, listed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import BaseModel, Field

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, as_json
from foresail.api.asked import FiltersOf, PageOf
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf
from foresail.api.scenes import scene_of
from foresail.cockpit.segments.compare import compare
from foresail.cockpit.segments.fields import choices, fields
from foresail.cockpit.segments.members import members, size
from foresail.cockpit.segments.written import as_rows, comparison_json
from foresail.contracts.query import json_record, json_value
from foresail.metrics.grammar.parser import parse_filter
from foresail.runtime.segments import Draft, Pinned, Segments
from foresail.state.records import SavedSegment

ROUTES = Routes("segments")


class Change(BaseModel):
    """What may be changed of a segment; absent fields stay."""

    name: str | None = Field(default=None, min_length=1, max_length=120)
    note: str | None = Field(default=None, max_length=1000)
    condition: str | None = Field(default=None, max_length=10_000)
    pinned: Pinned | None = None
    shared: bool | None = None


class Asked(BaseModel):
    """A segment that is not kept yet."""

    condition: str = Field(default="", max_length=10_000)
    pinned: Pinned = ()


@ROUTES.get("/segments", "customers:read")
def segments(viewer: ViewerOf, place: PlaceOf) -> list[dict[str, Any]]:
    """The segments that the person may use: the own ones and the shared ones."""
    book = Segments(place.workspace, viewer)
    names = {u.user_id: u.name for u in place.gate.people.everyone()}
    return [_json(s, book, names) for s in book.all()]


@ROUTES.get("/segments/compare", "customers:read")
def compared(
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    segment: Annotated[list[str], Query(description="two to five saved segments, by id or name; all: every customer")],
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """Segments side by side over twelve months, each with its distance from all customers."""
    book = Segments(place.workspace, viewer)
    found = compare(tuple(book.of(word, reader) for word in segment), scene_of(place, reader, viewer))
    if format is Form.JSON:
        return as_json(comparison_json(found))
    return answer(request, as_rows(found), format, "segments", full=True)


@ROUTES.get("/segments/fields", "customers:read")
def known(viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """The fields of a customer that conditions may name; `missing` says why one cannot be asked now."""
    return as_json([f.model_dump(mode="json") for f in fields(scene_of(place, reader, viewer))])


@ROUTES.get("/segments/fields/{name}/values", "customers:read")
def values(
    name: str,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    search: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The values of a field among the person's customers, most frequent first."""
    return as_json(choices(name, search, scene_of(place, reader, viewer)))


@ROUTES.post("/segments/preview", "customers:read")
def preview(body: Asked, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """How many customers a segment would have, with how much of the revenue, and the first of them."""
    book = Segments(place.workspace, viewer)
    meant = book.meaning(Draft(name="?", condition=body.condition, pinned=body.pinned), reader)
    scene = scene_of(place, reader, viewer)
    first = members(meant, scene, limit=10)
    where = parse_filter(body.condition)
    return as_json(
        {
            "size": {name: json_value(value) for name, value in size(meant, scene)},
            "filter": where.model_dump(mode="json") if where else None,
            "columns": [c.model_dump(mode="json") for c in first.columns],
            "rows": [list(json_record(r).values()) for r in first.records()],
        }
    )


@ROUTES.post("/segments", "segments:write", status_code=201)
def keep(body: Draft, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """Keep a segment."""
    book = Segments(place.workspace, viewer)
    return _json(book.save(body), book, {viewer.user_id: viewer.name})


@ROUTES.get("/segments/{segment_id}", "customers:read")
def segment(segment_id: str, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """One segment, with the ids of the customers that are named in it."""
    book = Segments(place.workspace, viewer)
    found = book.find(segment_id)
    names = {u.user_id: u.name for u in place.gate.people.everyone()}
    where = parse_filter(found.condition)
    tree = where.model_dump(mode="json") if where else None
    return {**_json(found, book, names), "pinned": list(found.pinned), "filter": tree}


@ROUTES.patch("/segments/{segment_id}", "segments:write")
def change(segment_id: str, body: Change, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """Change a segment of one's own; administrators may change those that are shared."""
    book = Segments(place.workspace, viewer)
    said = {name: value for name, value in body.model_dump(exclude_unset=True).items() if value is not None}
    return _json(book.change(segment_id, **said), book, {viewer.user_id: viewer.name})


@ROUTES.delete("/segments/{segment_id}", "segments:write", status_code=204)
def drop(segment_id: str, viewer: ViewerOf, place: PlaceOf) -> None:
    """Forget a segment."""
    Segments(place.workspace, viewer).drop(segment_id)


@ROUTES.get("/segments/{segment_id}/size", "customers:read")
def count(segment_id: str, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """How many customers a segment has now, with how much of the revenue."""
    meant = Segments(place.workspace, viewer).of(segment_id, reader)
    found = size(meant, scene_of(place, reader, viewer))
    return as_json({name: json_value(value) for name, value in found})


@ROUTES.get("/segments/{segment_id}/members", "customers:read")
def listed(
    segment_id: str,
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    paging: PageOf,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """The customers of a segment (`all`: every customer), with what is known of them."""
    whole = format is not Form.JSON
    if whole:
        demand(viewer, "rows:export")
    meant = Segments(place.workspace, viewer).of(segment_id, reader)
    result = members(
        meant,
        scene_of(place, reader, viewer, asked),
        search=paging.search,
        order_by=paging.order_by,
        limit=100_000 if whole else paging.limit,
        offset=0 if whole else paging.offset,
    )
    return answer(request, result, format, "segment", full=True)


def _json(found: SavedSegment, book: Segments, names: dict[str, str]) -> dict[str, Any]:
    said = found.model_dump(mode="json", exclude={"pinned"})
    said |= {"pinned_count": len(found.pinned), "mine": found.made_by == book.viewer.user_id}
    said |= {"made_by_name": names.get(found.made_by, ""), "may_change": book.may_change(found)}
    return said
