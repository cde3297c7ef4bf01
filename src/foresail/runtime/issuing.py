"""Forecasts as issued: after each build they are written into the ledger for ever; what has come due is read back.

The ledger is never changed. A build writes what its capabilities said about coming periods; a person's own figure is
written beside it (`figures`), and is judged like any other method once the period has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlglot import exp

from foresail import __version__
from foresail.kernel.viewer import LOCAL, Viewer
from foresail.runtime.capability.sources import polars
from foresail.runtime.declarations.tables import ISSUED_COLUMNS
from foresail.runtime.running import WHOLE
from foresail.state.ledgers import ForecastLedger
from foresail.state.records import IssuedForecast

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace
    from foresail.warehouse.build import BuildSession
    from foresail.warehouse.warehouse import Reader

MACHINE = "build"
SERIES = "forecast_series_points"
REVENUE = "forecast_revenue_monthly"
SPLITS = "forecast_revenue_splits"
_TYPES: dict[str, Any] = {"BIGINT": pl.Int64, "DATE": pl.Date, "DOUBLE": pl.Float64, "VARCHAR": pl.String}
SCHEMA = {name: _TYPES[kind] for name, kind in ISSUED_COLUMNS.items()}


def write_due(ws: Workspace, session: BuildSession, as_of: date) -> None:
    """The table `issued_forecast` of a build: what was issued for periods that began before the month of the day."""
    frame = due(ws, as_of)
    recipe = str(frame.hash_rows(seed=1).sum()) + repr(frame.shape)
    session.frame("issued_forecast", lambda: frame, recipe=recipe, inputs=(), types=ISSUED_COLUMNS)


def due(ws: Workspace, as_of: date) -> pl.DataFrame:
    """Forecasts issued before the day for periods that are over; so a build that is repeated finds the same."""
    first = as_of.replace(day=1)
    rows = [
        row
        for number, issued in enumerate(ForecastLedger(ws.state).everything())
        for row in _rows(number, issued)
        if row["period"] < first and row["issued_on"] <= as_of
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _rows(number: int, issued: IssuedForecast) -> Iterator[dict[str, Any]]:
    for row in issued.rows:
        plain = {name: row.get(name) for name in SCHEMA}
        # A forecast counts as issued on the day of the data that it knew: a build may come late.
        day = date.fromisoformat(issued.as_of)
        period = date.fromisoformat(str(row["period"]))
        yield {
            **plain,
            "issue": number,
            "issued_on": day,
            "as_of": day,
            "capability_id": issued.capability_id,
            "period": period,
        }


def issue_forecasts(ws: Workspace) -> int:
    """Write what the current generation says about coming periods into the ledger; gives the number of forecasts.

    The same data, code and parameters are written once, however often they are built.
    """
    ledger, written = ForecastLedger(ws.state), 0
    with ws.warehouse.reader() as reader:
        for capability_id, table in (("forecast.series", SERIES), ("forecast.revenue", REVENUE)):
            if table in reader.tables():
                rows = coming(reader, table)
                written += int(bool(rows) and ledger.issue(issued_now(ws, reader, capability_id, {}, MACHINE, rows)))
    return written


def issued_now(
    ws: Workspace, reader: Reader, capability_id: str, params: dict[str, Any], issuer: str, rows: list[dict[str, Any]]
) -> IssuedForecast:
    return IssuedForecast(
        issued_at=ws.clock(),
        capability_id=capability_id,
        as_of=reader.as_of.isoformat(),
        data_hash=reader.info.get("data_hash", ""),
        code_version=__version__,
        params=params,
        issuer=issuer,
        rows=rows,
    )


def coming(reader: Reader, table: str, viewer: Viewer = LOCAL, series: str = "") -> list[dict[str, Any]]:
    """The coming periods of a table of forecasts that a viewer sees, as rows of the ledger; of one series or of all."""
    if table not in reader.tables():
        return []
    query = exp.select("*").from_(table).where(exp.column("mean").is_(exp.null()).not_())
    if series:
        query = query.where(exp.EQ(this=exp.column("series"), expression=exp.Placeholder(this="series")))
    found = polars(reader.ask(query, {"series": series} if series else {}, viewer, WHOLE))
    plain = found.sort("period")
    first: date | None = plain["period"].min()  # type: ignore[assignment]
    rows = []
    for r in plain.iter_rows(named=True):
        ahead = (r["period"].year - first.year) * 12 + r["period"].month - first.month if first else 0
        rows.append(
            {
                "method": "engine" if table == SERIES else "revenue",
                "metric": r.get("metric") or "net_revenue",
                "series": r.get("series") or "company",
                "level": r.get("level") or "company",
                "owner_id": r.get("owner_id"),
                "period": r["period"].isoformat(),
                "horizon": ahead + 1,
                "forecast": float(r["mean"]),
                **{name: _float(r.get(name)) for name in ("lo_80", "hi_80", "baseline")},
            }
        )
    return rows


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
