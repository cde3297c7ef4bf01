"""What a report holds: filled blocks page by page, and the sentences about what moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foresail.cockpit.fill import fill
from foresail.cockpit.scene import Filters, Scene
from foresail.contracts.block import BlockData
from foresail.contracts.page import AnyBlock, Kpis, PageSpec
from foresail.contracts.query import Comparison
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.reports.sentences import sentences

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

WEEKLY = ("overview", "pipeline.funnel", "pipeline.win_probability", "forecast.revenue", "customers.rfm")
"""The pages of the weekly review, in order; those whose analysis has no result say why."""


@dataclass(frozen=True)
class Filled:
    """A block with its content."""

    block: AnyBlock
    data: BlockData


@dataclass(frozen=True)
class Chapter:
    """A page with its filled blocks."""

    page: PageSpec
    blocks: tuple[Filled, ...]


@dataclass(frozen=True)
class Contents:
    """A whole report."""

    company: str
    as_of: date
    start: date
    end: date
    generation: str
    currency: str
    sentences: tuple[Text, ...]
    chapters: tuple[Chapter, ...]


def weekly_contents(workspace: Workspace, viewer: Viewer) -> Contents:
    """Fill the pages of the weekly review for a viewer: the quarter so far, against the year before."""
    with workspace.warehouse.reader() as reader:
        scene = Scene(
            reader=reader,
            viewer=viewer,
            calendar=workspace.settings.calendar,
            filters=Filters(compare=Comparison.LAST_YEAR),
            row_types=workspace.catalogue.row_types,
            capabilities=workspace.catalogue.capabilities,
        )
        pages = [workspace.catalogue.pages[name] for name in WEEKLY if name in workspace.catalogue.pages]
        chapters = tuple(_chapter(p, scene) for p in pages if viewer.may(p.scope))
        kpis = [k for c in chapters for f in c.blocks if isinstance(f.block, Kpis) for k in f.data.kpis]
        return Contents(
            company=workspace.settings.company,
            as_of=reader.as_of,
            start=scene.period.start,
            end=scene.period.last_day,
            generation=reader.id,
            currency=reader.base_currency,
            sentences=sentences(kpis, reader.base_currency),
            chapters=chapters,
        )


def _chapter(page: PageSpec, scene: Scene) -> Chapter:
    return Chapter(page=page, blocks=tuple(_filled(page.blocks, scene)))


def _filled(blocks: Iterable[AnyBlock], scene: Scene) -> Iterable[Filled]:
    for block in blocks:
        yield Filled(block=block, data=fill(block, scene))
