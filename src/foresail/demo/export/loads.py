"""Lays a company out as dated loads, system by system, with a manifest that says what was taken when."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import polars as pl

from foresail.demo.clock import DAY, ZONE_HOURS, Timeline
from foresail.demo.export import crm, erp, others
from foresail.demo.export.faults import Faults
from foresail.demo.export.sheet import Sheet, render
from foresail.demo.export.writer import write
from foresail.demo.world.company import Company
from foresail.demo.world.pipeline import opportunities

Rhythm = Literal["monthly", "weekly", "daily"]
MANIFEST = "foresail-demo.json"
OLD_LOADS = 12
"""The first loads are from before the CRM learnt UTF-8."""
LAST_MINUTE = DAY - 1
SYSTEMS = ("erp", "marketing", "service", "hr", "finance")


@dataclass(frozen=True)
class Load:
    """One load of the manifest.

    Attributes
    ----------
    folder
        Relative to the demo's folder.
    source
        The system that was exported.
    taken_at
        When, in UTC.
    complete
        Whether what isn't in it no longer exists; otherwise it holds only what changed since the load before.
    """

    folder: str
    source: str
    taken_at: datetime
    complete: bool


def load_days(clock: Timeline, rhythm: Rhythm) -> list[int]:
    """Day numbers of the CRM's loads; the last one is the last day."""
    if rhythm == "monthly":
        return clock.month_ends()
    if rhythm == "weekly":
        sundays = list(range(clock.start - clock.start % 7 + 6, clock.days, 7))
        return sundays if sundays[-1] == clock.days - 1 else [*sundays, clock.days - 1]
    return list(range(clock.start, clock.days))


def write_all(
    folder: Path, company: Company, rhythm: Rhythm, faults: Faults, tell: Callable[[str, float], None]
) -> list[Load]:
    """Write every load and the manifest; gives the loads in order."""
    loads = _opportunity_loads(folder, company, rhythm, faults, tell)
    clock = company.time
    last = clock.until.isoformat()
    for sheet in (*crm.SHEETS, *erp.SHEETS, *others.SHEETS):
        shown = faults.spoil(sheet, render(sheet, company.tables[sheet.table]))
        write(folder / sheet.source / last / sheet.file, shown, sheet.encoding)
    loads += [Load(f"{s}/{last}", s, _taken(clock, clock.days - 1), True) for s in SYSTEMS]
    rows = [{**asdict(x), "taken_at": x.taken_at.isoformat().replace("+00:00", "Z")} for x in loads]
    (folder / MANIFEST).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return loads


def _taken(clock: Timeline, day: int) -> datetime:
    """The end of a local day."""
    local = datetime.combine(clock.origin + timedelta(days=day), time(23, 59), tzinfo=UTC)
    return local - timedelta(hours=ZONE_HOURS)


def _opportunity_loads(
    folder: Path, company: Company, rhythm: Rhythm, faults: Faults, tell: Callable[[str, float], None]
) -> list[Load]:
    """All opportunities as they stood on each load's day; daily loads hold only those that changed."""
    clock, sheet = company.time, crm.OPPORTUNITY
    blank = faults.no_currency(company.tables["opportunity"], sheet)
    faults.passed_dates(company.tables["opportunity"], sheet, pl.lit(clock.until))
    loads: list[Load] = []
    days = load_days(clock, rhythm)
    for number, day in enumerate(days):
        state = opportunities(company.view, day * DAY + LAST_MINUTE)
        partial = rhythm == "daily" and number > 0
        if partial:
            state = state.filter(pl.col("modified_at") > loads[-1].taken_at)
        on = (clock.origin + timedelta(days=day)).isoformat()
        shown = _without_currency(sheet, render(sheet, state), blank)
        write(folder / "crm" / on / sheet.file, shown, "gb18030" if number < OLD_LOADS else sheet.encoding)
        loads.append(Load(f"crm/{on}", "crm", _taken(clock, day), not partial))
        tell("loads", (number + 1) / len(days))
    return loads


def _without_currency(sheet: Sheet, shown: pl.DataFrame, blank: set[str]) -> pl.DataFrame:
    header = sheet.header("currency")
    hidden = pl.col(sheet.header("opportunity_id")).is_in(sorted(blank))
    return shown.with_columns(pl.when(~hidden).then(pl.col(header)).alias(header))
