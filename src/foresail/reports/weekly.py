"""The weekly review: HTML, workbook or PDF, in one language, over the viewer's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from foresail.kernel.text import Language
from foresail.kernel.viewer import Viewer
from foresail.reports.contents import weekly_contents
from foresail.reports.html import to_html
from foresail.reports.pdf import to_pdf
from foresail.reports.workbook import to_workbook

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

Kind = Literal["html", "xlsx", "pdf"]


def write_weekly(
    workspace: Workspace,
    out: Path,
    *,
    kind: str,
    language: str,
    viewer: Viewer,
    page: str = "",
    segments: Sequence[str] = (),
) -> None:
    """Write the weekly review.

    Parameters
    ----------
    out
        The file to write.
    kind
        `html`, `xlsx` or `pdf`.
    language
        `zh` or `en`.
    viewer
        Whose rows it covers.
    page
        One page alone (`pipeline_review`); empty: those of the weekly review.
    segments
        Saved segments, by id or name: their customers alone.

    Raises
    ------
    NotBuilt
        If nothing has been published yet.
    NotFound, Forbidden, InvalidInput
        If that page or segment is not there, not for the viewer, or a tool.
    """
    tongue: Language = "zh" if language == "zh" else "en"
    contents = weekly_contents(workspace, viewer, page, segments)
    if kind == "xlsx":
        out.write_bytes(to_workbook(contents, tongue))
    elif kind == "pdf":
        to_pdf(to_html(contents, tongue), out)
    else:
        out.write_text(to_html(contents, tongue), encoding="utf-8")
