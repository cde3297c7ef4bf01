"""`foresail doctor`: is everything as it should be?"""

from __future__ import annotations

import shutil
import sys

from foresail import __version__
from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.show_result import console
from foresail.cli.words import say, spoken
from foresail.kernel.problem import Problem

ORDER = 90
HELP = say("Check this machine and the workspace, and say what to do.", "检查本机与工作区，并给出建议。")


def command(workspace: WorkspaceOption = HERE) -> int:
    screen = console()
    troubles = 0

    def tell(good: bool, what: str, next_step: str = "") -> None:
        nonlocal troubles
        troubles += not good
        screen.print(("[green]✓[/green] " if good else "[red]✗[/red] ") + what)
        if not good and next_step:
            screen.print("  → " + next_step)

    tell(True, f"Foresail {__version__} · Python {sys.version.split()[0]}")
    free = shutil.disk_usage(workspace if workspace.exists() else ".").free / 2**30
    tell(
        free > 2,
        say(f"{free:.0f} GiB free", f"剩余空间 {free:.0f} GiB"),
        say("Make room: a build needs about three times the data.", "请清理空间：构建约需数据的三倍。"),
    )
    tell(
        shutil.which("chromium") is not None or shutil.which("google-chrome") is not None,
        say("A Chromium for PDF reports", "用于 PDF 报告的 Chromium"),
        "apt-get install chromium",
    )
    try:
        _workspace(workspace, tell)
    except Problem as problem:
        tell(False, problem.render(spoken()))
    return 1 if troubles else 0


def _workspace(workspace: WorkspaceOption, tell: object) -> None:
    from collections.abc import Callable
    from typing import cast

    from foresail.runtime.workspace import Workspace
    from foresail.state.ledgers import AuditTrail

    say_it = cast("Callable[[bool, str, str], None]", tell)
    place = Workspace.open(workspace)
    say_it(True, say(f"Workspace {workspace}", f"工作区 {workspace}"), "")
    generations = place.warehouse.generations()
    say_it(bool(generations), say(f"{len(generations)} generations", f"{len(generations)} 代数据"), "foresail build")
    if generations:
        with place.warehouse.reader() as reader:
            say_it(
                True, say(f"{reader.id} answers, as of {reader.as_of}", f"{reader.id} 可用，截至 {reader.as_of}"), ""
            )
    broken = AuditTrail(place.state).first_broken()
    say_it(
        broken is None,
        say("The audit trail is whole", "审计记录完整"),
        say(f"Entry {broken} was changed.", f"第 {broken} 条被改动。"),
    )
