"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

WON_STAGE = "won"
DIMENSIONS: dict[str, Text] = {
    "owner": Text(en="Owner", zh="负责人"),
    "region": Text(en="Region", zh="区域"),
    "channel": Text(en="Channel", zh="渠道"),
    "product": Text(en="Product category", zh="产品品类"),
    "industry": Text(en="Industry", zh="行业"),
}
_PIPELINE = Text(en="Pipeline", zh="销售流程")
_STAGE = Text(en="Stage", zh="销售阶段")
_ENTERED = Text(en="Entered", zh="进入数")
_VALUE = Text(en="Value", zh="金额")
_LOST_VALUE = Text(en="Value lost", zh="流失金额")
_WIN = Text(en="Win share", zh="最终赢单率")
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_CENSORED = Text(
    en="Deals that are still open count as open, not as lost (Aalen–Johansen)",
    zh="仍在进行的商机按“尚未结束”处理，不算作输单（Aalen–Johansen）",
)


class FunnelStage(OutputRow):
    """A stage of a pipeline; the last row of each is what was won."""

    grain: ClassVar[tuple[str, ...]] = ("pipeline", "position")
    title: ClassVar[Text] = Text(en="Funnel stages", zh="漏斗阶段")

    pipeline: str = col(_PIPELINE, Unit.CATEGORY)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    stage: str = col(_STAGE, Unit.CATEGORY, labels={WON_STAGE: Text(en="Won", zh="赢单")})
    entered: int = col(_ENTERED, Unit.COUNT)
    value: Decimal = col(_VALUE, Unit.MONEY)
    advanced: int | None = col(Text(en="Went on", zh="推进数"), Unit.COUNT, good="up")
    lost: int | None = col(Text(en="Lost here", zh="在此流失"), Unit.COUNT, good="down")
    still_open: int | None = col(Text(en="Still here", zh="仍在此阶段"), Unit.COUNT)
    value_lost: Decimal | None = col(_LOST_VALUE, Unit.MONEY, good="down")
    value_open: Decimal | None = col(Text(en="Open value", zh="在途金额"), Unit.MONEY)
    conversion: float | None = col(Text(en="Conversion", zh="转化率"), Unit.RATIO, good="up", note=_CENSORED)
    conversion_low: float | None = col(_LOW, Unit.RATIO)
    conversion_high: float | None = col(_HIGH, Unit.RATIO)
    undecided: float | None = col(
        Text(en="Undecided", zh="尚未见分晓"),
        Unit.RATIO,
        note=Text(en="Share whose end lies beyond what has been seen", zh="结局超出观察期的比例"),
    )
    naive_conversion: float | None = col(
        Text(en="Plain ratio", zh="简单比率"),
        Unit.RATIO,
        note=Text(en="Went on ÷ entered: too low while deals are open", zh="推进数 ÷ 进入数；有在途商机时偏低"),
    )
    win_share: float | None = col(_WIN, Unit.RATIO, good="up", note=_CENSORED)
    days_median: float | None = col(Text(en="Median days to go on", zh="推进所需天数中位数"), Unit.DAYS, good="down")
    assumed: int = col(
        Text(en="No stage recorded", zh="无阶段记录"),
        Unit.COUNT,
        note=Text(
            en="Closed deals of the pipeline without a recorded stage: where they were lost is not known",
            zh="该流程中没有阶段记录的已结束商机：不知在何处流失",
        ),
    )
    is_bottleneck: bool = col(Text(en="Bottleneck", zh="瓶颈"), Unit.BOOLEAN)


class FunnelTransition(OutputRow):
    """How often deals went straight from one stage to another."""

    grain: ClassVar[tuple[str, ...]] = ("pipeline", "from_stage", "to_stage")
    title: ClassVar[Text] = Text(en="Stage transitions", zh="阶段流转")

    pipeline: str = col(_PIPELINE, Unit.CATEGORY)
    from_stage: str = col(Text(en="From", zh="自"), Unit.CATEGORY)
    to_stage: str = col(
        Text(en="To", zh="至"),
        Unit.CATEGORY,
        labels={WON_STAGE: Text(en="Won", zh="赢单"), "lost": Text(en="Lost", zh="输单")},
    )
    moves: int = col(Text(en="Moves", zh="次数"), Unit.COUNT)
    days_median: float = col(Text(en="Median days before", zh="流转前天数中位数"), Unit.DAYS)


