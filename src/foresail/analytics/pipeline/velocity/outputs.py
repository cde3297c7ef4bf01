"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STEPS: dict[str, Text] = {
    "earlier": Text(en="Before", zh="上期"),
    "from_open": Text(en="Open deals", zh="进行中商机数"),
    "from_rate": Text(en="Win rate", zh="赢率"),
    "from_deal": Text(en="Average deal", zh="平均赢单金额"),
    "from_cycle": Text(en="Sales cycle", zh="销售周期"),
    "now": Text(en="Now", zh="本期"),
}
AGAINST: dict[str, Text] = {
    "before": Text(en="Period before", zh="上一期"),
    "year": Text(en="A year ago", zh="去年同期"),
}
UNITS: dict[str, Text] = {
    "team": Text(en="Team", zh="团队"),
    "region": Text(en="Region", zh="区域"),
    "industry": Text(en="Industry", zh="行业"),
    "channel": Text(en="Source", zh="来源"),
    "product": Text(en="Product", zh="产品"),
}
CERTAINTY: dict[str, Text] = {
    "clear": Text(en="Clear change", zh="变化明确"),
    "chance": Text(en="May be chance", zh="可能是偶然"),
    "unknown": Text(en="Too few deals to tell", zh="商机太少，无法判断"),
}
PERIODS: dict[str, Text] = {"now": Text(en="Now", zh="本期"), "before": Text(en="Before", zh="上期")}
OUTCOMES: dict[str, Text] = {"won": Text(en="Won", zh="赢单"), "lost": Text(en="Lost", zh="输单")}

_VELOCITY = Text(en="Velocity, money a day", zh="销售速度（每天）")
_FORMULA = Text(
    en="Open deals × win rate × average won deal ÷ days from beginning to win",
    zh="进行中商机数 × 赢率 × 平均赢单金额 ÷ 销售周期天数",
)
_PART = Text(en="The four parts add up to the change exactly", zh="四项之和精确等于变化额")
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_EARLIER = Text(en="Velocity before", zh="上期销售速度")
_CHANGE = Text(en="Change", zh="变化")
_BY_OPEN = Text(en="by open deals", zh="因商机数")
_BY_RATE = Text(en="by win rate", zh="因赢率")
_BY_DEAL = Text(en="by average deal", zh="因平均金额")
_BY_CYCLE = Text(en="by sales cycle", zh="因销售周期")
_SURE = Text(en="How sure", zh="确定程度")
_OPEN = Text(en="Open deals", zh="进行中商机")
_CLOSED = Text(en="Ended deals", zh="已结束商机")
_RATE = Text(en="Win rate", zh="赢率")
_DEAL = Text(en="Average won deal", zh="平均赢单金额")
_CYCLE = Text(en="Days to win", zh="赢单天数")


class VelocityStep(OutputRow):
    """A step from the velocity before to that of now."""

    grain: ClassVar[tuple[str, ...]] = ("against", "position")
    title: ClassVar[Text] = Text(en="What moved the velocity", zh="销售速度变化分解")

    against: str = col(Text(en="Against", zh="对比"), Unit.CATEGORY, labels=AGAINST)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(Text(en="Step", zh="变动项"), Unit.CATEGORY, labels=STEPS)
    amount: Decimal = col(_VELOCITY, Unit.MONEY_PER_DAY, note=_PART)
    is_total: bool = col(Text(en="Total", zh="合计项"), Unit.BOOLEAN)


