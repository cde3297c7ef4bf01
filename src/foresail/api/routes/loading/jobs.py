"""Long work: watch it, cancel it."""

from __future__ import annotations

from typing import Any

from foresail.api.guard import SIGNED_IN, AskingOf, PlaceOf, Routes, ViewerOf
from foresail.api.jobs import Job
from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text

ROUTES = Routes("jobs")


def _mine(place: PlaceOf, viewer: ViewerOf, job_id: str) -> Job:
    job = place.jobs.get(job_id)
    if job.kind == "run" and job.by != viewer.user_id and not viewer.may("build:write"):
        raise NotFound(Text(en="There is no such job.", zh="没有这个任务。"), where=job_id)
    if job.kind != "run" and not viewer.may("metrics:read"):
        raise NotFound(Text(en="There is no such job.", zh="没有这个任务。"), where=job_id)
    return job


@ROUTES.get("/jobs", SIGNED_IN)
def jobs(viewer: ViewerOf, place: PlaceOf) -> list[dict[str, Any]]:
    """What is under way: builds and loads for everybody, runs for who started them."""
    return [
        {k: v for k, v in job.shown().items() if k != "result"}
        for job in place.jobs.running()
        if job.kind != "run" or job.by == viewer.user_id
    ]


@ROUTES.get("/jobs/{job_id}", SIGNED_IN)
def job(job_id: str, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """A job with its steps and, at the end, its result or its problem."""
    return _mine(place, viewer, job_id).shown()


@ROUTES.delete("/jobs/{job_id}", SIGNED_IN)
def cancel(job_id: str, viewer: ViewerOf, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Stop a job at its next step."""
    return _cancelled(job_id, viewer, who, place)


def _cancelled(job_id: str, viewer: ViewerOf, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    found = _mine(place, viewer, job_id)
    if found.by != viewer.user_id and not viewer.may("build:write"):
        raise NotFound(Text(en="There is no such job.", zh="没有这个任务。"), where=job_id)
    place.gate.trail.add(who.user.user_id, "job.cancel", found.kind)
    return place.jobs.cancel(job_id).shown()


@ROUTES.get("/runs/{run_id}", SIGNED_IN)
def run(run_id: str, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """A run of an analysis with its own parameters."""
    return _mine(place, viewer, run_id).shown()


@ROUTES.delete("/runs/{run_id}", SIGNED_IN)
def cancel_run(run_id: str, viewer: ViewerOf, who: AskingOf, place: PlaceOf) -> dict[str, Any]:
    """Stop a run."""
    return _cancelled(run_id, viewer, who, place)
