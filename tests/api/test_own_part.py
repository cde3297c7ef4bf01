"""Who sees a part is told when a figure is of the whole, not that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from foresail.api.place import Place

PAGE = "customers.rfm"


def test_figures_of_the_whole_company_say_so(
    person: Callable[..., TestClient], representatives: list[dict[str, Any]], place: Place
) -> None:
    seller = person("representative", "own", representatives[0]["representative_id"])
    blocks = place.workspace.catalogue.page(PAGE).blocks
    told = []
    with place.workspace.warehouse.reader() as reader:
        for number, block in enumerate(blocks):
            table = getattr(getattr(block, "data", None), "table", "")
            if table and reader.is_closed(table):
                told.append(seller.get(f"/api/v1/pages/{PAGE}/blocks/{number}").json())
    assert told
    for answer in told:
        assert answer["status"] == "empty"
        assert answer["empty"]["why"]["en"].startswith("These figures are of the whole company")
