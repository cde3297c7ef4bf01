"""`foresail writeback`: win probabilities as a file for a CRM's own import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.show_result import console
from foresail.cli.words import say, spoken

ORDER = 66
HELP = say(
    "Write the win probabilities as a file that the import of a CRM takes: its own ids and names of fields.",
    "将赢率写成 CRM 可直接导入的文件：使用其自身的编号与字段名。",
) + ("\n\nforesail writeback salesforce --out win.csv")


def command(
    system: Annotated[
        str,
        typer.Argument(
            help=say("salesforce, hubspot, zoho, odoo or fxiaoke.", "salesforce、hubspot、zoho、odoo 或 fxiaoke。")
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help=say("The file: .csv or .xlsx.", "输出文件：.csv 或 .xlsx。"))
    ] = None,
    source: Annotated[
        str, typer.Option(help=say("Which source's deals, where there are several.", "商机来源（有多个来源时指定）。"))
    ] = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    from foresail.cockpit.scene import Scene
    from foresail.cockpit.writeback import as_file, write_back
    from foresail.kernel.viewer import LOCAL
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    file = out or Path(f"foresail-{system}-opportunity.csv")
    sources = place.catalogue.sources
    with place.warehouse.reader() as reader:
        scene = Scene(
            reader=reader,
            viewer=LOCAL,
            calendar=place.settings.calendar,
            row_types=place.catalogue.row_types,
            capabilities=place.catalogue.capabilities,
        )
        rows = write_back(scene, sources, system, source=source, language="zh" if spoken() == "zh" else "en")
    file.write_bytes(as_file(rows, sources[system], "xlsx" if file.suffix.lower() == ".xlsx" else "csv"))
    console().print(say(f"Wrote {rows.total:,} deals to {file}", f"已将 {rows.total:,} 个商机写入 {file}"))
