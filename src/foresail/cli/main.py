"""`foresail`: the entry of the command line, and how problems end it."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from foresail.cli.commands import register
from foresail.cli.help_words import Group, speak_help
from foresail.cli.words import say, spoken
from foresail.kernel.problem import Cancelled, Forbidden, InvalidInput, Problem, StorageFull
from foresail.kernel.text import Text, same

EXIT_STATUS = say(
    "Exit: 0 done · 2 wrong input · 3 please confirm the mapping · 4 not found · 5 not enough data · 6 not allowed · "
    "7 a build is running · 8 stopped by a quality rule · 9 too large · 10 disk full · 11 damaged · 130 cancelled.",
    "退出码：0 完成 · 2 输入有误 · 3 请确认列映射 · 4 未找到 · 5 数据不足 · 6 没有权限 · 7 正在构建 · "
    "8 被质量规则拦截 · 9 超出限制 · 10 磁盘已满 · 11 文件损坏 · 130 已取消。",
)

speak_help()
app = typer.Typer(
    name="foresail",
    cls=Group,
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
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = app(args=given, prog_name="foresail", standalone_mode=False)
    except Problem as problem:
        return _end(problem)
    except TyperException as error:
        return _usage(error)
    except (typer.Abort, KeyboardInterrupt):
        result = Cancelled.exit_status
    except BrokenPipeError:
        # The reader went away: nothing more may be flushed to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _end(_disk(error))
    if result == Cancelled.exit_status:  # Typer turns Ctrl-C into this number, without a word
        return _end(Cancelled(Text(en="Stopped. What was published before stays.", zh="已停止，此前发布的内容不变。")))
    return result if isinstance(result, int) else 0


def _end(problem: Problem) -> int:
    print(problem.render(spoken()), file=sys.stderr)  # noqa: T201 - the last word of the command line
    return problem.exit_status


def _usage(error: TyperException) -> int:
    """A command line that cannot be understood: what is wrong, and where to read on."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "foresail"
    return _end(
        InvalidInput(
            same(error.format_message()),
            next_step=Text(en=f"See {command} --help", zh=f"请看 {command} --help"),
        )
    )


def _disk(error: OSError) -> Problem:
    """What the operating system refused, in words."""
    place = str(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        step = Text(en="Make room and try again.", zh="请清理空间后重试。")
        return StorageFull(Text(en="The disk is full.", zh="磁盘已满。"), where=place, next_step=step)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Forbidden(
            Text(en="This place may not be read or written.", zh="该位置不允许读取或写入。"),
            where=place,
            next_step=Text(
                en="Allow it for your user, or choose another folder.", zh="请为当前用户开放权限，或另选文件夹。"
            ),
        )
    said = error.strerror or type(error).__name__
    return InvalidInput(Text(en=f"The system refused: {said}.", zh=f"系统拒绝：{said}。"), where=place)


if __name__ == "__main__":
    sys.exit(main())
