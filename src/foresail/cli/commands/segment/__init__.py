"""`foresail segment`: saved segments of customers."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.words import say

ORDER = 42
HELP = say(
    "Saved segments of customers: list, save, delete, members, compare, and the fields that conditions may name.",
    "已保存的客户分群：list、save、delete、members、compare，以及条件可用的 fields。",
) + (
    "\n\nforesail segment save \"Key accounts\" --where 'revenue_12m >= 300000 and churn_class = high'"
    '\n\nforesail segment members "Key accounts" --out key.xlsx'
    '\n\nforesail segment compare "Key accounts" all'
)


class Act(StrEnum):
    """What to do."""

    LIST = "list"
    FIELDS = "fields"
    SAVE = "save"
    DELETE = "delete"
    MEMBERS = "members"
    COMPARE = "compare"


_NAMES = say("Names or ids; all is every customer.", "名称或编号；all 为全部客户。")
_WHERE = say("A condition on fields of a customer (save).", "对客户字段的条件（save）。")
_NOTE = say("What it is for (save).", "用途说明（save）。")
_ACCOUNT = say("The id of a customer who is in it anyway (save).", "无论条件如何都包含的客户编号（save）。")
_OWN = say("Not shared with everybody (save).", "不与所有人共享（save）。")
_ORDER = say("Columns; -name sorts downwards (members).", "排序列；-名称为降序（members）。")
_LIMIT = say("At most so many customers (members).", "最多客户数（members）。")


def command(
    act: Annotated[Act, typer.Argument(show_choices=False, help=", ".join(Act))] = Act.LIST,
    names: Annotated[list[str] | None, typer.Argument(help=_NAMES)] = None,
    where: Annotated[str, typer.Option(help=_WHERE)] = "",
    note: Annotated[str, typer.Option(help=_NOTE)] = "",
    account: Annotated[list[str] | None, typer.Option(help=_ACCOUNT)] = None,
    own: Annotated[bool, typer.Option("--own", help=_OWN)] = False,
    order_by: Annotated[str, typer.Option(help=_ORDER)] = "",
    limit: Annotated[int | None, typer.Option(min=1, help=_LIMIT)] = None,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.cli.commands.segment.acts import Acts, delete, one, save
    from foresail.kernel.viewer import LOCAL
    from foresail.runtime.segments import Draft, Segments
    from foresail.runtime.workspace import Workspace

    place, words = Workspace.open(workspace), names or []
    if act is Act.SAVE:
        said = {"condition": where, "note": note, "pinned": tuple(account or ())}
        given = {name: value for name, value in said.items() if value}
        return save(Segments(place, LOCAL), Draft(name=one(words), shared=not own, **given))
    if act is Act.DELETE:
        return delete(Segments(place, LOCAL), words)
    with place.warehouse.reader() as reader:
        acts = Acts(place, reader, form, out)
        if act is Act.MEMBERS:
            acts.members(words, order_by, limit)
        else:
            {Act.LIST: acts.list, Act.FIELDS: acts.fields, Act.COMPARE: acts.compare}[act](words)
    return None
