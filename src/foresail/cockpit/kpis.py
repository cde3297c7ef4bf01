"""A row of numbers: value, change, spark line, and how far the target is reached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from foresail.cockpit.frames import common_dimensions, trailing_start, unknown_to_segments
from foresail.cockpit.scene import Scene, both
from foresail.contracts.block import BlockData, Empty, KpiValue
from foresail.contracts.page import Kpi, Kpis
from foresail.contracts.query import Condition, Filter, Operator, Query, Result, ResultColumn, RowsQuery, json_value
from foresail.kernel.calendar import Calendar, Grain
from foresail.kernel.text import Text
from foresail.metrics import query, select
from foresail.metrics.registry import METRICS

SPARK_PERIODS = 12
Spark = tuple[tuple[str, Any], ...]
_GRAIN_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def fill_kpis(block: Kpis, scene: Scene) -> BlockData:
    """Every number of the row, each with its own filters as far as its metric knows them."""
    items = tuple(item for item in block.items if item.metric in METRICS)
    refused = _refused(items, scene)
    told = tuple(item for item in items if item.metric not in refused)
    now, sparks = _numbers(told, scene), _sparks(told, scene)
    values = tuple(
        refused.get(item.metric) or _value(item, now[item.metric], sparks.get(item, ()), scene) for item in items
    )
    if not told and values:
        return BlockData(status="empty", empty=Empty(why=values[0].why or Text(en="", zh="")), kpis=values)
    if all(v.value is None for v in values):
        why = Text(en="Nothing happened in this period.", zh="此期间没有发生任何业务。")
        step = Text(
            en="Choose a longer period, or load the data that is missing.", zh="请选择更长的期间，或载入缺少的数据。"
        )
        return BlockData(status="empty", empty=Empty(why=why, next_step=step), kpis=values)
    return BlockData(kpis=values, currency=scene.reader.base_currency)


def _refused(items: tuple[Kpi, ...], scene: Scene) -> dict[str, KpiValue]:
    """The numbers that cannot be told of a segment, with the reason."""
    found: dict[str, KpiValue] = {}
    for name in (item.metric for item in items):
        if (problem := unknown_to_segments(name, scene.filters)) is not None:
            metric = METRICS[name]
            column = ResultColumn(name=name, title=metric.title, unit=metric.unit, role="metric", good=metric.good)
            found[name] = KpiValue(metric=name, column=column, why=problem.what)
    return found


def _value(item: Kpi, result: Result, spark: Spark, scene: Scene) -> KpiValue:
    span = scene.period
    row = result.records()[0] if result.rows else {}
    value = row.get(item.metric)
    target, target_of = _target(item.metric, scene) if item.target else (None, None)
    return KpiValue(
        metric=item.metric,
        column=_column(result, item.metric),
        value=json_value(value),
        before=json_value(row.get(f"{item.metric}_before")),
        change=json_value(row.get(f"{item.metric}_change")),
        target=json_value(target),
        target_of=target_of,
        attainment=float(value / target) if value is not None and target else None,
        spark=spark,
        rows=RowsQuery(
            metric=item.metric,
            where=_where(item.metric, scene),
            start=span.start,
            end=span.last_day,
            currency=scene.filters.currency,
        ),
    )


def _where(metric: str, scene: Scene) -> Filter | None:
    return scene.filters.condition(common_dimensions((metric,)))


def _column(result: Result, name: str) -> ResultColumn:
    return next(c for c in result.columns if c.name == name)


def _numbers(items: tuple[Kpi, ...], scene: Scene) -> dict[str, Result]:
    """The answer in which each metric stands: one question for all that take the same filters."""
    span = scene.period
    found: dict[str, Result] = {}
    for where, metrics in _alike({item.metric: _where(item.metric, scene) for item in items}):
        asked = Query(
            metrics=metrics,
            where=where,
            start=span.start,
            end=span.last_day,
            compare=scene.filters.compare,
            currency=scene.filters.currency,
        )
        answer = query(scene.reader, asked, scene.viewer, scene.calendar)
        found |= dict.fromkeys(metrics, answer)
    return found


def _sparks(items: tuple[Kpi, ...], scene: Scene) -> dict[Kpi, Spark]:
    """The last periods of each number that shows them: one question for all of the same grain and filters."""
    found: dict[Kpi, Spark] = {}
    for grain in {item.spark for item in items if item.spark}:
        drawn = [item for item in items if item.spark is grain]
        for where, metrics in _alike({item.metric: _where(item.metric, scene) for item in drawn}):
            asked = Query(
                metrics=metrics,
                grain=grain,
                where=where,
                start=trailing_start(scene, grain, SPARK_PERIODS),
                end=scene.period.last_day,
                currency=scene.filters.currency,
            )
            rows = query(scene.reader, asked, scene.viewer, scene.calendar).records()
            for item in drawn:
                if item.metric in metrics:
                    found[item] = tuple((json_value(r["period"]), json_value(r[item.metric])) for r in rows)
    return found


def _alike(wanted: dict[str, Filter | None]) -> list[tuple[Filter | None, tuple[str, ...]]]:
    """Metrics by their filter."""
    groups: dict[Filter | None, list[str]] = {}
    for metric, where in wanted.items():
        groups.setdefault(where, []).append(metric)
    return [(where, tuple(metrics)) for where, metrics in groups.items()]


def _target(metric: str, scene: Scene) -> tuple[Decimal | None, Text | None]:
    """The target of the whole months that the page's period touches, for whom the filters name; and which these are."""
    scope, ids = _scope(scene)
    if scope is None or "target" not in scene.reader.tables():
        return None, None
    span = scene.period
    conditions: list[Filter] = [
        Condition(field="metric", operator=Operator.EQ, values=(metric,)),
        Condition(field="scope", operator=Operator.EQ, values=(scope,)),
    ]
    if ids:
        conditions.append(Condition(field="scope_id", operator=Operator.IN, values=ids))
    found = select(
        scene.reader, "target", ("starts_on", "grain", "value"), both(*conditions), (), 10_000, 0, scene.viewer
    ).records()
    first = scene.calendar.floor(span.start, Grain.MONTH)
    for grain, months in _GRAIN_MONTHS.items():
        rows = [r for r in found if r["grain"] == grain and _touches(r["starts_on"], months, first, span.end)]
        parts = [r["value"] for r in rows if r["value"] is not None]
        if rows:
            begins = [r["starts_on"] for r in rows]
            last = scene.calendar.shift(max(begins), Grain.MONTH, months - 1)
            return (sum(parts, Decimal(0)), _named(min(begins), last, scene.calendar)) if any(parts) else (None, None)
    return None, None


