"""Who sees a part is told when a figure is of the whole, not that there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from foresail.cockpit.fill import fill
from foresail.cockpit.scene import Filters, Scene
from foresail.contracts.page import OutputData, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import same
from foresail.kernel.viewer import LOCAL

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


def test_filters_are_blamed_only_where_there_are_any(place: Place) -> None:
    nobody = Condition(field="account_id", operator=Operator.EQ, values=("nobody",))
    block = Table(title=same("x"), data=OutputData(table="customers_rfm_scores", where=nobody), columns=("account_id",))
    with place.workspace.warehouse.reader() as reader:
        said = {}
        for name, filters in (("none", Filters()), ("some", Filters(picked={"region": ("x",)}))):
            scene = Scene(reader=reader, viewer=LOCAL, calendar=place.workspace.settings.calendar, filters=filters)
            empty = fill(block, scene).empty
            assert empty is not None
            said[name] = empty
    assert said["none"].why.en == "Nothing of this kind was found."
    assert said["none"].next_step is None
    assert said["some"].next_step is not None