class VelocityUnit(OutputRow):
    """A team, region, industry, source or product."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "value")
    title: ClassVar[Text] = Text(en="Velocity by team, region, segment", zh="各团队、区域、细分的销售速度")

    dimension: str = col(Text(en="Dimension", zh="维度"), Unit.CATEGORY, labels=UNITS)
    value: str = col(Text(en="Value", zh="取值"), Unit.CATEGORY)
    label: str = col(Text(en="Name", zh="名称"), Unit.TEXT)
    velocity: Decimal = col(_VELOCITY, Unit.MONEY_PER_DAY, good="up", note=_FORMULA)
    velocity_low: Decimal | None = col(_LOW, Unit.MONEY_PER_DAY)
    velocity_high: Decimal | None = col(_HIGH, Unit.MONEY_PER_DAY)
    earlier: Decimal = col(_EARLIER, Unit.MONEY_PER_DAY)
    change: Decimal = col(_CHANGE, Unit.MONEY_PER_DAY, good="up")
    from_open: Decimal = col(_BY_OPEN, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_rate: Decimal = col(_BY_RATE, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_deal: Decimal = col(_BY_DEAL, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_cycle: Decimal = col(_BY_CYCLE, Unit.MONEY_PER_DAY, good="up", note=_PART)
    certainty: str = col(_SURE, Unit.CATEGORY, labels=CERTAINTY)
    open_deals: int = col(_OPEN, Unit.COUNT, good="up")
    closed: int = col(_CLOSED, Unit.COUNT)
    win_rate: float | None = col(_RATE, Unit.RATIO, good="up")
    average_deal: Decimal | None = col(_DEAL, Unit.MONEY, good="up")
    cycle_days: float | None = col(_CYCLE, Unit.DAYS, good="down")


class VelocityPerson(OutputRow):
    """A person."""

    grain: ClassVar[tuple[str, ...]] = ("owner_id",)
    title: ClassVar[Text] = Text(en="Velocity by person", zh="各人销售速度")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    owner_id: str = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    velocity: Decimal = col(_VELOCITY, Unit.MONEY_PER_DAY, good="up", note=_FORMULA)
    velocity_low: Decimal | None = col(_LOW, Unit.MONEY_PER_DAY)
    velocity_high: Decimal | None = col(_HIGH, Unit.MONEY_PER_DAY)
    earlier: Decimal = col(_EARLIER, Unit.MONEY_PER_DAY)
    change: Decimal = col(_CHANGE, Unit.MONEY_PER_DAY, good="up")
    from_open: Decimal = col(_BY_OPEN, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_rate: Decimal = col(_BY_RATE, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_deal: Decimal = col(_BY_DEAL, Unit.MONEY_PER_DAY, good="up", note=_PART)
    from_cycle: Decimal = col(_BY_CYCLE, Unit.MONEY_PER_DAY, good="up", note=_PART)
    certainty: str = col(_SURE, Unit.CATEGORY, labels=CERTAINTY)
    open_deals: int = col(_OPEN, Unit.COUNT, good="up")
    closed: int = col(_CLOSED, Unit.COUNT)
    win_rate: float | None = col(_RATE, Unit.RATIO, good="up")
    average_deal: Decimal | None = col(_DEAL, Unit.MONEY, good="up")
    cycle_days: float | None = col(_CYCLE, Unit.DAYS, good="down")


class VelocityPoint(OutputRow):
    """The company at a past month's end."""

    grain: ClassVar[tuple[str, ...]] = ("ends_on",)
    title: ClassVar[Text] = Text(en="Velocity over time", zh="销售速度走势")

    ends_on: date = col(Text(en="Up to", zh="截至"), Unit.DATE)
    velocity: Decimal = col(_VELOCITY, Unit.MONEY_PER_DAY, good="up", note=_FORMULA)
    open_deals: int = col(_OPEN, Unit.COUNT, good="up")
    win_rate: float | None = col(_RATE, Unit.RATIO, good="up")
    average_deal: Decimal | None = col(_DEAL, Unit.MONEY, good="up")
    cycle_days: float | None = col(_CYCLE, Unit.DAYS, good="down")


class VelocityDeal(OutputRow):
    """A deal that ended in one of the two periods."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Deals behind the velocity", zh="销售速度对应的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    period: str = col(Text(en="Period", zh="期间"), Unit.CATEGORY, labels=PERIODS)
    outcome: str = col(Text(en="Outcome", zh="结果"), Unit.CATEGORY, labels=OUTCOMES)
    amount: Decimal | None = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    days: int | None = col(Text(en="Days it took", zh="用时（天）"), Unit.DAYS, good="down")
    closed_on: date = col(Text(en="Ended on", zh="结束日期"), Unit.DATE)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    channel: str | None = col(Text(en="Source", zh="来源"), Unit.CATEGORY)


class VelocityOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Velocity overview", zh="销售速度概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    days: int = col(Text(en="Days of a period", zh="期间天数"), Unit.DAYS)
    velocity: Decimal = col(_VELOCITY, Unit.MONEY_PER_DAY, good="up", note=_FORMULA)
    earlier: Decimal = col(_EARLIER, Unit.MONEY_PER_DAY)
    change: Decimal = col(_CHANGE, Unit.MONEY_PER_DAY, good="up")
    year_change: Decimal | None = col(Text(en="Change to a year ago", zh="较去年同期"), Unit.MONEY_PER_DAY, good="up")
    main: str = col(Text(en="Moved most by", zh="主要因素"), Unit.CATEGORY, labels=STEPS)
    main_amount: Decimal = col(Text(en="Its part", zh="该因素的影响"), Unit.MONEY_PER_DAY, good="up")
    certainty: str = col(_SURE, Unit.CATEGORY, labels=CERTAINTY)
    open_deals: int = col(_OPEN, Unit.COUNT, good="up")
    win_rate: float | None = col(_RATE, Unit.RATIO, good="up")
    average_deal: Decimal | None = col(_DEAL, Unit.MONEY, good="up")
    cycle_days: float | None = col(_CYCLE, Unit.DAYS, good="down")
