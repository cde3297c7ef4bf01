"""Win probabilities as files for the import of a CRM."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response

from foresail.api.answers import PRIVATE, XLSX
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf
from foresail.api.problems import language_of
from foresail.api.scenes import scene_of
from foresail.cockpit.writeback import as_file, origins, systems, write_back

ROUTES = Routes("writeback")


@ROUTES.get("/writeback", "rows:export")
def choices(viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> dict[str, Any]:
    """The systems that take win probabilities back, and the sources that the open deals came from."""
    known = systems(place.workspace.catalogue.sources)
    return {
        "systems": [{"name": name, "title": source.title.model_dump()} for name, source in known.items()],
        "sources": list(origins(scene_of(place, reader, viewer))),
    }


@ROUTES.get("/writeback/{system}", "rows:export")
def file(
    system: str,
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    source: str = "",
    format: Annotated[Literal["csv", "xlsx"], Query()] = "csv",  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """One row an open deal of the viewer's own part: the CRM's own id and its names of the fields."""
    sources = place.workspace.catalogue.sources
    language = language_of(request)
    rows = write_back(scene_of(place, reader, viewer), sources, system, source=source, language=language)
    return Response(
        as_file(rows, sources[system], format),
        media_type=XLSX if format == "xlsx" else "text/csv; charset=utf-8",
        headers={
            "cache-control": PRIVATE,
            "content-disposition": f'attachment; filename="foresail-{system}-opportunity.{format}"',
        },
    )
