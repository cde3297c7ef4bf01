"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.pipeline.loss.words import ANY, BANDS, DIMENSIONS, NO_RIVAL, NONE
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

KINDS: dict[str, Text] = {
    "loss_rate": Text(en="Lost more often", zh="输单率偏高"),
    "reason": Text(en="One reason more often", zh="某原因偏多"),
}
_REASON = Text(en="Reason", zh="输单原因")
_LOST = Text(en="Lost", zh="输单数")
_CLOSED = Text(en="Ended deals", zh="已结束商机")
_SHARE = Text(en="Share of losses", zh="占输单比例")
_RATE = Text(en="Loss rate", zh="输单率")
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_MONEY = Text(en="Amount lost", zh="输单金额")
_BY_VALUE = Text(en="Share by value", zh="按金额占比")
_FALSE = Text(en="Share of false alarms", zh="误报比例")
_FALSE_NOTE = Text(
    en="If this and all more telling ones are called unusual, so many of them are false alarms (all tests counted)",
    zh="若将本项及更显著者都称为异常，其中误报的预期比例（已计入全部检验）",
)
_UNUSUAL = Text(en="Stands out", zh="异常")
_DIMENSION = Text(en="Dimension", zh="维度")
_VALUE = Text(en="Value", zh="取值")
_REST = Text(en="The others", zh="其他")
_ID = Text(en="Opportunity", zh="商机")
_DEAL = Text(en="Opportunity name", zh="商机名称")
_ACCOUNT = Text(en="Account name", zh="客户名称")
_OWNER = Text(en="Owner", zh="负责人")
_OWNER_NAME = Text(en="Owner name", zh="负责人姓名")
_AMOUNT = Text(en="Amount", zh="金额")
_STAGE = Text(en="Lost at stage", zh="输单阶段")
_RIVAL = Text(en="Competitor", zh="竞争对手")
_DISCOUNT = Text(en="Discount offered", zh="报价折扣")
_CLOSED_ON = Text(en="Lost on", zh="输单日期")
_FINDING_EN, _FINDING_ZH = (
    Text(en="Finding (English)", zh="发现（英文）"),
    Text(en="Finding (Chinese)", zh="发现（中文）"),
)


class LossReason(OutputRow):
    """A reason and its share of the losses."""

    grain: ClassVar[tuple[str, ...]] = ("reason",)
    title: ClassVar[Text] = Text(en="Lost reasons", zh="输单原因")

    reason: str = col(_REASON, Unit.CATEGORY, note=Text(en="—: no reason given", zh="—：未填写原因"))
    lost: int = col(_LOST, Unit.COUNT, good="down")
    share: float = col(_SHARE, Unit.RATIO, good="down")
    share_low: float = col(_LOW, Unit.RATIO)
    share_high: float = col(_HIGH, Unit.RATIO)
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    share_by_value: float | None = col(_BY_VALUE, Unit.RATIO, good="down")
    share_before: float | None = col(Text(en="Share in the period before", zh="上期占比"), Unit.RATIO)
    false_share: float = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)
    changed: bool = col(Text(en="Has changed", zh="占比已变化"), Unit.BOOLEAN)


