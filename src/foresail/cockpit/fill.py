"""Fill a block: one function for the web application, for reports and for tests."""

from __future__ import annotations

import json
import re
from typing import Any

from foresail.cockpit.frames import rows_of
from foresail.cockpit.kpis import fill_kpis
from foresail.cockpit.numbers import shown
from foresail.cockpit.own_figures import rows_to_choose
from foresail.cockpit.scene import Scene
from foresail.cockpit.sliders import fill_sliders
from foresail.cockpit.views import declared
from foresail.cockpit.views.view import narrows
from foresail.contracts.block import BlockData, Empty
from foresail.contracts.page import (
    AnyBlock,
    Data,
    EvidenceBlock,
    Headline,
    Kpis,
    MetricData,
    Note,
    OutputData,
    OwnFigures,
    ResultBlock,
    Sliders,
    Table,
    TableData,
)
from foresail.contracts.query import Condition, Operator, Query, Result, json_value
from foresail.kernel.evidence import Evidence
from foresail.kernel.problem import InvalidInput, NotFound
from foresail.kernel.text import Text
from foresail.metrics import select
from foresail.metrics.customer.refusing import NotPerCustomer

CUSTOMER_ID = "account_id"
_EVERYBODY = Text(
    en="These figures are of all customers: the segment does not apply here.",
    zh="此处为全部客户的数据，不受分群筛选影响。",
)
_HOLE = re.compile(r"\{(\w+)\}")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def fill(
    block: AnyBlock,
    scene: Scene,
    *,
    order_by: tuple[str, ...] = (),
    limit: int | None = None,
    offset: int = 0,
    search: str = "",
) -> BlockData:
    """The content of a block.

    Parameters
    ----------
    block
        The declaration.
    scene
        Generation, viewer, filters.
    order_by, limit, offset, search
        What a person chose on a table.

    Returns
    -------
    BlockData
        Filled, or `empty` with the reason and the next step; never blank without one.
    """
    if isinstance(block, Note):
        return BlockData()
    if isinstance(block, EvidenceBlock):
        return _evidence(block, scene)
    if isinstance(block, Kpis):
        return fill_kpis(block, scene)
    if isinstance(block, Sliders):
        return fill_sliders(block, scene, lambda part, result: _part(part, result, scene))
    data = block.data
    if isinstance(data, OutputData) and data.table not in scene.reader.tables():
        return _not_there(data.table, scene)
    if isinstance(block, OwnFigures):
        return _shown(block, scene, rows_to_choose(block, scene), None, searched=False)
    if isinstance(block, Table):
        limit = limit or block.page_size
        if isinstance(data, OutputData) and not data.columns and not block.drawer:
            data = data.model_copy(update={"columns": block.columns})  # a row that opens something needs all of them
    try:
        result, asked = rows_of(data, scene, order_by=order_by, limit=limit, offset=offset, search=search)
    except (NotFound, NotPerCustomer) as problem:
        return BlockData(status="empty", empty=Empty(why=problem.what, next_step=problem.next_step))
    return _shown(block, scene, result, asked, searched=bool(search))


def _part(block: ResultBlock, result: Result | None, scene: Scene) -> BlockData:
    """A result block of sliders: what is stored, or what was worked out for other parameters."""
    return fill(block, scene) if result is None else _shown(block, scene, result, None, searched=False)


def _shown(block: AnyBlock, scene: Scene, result: Result, asked: Query | None, *, searched: bool) -> BlockData:
    data: Data = block.data  # type: ignore[union-attr]  # blocks without data are filled elsewhere
    if not result.rows:
        empty = _whole_only() if _is_closed(data, scene) else _nothing(searched, _is_narrowed(data, scene), block.empty)
        return BlockData(status="empty", empty=empty, columns=result.columns)
    filled = BlockData(
        columns=result.columns,
        rows=tuple(tuple(json_value(v) for v in row) for row in result.rows),
        total=result.total,
        drill=asked,
        note=_of_everybody(data, scene),
        currency=result.currency or scene.reader.base_currency,
    )
    if isinstance(block, Headline):
        return filled.model_copy(update={"sentence": sentence(block.sentence, result, scene.reader.base_currency)})
    return filled


