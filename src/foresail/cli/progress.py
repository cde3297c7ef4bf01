"""Progress of long jobs on the terminal; silent where the output is not a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from foresail.kernel.ports import Progress as ProgressPort


@contextmanager
def shown_progress() -> Iterator[ProgressPort]:
    """A progress that draws one line a step while it runs."""
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[note]}", style="dim"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not Console(stderr=True).is_terminal,
    )
    known: dict[str, TaskID] = {}

    def hear(step: str, done: float, note: str = "") -> None:
        if step not in known:
            known[step] = bars.add_task(step, total=1.0, note=note)
        bars.update(known[step], completed=min(max(done, 0.0), 1.0), note=note)

    with bars:
        yield hear
