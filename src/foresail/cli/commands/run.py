"""`foresail run`: an analysis, with its own parameters as options."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from foresail.cli.options import HERE, Format, FormatOption, OutOption, WorkspaceOption
from foresail.cli.show_result import console, write
from foresail.cli.words import say, spoken
from foresail.kernel.problem import NotFound, closest_names
from foresail.kernel.text import Text

ORDER = 50
HELP = say(
    "Run an analysis. Without a name: what there is; with --params: what can be set.\n\n"
    "foresail run customers.rfm --lookback-days 90",
    "运行分析。不写名称时列出全部；加 --params 查看可设参数。\n\nforesail run customers.rfm --lookback-days 90",
)
SETTINGS: dict[str, Any] = {"context_settings": {"allow_extra_args": True, "ignore_unknown_options": True}}


def command(
    context: typer.Context,
    capability: Annotated[str, typer.Argument(help=say("For example customers.rfm.", "例如 customers.rfm。"))] = "",
    output: Annotated[str, typer.Option(help=say("Which output; otherwise the first.", "输出名称；默认第一个。"))] = "",
    as_of: Annotated[datetime | None, typer.Option(help=say("As it stood at the end of a day.", "截至某日。"))] = None,
    params: Annotated[bool, typer.Option("--params", help=say("What can be set.", "可设置的参数。"))] = False,
    evidence: Annotated[bool, typer.Option("--evidence", help=say("What backs it.", "依据。"))] = False,
    workspace: WorkspaceOption = HERE,
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    from foresail.cli.show_capability import list_capabilities, show_evidence, show_params
    from foresail.kernel.viewer import LOCAL
    from foresail.runtime.running import parse_params, run
    from foresail.runtime.workspace import Workspace

    place = Workspace.open(workspace)
    if not capability:
        list_capabilities(place)
        return
    declared = place.catalogue.entry(capability).capability
    if params:
        show_params(declared)
        return
    chosen = parse_params(declared, _pairs(context.args))
    result = run(place, capability, chosen, LOCAL, as_of=as_of.date() if as_of else None)
    if evidence:
        show_evidence(result.evidence)
        return
    name = output or next(iter(result.outputs))
    if name not in result.outputs:
        raise NotFound(
            Text(en=f"{capability} has no output “{name}”.", zh=f"{capability} 没有名为“{name}”的输出。"),
            closest=closest_names(name, result.outputs) or tuple(result.outputs),
        )
    write(result.outputs[name], form, out)
    if form is Format.TABLE and result.evidence is not None:
        console().print(result.evidence.verdict.in_(spoken()), style="dim")


def _pairs(arguments: list[str]) -> dict[str, str]:
    """`--horizon-days 90 --cuts=fixed` as names and values."""
    pairs: dict[str, str] = {}
    waiting = ""
    for argument in arguments:
        if argument.startswith("--"):
            name, equals, value = argument[2:].partition("=")
            waiting = "" if equals else name
            pairs[name.replace("-", "_")] = value if equals else "true"
        elif waiting:
            pairs[waiting.replace("-", "_")] = argument
            waiting = ""
        else:
            raise typer.BadParameter(say(f"“{argument}” belongs to no option", f"“{argument}”不属于任何选项"))
    return pairs
