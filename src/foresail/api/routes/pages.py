"""Pages and the content of their blocks."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from foresail.access.roles import demand
from foresail.api.answers import Form, answer, kept, not_modified
from foresail.api.asked import FiltersOf, PageOf
from foresail.api.guard import SIGNED_IN, PlaceOf, ReaderOf, Routes, ViewerOf, tag_of
from foresail.api.scenes import scene_of
from foresail.cockpit.fill import fill
from foresail.cockpit.frames import rows_of
from foresail.cockpit.scene import Scene, usual
from foresail.cockpit.sliders import part_result
from foresail.contracts.block import BlockData
from foresail.contracts.page import AnyBlock, EvidenceBlock, Kpis, Note, PageSpec, Sliders
from foresail.contracts.query import Result
from foresail.kernel.problem import NotFound
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer

ROUTES = Routes("pages")


def _page(place: PlaceOf, viewer: Viewer, page_id: str) -> PageSpec:
    page = place.workspace.catalogue.page(page_id)
    demand(viewer, page.scope)
    return page


@ROUTES.get("/pages/{page_id}", SIGNED_IN)
def page(page_id: str, viewer: ViewerOf, place: PlaceOf) -> dict[str, Any]:
    """A page as data."""
    return _page(place, viewer, page_id).model_dump(mode="json")


def _block(spec: PageSpec, number: int) -> AnyBlock:
    if not 0 <= number < len(spec.blocks):
        raise NotFound(Text(en=f"The page has no block {number}.", zh=f"页面没有第 {number} 个区块。"), where=spec.id)
    return spec.blocks[number]


@ROUTES.get("/pages/{page_id}/blocks/{number}", SIGNED_IN)
def block(
    page_id: str,
    number: int,
    request: Request,
    viewer: ViewerOf,
    place: PlaceOf,
    reader: ReaderOf,
    asked: FiltersOf,
    paging: PageOf,
    format: Annotated[Form, Query()] = Form.JSON,  # noqa: A002 - the name of the parameter in the address
    part: Annotated[int, Query(ge=0, description="which result of a block of sliders")] = 0,
) -> Response:
    """The content of one block; tables take `sort`, `page`, `size` and `search`; `format=csv|xlsx` exports its rows.

    A block of sliders takes the parameters of its capability by name (`price_change=0.05`); `part` says which of its
    results is exported.
    """
    spec = _page(place, viewer, page_id)
    wanted = _block(spec, number)
    tag = tag_of(reader, viewer, request)
    same = not_modified(request, tag)
    if same is not None:
        return same
    settings = {name: request.query_params.get(name, "") for name in wanted.asks()}
    scene = scene_of(place, reader, viewer, usual(asked, spec, reader.as_of), settings)
    table = wanted.kind == "table"
    if format is not Form.JSON and isinstance(wanted, Sliders):
        demand(viewer, "rows:export")
        return answer(request, _part(wanted, part, scene), format, f"{page_id}-{number}-{part}", full=False)
    if format is not Form.JSON and not isinstance(wanted, Kpis | EvidenceBlock | Note | Sliders):
        demand(viewer, "rows:export")
        result, _ = rows_of(
            wanted.data, scene, order_by=paging.order_by if table else (), limit=100_000, search=paging.search
        )
        return answer(request, result, format, f"{page_id}-{number}", full=False)
    size = paging.limit if "size" in request.query_params else None
    offset = paging.offset if size else (paging.offset // 50) * getattr(wanted, "page_size", 50)

    def made() -> BlockData:
        if not table:
            return fill(wanted, scene)
        return fill(wanted, scene, order_by=paging.order_by, limit=size, offset=offset, search=paging.search)

    return kept(request, reader, "block", tag, made)


def _part(block: Sliders, number: int, scene: Scene) -> Result:
    if number >= len(block.results):
        raise NotFound(Text(en=f"The block has no result {number}.", zh=f"该区块没有结果 {number}。"))
    return part_result(block, number, scene) or rows_of(block.results[number].data, scene, limit=100_000)[0]
