"""`foresail`: the entry of the command line, and how problems end it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click
import typer

from foresail.cli.commands import register
from foresail.cli.words import say, spoken
from foresail.kernel.problem import Problem

EXIT_STATUS = say(
    "Exit: 0 done · 2 wrong input · 3 please confirm the mapping · 4 not found · 5 not enough data · 6 not allowed · "
    "7 a build is running · 8 stopped by a quality rule · 9 too large · 10 disk full · 11 damaged · 130 cancelled.",
    "退出码：0 完成 · 2 输入有误 · 3 请确认列映射 · 4 未找到 · 5 数据不足 · 6 没有权限 · 7 正在构建 · "
    "8 被质量规则拦截 · 9 超出限制 · 10 磁盘已满 · 11 文件损坏 · 130 已取消。",
)

app = typer.Typer(
    name="foresail",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=say(
        "A folder of exports in, a sales strategy out. Start with: foresail demo",
        "放入一个导出文件夹，得到一份销售策略。从这里开始：foresail demo",
    ),
    epilog=EXIT_STATUS,
)
register(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    try:
        result = app(args=None if arguments is None else list(arguments), standalone_mode=False)
    except Problem as problem:
        print(problem.render(spoken()), file=sys.stderr)  # noqa: T201 - the last word of the command line
        return problem.exit_status
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