def _named(first: date, last: date, calendar: Calendar) -> Text:
    """What a target from one month to another is called."""
    (en, zh), (end_en, end_zh) = (
        (calendar.label(day, Grain.MONTH, "en"), calendar.label(day, Grain.MONTH, "zh")) for day in (first, last)
    )
    alone = first == last
    return Text(
        en=f"Target {en}" if alone else f"Target {en} – {end_en}", zh=f"{zh}目标" if alone else f"{zh}至{end_zh}目标"
    )


def _touches(starts_on: date, months: int, first: date, end: date) -> bool:
    """Monthly targets count when their month is touched; longer ones only when they begin with the period."""
    return first <= starts_on < end if months == 1 else starts_on == first


def _scope(scene: Scene) -> tuple[str | None, tuple[str, ...]]:
    picked = {name: values for name, values in scene.filters.picked.items() if values}
    if scene.filters.where is not None or scene.filters.segment is not None or scene.filters.currency:
        return None, ()
    if not picked and scene.viewer.rows.sees_everything:
        return "company", ()
    if not picked and scene.viewer.rows.owners:
        return "representative", tuple(sorted(scene.viewer.rows.owners))
    if set(picked) == {"owner"}:
        return "representative", picked["owner"]
    return ("team", picked["team"]) if set(picked) == {"team"} else (None, ())
