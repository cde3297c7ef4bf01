"""`foresail identity`: records that may be one customer, and what people decide about them."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.show_result import console, where, write
from foresail.cli.words import say, spoken
from foresail.contracts.query import Result

ORDER = 36
HELP = say(
    "The same customer in several systems: pairs of records to decide about, most money first.",
    "多个系统中的同一客户：待确认的记录对，按涉及金额排序。",
) + ("\n\nforesail identity --why crm:C001 erp:K-17\n\nforesail identity --same crm:C001 erp:K-17")
STATUS = "open, joined, held_apart, same, different, all"
Pair = tuple[str, str] | None


def command(
    status: Annotated[str, typer.Argument(help=say(f"Which: {STATUS}.", f"状态：{STATUS}。"))] = "open",
    why: Annotated[
        Pair, typer.Option(help=say("Why two records are thought one.", "两条记录为何被视为同一个。"))
    ] = None,
    same: Annotated[Pair, typer.Option(help=say("These two are one.", "确认这两条是同一个。"))] = None,
    different: Annotated[Pair, typer.Option(help=say("These two are not one.", "确认这两条不同。"))] = None,
    undo: Annotated[Pair, typer.Option(help=say("Take a decision back.", "撤销已作的决定。"))] = None,
    note: Annotated[str, typer.Option(help=say("Why you decide so.", "决定的理由。"))] = "",
    limit: Annotated[int, typer.Option(min=1, help=say("At most so many rows.", "最多行数。"))] = 50,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.kernel.viewer import LOCAL
    from foresail.runtime.identities import decide, reasons, review
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    said: list[tuple[tuple[str, str], Literal["same", "different", "withdrawn"]]] = []
    said += [(same, "same")] if same else []
    said += [(different, "different")] if different else []
    said += [(undo, "withdrawn")] if undo else []
    for (left, right), verdict in said:
        decide(place, left, right, verdict, user_id=LOCAL.user_id, note=note)
    if said:
        again = f"foresail build{where(workspace)}"
        console().print(say(f"Kept. It counts from the next build on: {again}", f"已记录，下次构建时生效：{again}"))
        return
    language = spoken()
    with place.warehouse.reader() as reader:
        if why:
            fields = (f"field_{language}", f"words_{language}", "left_value", "right_value", "points")
            write(_only(reasons(reader, LOCAL, *why), fields), form, out)
            return
        found = review(reader, LOCAL, status="" if status == "all" else status, limit=limit)
        columns = ("money", "probability", "left_id", "left_name", "right_id", "right_name", f"reasons_{language}")
        write(found if form is not Format.TABLE or out else _only(found, columns), form, out)
        if not found.total and form is Format.TABLE and out is None:
            console().print(say("Nothing has to be decided.", "没有需要确认的记录。"))


def _only(result: Result, names: tuple[str, ...]) -> Result:
    """Some columns of an answer, in this order."""
    at = {column.name: n for n, column in enumerate(result.columns)}
    columns = tuple(result.columns[at[name]] for name in names)
    return result.model_copy(
        update={"columns": columns, "rows": tuple(tuple(row[at[name]] for name in names) for row in result.rows)}
    )
