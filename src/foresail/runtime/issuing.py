"""Forecasts as issued: after each build they are written into the ledger for ever; what has come due is read back.

The ledger is never changed. A build writes what its capabilities said about coming periods; a person's adjustment is
written beside it with the reason, and is judged like any other method once the period has come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from sqlglot import exp

from foresail import __version__
from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.text import Text
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

ADJUSTED = "forecast.adjustment"
MACHINE = "build"
SERIES = "forecast_series_points"
REVENUE = "forecast_revenue_monthly"
SPLITS = "forecast_revenue_splits"
ADJUSTABLE = (SERIES, SPLITS)
"""Tables whose series people may set a figure of their own beside; the first that has the series counts."""
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
                rows = _coming(reader, table)
                written += int(bool(rows) and ledger.issue(_issued(ws, reader, capability_id, {}, MACHINE, rows)))
    return written


def adjust(ws: Workspace, viewer: Viewer, *, series: str, period: date, value: float, reason: str) -> Mapping[str, Any]:
    """Record a person's own figure for a coming period of a series that the engine forecast.

    Parameters
    ----------
    viewer
        Who says so; needs the scope `forecast:adjust`, and sees the series.
    value
        In the base currency.
    reason
        Why; must not be empty.

    Raises
    ------
    NotFound
        If the viewer sees no such series or period.
    InvalidInput
        If there is no reason.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput(
            Text(en="An adjustment needs a reason.", zh="调整需要填写理由。"),
            where="reason",
            next_step=Text(
                en="Say in a sentence what the engine cannot know.", zh="请用一句话说明引擎无法得知的情况。"
            ),
        )
    with ws.warehouse.reader() as reader:
        found = (r for table in ADJUSTABLE for r in _coming(reader, table, viewer, series))
        seen = [r for r in found if r["period"] == period.isoformat()]
        if not seen:
            raise NotFound(
                Text(en="There is no such coming period of a series.", zh="没有该序列的这一未来时期。"),
                where=f"{series} {period}",
                next_step=Text(
                    en="Take a series and period of the workbench or of the revenue forecast.",
                    zh="请从预测工作台或收入预测中选择序列与时期。",
                ),
            )
        row = {**seen[0], "model": seen[0]["forecast"], "forecast": value, "method": "adjusted", "person": viewer.name}
        row |= {"lo_80": None, "hi_80": None, "reason": reason.strip()}
        params = {"series": series, "period": period.isoformat(), "by": viewer.user_id, "at": ws.clock().isoformat()}
        ForecastLedger(ws.state).issue(_issued(ws, reader, ADJUSTED, params, viewer.user_id, [row]))
    return row


def adjustments(ws: Workspace, viewer: Viewer) -> list[dict[str, Any]]:
    """What people have entered for periods still to come, newest first; only of series that the viewer sees."""
    with ws.warehouse.reader() as reader:
        seen = {(r["series"], r["period"]) for table in ADJUSTABLE for r in _coming(reader, table, viewer)}
    found = ForecastLedger(ws.state).of(ADJUSTED)
    return [
        {**row, "issued_at": issued.issued_at.isoformat()}
        for issued in reversed(found)
        for row in issued.rows
        if (row["series"], row["period"]) in seen
    ]


def _issued(
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


def _coming(reader: Reader, table: str, viewer: Viewer = LOCAL, series: str = "") -> list[dict[str, Any]]:
    """The coming periods of a table of forecasts, as rows of the ledger."""
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
