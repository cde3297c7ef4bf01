"""Routes that come from declarations: each output of each capability, and runs with other parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Body, Query, Request, Response

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, as_json, kept, not_modified, result_json
from foresail.api.asked import FiltersOf, PageOf
from foresail.api.guard import PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.fill import why_empty
from foresail.cockpit.frames import rows_of
from foresail.contracts.capability import Capability
from foresail.contracts.page import OutputData
from foresail.kernel.problem import NotEnoughData
from foresail.runtime.catalogue import Catalogue
from foresail.runtime.running import parse_params, what_if

Endpoint = Callable[..., Any]


def capability_router(catalogue: Catalogue) -> Any:
    """The router of all capabilities."""
    routes = Routes("capabilities")
    for capability in catalogue.capabilities.values():
        base = f"/{capability.domain}/{capability.name}"
        for output in capability.outputs:
            said = {"summary": capability.outputs[output].title.en, "description": capability.question.en}
            routes.get(f"{base}/{output}", capability.scope, **said)(_output(capability, output))
        if capability.whatif:
            words = f"Under other parameters, at once; by name: {', '.join(capability.params.model_fields)}."
            said = {"summary": f"{capability.title.en}: {capability.question.en}", "description": words}
            routes.get(f"{base}/whatif", capability.scope, **said)(_what_if(capability))
        routes.post(f"{base}/runs", "runs:write", status_code=202)(_run(capability))
    return routes.router


def _output(capability: Capability, output: str) -> Endpoint:
    table = capability.table(output)

    def rows(
        request: Request,
        viewer: ViewerOf,
        place: PlaceOf,
        reader: ReaderOf,
        asked: FiltersOf,
        paging: PageOf,
        format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
    ) -> Response:
        tag = tag_of(reader, viewer, request)
        same = not_modified(request, tag)
        if same is not None:
            return same
        scene = scene_of(place, reader, viewer, asked)
        if table not in reader.tables():
            empty = why_empty(capability.id, scene)
            raise NotEnoughData(empty.why, where=capability.id, next_step=empty.next_step)
        if format is not Form.JSON:
            demand(viewer, "rows:export")
        limit, offset = (100_000, 0) if format is not Form.JSON else (paging.limit, paging.offset)
        result, _ = rows_of(
            OutputData(table=table), scene, order_by=paging.order_by, limit=limit, offset=offset, search=paging.search
        )
        return answer(request, result, format, table, full=True, tag=tag)

    rows.__name__ = f"{capability.domain}_{capability.name}_{output}"
    return rows


def _what_if(capability: Capability) -> Endpoint:
    def answered(request: Request, viewer: ViewerOf, place: PlaceOf, reader: ReaderOf) -> Response:
        tag = tag_of(reader, viewer, request)
        same = not_modified(request, tag)
        if same is not None:
            return same
        chosen = parse_params(capability, dict(request.query_params))

        def made() -> dict[str, Any]:
            outputs = what_if(place.workspace.catalogue.entry(capability.id), reader, chosen, viewer)
            if outputs is None:
                empty = why_empty(capability.id, scene_of(place, reader, viewer))
                raise NotEnoughData(empty.why, where=capability.id, next_step=empty.next_step)
            return {
                "params": chosen.model_dump(mode="json"),
                "outputs": {n: result_json(r) for n, r in outputs.items()},
            }

        return kept(request, reader, "whatif", tag, made)

    answered.__name__ = f"{capability.domain}_{capability.name}_whatif"
    return answered


def _run(capability: Capability) -> Endpoint:
    def run(
        viewer: ViewerOf,
        place: PlaceOf,
        params: Annotated[dict[str, Any], Body(embed=True)] = {},  # noqa: B006 - FastAPI copies defaults
    ) -> Response:
        demand(viewer, capability.scope)
        chosen = parse_params(capability, params)
        job = place.jobs.start(
            "run",
            {
                "capability": capability.id,
                "params": chosen.model_dump(mode="json"),
                "viewer": viewer.model_dump(mode="json"),
            },
            viewer.user_id,
        )
        response = as_json({"run_id": job.id})
        response.status_code = 202
        return response

    run.__name__ = f"{capability.domain}_{capability.name}_run"
    return run