class LossStage(OutputRow):
    """A stage at which deals were lost."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Stage lost at", zh="输单阶段")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    stage: str = col(_STAGE, Unit.CATEGORY, note=Text(en="—: first seen after its end", zh="—：首次见到时已结束"))
    lost: int = col(_LOST, Unit.COUNT, good="down")
    share: float = col(_SHARE, Unit.RATIO, good="down")
    share_low: float = col(_LOW, Unit.RATIO)
    share_high: float = col(_HIGH, Unit.RATIO)
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    share_by_value: float | None = col(_BY_VALUE, Unit.RATIO, good="down")
    share_before: float | None = col(Text(en="Share in the period before", zh="上期占比"), Unit.RATIO)
    false_share: float = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)


class LossTrend(OutputRow):
    """A reason in a quarter."""

    grain: ClassVar[tuple[str, ...]] = ("quarter", "reason")
    title: ClassVar[Text] = Text(en="Reasons over time", zh="输单原因走势")

    quarter: date = col(Text(en="Quarter", zh="季度"), Unit.DATE)
    reason: str = col(_REASON, Unit.CATEGORY)
    lost: int = col(_LOST, Unit.COUNT, good="down")
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    share: float = col(_SHARE, Unit.RATIO, good="down")
    share_low: float = col(_LOW, Unit.RATIO)
    share_high: float = col(_HIGH, Unit.RATIO)
    share_by_value: float | None = col(_BY_VALUE, Unit.RATIO, good="down")


class LossCut(OutputRow):
    """A value of a dimension and how often it lost, against the others."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "value")
    title: ClassVar[Text] = Text(en="Loss rate by dimension", zh="各维度输单率")

    dimension: str = col(_DIMENSION, Unit.CATEGORY, labels=DIMENSIONS)
    value: str = col(_VALUE, Unit.CATEGORY)
    label: str = col(Text(en="Name", zh="名称"), Unit.CATEGORY, labels=ANY)
    closed: int = col(_CLOSED, Unit.COUNT)
    lost: int = col(_LOST, Unit.COUNT, good="down")
    loss_rate: float = col(_RATE, Unit.RATIO, good="down")
    loss_rate_low: float = col(_LOW, Unit.RATIO)
    loss_rate_high: float = col(_HIGH, Unit.RATIO)
    rest_rate: float | None = col(_REST, Unit.RATIO)
    loss_rate_by_value: float | None = col(Text(en="Loss rate by value", zh="按金额输单率"), Unit.RATIO, good="down")
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    false_share: float | None = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)
    unusual: bool = col(_UNUSUAL, Unit.BOOLEAN)


class LossPerson(OutputRow):
    """A person and how often his or her deals were lost, against the others."""

    grain: ClassVar[tuple[str, ...]] = ("owner_id",)
    title: ClassVar[Text] = Text(en="Loss rate by person", zh="各人输单率")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    owner_id: str = col(_OWNER, Unit.ID)
    owner_name: str = col(_OWNER_NAME, Unit.TEXT)
    closed: int = col(_CLOSED, Unit.COUNT)
    lost: int = col(_LOST, Unit.COUNT, good="down")
    loss_rate: float = col(_RATE, Unit.RATIO, good="down")
    loss_rate_low: float = col(_LOW, Unit.RATIO)
    loss_rate_high: float = col(_HIGH, Unit.RATIO)
    rest_rate: float | None = col(_REST, Unit.RATIO)
    loss_rate_by_value: float | None = col(Text(en="Loss rate by value", zh="按金额输单率"), Unit.RATIO, good="down")
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    false_share: float | None = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)
    unusual: bool = col(_UNUSUAL, Unit.BOOLEAN)


class LossMix(OutputRow):
    """A reason's share of the losses of a value, against the others."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "value", "reason")
    title: ClassVar[Text] = Text(en="Reasons by dimension", zh="各维度输单原因")

    dimension: str = col(_DIMENSION, Unit.CATEGORY, labels=DIMENSIONS)
    value: str = col(_VALUE, Unit.CATEGORY)
    label: str = col(Text(en="Name", zh="名称"), Unit.CATEGORY, labels=ANY)
    reason: str = col(_REASON, Unit.CATEGORY)
    losses: int = col(Text(en="Losses with a reason", zh="有原因的输单数"), Unit.COUNT)
    with_reason: int = col(Text(en="For this reason", zh="因此原因"), Unit.COUNT)
    share: float = col(_SHARE, Unit.RATIO)
    share_low: float = col(_LOW, Unit.RATIO)
    share_high: float = col(_HIGH, Unit.RATIO)
    rest_share: float = col(_REST, Unit.RATIO)
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    false_share: float | None = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)
    unusual: bool = col(_UNUSUAL, Unit.BOOLEAN)


class LossDiscount(OutputRow):
    """Quoted deals by the discount offered."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Discount and losses", zh="折扣与输单")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    band: str = col(_DISCOUNT, Unit.CATEGORY, labels=BANDS)
    closed: int = col(Text(en="Quoted deals that ended", zh="已报价且结束的商机"), Unit.COUNT)
    lost: int = col(_LOST, Unit.COUNT, good="down")
    loss_rate: float = col(_RATE, Unit.RATIO, good="down")
    loss_rate_low: float = col(_LOW, Unit.RATIO)
    loss_rate_high: float = col(_HIGH, Unit.RATIO)
    for_price: int = col(Text(en="Lost for the price", zh="因价格输单"), Unit.COUNT, good="down")
    mean_discount: float = col(Text(en="Mean discount", zh="平均折扣"), Unit.RATIO)


