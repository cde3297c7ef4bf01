"""`foresail check`: data quality in money."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.show_result import console, write
from foresail.cli.words import say

ORDER = 35
HELP = say(
    "Data quality of what is published: health of each table, bad rows, money at risk, and what could not be computed.",
    "已发布数据的质量：各表健康度、问题行、涉险金额，以及哪些无法计算。",
)


def command(
    rule: Annotated[str, typer.Argument(help=say("A rule: its bad rows.", "规则名称：列出问题行。"))] = "",
    workspace: WorkspaceOption = HERE,
    fix_list: Annotated[
        Path | None,
        typer.Option(
            help=say(
                "Write the fix list of the rule as CSV; fill in and load again.", "导出修正清单 CSV，填写后可再次载入。"
            )
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.kernel.viewer import LOCAL
    from foresail.metrics import select
    from foresail.quality import fix_list as make_fix_list
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    with place.warehouse.reader() as reader:
        if rule:
            result = make_fix_list(reader, LOCAL, rule)
            write(result, Format.CSV if fix_list else form, fix_list or out)
            return
        health = ("table_name", "rows", "health", "bad_rows", "money")
        write(select(reader, "quality_table", health, None, ("health",), 50, 0, LOCAL), form, out)
        if form is not Format.TABLE or out is not None:
            return
        title = "title_zh" if say("en", "zh") == "zh" else "title_en"
        from foresail.metrics.grammar.parser import parse_filter

        bad = parse_filter("status = bad")
        shown = ("rule_id", "severity", title, "bad", "share", "money")
        console().print()
        write(select(reader, "quality_rule", shown, bad, ("-money", "-bad"), 50, 0, LOCAL), form)
        gaps = select(reader, "gap", (), None, (), 200, 0, LOCAL)
        if gaps.total:
            console().print(
                say(
                    f"\n{gaps.total} results lack columns: foresail show gaps",
                    f"\n{gaps.total} 项结果缺少列：foresail show gaps",
                )
            )
