"""What a condition of the command line means where it names saved segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from foresail.contracts.query import IN_SEGMENT, Filter
from foresail.kernel.viewer import LOCAL
from foresail.metrics import parse_filter

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace


def meant(place: Workspace, where: str, segments: Sequence[str] | None) -> Filter | None:
    """A condition with its segments resolved, and the customers of any of some segments.

    A workspace whose saved segments nobody asks for has no store to open.
    """
    asked = parse_filter(where)
    if not segments and IN_SEGMENT not in where:
        return asked
    from foresail.runtime.segments import Segments

    with place.warehouse.reader() as reader:
        return Segments(place, LOCAL).narrowed(asked, segments or (), reader)
