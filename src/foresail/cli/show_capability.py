"""What analyses there are, what can be set in them, and what backs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from rich.table import Table

from foresail.cli.show_result import console
from foresail.cli.words import say, spoken
from foresail.contracts.capability import Capability
from foresail.kernel.evidence import Evidence

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace


def list_capabilities(place: Workspace) -> None:
    """Every analysis with its question."""
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for capability in sorted(place.catalogue.capabilities.values(), key=lambda c: c.id):
        grid.add_row(capability.id, capability.title.in_(spoken()), capability.question.in_(spoken()))
    console().print(grid)


def show_params(capability: Capability) -> None:
    """Every parameter with its default, bounds and help."""
    grid = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for word in (say("option", "选项"), say("default", "默认"), say("unit", "单位"), say("meaning", "含义")):
        grid.add_column(word)
    for name, field in capability.params.model_fields.items():
        extra = field.json_schema_extra
        said = extra["foresail"] if isinstance(extra, dict) else {}
        help_text = said["help"].in_(spoken()) if isinstance(said, dict) and "help" in said else ""  # type: ignore[union-attr]
        unit = said["unit"].value if isinstance(said, dict) and "unit" in said else ""  # type: ignore[union-attr]
        grid.add_row("--" + name.replace("_", "-"), str(field.default), unit, help_text)
    console().print(grid)


def show_evidence(evidence: Evidence | None) -> None:
    """Method, baseline, back-test and verdict."""
    screen = console()
    if evidence is None:
        screen.print(say("There is no evidence: the analysis had not enough data.", "没有依据：数据不足。"))
        return
    screen.print(evidence.verdict.in_(spoken()), style="bold")
    screen.print(say("Method: ", "方法：") + evidence.method.in_(spoken()))
    screen.print(say("Baseline: ", "基准：") + evidence.baseline.in_(spoken()))
    screen.print(
        say(f"Tested on {evidence.n:,} rows", f"检验样本 {evidence.n:,} 行")
        + (f" · {evidence.tested_on}" if evidence.tested_on else "")
    )
    for measure in evidence.measures:
        screen.print(
            f"  {set_cell_size(measure.title.in_(spoken()), 52)}{measure.value:>12.4f}   "
            + say("baseline", "基准")
            + f" {measure.baseline:.4f}"
        )
    for note in evidence.notes:
        screen.print("※ " + note.in_(spoken()), style="dim")
