"""`foresail build`: publish a generation."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.progress import shown_progress
from foresail.cli.show_result import console, where
from foresail.cli.words import say, spoken

ORDER = 30
HELP = say(
    "Build what was loaded into a published generation: model, quality, metrics, analyses. Fit for cron.",
    "将已载入的数据构建并发布：模型、质量、指标、分析。可由 cron 调用。",
)


def command(
    workspace: WorkspaceOption = HERE,
    models: Annotated[bool, typer.Option(help=say("Also run the analyses.", "同时运行分析。"))] = True,
) -> None:
    from foresail.cli.show_contents import contents, verdicts
    from foresail.runtime.building import build
    from foresail.runtime.workspace import Workspace

    with shown_progress() as progress:
        place = Workspace.open(workspace)
        report = build(place, progress=progress, models=models)
    titles = {name: f"{name} · {one.title.in_(spoken())}" for name, one in place.catalogue.capabilities.items()}
    screen = console()
    screen.print(
        say(
            f"Published {report.generation} · as of {report.as_of} · {report.seconds:.1f} s",
            f"已发布 {report.generation} · 截至 {report.as_of} · {report.seconds:.1f} 秒",
        )
    )
    for line in contents(place, workspace):
        screen.print(escape(line))
    backed = verdicts(place)
    for status in report.capabilities:
        mark = {"ok": "✓", "not_enough_data": "–", "failed": "✗"}.get(status.status, "·")
        said = status.reason if status.status != "ok" else getattr(backed.get(status.capability_id), "verdict", None)
        words = f"  {said.in_(spoken())}" if said is not None else ""
        screen.print(escape(f"  {mark} {titles.get(status.capability_id, status.capability_id)}{words}"))
    serve, ask = f"foresail serve{where(workspace)}", f"foresail query won_amount --grain month{where(workspace)}"
    screen.print(say(f"Next: {serve} · {ask}", f"下一步：{serve} · {ask}"))