class FunnelCut(OutputRow):
    """The funnel from first stage to win for one value of a dimension."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "value")
    title: ClassVar[Text] = Text(en="Funnel by dimension", zh="分维度漏斗")

    dimension: str = col(Text(en="Dimension", zh="维度"), Unit.CATEGORY, labels=DIMENSIONS)
    value: str = col(Text(en="Value", zh="取值"), Unit.CATEGORY)
    label: str = col(Text(en="Name", zh="名称"), Unit.TEXT)
    deals: int = col(Text(en="Deals", zh="商机数"), Unit.COUNT)
    amount: Decimal = col(_VALUE, Unit.MONEY)
    won: int = col(Text(en="Won", zh="赢单"), Unit.COUNT, good="up")
    lost: int = col(Text(en="Lost", zh="输单"), Unit.COUNT, good="down")
    open_deals: int = col(Text(en="Open", zh="进行中"), Unit.COUNT)
    win_share: float = col(_WIN, Unit.RATIO, good="up", note=_CENSORED)
    win_share_low: float = col(_LOW, Unit.RATIO)
    win_share_high: float = col(_HIGH, Unit.RATIO)
    amount_lost: Decimal = col(_LOST_VALUE, Unit.MONEY, good="down")
    days_to_win: float | None = col(Text(en="Median days to win", zh="赢单天数中位数"), Unit.DAYS, good="down")


class FunnelStuck(OutputRow):
    """An open deal that has been in its stage for longer than three in four of those that went on."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Stuck deals", zh="停滞商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    pipeline: str = col(_PIPELINE, Unit.CATEGORY)
    stage: str = col(_STAGE, Unit.CATEGORY)
    amount: Decimal | None = col(_VALUE, Unit.MONEY)
    days_in_stage: int = col(Text(en="Days in this stage", zh="当前阶段停留天数"), Unit.DAYS, good="down")
    usual_days: int = col(
        Text(en="Usual limit", zh="通常上限"),
        Unit.DAYS,
        note=Text(en="Three in four of those that went on did so within", zh="四分之三的推进者在此天数内推进"),
    )


class FunnelOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Funnel overview", zh="漏斗概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    deals: int = col(Text(en="Deals", zh="商机数"), Unit.COUNT)
    amount: Decimal = col(_VALUE, Unit.MONEY)
    won: int = col(Text(en="Won", zh="赢单"), Unit.COUNT, good="up")
    open_deals: int = col(Text(en="Open", zh="进行中"), Unit.COUNT)
    win_share: float = col(_WIN, Unit.RATIO, good="up", note=_CENSORED)
    naive_share: float = col(Text(en="Plain ratio", zh="简单比率"), Unit.RATIO)
    bottleneck: str | None = col(Text(en="Bottleneck", zh="瓶颈阶段"), Unit.CATEGORY)
    bottleneck_lost: Decimal | None = col(Text(en="Value lost there", zh="瓶颈流失金额"), Unit.MONEY, good="down")
    stuck_deals: int = col(Text(en="Stuck deals", zh="停滞商机"), Unit.COUNT, good="down")
    stuck_amount: Decimal = col(Text(en="Value stuck", zh="停滞金额"), Unit.MONEY, good="down")
    assumed_share: float = col(
        Text(en="Deals without recorded stages", zh="无阶段记录的商机占比"), Unit.RATIO, good="down"
    )
    order_source: str = col(
        Text(en="Stages ordered by", zh="阶段顺序依据"),
        Unit.CATEGORY,
        labels={
            "stage_table": Text(en="the source's own order", zh="来源系统的阶段顺序"),
            "history": Text(en="how deals went through them", zh="商机的实际流转"),
            "words": Text(en="their names", zh="阶段名称"),
        },
    )
