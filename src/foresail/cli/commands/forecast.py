"""`foresail forecast`: any file of series, in a workspace or out of one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from foresail.cli.options import Format, FormatOption, OutOption
from foresail.cli.progress import shown_progress
from foresail.cli.show_result import console, write
from foresail.cli.words import say, spoken

ORDER = 55
HELP = say(
    "Forecast the series of a CSV or Parquet file; needs no workspace.\n\n"
    "foresail forecast sales.csv --horizon 18\n\n"
    "foresail forecast orders.csv --horizon 6 --id region --grain month --out forecast.csv",
    "预测 CSV 或 Parquet 文件中的序列，无需工作区。\n\nforesail forecast sales.csv --horizon 18\n\n"
    "foresail forecast orders.csv --horizon 6 --id region --grain month --out forecast.csv",
)
_GRAIN = say("Sum the rows of a day, week, month or quarter.", "按 day、week、month 或 quarter 汇总各行。")
_MODE = say("best: tested on past periods; fast: for very many series.", "best：经历史检验；fast：适合极多序列。")


def command(
    file: Annotated[
        Path, typer.Argument(help=say("A day, a value, perhaps names of series.", "含日期、数值，可含序列名称。"))
    ],
    horizon: Annotated[int, typer.Option(min=1, help=say("Periods ahead.", "预测期数。"))],
    season: Annotated[
        int | None, typer.Option(min=1, help=say("Periods in a season; 1 for none.", "季节长度，1 为无。"))
    ] = None,
    levels: Annotated[
        str, typer.Option(help=say("Of the intervals, in percent.", "区间置信水平（百分比）。"))
    ] = "80,95",
    mode: Annotated[str, typer.Option(help=_MODE)] = "best",
    day: Annotated[str, typer.Option("--date", help=say("Column of days.", "日期列。"))] = "",
    value: Annotated[str, typer.Option(help=say("Column of values.", "数值列。"))] = "",
    name: Annotated[
        str, typer.Option("--id", help=say("Columns that name a series, with commas.", "序列名称列，用逗号分隔。"))
    ] = "",
    grain: Annotated[str, typer.Option(help=_GRAIN)] = "",
    tested: Annotated[
        int,
        typer.Option("--test", min=0, max=24, help=say("Test on so many past days too.", "另在多少个历史起点上检验。")),
    ] = 0,
    as_of: Annotated[
        str,
        typer.Option("--as-of", help=say("Rows of later days are refused; today.", "晚于该日的行将被拒绝，默认今天。")),
    ] = "",
    form: FormatOption = Format.TABLE,
    out: OutOption = None,
) -> None:
    made, scores = _made(file, (day, value, name, grain), horizon, season, _levels(levels), mode, tested, _day(as_of))
    write(_result(made.frame), form, out)
    if form is Format.TABLE:
        _about(made.report, scores)


def _made(
    file: Path, columns: tuple[str, str, str, str], horizon: int, season: int | None, levels: tuple[float, ...],
    mode: str, tested: int, as_of: date,
) -> tuple[Any, Any]:  # fmt: skip
    """The forecast, and how the methods did on past days where that was asked for."""
    from foresail.cli.forecast_file import read_series
    from foresail.methods.forecast import backtest, forecast

    with shown_progress() as hear:
        hear("read", 0.0)
        frame = read_series(file, *columns)
        hear("read", 1.0, f"{frame['unique_id'].n_unique():,}")
        hear("forecast", 0.1)
        made = forecast(frame, horizon, season, levels, mode, as_of=as_of)  # type: ignore[arg-type]
        hear("forecast", 1.0)
        scores = None
        if tested:
            hear("test", 0.1)
            scores = backtest(frame, horizon, tested, step=1, season=season, levels=levels, mode=mode).scores  # type: ignore[arg-type]
            hear("test", 1.0)
    return made, scores


def _day(text: str) -> date:
    """The day that was given, or today: a history does not go beyond it."""
    from foresail.kernel.ports import system_clock
    from foresail.metrics.compile.coerce import days_of

    return days_of(text, "--as-of")[1] if text else system_clock().astimezone().date()


def _levels(text: str) -> tuple[float, ...]:
    from foresail.kernel.problem import InvalidInput
    from foresail.kernel.text import Text

    try:
        return tuple(float(p) for p in text.replace("，", ",").split(",") if p.strip())
    except ValueError as error:
        raise InvalidInput(
            Text(en=f"“{text}” are no levels.", zh=f"“{text}”不是置信水平。"),
            where="--levels",
            next_step=Text(en="Give percentages with commas: 80,95", zh="请用逗号给出百分比：80,95"),
        ) from error


def _result(frame: Any) -> Any:
    from foresail.contracts.query import Result, ResultColumn
    from foresail.kernel.text import Text, same
    from foresail.kernel.unit import Unit

    titles = {
        "unique_id": (Text(en="Series", zh="序列"), Unit.TEXT),
        "ds": (Text(en="Period", zh="时期"), Unit.DATE),
        "mean": (Text(en="Forecast", zh="预测"), Unit.QUANTITY),
        "median": (Text(en="Median", zh="中位数"), Unit.QUANTITY),
    }
    columns = []
    for name in frame.columns:
        title, unit = titles.get(name, (same(name), Unit.QUANTITY))
        columns.append(ResultColumn(name=name, title=title, unit=unit))
    rows = [tuple(round(v, 6) if isinstance(v, float) else v for v in row) for row in frame.iter_rows()]
    return Result(columns=tuple(columns), rows=rows, total=frame.height)


def _about(report: Any, scores: Any) -> None:
    """What was found about the series, and how good it was on past days."""
    from foresail.methods.forecast import WARNINGS

    seasons = sorted({int(s) for s in report["season"].to_list() if s > 1})
    found = ", ".join(map(str, seasons)) or say("none", "无")
    say_line = say(f"{report.height} series; season: {found}", f"{report.height} 个序列；季节：{found}")
    console().print(say_line, style="dim")
    counted = report["warnings"].explode().drop_nulls().value_counts(sort=True)
    for code, n in counted.iter_rows():
        words = WARNINGS.get(code)
        console().print(f"{n} × {words.in_(spoken()) if words is not None else code}", style="dim")
    if scores is not None:
        for row in scores.iter_rows(named=True):
            line = f"{row['method']}: WAPE {row['wape']:.1%}, sMAPE {row['smape']:.1f}, MASE {row['mase']:.3f}"
            console().print(line, style="dim")
