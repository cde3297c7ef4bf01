"""`foresail build`: publish a generation."""

from __future__ import annotations

from typing import Annotated

import typer

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.progress import shown_progress
from foresail.cli.show_result import console
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
    from foresail.runtime.building import build
    from foresail.runtime.workspace import Workspace

    with shown_progress() as progress:
        report = build(Workspace.open(workspace), progress=progress, models=models)
    screen = console()
    screen.print(
        say(
            f"Published {report.generation} · as of {report.as_of} · {report.seconds:.1f} s",
            f"已发布 {report.generation} · 截至 {report.as_of} · {report.seconds:.1f} 秒",
        )
    )
    for status in report.capabilities:
        mark = {"ok": "✓", "not_enough_data": "–", "failed": "✗"}.get(status.status, "·")
        reason = f"  {status.reason.in_(spoken())}" if status.reason is not None else ""
        screen.print(f"  {mark} {status.capability_id}{reason}")
    screen.print(
        say(
            "Next: foresail serve, or foresail query won_amount --grain month",
            "下一步：foresail serve，或 foresail query won_amount --grain month",
        )
    )
