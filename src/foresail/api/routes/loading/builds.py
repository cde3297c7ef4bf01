"""Builds and generations."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from foresail.api.guard import AskingOf, PlaceOf, Routes

ROUTES = Routes("builds")


class Back(BaseModel):
    """To which generation; empty is the one before."""

    to: str = ""


@ROUTES.get("/builds", "build:write")
def builds(place: PlaceOf) -> dict[str, Any]:
    """Generations, newest first, and what is being built."""
    running = [job.shown() for job in place.jobs.running() if job.kind == "build"]
    kept = [info.model_dump(mode="json") for info in place.workspace.warehouse.generations()]
    return {"generations": kept, "running": running}


@ROUTES.post("/builds", "build:write", status_code=202)
def build(who: AskingOf, place: PlaceOf) -> dict[str, str]:
    """Build what was loaded."""
    job = place.jobs.start("build", {"models": True}, who.user.user_id)
    place.gate.trail.add(who.user.user_id, "build.start", job.id)
    return {"job": job.id}


@ROUTES.post("/builds/rollback", "build:write")
def rollback(body: Back, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Publish an earlier generation again."""
    info = place.workspace.warehouse.rollback(body.to or None)
    place.gate.trail.add(who.user.user_id, "build.rollback", info.id)
    return info.model_dump(mode="json")