class LossFinding(OutputRow):
    """What stands out beyond chance."""

    grain: ClassVar[tuple[str, ...]] = ("place",)
    title: ClassVar[Text] = Text(en="What stands out", zh="异常发现")

    place: int = col(Text(en="Place", zh="排名"), Unit.RANK)
    kind: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=KINDS)
    dimension: str = col(_DIMENSION, Unit.CATEGORY, labels=DIMENSIONS)
    value: str = col(_VALUE, Unit.CATEGORY)
    reason: str | None = col(_REASON, Unit.CATEGORY)
    finding_en: str = col(_FINDING_EN, Unit.TEXT)
    finding_zh: str = col(_FINDING_ZH, Unit.TEXT)
    deals: int = col(Text(en="Deals", zh="商机数"), Unit.COUNT)
    share: float = col(Text(en="Share", zh="比例"), Unit.RATIO, good="down")
    rest_share: float = col(_REST, Unit.RATIO)
    beyond: float = col(
        Text(en="Losses beyond the others' share", zh="超出其他水平的输单数"), Unit.QUANTITY, good="down"
    )
    beyond_amount: Decimal = col(
        Text(en="In money", zh="折合金额"),
        Unit.MONEY,
        good="down",
        note=Text(en="At the mean amount of a lost deal", zh="按平均输单金额折算"),
    )
    false_share: float = col(_FALSE, Unit.RATIO, note=_FALSE_NOTE)


class LossBehind(OutputRow):
    """A lost deal behind a finding."""

    grain: ClassVar[tuple[str, ...]] = ("place", "opportunity_id")
    title: ClassVar[Text] = Text(en="Deals behind what stands out", zh="异常发现对应的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    place: int = col(Text(en="Finding", zh="发现序号"), Unit.RANK)
    finding_en: str = col(_FINDING_EN, Unit.TEXT)
    finding_zh: str = col(_FINDING_ZH, Unit.TEXT)
    opportunity_id: str = col(_ID, Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(_DEAL, Unit.TEXT)
    account_name: str | None = col(_ACCOUNT, Unit.TEXT, personal=True)
    owner_id: str | None = col(_OWNER, Unit.ID)
    owner_name: str | None = col(_OWNER_NAME, Unit.TEXT)
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    reason: str | None = col(_REASON, Unit.CATEGORY)
    stage: str | None = col(_STAGE, Unit.CATEGORY)
    closed_on: date = col(_CLOSED_ON, Unit.DATE)


class LossDeal(OutputRow):
    """A lost deal."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Lost deals", zh="输单商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(_ID, Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(_DEAL, Unit.TEXT)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(_ACCOUNT, Unit.TEXT, personal=True)
    owner_id: str | None = col(_OWNER, Unit.ID)
    owner_name: str | None = col(_OWNER_NAME, Unit.TEXT)
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    reason: str | None = col(_REASON, Unit.CATEGORY)
    competitor: str | None = col(_RIVAL, Unit.CATEGORY, labels={NONE: NO_RIVAL})
    stage: str | None = col(_STAGE, Unit.CATEGORY)
    discount: float | None = col(_DISCOUNT, Unit.RATIO)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)
    channel: str | None = col(Text(en="Source", zh="来源"), Unit.CATEGORY)
    product: str | None = col(Text(en="Product", zh="产品"), Unit.CATEGORY)
    closed_on: date = col(_CLOSED_ON, Unit.DATE)


class LossOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Losses overview", zh="输单概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    closed: int = col(_CLOSED, Unit.COUNT)
    lost: int = col(_LOST, Unit.COUNT, good="down")
    loss_rate: float = col(_RATE, Unit.RATIO, good="down")
    loss_rate_before: float | None = col(Text(en="Loss rate before", zh="上期输单率"), Unit.RATIO)
    lost_amount: Decimal = col(_MONEY, Unit.MONEY, good="down")
    top_reason: str | None = col(Text(en="First reason", zh="首要原因"), Unit.CATEGORY)
    top_share: float | None = col(Text(en="Its share", zh="其占比"), Unit.RATIO)
    without_reason: float = col(Text(en="Losses without a reason", zh="未填原因的比例"), Unit.RATIO, good="down")
    findings: int = col(Text(en="What stands out", zh="异常发现数"), Unit.COUNT)
    first_en: str = col(_FINDING_EN, Unit.TEXT)
    first_zh: str = col(_FINDING_ZH, Unit.TEXT)
