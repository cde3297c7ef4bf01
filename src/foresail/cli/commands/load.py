"""`foresail load`: take exports in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.progress import shown_progress
from foresail.cli.show_result import console, where
from foresail.cli.words import say, spoken
from foresail.contracts.load import Counts
from foresail.kernel.problem import InvalidInput
from foresail.kernel.text import Text
from foresail.model.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from foresail.runtime.refusals import Refusal

ORDER = 20
MOST = 8
HELP = say(
    "Load files or folders of exports: CSV, Excel, Parquet, JSON lines, zip. Loading the same again changes nothing.",
    "载入导出文件或文件夹：CSV、Excel、Parquet、JSON 行、zip。重复载入不会改变任何内容。",
)


def command(
    paths: Annotated[list[Path], typer.Argument(help=say("Files or folders.", "文件或文件夹。"))],
    workspace: WorkspaceOption = HERE,
    source: Annotated[
        str, typer.Option(help=say("Name of the system the files come from.", "文件来源系统的名称。"))
    ] = "",
    taken_at: Annotated[
        datetime | None,
        typer.Option(
            help=say(
                "When the export was taken; otherwise read from names or files.", "导出时间；默认从名称或文件读取。"
            )
        ),
    ] = None,
    complete: Annotated[
        list[str] | None,
        typer.Option(
            help=say(
                "A table of which every row is here: missing rows are deletions.", "数据完整的表：缺失的行视为删除。"
            )
        ),
    ] = None,
    currency: Annotated[
        str, typer.Option(help=say("Currency where the files name none.", "文件未注明时使用的货币。"))
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help=say("Take every guess.", "接受所有识别结果。"))] = False,
) -> None:
    from foresail.runtime.loading import load
    from foresail.runtime.refusals import refusals
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    # A moment without a zone is meant where the company is, not where this machine stands.
    moment = taken_at.replace(tzinfo=ZoneInfo(place.settings.time_zone)).astimezone(UTC) if taken_at else None
    with shown_progress() as progress:
        report = load(
            place,
            paths,
            source=source,
            taken_at=moment,
            complete=tuple(complete or ()),
            currency=currency,
            yes=yes,
            progress=progress,
        )
    screen = console()
    for manifest, fresh in report.loads:
        known = "" if fresh else say(" (known already: nothing changed)", "（此前已载入，未改变任何内容）")
        screen.print(f"[bold]{escape(manifest.source)}[/bold] · {manifest.taken_at:%Y-%m-%d %H:%M} UTC{known}")
        for file in manifest.files:
            if file.ignored is not None:
                screen.print(
                    say("  ignored ", "  已忽略 ") + escape(f"{file.name}: {file.ignored.in_(spoken())}"), style="dim"
                )
    if report.tables:
        screen.print(_counts(report.tables))
    _refused(screen, refusals(place, [manifest.load_id for manifest, _ in report.loads]))
    for assumption in report.assumptions:
        screen.print("※ " + escape(assumption.in_(spoken())), style="dim")
    counts = report.tables.values()
    if counts and all(c.rows_in == c.quarantined for c in counts) and any(c.rows_in for c in counts):
        raise InvalidInput(
            Text(en="Not one row could be loaded.", zh="没有任何一行可以载入。"),
            next_step=Text(
                en="See above what is wrong with the files. What was loaded before is as it was.",
                zh="文件的问题见上；此前载入的内容不受影响。",
            ),
        )
    screen.print(say("Next: foresail build", "下一步：foresail build") + where(workspace))


def _refused(screen: Console, refused: Sequence[Refusal]) -> None:
    """The refused rows by file and column: where the first one stands, why, and what to do."""
    if not refused:
        return
    screen.print(say("[yellow]Set aside, not loaded:[/yellow]", "[yellow]以下行已隔离，未载入：[/yellow]"))
    for one in refused[:MOST]:
        line = say(f"line {one.line}", f"第 {one.line} 行") if one.line else ""
        column = say(f"column “{one.column}”", f"“{one.column}”列") if one.column else ""
        place = " · ".join(part for part in (one.file, line, column) if part)
        more = say(f" ({one.rows:,} rows like this)", f"（同类共 {one.rows:,} 行）") if one.rows > 1 else ""
        screen.print("  " + escape(f"{place}: {one.reason.in_(spoken())}{more}"))
    if len(refused) > MOST:
        screen.print(say(f"  … and {len(refused) - MOST} more kinds", f"  … 另有 {len(refused) - MOST} 类"))
    screen.print(
        say(
            "  → Correct the file and load it again; after the build: foresail show quarantine",
            "  → 请修正文件后重新载入；构建后可查看全部：foresail show quarantine",
        )
    )


def _counts(tables: dict[str, Counts]) -> Table:
    grid = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    grid.add_column(say("Table", "表"))
    for word in (
        say("rows in", "读入"),
        say("new", "新增"),
        say("changed", "变更"),
        say("unchanged", "未变"),
        say("quarantined", "隔离"),
        say("duplicates", "重复"),
    ):
        grid.add_column(word, justify="right")
    for name, c in sorted(tables.items()):
        values = (c.rows_in, c.new, c.changed, c.unchanged, c.quarantined, c.duplicates)
        grid.add_row(TABLES[name].title.in_(spoken()) if name in TABLES else name, *(f"{value:,}" for value in values))
    return grid
