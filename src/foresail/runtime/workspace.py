"""A workspace: one company's settings, loads, generations and what people enter, in one folder."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from foresail.kernel.ports import Clock, system_clock
from foresail.kernel.problem import InvalidInput
from foresail.kernel.settings import FILE_NAME, Settings, read_settings
from foresail.kernel.text import Text

if TYPE_CHECKING:
    from foresail.runtime.catalogue import Catalogue
    from foresail.state.store import State
    from foresail.warehouse.landing import Landing
    from foresail.warehouse.warehouse import Warehouse

FOLDERS = ("landing", "generations", "mappings", "results", "logs")


class Workspace:
    """An opened workspace.

    ::

        <workspace>/
          foresail.toml     settings, for people to read and change
          landing/          what was loaded, append-only
          generations/      what was built; CURRENT points at the one that is served
          mappings/         how each source's columns were mapped, editable
          results/          runs with other parameters than the defaults
          logs/             one file of JSON lines a build
          state.sqlite      what people enter

    Parameters
    ----------
    path
        The folder.
    settings
        What `foresail.toml` says.
    clock
        Tells the present moment.
    """

    def __init__(self, path: Path, settings: Settings, clock: Clock = system_clock) -> None:
        self.path = path
        self.settings = settings
        self.clock = clock

    @classmethod
    def init(cls, path: Path, settings: Settings | None = None, clock: Clock = system_clock) -> Workspace:
        """Make a workspace.

        Raises
        ------
        InvalidInput
            If there is one already, or the path is a file.
        """
        if (path / FILE_NAME).exists():
            raise InvalidInput(
                Text(en="There is a workspace already.", zh="该处已有工作区。"),
                where=str(path),
                next_step=Text(en="Open it, or choose another folder.", zh="请直接打开，或另选文件夹。"),
            )
        if path.exists() and not path.is_dir():
            raise InvalidInput(Text(en="This is a file, not a folder.", zh="这是文件，不是文件夹。"), where=str(path))
        for folder in FOLDERS:
            (path / folder).mkdir(parents=True, exist_ok=True)
        chosen = settings or Settings()
        (path / FILE_NAME).write_text(chosen.to_toml(), encoding="utf-8")
        return cls(path, chosen, clock)

    @classmethod
    def open(cls, path: Path, clock: Clock = system_clock) -> Workspace:
        """Open a workspace.

        Raises
        ------
        InvalidInput
            If the folder is no workspace, or its settings cannot be read.
        """
        if not (path / FILE_NAME).exists():
            raise InvalidInput(
                Text(
                    en="This folder is no workspace: it has no foresail.toml.",
                    zh="该文件夹不是工作区：缺少 foresail.toml。",
                ),
                where=str(path),
                next_step=Text(en=f"Make one: foresail init {path}", zh=f"新建工作区：foresail init {path}"),
            )
        settings = read_settings(path)
        for folder in FOLDERS:
            (path / folder).mkdir(exist_ok=True)
        return cls(path, settings, clock)

    @cached_property
    def warehouse(self) -> Warehouse:
        """Generations and their readers."""
        from foresail.warehouse.warehouse import Warehouse

        return Warehouse(self.path, self.clock)

    @property
    def landing(self) -> Landing:
        """What was loaded."""
        return self.warehouse.landing

    @cached_property
    def state(self) -> State:
        """What people enter; opened on first use."""
        from foresail.state.store import State

        return State(self.settings.state_url) if self.settings.state_url else State.in_folder(self.path)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Everything that is declared."""
        from foresail.runtime.discovery import discover

        return discover()

    @property
    def mappings(self) -> Path:
        """Where the mapping of each source stands."""
        return self.path / "mappings"

    def change_settings(self, **values: Any) -> Settings:
        """Change settings and write them down.

        Raises
        ------
        InvalidInput
            If a name or a value cannot be; nothing is then changed.
        """
        file = self.path / FILE_NAME
        before = file.read_text(encoding="utf-8")
        file.write_text(self.settings.model_copy(update=values).to_toml(), encoding="utf-8")
        try:
            self.settings = read_settings(self.path)
        except InvalidInput:
            file.write_text(before, encoding="utf-8")
            raise
        return self.settings

    def close(self) -> None:
        """Let go of what is open."""
        for name in ("warehouse", "state"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                opened.close()
