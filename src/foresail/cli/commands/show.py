"""`foresail show`: look at what is there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.table import Table

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.show_result import console, write
from foresail.cli.words import say, spoken
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

ORDER = 60
HELP = say(
    "Show what is there: metrics, dimensions, capabilities, loads, generations, gaps, tables, or the rows of a table."
    "\n\nforesail show account --where 'region=华东' --limit 5",
    "查看内容：metrics、dimensions、capabilities、loads、generations、gaps、tables，或某张表的行。"
    "\n\nforesail show account --where 'region=华东' --limit 5",
)
LISTS = ("capabilities", "dimensions", "gaps", "generations", "loads", "metrics", "tables")


def command(
    what: Annotated[str, typer.Argument(help=say("One of the lists, or a table.", "列表之一，或表名。"))] = "tables",
    where: Annotated[str, typer.Option(help=say("A condition on its columns.", "对列的条件。"))] = "",
    order_by: Annotated[str, typer.Option(help=say("Columns; -name sorts downwards.", "排序列；-名称为降序。"))] = "",
    limit: Annotated[int, typer.Option(min=1, help=say("At most so many rows.", "最多行数。"))] = 20,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    if what == "capabilities":
        from foresail.cli.show_capability import list_capabilities

        list_capabilities(place)
    elif what in {"metrics", "dimensions"}:
        _glossary(what)
    elif what == "generations":
        _generations(place)
    else:
        _rows(place, what, where, order_by, limit, form, out)


def _generations(place: Workspace) -> None:
    zone = ZoneInfo(place.settings.time_zone)
    for info in place.warehouse.generations():
        mark = say("← published", "← 当前发布") if info.current else ""
        built = datetime.fromisoformat(str(info.built_at)).astimezone(zone)
        console().print(f"{info.id}  {built:%Y-%m-%d %H:%M}  {info.note} {mark}".rstrip())


def _glossary(what: str) -> None:
    from foresail.metrics.dimensions import DIMENSIONS
    from foresail.metrics.registry import METRICS

    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    if what == "metrics":
        for metric in METRICS.values():
            grid.add_row(metric.name, metric.title.in_(spoken()), metric.unit.value, metric.definition.in_(spoken()))
    else:
        for dimension in DIMENSIONS.values():
            grid.add_row(dimension.name, dimension.title.in_(spoken()))
    console().print(grid)


def _rows(place: Workspace, what: str, where: str, order_by: str, limit: int, form: Format, out: OutOption) -> None:
    from foresail.cli.segments import meant
    from foresail.kernel.viewer import LOCAL
    from foresail.metrics import select

    table = {"gaps": "gap", "loads": "load"}.get(what, what)
    with place.warehouse.reader() as reader:
        known = reader.tables()
        if what == "tables":
            for name, columns in sorted(known.items()):
                console().print(f"{name}  " + say(f"{len(columns)} columns", f"{len(columns)} 列"))
            return
        if table not in known:
            raise NotFound(
                Text(en=f"There is no table “{what}”.", zh=f"没有名为“{what}”的表。"),
                closest=closest_names(what, (*known, *LISTS)),
            )
        order = tuple(part.strip() for part in order_by.split(",") if part.strip())
        result = select(
            reader,
            table,
            (),
            meant(place, where, None),
            order,
            limit,
            0,
            LOCAL,
            place.catalogue.row_types.get(table),
        )
    write(result, form, out)
