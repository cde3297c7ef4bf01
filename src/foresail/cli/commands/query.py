"""`foresail query`: metrics by dimensions."""

from __future__ import annotations

from typing import Annotated

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, SegmentOption, WorkspaceOption
from foresail.cli.show_result import write
from foresail.cli.words import say

ORDER = 40
HELP = say("Ask for metrics by dimensions and periods, with filters.", "按维度、期间与筛选条件查询指标。") + (
    "\n\nforesail query net_revenue,orders --by region --grain month --from 2025-01 --to 2025-12\n\n"
    'foresail query net_revenue,orders --segment "Key accounts"\n\n'
    "foresail query won_amount --where 'product=\"GTX Pro\" and region in (华东, 华南)' --compare last_year"
)
NAMES = say("Names of metrics, with blanks or commas.", "指标名称，用空格或逗号分隔。")
ROWS = say("The rows behind the first metric.", "第一个指标背后的明细。")
OPERATORS = say(
    "A condition: = != < <= > >= in, not in, is empty, contains, joined by and / or.",
    "条件：= != < <= > >= in、not in、is empty、contains，以 and / or 连接。",
)


def command(
    metrics: Annotated[list[str], typer.Argument(help=NAMES)],
    by: Annotated[str, typer.Option(help=say("Names of dimensions, with commas.", "维度名称，用逗号分隔。"))] = "",
    grain: Annotated[str, typer.Option(help="day, week, month, quarter, year")] = "",
    where: Annotated[str, typer.Option(help=OPERATORS)] = "",
    segment: SegmentOption = None,
    start: Annotated[str, typer.Option("--from", help=say("First day or month.", "起始日或月。"))] = "",
    end: Annotated[str, typer.Option("--to", help=say("Last day or month.", "结束日或月。"))] = "",
    compare: Annotated[str, typer.Option(help="previous, last_year")] = "",
    currency: Annotated[str, typer.Option(help=say("One original currency alone.", "只看一种原币。"))] = "",
    order_by: Annotated[str, typer.Option(help=say("Columns; -name sorts downwards.", "排序列；-名称为降序。"))] = "",
    limit: Annotated[int | None, typer.Option(min=1, help=say("At most so many rows.", "最多行数。"))] = None,
    offset: Annotated[int, typer.Option(min=0, help=say("Rows to step over.", "跳过的行数。"))] = 0,
    rows: Annotated[bool, typer.Option("--rows", help=ROWS)] = False,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.cli.segments import meant
    from foresail.contracts.query import RowsQuery
    from foresail.kernel.viewer import LOCAL
    from foresail.metrics import parse_query
    from foresail.metrics import query as ask
    from foresail.metrics import rows as open_rows
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    question = parse_query(
        metrics=",".join(metrics),
        by=by,
        grain=grain or None,
        where=meant(place, where, segment),
        start=start,
        end=end,
        compare=compare or None,
        currency=currency or None,
        order_by=order_by,
        limit=limit,
        offset=offset,
    )
    with place.warehouse.reader() as reader:
        if rows:
            behind = RowsQuery(
                metric=question.metrics[0],
                where=question.where,
                start=question.start,
                end=question.end,
                currency=question.currency,
                limit=limit or 100,
                offset=offset,
            )
            write(open_rows(reader, behind, LOCAL, place.settings.calendar), form, out)
        else:
            write(ask(reader, question, LOCAL, place.settings.calendar), form, out, grain=grain)
