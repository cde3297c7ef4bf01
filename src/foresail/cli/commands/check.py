"""`foresail check`: data quality in money."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.show_result import console, where, write
from foresail.cli.words import say, spoken
from foresail.contracts.query import Result
from foresail.kernel.unit import Unit
from foresail.metrics.housekeeping import SEVERITIES

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
    from foresail.metrics.grammar.parser import parse_filter
    from foresail.quality import fix_list as make_fix_list
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    with place.warehouse.reader() as reader:
        if rule:
            result = make_fix_list(reader, LOCAL, rule)
            write(result, Format.CSV if fix_list else form, fix_list or out)
            return
        health = ("table_name", f"title_{spoken()}", "rows", "health", "bad_rows", "money", "newest_on")
        for_people = form is Format.TABLE and out is None
        filled = parse_filter("rows > 0") if for_people else None
        tables = select(reader, "quality_table", health, filled, ("health", "table_name"), 100, 0, LOCAL)
        if not for_people:
            write(tables, form, out)
            return
        screen = console()
        write(_worded(tables, health[1:]), form)
        bad = parse_filter("status = bad")
        shown = ("rule_id", "severity", f"title_{spoken()}", "bad", "share", "money")
        screen.print()
        rules = select(reader, "quality_rule", shown, bad, ("-money", "-bad"), 100, 0, LOCAL)
        if not rules.total:
            screen.print(say("No rule found a bad row.", "没有规则发现问题行。"))
        else:
            write(_worded(rules, shown), form)
            first = rules.rows[0][0]
            place_option = where(workspace)
            screen.print(
                say(
                    f"The rows of a rule: foresail check {first}{place_option} · to mend them: --fix-list fixes.csv",
                    f"查看某条规则的问题行：foresail check {first}{place_option} · 修正：--fix-list fixes.csv",
                )
            )
        gaps = select(reader, "gap", (), None, (), 1, 0, LOCAL)
        if gaps.total:
            command = f"foresail show gaps{where(workspace)}"
            screen.print(
                say(
                    f"{gaps.total} results could not be computed for want of columns: {command}",
                    f"{gaps.total} 项结果因缺少列而无法计算：{command}",
                )
            )


def _worded(result: Result, names: tuple[str, ...]) -> Result:
    """Some columns of an answer, headed and filled with words instead of names and codes."""
    places = [at for at, column in enumerate(result.columns) if column.name in names]
    columns = []
    for at in places:
        column = result.columns[at]
        labels = SEVERITIES if column.name == "severity" else column.labels
        unit = Unit.RATIO if column.name == "share" else column.unit
        columns.append(column.model_copy(update={"labels": labels, "unit": unit}))
    rows = tuple(tuple(row[at] for at in places) for row in result.rows)
    return result.model_copy(update={"columns": tuple(columns), "rows": rows})
