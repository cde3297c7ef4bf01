"""Lists and details of opportunities and accounts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, as_json, not_modified
from foresail.api.asked import FiltersOf, PageOf
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.details.account import account_detail
from foresail.cockpit.details.opportunity import opportunity_detail
from foresail.cockpit.lists import account_list, opportunity_list

ROUTES = Routes("entities")
FormOf = Annotated[Form, Query(alias="format")]


@ROUTES.get("/opportunities", "pipeline:read")
def opportunities(
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    paging: PageOf,
    outcome: str = "open",
    form: FormOf = Form.JSON,
) -> Response:
    """Opportunities with probability; `outcome` is open, won, lost or empty for all."""
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    if form is not Form.JSON:
        demand(viewer, "rows:export")
    limit, offset = (100_000, 0) if form is not Form.JSON else (paging.limit, paging.offset)
    result = opportunity_list(
        scene_of(place, reader, viewer, asked), outcome, paging.search, paging.order_by, limit, offset
    )
    return answer(request, result, form, "opportunities", full=True, tag=tag)


@ROUTES.get("/opportunities/{opportunity_id}", "pipeline:read")
def opportunity(opportunity_id: str, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """One opportunity with its history."""
    detail: dict[str, Any] = opportunity_detail(opportunity_id, scene_of(place, reader, viewer))
    return as_json(detail)


@ROUTES.get("/accounts", "customers:read")
def accounts(
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    paging: PageOf,
    form: FormOf = Form.JSON,
) -> Response:
    """Accounts with what they bought."""
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    if form is not Form.JSON:
        demand(viewer, "rows:export")
    limit, offset = (100_000, 0) if form is not Form.JSON else (paging.limit, paging.offset)
    result = account_list(scene_of(place, reader, viewer, asked), paging.search, paging.order_by, limit, offset)
    return answer(request, result, form, "accounts", full=True, tag=tag)


@ROUTES.get("/accounts/{account_id}", "customers:read")
def account(account_id: str, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
    """One account from every side."""
    detail: dict[str, Any] = account_detail(account_id, scene_of(place, reader, viewer))
    return as_json(detail)
