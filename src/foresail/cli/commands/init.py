"""`foresail init`: make a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foresail.cli.show_result import console
from foresail.cli.words import say, spoken

ORDER = 10
HELP = say(
    "Make a workspace: the folder that holds your data, settings and results.",
    "新建工作区：存放数据、设置与结果的文件夹。",
)


def command(
    folder: Annotated[Path, typer.Argument(help=say("The folder to make.", "要新建的文件夹。"))],
    currency: Annotated[str, typer.Option(help=say("Base currency (ISO 4217).", "本位币（ISO 4217）。"))] = "CNY",
    time_zone: Annotated[str, typer.Option(help=say("IANA time zone.", "IANA 时区。"))] = "Asia/Shanghai",
    company: Annotated[str, typer.Option(help=say("Name of the company.", "公司名称。"))] = "",
    fiscal_year_start: Annotated[
        int, typer.Option(min=1, max=12, help=say("Month in which the fiscal year begins.", "财年起始月份。"))
    ] = 1,
    country: Annotated[str, typer.Option(help=say("Country for holidays (ISO 3166).", "节假日所属国家。"))] = "CN",
) -> None:
    from foresail.kernel.settings import Settings
    from foresail.runtime.workspace import Workspace

    settings = Settings(
        company=company,
        base_currency=currency,
        time_zone=time_zone,
        fiscal_year_start=fiscal_year_start,
        country=country,
        language=spoken(),
    )
    Workspace.init(folder, settings)
    screen = console()
    screen.print(say(f"Made the workspace {folder}", f"已新建工作区 {folder}"))
    screen.print(say(f"Next: foresail load EXPORTS -w {folder}", f"下一步：foresail load 导出文件夹 -w {folder}"))
