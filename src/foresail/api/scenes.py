"""The scene of a request: what stands around a block or a detail when it is filled."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from foresail.api.place import Place
from foresail.cockpit.scene import Filters, Scene
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.runtime.discovery import discover

if TYPE_CHECKING:
    from foresail.warehouse.warehouse import Reader


def scene_of(place: Place, reader: Reader, viewer: Viewer, filters: Filters | None = None) -> Scene:
    """A scene on the published generation."""
    catalogue = place.workspace.catalogue
    return Scene(
        reader=reader,
        viewer=viewer,
        calendar=place.workspace.settings.calendar,
        filters=filters or Filters(),
        row_types=catalogue.row_types,
        capabilities=catalogue.capabilities,
        cards=_cards(),
    )


@cache
def _cards() -> dict[str, Text]:
    return {name: split_card(entry.card()) for name, entry in discover().entries.items()}


def split_card(markdown: str) -> Text:
    """The English and the Chinese part of a method card."""
    english, _, chinese = markdown.partition("## 中文")
    return Text(en=english.replace("## English", "").strip(), zh=chinese.strip())
