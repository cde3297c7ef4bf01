"""`foresail report`: the weekly review as a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.options import HERE, SegmentOption, WorkspaceOption
from foresail.cli.show_result import console
from foresail.cli.words import say, spoken

ORDER = 65
HELP = say(
    "Write the weekly review: one offline HTML file, a workbook, or a PDF.", "生成每周回顾：离线 HTML、工作簿或 PDF。"
)


class Kind(StrEnum):
    """The form of a report."""

    HTML = "html"
    XLSX = "xlsx"
    PDF = "pdf"


def command(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("The file to write.", "要写入的文件。"))] = Path(
        "foresail-weekly.html"
    ),
    kind: Annotated[
        Kind | None, typer.Option("--kind", help=say("Otherwise by the file's ending.", "默认取决于文件扩展名。"))
    ] = None,
    language: Annotated[str, typer.Option(help="zh, en")] = "",
    page: Annotated[
        str, typer.Option(help=say("One page alone, such as pipeline_review.", "仅一个页面，例如 pipeline_review。"))
    ] = "",
    segment: SegmentOption = None,
    workspace: WorkspaceOption = HERE,
) -> None:
    from foresail.kernel.viewer import LOCAL
    from foresail.reports.weekly import write_weekly
    from foresail.runtime.workspace import Workspace

    chosen = kind or next((k for k in Kind if out.suffix.lower() == f".{k.value}"), Kind.HTML)
    tongue = "zh" if (language or spoken()) == "zh" else "en"
    place, segments = Workspace.open(workspace), segment or ()
    write_weekly(place, out, kind=chosen.value, language=tongue, viewer=LOCAL, page=page, segments=segments)
    console().print(say(f"Wrote {out}", f"已写入 {out}"))
