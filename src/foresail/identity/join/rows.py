"""The review list and its reasons as people and programs read them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.identity.join.words import STATUS
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_ENTITY = {"account": Text(en="Account", zh="客户"), "contact": Text(en="Contact", zh="联系人")}


class ReviewRow(OutputRow):
    """Two records that may be one."""

    grain: ClassVar[tuple[str, ...]] = ("entity", "left_id", "right_id")
    title: ClassVar[Text] = Text(en="Records that may be one", zh="可能重复的记录")

    status: str = col(Text(en="Standing", zh="状态"), Unit.CATEGORY, labels=STATUS)
    money: Decimal = col(
        Text(en="Money", zh="涉及金额"),
        Unit.MONEY,
        note=Text(
            en="What both bought and what is open with them.",
            zh="双方已购金额与进行中商机金额之和。",
        ),
    )
    probability: float | None = col(Text(en="Probability", zh="相同的概率"), Unit.PROBABILITY)
    left_name: str | None = col(Text(en="One", zh="记录一"), Unit.TEXT, personal=True)
    right_name: str | None = col(Text(en="Other", zh="记录二"), Unit.TEXT, personal=True)
    reasons_en: str | None = col(Text(en="Why (English)", zh="理由（英文）"), Unit.TEXT)
    reasons_zh: str | None = col(Text(en="Why (Chinese)", zh="理由"), Unit.TEXT)
    left_id: str = col(Text(en="Id of the one", zh="记录一编号"), Unit.ID)
    right_id: str = col(Text(en="Id of the other", zh="记录二编号"), Unit.ID)
    entity: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=_ENTITY)


class ReasonRow(OutputRow):
    """What one field says about two records."""

    grain: ClassVar[tuple[str, ...]] = ("entity", "left_id", "right_id", "field")
    title: ClassVar[Text] = Text(en="Why two records are thought one", zh="认定为同一个的理由")

    field_en: str = col(Text(en="Field", zh="字段（英文）"), Unit.TEXT)
    field_zh: str = col(Text(en="Field (Chinese)", zh="字段"), Unit.TEXT)
    words_en: str = col(Text(en="Finding", zh="结论（英文）"), Unit.TEXT)
    words_zh: str = col(Text(en="Finding (Chinese)", zh="结论"), Unit.TEXT)
    left_value: str | None = col(Text(en="One", zh="记录一"), Unit.TEXT, personal=True)
    right_value: str | None = col(Text(en="Other", zh="记录二"), Unit.TEXT, personal=True)
    points: float = col(
        Text(en="Weight", zh="权重"),
        Unit.SCORE,
        note=Text(
            en="Above 0 speaks for the same, below 0 against; one more doubles the odds.",
            zh="大于 0 支持相同，小于 0 反对；每增加 1，胜算翻倍。",
        ),
    )
    field: str = col(Text(en="Name of the field", zh="字段代码"), Unit.CATEGORY)
    left_id: str = col(Text(en="Id of the one", zh="记录一编号"), Unit.ID)
    right_id: str = col(Text(en="Id of the other", zh="记录二编号"), Unit.ID)
    entity: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=_ENTITY)
