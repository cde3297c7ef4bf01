"""The weekly review: HTML, workbook or PDF, in one language, over the viewer's own rows."""

from __future__ import annotations

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


def write_weekly(workspace: Workspace, out: Path, *, kind: str, language: str, viewer: Viewer) -> None:
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

    Raises
    ------
    NotBuilt
        If nothing has been published yet.
    """
    tongue: Language = "zh" if language == "zh" else "en"
    contents = weekly_contents(workspace, viewer)
    if kind == "xlsx":
        out.write_bytes(to_workbook(contents, tongue))
    elif kind == "pdf":
        to_pdf(to_html(contents, tongue), out)
    else:
        out.write_text(to_html(contents, tongue), encoding="utf-8")
