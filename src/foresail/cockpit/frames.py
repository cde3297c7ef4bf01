"""The rows of a block: from the metric compiler, from outputs, or from stored tables, always through the one door."""

from __future__ import annotations

from datetime import date

from foresail.cockpit.scene import Filters, Scene, both
from foresail.cockpit.searching import search_in
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import rows_of_view
from foresail.contracts.page import Data, MetricData, OutputData, TableData
from foresail.contracts.query import Query, Result
from foresail.kernel.calendar import Grain
from foresail.metrics import query, select
from foresail.metrics.customer.refusing import NotPerCustomer, not_per_customer
from foresail.metrics.registry import METRICS, dimensions_of


def metric_query(data: MetricData, scene: Scene) -> Query:
    """The query of a metric block with the page's period and filters put in.

    Raises
    ------
    NotPerCustomer
        If a segment is asked of a metric that does not know customers: a number of everybody would mislead there.
    """
    wanted = data.query
    known = common_dimensions(wanted.metrics)
    for name in wanted.metrics:
        if (refused := unknown_to_segments(name, scene.filters)) is not None:
            raise refused
    changes: dict[str, object] = {"where": both(wanted.where, scene.filters.condition(known))}
    if data.follow_period:
        span = scene.period
        changes |= {"start": span.start, "end": span.last_day, "compare": wanted.compare and scene.filters.compare}
    if data.trailing:
        changes |= {
            "start": trailing_start(scene, wanted.grain or Grain.MONTH, data.trailing),
            "end": scene.period.last_day,
        }
        changes["compare"] = None
    if scene.filters.currency:
        changes["currency"] = scene.filters.currency
    return wanted.model_copy(update=changes)


def trailing_start(scene: Scene, grain: Grain, count: int) -> date:
    """The first day of the `count` periods that end with the page's period."""
    last = scene.calendar.floor(scene.period.last_day, grain)
    return scene.calendar.shift(last, grain, 1 - count)


def common_dimensions(metrics: tuple[str, ...]) -> frozenset[str]:
    """The dimensions that all of some metrics know; a filter on another one does not touch the block."""
    sets = [dimensions_of(name) for name in metrics if name in METRICS]
    return frozenset.intersection(*sets) if sets else frozenset()


def unknown_to_segments(metric: str, filters: Filters) -> NotPerCustomer | None:
    """Why a metric cannot be asked of the segment that the filters mean; None where it can, or none is meant."""
    if metric not in METRICS or not filters.loses_segment(filters.condition(dimensions_of(metric))):
        return None
    return not_per_customer(METRICS[metric].title)


def rows_of(
    data: Data,
    scene: Scene,
    *,
    order_by: tuple[str, ...] = (),
    limit: int | None = None,
    offset: int = 0,
    search: str = "",
) -> tuple[Result, Query | None]:
    """The rows of a block's data, and the query behind them where there is one.

    Parameters
    ----------
    order_by, limit, offset, search
        What a person chose on a table; the declared order and limit otherwise.
    """
    if isinstance(data, MetricData):
        asked = metric_query(data, scene)
        if order_by or limit or offset:
            asked = asked.model_copy(update={"order_by": order_by or asked.order_by, "limit": limit, "offset": offset})
        return query(scene.reader, asked, scene.viewer, scene.calendar), asked
    return _stored(data, scene, order_by, limit, offset, search), None


def _stored(
    data: OutputData | TableData, scene: Scene, order_by: tuple[str, ...], limit: int | None, offset: int, search: str
) -> Result:
    view = declared().get(data.table)
    if view is not None:
        return rows_of_view(
            view,
            declared(),
            scene,
            where=data.where,
            order_by=order_by or data.order_by,
            limit=limit or data.limit,
            offset=offset,
            search=search,
        )
    columns = scene.reader.tables().get(data.table, {})
    known = frozenset(columns)
    where = both(data.where, scene.filters.condition_on(_filterable(known)), search_in(search, known))
    return select(
        scene.reader,
        data.table,
        data.columns,
        where,
        order_by or data.order_by,
        limit or data.limit,
        offset,
        scene.viewer,
        scene.row_types.get(data.table),
    )


def _filterable(known: frozenset[str]) -> frozenset[str]:
    """Dimensions that a stored table carries under their own name."""
    return known - {"period"}
