"""`foresail serve`: the cockpit."""

from __future__ import annotations

from typing import Annotated

import typer

from foresail.cli.options import HERE, WorkspaceOption
from foresail.cli.words import say

ORDER = 70
HELP = say("Serve the cockpit and the API on this machine.", "在本机提供驾驶舱与 API。")


def command(
    workspace: WorkspaceOption = HERE,
    host: Annotated[str, typer.Option(help=say("Address to listen on.", "监听地址。"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=say("Port; 0 takes a free one.", "端口；0 表示任选空闲端口。"))] = 8420,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help=say("Open the browser.", "打开浏览器。"))
    ] = False,
) -> None:
    from foresail.api.serving import serve

    serve(workspace, host=host, port=port, open_browser=open_browser)
