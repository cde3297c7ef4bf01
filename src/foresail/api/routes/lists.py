"""Named lists over stored tables: open deals, what moved between two days, what slipped."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, kept, not_modified, result_json
from foresail.api.asked import FiltersOf, PageOf
from foresail.api.guard import SIGNED_IN, PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import View, rows_of_view
from foresail.contracts.query import Result
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text
from foresail.metrics.grammar.parser import parse_filter
from foresail.metrics.grammar.question import typed

ROUTES = Routes("lists")


def _view(name: str) -> View:
    if name not in declared():
        raise NotFound(
            Text(en=f"There is no list “{name}”.", zh=f"没有名为“{name}”的列表。"),
            where=name,
            closest=closest_names(name, declared()),
        )
    return declared()[name]


@ROUTES.get("/lists/{name}", SIGNED_IN)
def rows(
    name: str,
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    paging: PageOf,
    match: str = "",
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """Rows of a list for the viewer's own part; `from` and `to` are the days between which deals are compared.

    `match` is a condition on the list's own columns; `where` and the dimensions are a page's filters, which hold where
    the list has such columns.
    """
    view = _view(name)
    demand(viewer, view.scope)
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    file = format is not Form.JSON
    if file:
        demand(viewer, "rows:export")
    scene = scene_of(place, reader, viewer, asked)

    def made() -> Result:
        return rows_of_view(
            view,
            declared(),
            scene,
            where=typed(parse_filter(match)) if match else None,
            order_by=paging.order_by,
            limit=100_000 if file else paging.limit,
            offset=0 if file else paging.offset,
            search=paging.search,
        )

    if file:
        return answer(request, made(), format, name, full=True)
    return kept(request, reader, "list", tag, lambda: result_json(made()))
