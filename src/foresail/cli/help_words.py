"""The words that the help itself uses, in the language of the terminal."""

from __future__ import annotations

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup, TyperOption

from foresail.cli.words import say


def speak_help() -> None:
    """Head the panels of `--help` in the language of the terminal; Typer knows them in English only."""
    rich_utils.ARGUMENTS_PANEL_TITLE = say("Arguments", "参数")
    rich_utils.OPTIONS_PANEL_TITLE = say("Options", "选项")
    rich_utils.COMMANDS_PANEL_TITLE = say("Commands", "命令")
    rich_utils.DEFAULT_STRING = say("[default: {}]", "[默认：{}]")
    rich_utils.ENVVAR_STRING = say("[env var: {}]", "[环境变量：{}]")
    rich_utils.REQUIRED_LONG_STRING = say("[required]", "[必填]")


def _told(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = say("Show this text and end.", "显示本说明并退出。")
    return option


class Command(TyperCommand):
    """A command whose `--help` explains itself in the language of the terminal."""

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The option that shows the help."""
        return _told(super().get_help_option(ctx))


class Group(TyperGroup):
    """The same for the list of commands."""

    def get_help_option(self, ctx: typer.Context) -> TyperOption | None:  # type: ignore[override]
        """The option that shows the help."""
        return _told(super().get_help_option(ctx))
