"""`foresail rollback`: publish an earlier generation again."""

from __future__ import annotations

from typing import Annotated

import typer

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.show_result import console
from foresail.cli.words import say

ORDER = 80
HELP = say("Go back to an earlier generation.", "回退到较早的一代。")


def command(
    to: Annotated[str, typer.Argument(help=say("Which; otherwise the one before.", "目标；默认上一代。"))] = "",
    workspace: WorkspaceOption = HERE,
) -> None:
    from foresail.runtime.workspace import Workspace

    info = Workspace.open(workspace).warehouse.rollback(to or None)
    console().print(say(f"Now published: {info.id}", f"当前发布：{info.id}"))
