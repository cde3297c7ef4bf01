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
KINDS = {"entry": Text(en="To enter", zh="进入标准"), "exit": Text(en="To go on", zh="退出标准")}
OUTCOMES = {
    "open": Text(en="Open", zh="进行中"),
    "won": Text(en="Won", zh="赢单"),
    "lost": Text(en="Lost", zh="输单"),
}
PROOFS = {
    "contract": Text(en="A signed contract", zh="已签合同"),
    "quote": Text(en="A quote", zh="报价"),
    "decision_maker": Text(en="A decision maker on the deal", zh="决策人"),
    "demo": Text(en="A demonstration", zh="演示"),
    "meeting": Text(en="A meeting", zh="会面"),
    "order": Text(en="An order", zh="订单"),
    "contact": Text(en="A contact on the deal", zh="商机联系人"),
    "activity": Text(en="An activity", zh="跟进记录"),
}
_PIPELINE = Text(en="Pipeline", zh="销售流程")
_STAGE = Text(en="Stage", zh="销售阶段")
_ENTERED = Text(en="Entered", zh="进入数")
_VALUE = Text(en="Value", zh="金额")
_LOST_VALUE = Text(en="Value lost", zh="流失金额")
_WIN = Text(en="Win share", zh="最终赢单率")
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_CENSORED = Text(
    en="Deals that are still open count as open, not as lost",
    zh="仍在进行的商机按“尚未结束”处理，不算作输单",
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
    days_low: float | None = col(Text(en="Median, lower end (95%)", zh="中位数下限（95%）"), Unit.DAYS)
    days_high: float | None = col(Text(en="Median, upper end (95%)", zh="中位数上限（95%）"), Unit.DAYS)
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


class FunnelCurve(OutputRow):
    """How the deals that reached a stage went on, so many days later."""

    grain: ClassVar[tuple[str, ...]] = ("pipeline", "position", "day")
    title: ClassVar[Text] = Text(en="Conversion over time", zh="随时间的转化")

    pipeline: str = col(_PIPELINE, Unit.CATEGORY)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    stage: str = col(_STAGE, Unit.CATEGORY)
    day: int = col(Text(en="Days after reaching it", zh="到达后天数"), Unit.DAYS)
    advanced: float = col(Text(en="Went on", zh="已推进"), Unit.RATIO, good="up", note=_CENSORED)
    advanced_low: float = col(_LOW, Unit.RATIO)
    advanced_high: float = col(_HIGH, Unit.RATIO)
    lost: float = col(Text(en="Lost", zh="已流失"), Unit.RATIO, good="down")
    still: float = col(Text(en="Still there", zh="仍停留"), Unit.RATIO)


class FunnelCriterion(OutputRow):
    """A criterion of a stage: how often it was kept, broken, or the stage skipped."""

    grain: ClassVar[tuple[str, ...]] = ("pipeline", "position", "kind")
    title: ClassVar[Text] = Text(en="Stage criteria", zh="阶段标准")

    pipeline: str = col(_PIPELINE, Unit.CATEGORY)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    stage: str = col(_STAGE, Unit.CATEGORY)
    kind: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=KINDS)
    criterion: str = col(Text(en="Criterion", zh="标准"), Unit.TEXT)
    proof: str | None = col(
        Text(en="Proven by", zh="依据"),
        Unit.CATEGORY,
        labels=PROOFS,
        note=Text(en="Empty: the data cannot tell", zh="为空表示数据无法判断"),
    )
    reached: int = col(Text(en="Deals judged", zh="判定商机数"), Unit.COUNT)
    kept: int | None = col(Text(en="Kept", zh="遵守"), Unit.COUNT, good="up")
    broken: int | None = col(Text(en="Broken", zh="违反"), Unit.COUNT, good="down")
    skipped: int = col(
        Text(en="Stage skipped", zh="跳过该阶段"),
        Unit.COUNT,
        good="down",
        note=Text(
            en="Never seen in it but beyond it; between two loads it may have been there",
            zh="未见于该阶段但已越过；两次载入之间可能曾经过",
        ),
    )


class FunnelBroken(OutputRow):
    """A deal that broke a criterion."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id", "place", "kind")
    title: ClassVar[Text] = Text(en="Deals that broke a criterion", zh="违反阶段标准的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    place: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    kind: str = col(Text(en="Kind", zh="类型"), Unit.CATEGORY, labels=KINDS)
    stage: str = col(_STAGE, Unit.CATEGORY)
    criterion: str = col(Text(en="Criterion", zh="标准"), Unit.TEXT)
    proof: str = col(Text(en="Missing", zh="缺少"), Unit.CATEGORY, labels=PROOFS)
    on_day: date = col(Text(en="On", zh="日期"), Unit.DATE)
    came_later: bool = col(Text(en="Came later", zh="后来补上"), Unit.BOOLEAN)
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    outcome: str | None = col(Text(en="Outcome", zh="结果"), Unit.CATEGORY, labels=OUTCOMES)
    amount: Decimal | None = col(_VALUE, Unit.MONEY)


class FunnelCash(OutputRow):
    """A step on the way from the lead to the payment."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "position")
    title: ClassVar[Text] = Text(en="From lead to payment", zh="从线索到回款")

    origin: str = col(
        Text(en="Began as", zh="起点"),
        Unit.CATEGORY,
        labels={"lead": Text(en="Lead", zh="线索"), "direct": Text(en="Deal without a lead", zh="无线索的商机")},
    )
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(
        Text(en="Step", zh="环节"),
        Unit.CATEGORY,
        labels={
            "lead": Text(en="Leads", zh="线索"),
            "deal": Text(en="Deals", zh="商机"),
            "won": Text(en="Won", zh="赢单"),
            "order": Text(en="Ordered", zh="下单"),
            "payment": Text(en="Paid", zh="回款"),
        },
    )
    count: int = col(Text(en="Reached", zh="到达数"), Unit.COUNT)
    amount: Decimal | None = col(_VALUE, Unit.MONEY)
    share: float | None = col(Text(en="Of the step before", zh="占上一环节"), Unit.RATIO, good="up", note=_CENSORED)
    share_low: float | None = col(_LOW, Unit.RATIO)
    share_high: float | None = col(_HIGH, Unit.RATIO)
    from_first: float | None = col(Text(en="Of the beginning, so far", zh="占起点（截至目前）"), Unit.RATIO, good="up")
    days_median: float | None = col(Text(en="Median days", zh="天数中位数"), Unit.DAYS, good="down")


class FunnelPool(OutputRow):
    """What became of leads, by where they lie now."""

    grain: ClassVar[tuple[str, ...]] = ("pool",)
    title: ClassVar[Text] = Text(en="Shared pool of leads", zh="公海线索")

    pool: str = col(Text(en="Pool", zh="公海"), Unit.CATEGORY, labels={"": Text(en="With a person", zh="归个人")})
    leads: int = col(Text(en="Leads", zh="线索数"), Unit.COUNT)
    returned: int = col(
        Text(en="Given back", zh="退回公海"),
        Unit.COUNT,
        note=Text(en="Had been given to somebody and lie in the pool again", zh="曾分配给个人，现又在公海"),
    )
    never_assigned: int = col(Text(en="Never given to anybody", zh="从未分配"), Unit.COUNT, good="down")
    waiting: int = col(Text(en="Lying for over 30 days", zh="搁置超过 30 天"), Unit.COUNT, good="down")
    converted: int = col(Text(en="Became deals", zh="已转商机"), Unit.COUNT, good="up")
    days_to_assign: float | None = col(Text(en="Median days until given", zh="分配天数中位数"), Unit.DAYS, good="down")


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
