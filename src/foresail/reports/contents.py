"""What a report holds: filled blocks page by page, and the sentences about what moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from foresail.access.roles import demand
from foresail.cockpit.fill import fill
from foresail.cockpit.scene import Filters, Scene, usual
from foresail.contracts.block import BlockData
from foresail.contracts.page import AnyBlock, Headline, Kpis, OwnFigures, PageSpec, Sliders, Waterfall
from foresail.contracts.query import Comparison
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.reports.sentences import sentences
from foresail.runtime.segments import Segments

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

WEEKLY = (
    "overview",
    "pipeline_review",
    "pipeline.funnel",
    "pipeline.win_probability",
    "forecast.revenue",
    "customers.rfm",
)
"""The pages of the weekly review, in order; those whose analysis has no result say why."""
WEEKLY_TITLE = Text(en="Weekly review", zh="每周回顾")


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
    title: Text = WEEKLY_TITLE


def weekly_contents(workspace: Workspace, viewer: Viewer, page: str = "", segments: Sequence[str] = ()) -> Contents:
    """Fill the pages of the weekly review for a viewer: the quarter so far, against the year before.

    Parameters
    ----------
    page
        One page alone, over its own days; empty: those of the weekly review.
    segments
        Saved segments, by id or name: their customers alone.

    Raises
    ------
    NotFound
        If there is no such page or segment.
    Forbidden
        If the viewer may not open it.
    InvalidInput
        If it is a tool, which has nothing to print.
    """
    one = _chosen(workspace, viewer, page) if page else None
    with workspace.warehouse.reader() as reader:
        book = Segments(workspace, viewer) if segments else None
        meant = book.picked(segments, reader) if book else None
        scene = Scene(
            reader=reader,
            viewer=viewer,
            calendar=workspace.settings.calendar,
            filters=_filters(one, reader.as_of).model_copy(update={"segment": meant}),
            row_types=workspace.catalogue.row_types,
            capabilities=workspace.catalogue.capabilities,
        )
        known = workspace.catalogue.pages
        pages = [one] if one else [known[name] for name in WEEKLY if name in known]
        chapters = tuple(_chapter(p, scene) for p in pages if viewer.may(p.scope))
        told = [c for c in chapters if one or not c.page.days]  # numbers of another period would contradict
        kpis = [k for c in told for f in c.blocks if isinstance(f.block, Kpis) for k in f.data.kpis]
        return Contents(
            company=workspace.settings.company,
            as_of=reader.as_of,
            start=scene.period.start,
            end=scene.period.last_day,
            generation=reader.id,
            currency=reader.base_currency,
            sentences=sentences(kpis, reader.base_currency),
            chapters=chapters,
            title=_titled(one.title if one else WEEKLY_TITLE, [book.find(w).name for w in segments] if book else []),
        )


def _chosen(workspace: Workspace, viewer: Viewer, page: str) -> PageSpec:
    found: PageSpec = workspace.catalogue.page(page)
    demand(viewer, found.scope)
    if not found.blocks:
        raise InvalidInput(
            Text(en=f"The page “{page}” is a tool: there is nothing to print.", zh=f"“{page}”是工具页面，无法打印。"),
            where=page,
            closest=tuple(p.id for p in workspace.catalogue.pages.values() if p.blocks and p.section == found.section),
        )
    return found


def _titled(title: Text, segments: Sequence[str]) -> Text:
    """A title that names the segments whose customers alone are meant."""
    if not segments:
        return title
    return Text(en=f"{title.en} · {', '.join(segments)}", zh=f"{title.zh} · {'、'.join(segments)}")


def _filters(page: PageSpec | None, as_of: date) -> Filters:
    if page is None or not page.days:
        return Filters(compare=Comparison.LAST_YEAR)
    return usual(Filters(compare=Comparison.PREVIOUS), page, as_of)


def _chapter(page: PageSpec, scene: Scene) -> Chapter:
    """A page over its own days where it has some."""
    filters = _filters(page, scene.reader.as_of).model_copy(update={"segment": scene.filters.segment})
    own = replace(scene, filters=filters) if page.days else scene
    return Chapter(page=page, blocks=tuple(_filled(page.blocks, own)))


def _filled(blocks: Iterable[AnyBlock], scene: Scene) -> Iterable[Filled]:
    for block in blocks:
        if isinstance(block, OwnFigures):  # a form: on paper nobody enters anything
            continue
        data = fill(block, scene)
        yield Filled(block=block, data=data)
        if isinstance(block, Sliders):  # nothing is moved on paper: the scenarios as they were built, no way to another
            told = zip(block.results, data.parts, strict=False)
            yield from (Filled(block=b, data=d) for b, d in told if not isinstance(b, Headline | Waterfall))
