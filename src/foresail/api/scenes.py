"""The scene of a request: what stands around a block or a detail when it is filled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from foresail.access.roles import demand
from foresail.api.place import Place
from foresail.cockpit.scene import Filters, Scene
from foresail.contracts.query import Result
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.runtime.discovery import discover
from foresail.runtime.running import parse_params, what_if

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader


def scene_of(
    place: Place,
    reader: Reader,
    viewer: Viewer,
    filters: Filters | None = None,
    settings: Mapping[str, str] | None = None,
) -> Scene:
    """A scene on the published generation."""
    catalogue = place.workspace.catalogue

    def answered(capability_id: str, asked: Mapping[str, str]) -> Mapping[str, Result] | None:
        entry = catalogue.entry(capability_id)
        demand(viewer, entry.capability.scope)
        return what_if(entry, reader, parse_params(entry.capability, asked), viewer)

    return Scene(
        reader=reader,
        viewer=viewer,
        calendar=place.workspace.settings.calendar,
        filters=filters or Filters(),
        row_types=catalogue.row_types,
        capabilities=catalogue.capabilities,
        cards=_cards(),
        settings=settings or {},
        what_if=answered,
    )


@cache
def _cards() -> dict[str, Text]:
    return {name: split_card(entry.card()) for name, entry in discover().entries.items()}


def split_card(markdown: str) -> Text:
    """The English and the Chinese part of a method card."""
    english, _, chinese = markdown.partition("## 中文")
    return Text(en=english.replace("## English", "").strip(), zh=chinese.strip())
