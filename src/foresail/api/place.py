"""What the running server holds: one workspace, its gate, its jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foresail.access.gate import Gate
from foresail.api.jobs import Jobs
from foresail.kernel.ports import Clock, system_clock

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace


class Place:
    """The server's own state, kept in `app.state.place`."""

    def __init__(self, workspace: Workspace, clock: Clock = system_clock) -> None:
        self.workspace = workspace
        self.gate = Gate(workspace.state, clock)
        self.jobs = Jobs(workspace.path)
