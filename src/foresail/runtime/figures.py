"""People's own figures beside the forecasts: who, when, why; what was said before, and how good it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from foresail.kernel.problem import InvalidInput, NotFound, closest_names
from foresail.kernel.text import Text
from foresail.kernel.viewer import Viewer
from foresail.runtime.issuing import SERIES, SPLITS, coming, issued_now
from foresail.runtime.running import WHOLE
from foresail.state.ledgers import ForecastLedger

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace
    from foresail.warehouse.warehouse import Reader

ADJUSTED = "forecast.adjustment"
ADJUSTABLE = {"forecast.series": SERIES, "forecast.revenue": SPLITS}
"""Capability → its table whose series people may set a figure of their own beside; the first that has it counts."""


def adjust(
    ws: Workspace, viewer: Viewer, *, series: str, period: date, value: float, reason: str, beside: str = ""
) -> Mapping[str, Any]:
    """Record a person's own figure for a coming period of a series that was forecast.

    Parameters
    ----------
    viewer
        Who says so; needs the scope `forecast:adjust`, and sees the series.
    value
        In the base currency.
    reason
        Why; must not be empty.
    beside
        The capability whose forecast the person looked at; empty: the first that forecasts the series.

    Raises
    ------
    NotFound
        If the viewer sees no such series or period.
    InvalidInput
        If there is no reason, or no such forecast.
    """
    if len(reason.strip()) < 3:
        raise InvalidInput(
            Text(en="An adjustment needs a reason.", zh="调整需要填写理由。"),
            where="reason",
            next_step=Text(
                en="Say in a sentence what the forecast cannot know.", zh="请用一句话说明预测所不知道的情况。"
            ),
        )
    with ws.warehouse.reader() as reader:
        found = (r for table in _tables(beside) for r in coming(reader, table, viewer, series))
        seen = [r for r in found if r["period"] == period.isoformat()]
        if not seen:
            raise NotFound(
                Text(en="There is no such coming period of a series.", zh="没有该预测对象的这一未来时期。"),
                where=f"{series} {period}",
                next_step=Text(
                    en="Take a series and period of the workbench or of the revenue forecast.",
                    zh="请从预测工作台或收入预测中选择预测对象与时期。",
                ),
            )
        row = {**seen[0], "model": seen[0]["forecast"], "forecast": value, "method": "adjusted", "person": viewer.name}
        row |= {"lo_80": None, "hi_80": None, "reason": reason.strip()}
        params = {"series": series, "period": period.isoformat(), "by": viewer.user_id, "at": ws.clock().isoformat()}
        ForecastLedger(ws.state).issue(issued_now(ws, reader, ADJUSTED, params, viewer.user_id, [row]))
    return row


def _tables(beside: str) -> tuple[str, ...]:
    if not beside:
        return tuple(ADJUSTABLE.values())
    if beside not in ADJUSTABLE:
        raise InvalidInput(
            Text(en=f"People set no figures beside “{beside}”.", zh=f"“{beside}”不接受本人预测。"),
            where="beside",
            closest=closest_names(beside, ADJUSTABLE) or tuple(ADJUSTABLE),
        )
    return (ADJUSTABLE[beside],)


def adjustments(ws: Workspace, viewer: Viewer) -> list[dict[str, Any]]:
    """What people have entered, newest first; only of series that the viewer sees.

    `actual` is what came, once the period is over and the build knows it.
    """
    said = ForecastLedger(ws.state).of(ADJUSTED)
    if not said:
        return []
    with ws.warehouse.reader() as reader:
        seen = _series(reader, viewer)
        found = [
            {**row, "issued_at": issued.issued_at.isoformat(), "mine": issued.issuer == viewer.user_id}
            for issued in reversed(said)
            for row in issued.rows
            if row["series"] in seen
        ]
        came = _came(reader, viewer) if any(_is_over(row, reader.as_of) for row in found) else {}
    return [{**row, "actual": came.get((row["series"], row["period"]))} for row in found]


def record(said: list[dict[str, Any]]) -> dict[str, Any]:
    """How good a person's own figures were, of those whose period is over: the last word said on each counts.

    Gives their number, how many were closer than the forecast they stood beside, both errors (sum of absolute errors ÷
    sum of actuals) and the bias; errors are None where nothing has come due.
    """
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for row in said:
        if row["mine"] and row["actual"] is not None:
            last.setdefault((row["series"], row["period"]), row)  # newest first
    rows = list(last.values())
    total = sum(abs(r["actual"]) for r in rows)

    def share(values: list[float]) -> float | None:
        return sum(values) / total if total else None

    own = [r["forecast"] - r["actual"] for r in rows]
    engine = [r["model"] - r["actual"] for r in rows]
    return {
        "n": len(rows),
        "closer": sum(abs(a) < abs(b) for a, b in zip(own, engine, strict=True)),
        "error": share([abs(v) for v in own]),
        "engine_error": share([abs(v) for v in engine]),
        "bias": share(own),
    }


def _is_over(row: Mapping[str, Any], as_of: date) -> bool:
    return date.fromisoformat(str(row["period"])) < as_of.replace(day=1)


def _series(reader: Reader, viewer: Viewer) -> set[str]:
    """The series with coming periods that a viewer sees."""
    known = exp.column("mean").is_(exp.null()).not_()
    queries = [
        exp.select("series").distinct().from_(table).where(known)
        for table in ADJUSTABLE.values()
        if table in reader.tables()
    ]
    return {row["series"] for query in queries for row in reader.ask(query, {}, viewer, WHOLE).to_pylist()}


def _came(reader: Reader, viewer: Viewer) -> dict[tuple[str, str], float]:
    """(series, period) → what came, as far as the viewer sees it."""
    if SERIES not in reader.tables():
        return {}
    known = exp.column("actual").is_(exp.null()).not_()
    query = exp.select("series", "period", "actual").from_(SERIES).where(known)
    rows = reader.ask(query, {}, viewer, WHOLE).to_pylist()
    return {(r["series"], r["period"].isoformat()): float(r["actual"]) for r in rows if r["period"] < reader.as_of}
