"""What is really so in the demo company. For tests only: no analysis may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from foresail.demo.clock import DAY
from foresail.demo.export.loads import LAST_MINUTE, Load
from foresail.demo.world.company import Company
from foresail.demo.world.marketing import CARRY_OVER, CEILING, CHANNELS, HALF_SATURATION, PAID
from foresail.demo.world.pipeline import opportunities

FOLDER = "truth"
TABLES = "tables"


@dataclass(frozen=True)
class Truth:
    """The truth beside a demo's exports.

    Attributes
    ----------
    folder
        Where it lies.
    until
        The last day with data.
    channel_response
        Carry-over, half saturation and ceiling of each paid channel.
    """

    folder: Path
    until: date
    channel_response: dict[str, dict[str, float]]

    def table(self, name: str) -> pl.DataFrame:
        """A canonical table as it really is on the last day (ids without a source's prefix)."""
        return pl.read_parquet(self.folder / TABLES / f"{name}.parquet")

    def fact(self, name: str) -> pl.DataFrame:
        """What no export shows; `facts` lists the names."""
        return pl.read_parquet(self.folder / f"{name}.parquet")

    @property
    def tables(self) -> list[str]:
        """Names of the canonical tables."""
        return sorted(p.stem for p in (self.folder / TABLES).glob("*.parquet"))

    @property
    def facts(self) -> list[str]:
        """Names of the facts."""
        return sorted(p.stem for p in self.folder.glob("*.parquet"))

    def opportunities_on(self, day: date) -> pl.DataFrame:
        """The opportunities as they stood at the end of a month's last day."""
        frame = pl.scan_parquet(self.folder / "opportunity_snapshot.parquet")
        return frame.filter(pl.col("on_date") == day).drop("on_date").collect()

    def win_odds_on(self, day: date) -> pl.DataFrame:
        """True odds of each deal open at the end of a month's last day, and how it ended."""
        return self.fact("win_odds").filter(pl.col("on_date") == day)

    @property
    def faults(self) -> pl.DataFrame:
        """Every fault in the exports: kind, table, file, row, column, what is shown and what is true."""
        return self.fact("faults")


def read(folder: Path) -> Truth:
    """Read the truth of a generated demo.

    Parameters
    ----------
    folder
        The folder that `generate` wrote to.

    Raises
    ------
    FileNotFoundError
        If the demo was made without its truth.
    """
    place = Path(folder) / FOLDER
    about = json.loads((place / "about.json").read_text(encoding="utf-8"))
    return Truth(place, date.fromisoformat(about["until"]), about["channel_response"])


def write(folder: Path, company: Company, faults: pl.DataFrame, loads: list[Load]) -> Path:
    """Write the truth beside the exports; gives its folder."""
    place = folder / FOLDER
    (place / TABLES).mkdir(parents=True, exist_ok=True)
    for name, frame in company.tables.items():
        frame.write_parquet(place / TABLES / f"{name}.parquet")
    for name, frame in company.truth.items():
        frame.write_parquet(place / f"{name}.parquet")
    faults.write_parquet(place / "faults.parquet")
    _snapshots(company).write_parquet(place / "opportunity_snapshot.parquet")
    response = {
        channel: {"carry_over": a, "half_saturation": b, "ceiling_leads_per_week": c}
        for channel, a, b, c in zip(CHANNELS[:PAID], CARRY_OVER, HALF_SATURATION, CEILING, strict=True)
    }
    about = {"until": company.time.until.isoformat(), "loads": len(loads), "channel_response": response}
    (place / "about.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return place


def _snapshots(company: Company) -> pl.DataFrame:
    """The pipeline at every month's end."""
    clock = company.time
    return pl.concat(
        [
            opportunities(company.view, day * DAY + LAST_MINUTE).with_columns(
                on_date=pl.lit(clock.origin + timedelta(days=day))
            )
            for day in clock.month_ends()
        ]
    )
