"""One call that makes the demo company and writes it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foresail.demo import truth as truths
from foresail.demo.export.faults import Faults
from foresail.demo.export.loads import MANIFEST, Load, Rhythm, write_all
from foresail.demo.world.company import build

UNTIL = date(2026, 10, 31)


@dataclass(frozen=True)
class DemoReport:
    """What was written.

    Attributes
    ----------
    folder, manifest
        The demo's folder and its list of loads.
    truth
        The folder with the truth, if it was written.
    loads
        In the order in which they are to be loaded.
    rows
        Rows of each canonical table as it really is on the last day.
    faults
        How many faults were put in or found, by kind.
    """

    folder: Path
    manifest: Path
    truth: Path | None
    seed: int
    scale: float
    until: date
    loads: tuple[Load, ...]
    rows: Mapping[str, int]
    faults: Mapping[str, int]


def generate(
    folder: Path,
    *,
    seed: int = 7,
    scale: float = 1.0,
    until: date = UNTIL,
    loads: Rhythm = "monthly",
    truth: bool = True,
    progress: Callable[[str, float], None] | None = None,
) -> DemoReport:
    """Make a seeded company with three years of history and write it as CRM and ERP exports.

    Parameters
    ----------
    folder
        Where to; made if needed. Files of an earlier run with the same names are replaced.
    seed
        The same seed gives the same bytes.
    scale
        Size of the company: 1 is about 3,000 accounts, 9,000 opportunities and 60,000 order lines.
    until
        The last day with data.
    loads
        How often the CRM is exported. Monthly and weekly loads hold every opportunity, daily ones (after the first)
        only those that changed. Everything else is exported once, on the last day.
    truth
        Whether to write what no export shows beside the exports, in `truth/`, for tests.
    progress
        Hears a stable step name and a share from 0 to 1.

    Returns
    -------
    DemoReport
        Counts and paths.

    Raises
    ------
    ValueError
        If `scale` is not positive.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     report = generate(Path(place), scale=0.01, truth=False)
    ...     len(report.loads), report.loads[0].folder
    (41, 'crm/2023-11-30')
    """
    if not scale > 0:
        raise ValueError(f"scale must be above 0, got {scale}; 1 is the usual company, 0.05 a small one for tests")
    tell = progress or _nobody
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    company = build(until, seed, scale, tell)
    faults = Faults(seed, scale)
    written = write_all(folder, company, loads, faults, tell)
    record = faults.frame()
    place = truths.write(folder, company, record, written) if truth else None
    tell("done", 1.0)
    kinds = record.group_by("kind", maintain_order=True).len()
    return DemoReport(
        folder=folder,
        manifest=folder / MANIFEST,
        truth=place,
        seed=seed,
        scale=scale,
        until=until,
        loads=tuple(written),
        rows={name: len(frame) for name, frame in company.tables.items()},
        faults=dict(zip(kinds["kind"].to_list(), kinds["len"].to_list(), strict=True)),
    )


def _nobody(step: str, done: float) -> None:
    """Progress that nobody listens to."""
