"""The weekly review as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import Query, Response

from foresail.api.answers import PRIVATE, XLSX
from foresail.api.guard import PlaceOf, Routes, ViewerOf
from foresail.kernel.text import Language

ROUTES = Routes("reports")
Kind = Literal["html", "xlsx", "pdf"]
MEDIA = {"html": "text/html; charset=utf-8", "xlsx": XLSX, "pdf": "application/pdf"}


@ROUTES.get("/reports/weekly", "reports:read")
def weekly(
    viewer: ViewerOf,
    place: PlaceOf,
    language: Language = "zh",
    page: str = "",
    segment: Annotated[list[str] | None, Query(description="saved segments, by id or name; any of them")] = None,
    format: Kind = "html",  # noqa: A002 - the name of the parameter in the address
) -> Response:
    """The weekly review over the viewer's own rows; `page` names one page, `segment` customers alone."""
    from foresail.reports.weekly import write_weekly

    name = page.replace("_", "-") if page.isidentifier() else "weekly"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"weekly.{format}"
        write_weekly(
            place.workspace, out, kind=format, language=language, viewer=viewer, page=page, segments=segment or ()
        )
        content = out.read_bytes()
    headers = {"cache-control": PRIVATE, "content-disposition": f'attachment; filename="foresail-{name}.{format}"'}
    return Response(content, media_type=MEDIA[format], headers=headers)
