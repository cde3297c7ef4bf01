"""Is the server up, and what does it serve?"""

from __future__ import annotations

from typing import Any

from foresail import __version__
from foresail.api.guard import PUBLIC, PlaceOf, Routes
from foresail.kernel.problem import NotBuilt

ROUTES = Routes("health")


@ROUTES.get("/health", PUBLIC)
def health(place: PlaceOf) -> dict[str, Any]:
    """For load balancers and for the page that waits: no data, no names."""
    try:
        with place.workspace.warehouse.reader() as reader:
            return {"status": "ok", "generation": reader.id, "version": __version__}
    except NotBuilt:
        return {"status": "empty", "generation": None, "version": __version__}
