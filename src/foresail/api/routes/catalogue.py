"""What there is: pages, metrics, dimensions, capabilities, and the values of the global filters."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from foresail.api.answers import as_json, not_modified
from foresail.api.guard import SIGNED_IN, PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.choices import choices
from foresail.kernel.problem import NotBuilt
from foresail.kernel.viewer import Viewer
from foresail.metrics.dimensions import DIMENSIONS
from foresail.metrics.registry import METRICS, dimensions_of

ROUTES = Routes("catalogue")


@ROUTES.get("/catalogue", SIGNED_IN)
def catalogue(viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """The menu, the metrics, the dimensions and the capabilities that the viewer may open."""
    known = place.workspace.catalogue
    pages = [p.model_dump(mode="json", exclude={"blocks"}) for p in known.menu() if viewer.may(p.scope)]
    return {
        "pages": pages,
        "metrics": [_metric(name) for name in METRICS],
        "dimensions": [d.model_dump(mode="json") for d in DIMENSIONS.values()],
        "capabilities": _capabilities(place, viewer),
    }


def _metric(name: str) -> dict[str, Any]:
    metric = METRICS[name]
    return {**metric.model_dump(mode="json", exclude={"expression"}), "dimensions": sorted(dimensions_of(name))}


def _capabilities(place: PlaceOf, viewer: Viewer) -> list[dict[str, Any]]:
    status: dict[str, dict[str, Any]] = {}
    try:
        with place.workspace.warehouse.reader() as reader:
            if "capability_status" in reader.tables():
                from foresail.kernel.viewer import LOCAL
                from foresail.metrics import select

                rows = select(reader, "capability_status", (), None, (), 1000, 0, LOCAL).records()
                status = {r["capability_id"]: r for r in rows}
    except NotBuilt:
        pass
    found = []
    for capability in place.workspace.catalogue.capabilities.values():
        if not viewer.may(capability.scope):
            continue
        mine = status.get(capability.id, {})
        found.append(
            {
                "id": capability.id,
                "title": capability.title.model_dump(),
                "question": capability.question.model_dump(),
                "status": mine.get("status", "waiting"),
                "reason": {"en": mine.get("reason_en") or "", "zh": mine.get("reason_zh") or ""},
                "outputs": sorted(capability.outputs),
            }
        )
    return found


@ROUTES.get("/filters", SIGNED_IN)
def filter_values(request: Request, viewer: ViewerOf, reader: ReaderOf, place: PlaceOf) -> Response:
    """The values of each global filter among the viewer's rows, and the days that the data span."""
    tag = tag_of(reader, viewer, request)
    return not_modified(request, tag) or as_json(choices(scene_of(place, reader, viewer)), tag)


@ROUTES.get("/glossary", SIGNED_IN)
def glossary() -> dict[str, Any]:
    """Every metric and dimension with its definition."""
    return {
        "metrics": [_metric(name) for name in METRICS],
        "dimensions": [d.model_dump(mode="json") for d in DIMENSIONS.values()],
    }