def sentence(template: Text, result: Result, currency: str) -> Text:
    """Put the first row's values into the holes of a sentence, in words of each language.

    Raises
    ------
    InvalidInput
        If the sentence names a column that the rows do not have.
    """
    row = result.records()[0]
    columns = {c.name: c for c in result.columns}

    def put(language: Any) -> str:
        def value(hole: re.Match[str]) -> str:
            name = hole[1]
            if name not in columns:
                raise InvalidInput(
                    Text(en=f"The sentence names {{{name}}}, which is no column.", zh=f"句子中的 {{{name}}} 不是列名。")
                )
            column = columns[name]
            label = column.labels.get(str(row[name]))
            said = (
                label.in_(language) if label else shown(row[name], column.unit, language, result.currency or currency)
            )
            return str(said)

        said = _HOLE.sub(value, template.in_(language))
        return _BETWEEN_CHARACTERS.sub("", said)  # 90 天 and 有 stand together: 90 天有

    return Text(en=put("en"), zh=put("zh"))


def _is_closed(data: Data, scene: Scene) -> bool:
    """Whether the viewer of a part looks at what only the whole company can be told of."""
    stored = isinstance(data, OutputData | TableData) and scene.reader.is_closed(data.table)
    return stored and not scene.viewer.rows.sees_everything


def _is_narrowed(data: Data, scene: Scene) -> bool:
    """Whether a period or a filter may be why there is nothing: else only the data themselves can be."""
    asked = scene.filters
    return isinstance(data, MetricData) or bool(
        asked.where or asked.segment or asked.currency or any(asked.picked.values())
    )


def _of_everybody(data: Data, scene: Scene) -> Text | None:
    """What is said beside rows that know no single customers, so that a segment does not touch them."""
    if not scene.filters.asks_segment or isinstance(data, MetricData):
        return None
    view = declared().get(data.table)
    if view is not None:
        return None if narrows(view, declared(), CUSTOMER_ID) else _EVERYBODY
    columns = frozenset(scene.reader.tables().get(data.table, {}))
    return _EVERYBODY if scene.filters.loses_segment(scene.filters.condition_on(columns)) else None


def _whole_only() -> Empty:
    return Empty(
        why=Text(
            en="These figures are of the whole company; you see your own part of the data.",
            zh="这些数字针对全公司，而您只能查看自己负责的数据。",
        ),
        next_step=Text(en="Ask an administrator if you need them.", zh="如有需要，请联系管理员。"),
    )


def _nothing(searched: bool, narrowed: bool, said: Text | None = None) -> Empty:
    if searched:
        return Empty(why=Text(en="Nothing matches the search.", zh="没有符合搜索的内容。"))
    if not narrowed:
        return Empty(why=said or Text(en="Nothing of this kind was found.", zh="没有发现此类内容。"))
    return Empty(
        why=Text(en="There are no rows for these filters.", zh="当前筛选条件下没有数据。"),
        next_step=Text(en="Widen the period or take filters away.", zh="请放宽期间或减少筛选条件。"),
    )


def _status(capability_id: str, scene: Scene) -> dict[str, Any]:
    if "capability_status" not in scene.reader.tables():
        return {}
    mine = Condition(field="capability_id", operator=Operator.EQ, values=(capability_id,))
    rows = select(scene.reader, "capability_status", (), mine, (), 1, 0, scene.viewer).records()
    return rows[0] if rows else {}


def why_empty(capability_id: str, scene: Scene) -> Empty:
    """Why a capability has no result, in its own words."""
    status = _status(capability_id, scene)
    if not status or status.get("status") == "waiting":
        return Empty(
            why=Text(en="This analysis is still being computed.", zh="此分析仍在计算中。"),
            next_step=Text(en="It appears here as soon as the build is done.", zh="构建完成后将自动显示。"),
        )
    return Empty(
        why=Text(en=str(status.get("reason_en") or ""), zh=str(status.get("reason_zh") or "")),
        next_step=Text(en="See “Data quality” for what is missing.", zh="请在“数据质量”中查看缺少的数据。"),
    )


def _not_there(table: str, scene: Scene) -> BlockData:
    for capability in scene.capabilities.values():
        if table in capability.tables:
            return BlockData(status="empty", empty=why_empty(capability.id, scene))
    return BlockData(status="empty", empty=_nothing(searched=False, narrowed=False))


def _evidence(block: EvidenceBlock, scene: Scene) -> BlockData:
    card = scene.cards.get(block.capability)
    if "capability_evidence" in scene.reader.tables():
        mine = Condition(field="capability_id", operator=Operator.EQ, values=(block.capability,))
        rows = select(scene.reader, "capability_evidence", (), mine, (), 1, 0, scene.viewer).records()
        if rows:
            return BlockData(evidence=Evidence(**json.loads(rows[0]["evidence"])), card=card)
    return BlockData(status="empty", empty=why_empty(block.capability, scene), card=card)
