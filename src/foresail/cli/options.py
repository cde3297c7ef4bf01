"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.words import say


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        envvar="FORESAIL_WORKSPACE",
        help=say("The workspace folder.", "工作区文件夹。"),
        show_default=say("this folder", "当前文件夹"),
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", "-f", help=say("table, json, csv or xlsx.", "table、json、csv 或 xlsx。"))
]
SegmentOption = Annotated[
    list[str] | None,
    typer.Option(help=say("Customers of a saved segment alone; may be repeated.", "仅统计已保存分群的客户，可重复。")),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", help=say("Write to a file instead of the screen.", "写入文件而不是屏幕。")),
]
HERE = Path()
