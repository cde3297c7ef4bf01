"""Metrics by dimensions, and the rows behind a number."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, not_modified
from foresail.api.asked import FiltersOf
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.contracts.query import RowsQuery
from foresail.metrics import parse_query
from foresail.metrics import query as ask
from foresail.metrics import rows as open_rows

ROUTES = Routes("query")


@ROUTES.get("/query", "metrics:read")
def query(
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    metrics: str,
    by: str = "",
    grain: str = "",
    compare: str = "",
    order_by: str = "",
    limit: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    offset: Annotated[int, Query(ge=0)] = 0,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
    full: bool = False,
) -> Response:
    """Ask for metrics. JSON is a list of rows; `full=1` gives the columns, the days and the assumptions too."""
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    question = parse_query(
        metrics=metrics,
        by=by,
        grain=grain or None,
        compare=compare if compare not in {"", "none"} else None,
        currency=asked.currency,
        order_by=order_by,
        limit=limit,
        offset=offset,
    ).model_copy(update={"where": asked.condition(), "start": asked.start, "end": asked.end})
    result = ask(reader, question, viewer, place.workspace.settings.calendar)
    return answer(request, result, format, "foresail-query", full=full, tag=tag)


@ROUTES.get("/rows", "rows:read")
def rows(
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    metric: str,
    order_by: str = "",
    limit: Annotated[int, Query(ge=1, le=100_000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """The rows behind a number: same metric, same filters, same days."""
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    if format is not Form.JSON:
        demand(viewer, "rows:export")
    question = RowsQuery(
        metric=metric,
        where=asked.condition(),
        start=asked.start,
        end=asked.end,
        currency=asked.currency,
        order_by=tuple(part.strip() for part in order_by.split(",") if part.strip()),
        limit=limit,
        offset=offset,
    )
    result = open_rows(reader, question, viewer, place.workspace.settings.calendar)
    return answer(request, result, format, f"{metric}-rows", full=True, tag=tag)
