"""`foresail demo`: a made-up company, from exports to the cockpit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.progress import shown_progress
from foresail.cli.show_result import console
from foresail.cli.words import say, spoken

ORDER = 5
HELP = say(
    "Make a workspace of a made-up company, load its exports, build, and open the cockpit.",
    "生成一家虚拟公司的工作区：载入导出、构建并打开驾驶舱。",
)


def command(
    folder: Annotated[Path, typer.Argument(help=say("The workspace to make.", "要新建的工作区。"))] = Path(
        "demo-workspace"
    ),
    seed: Annotated[int, typer.Option(help=say("Another seed, another company.", "不同的种子生成不同的公司。"))] = 7,
    scale: Annotated[float, typer.Option(min=0.01, max=20, help=say("Size of the company.", "公司规模。"))] = 1.0,
    host: Annotated[str, typer.Option(help=say("Address to listen on.", "监听地址。"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=say("Port; 0 takes a free one.", "端口；0 表示任选空闲端口。"))] = 8420,
    serve_it: Annotated[
        bool, typer.Option("--serve/--no-serve", help=say("Open the cockpit afterwards.", "完成后打开驾驶舱。"))
    ] = True,
    models: Annotated[
        bool, typer.Option("--models/--no-models", help=say("Run the analyses at once.", "立即运行分析。"))
    ] = True,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help=say("Open the browser.", "打开浏览器。"))
    ] = True,
) -> None:
    if not (folder / "CURRENT").exists():  # also where an earlier run was cut off before it published anything
        _make(folder, seed, scale, models=models and not serve_it)
        console().print(say(f"Made the demo company in {folder}", f"演示公司已生成：{folder}"))
    if serve_it:
        from foresail.api.serving import serve

        serve(folder, host=host, port=port, open_browser=open_browser, sign_in_link=True, finish_models=True)


def _make(folder: Path, seed: int, scale: float, *, models: bool) -> None:
    from foresail.demo import generate
    from foresail.kernel.settings import Settings
    from foresail.runtime.building import build
    from foresail.runtime.loading import load
    from foresail.runtime.workspace import Workspace

    company = say("Qianfan Automation (demo)", "前帆自动化（演示）")
    with shown_progress() as progress:
        generate(folder / "exports", seed=seed, scale=scale, progress=progress)
        begun = (folder / "foresail.toml").exists()
        place = (
            Workspace.open(folder) if begun else Workspace.init(folder, Settings(company=company, language=spoken()))
        )
        load(place, [folder / "exports"], yes=True, progress=progress)
        build(place, progress=progress, models=models)
