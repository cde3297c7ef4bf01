"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

TIERS: dict[str, Text] = {
    "high": Text(en="High value", zh="高价值"),
    "middle": Text(en="Middle value", zh="中价值"),
    "potential": Text(en="Potential", zh="潜力"),
    "low": Text(en="Low value", zh="低价值"),
}

PLAYS: dict[str, Text] = {
    "key_account": Text(
        en="Key account plan, a senior owner, quarterly review", zh="制定大客户计划，资深负责人，季度回顾"
    ),
    "hold": Text(en="Hold: the value is large and the customer may leave", zh="重点挽留：价值高且有流失风险"),
    "grow": Text(en="Grow: suggest the next product, second contact person", zh="增购：推荐下一产品，拓展第二联系人"),
    "develop": Text(en="Develop: offer what its peers buy; visit once", zh="开发：推荐同类客户所购产品，安排一次拜访"),
    "low_cost": Text(en="Serve at low cost: web, inside sales", zh="低成本服务：线上与内勤"),
}

_TIER = Text(en="Tier", zh="价值档")
_VALUE = Text(en="Value ahead", zh="未来价值")
_GAIN = Text(en="Could gain", zh="增长空间")
_ACCOUNTS = Text(en="Customers", zh="客户数")


class TierCustomer(OutputRow):
    """A customer and its tier."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customers by value tier", zh="客户价值档")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    tier: str = col(_TIER, Unit.CATEGORY, labels=TIERS)
    place: int = col(Text(en="Place by value", zh="价值排名"), Unit.RANK)
    value: Decimal = col(_VALUE, Unit.MONEY, good="up")
    value_low: Decimal = col(Text(en="Value, lower end (80%)", zh="价值下限（80%）"), Unit.MONEY)
    value_high: Decimal = col(Text(en="Value, upper end (80%)", zh="价值上限（80%）"), Unit.MONEY)
    alive: float | None = col(
        Text(en="Still buying, by orders alone", zh="仍在购买的概率"), Unit.PROBABILITY, good="up"
    )
    peer_value: Decimal = col(
        Text(en="Value of good peers", zh="同类优秀客户的价值"),
        Unit.MONEY,
        note=Text(
            en="Upper quarter of the customers of the same industry and region", zh="同行业同区域客户价值的上四分位"
        ),
    )
    gain: Decimal = col(
        _GAIN, Unit.MONEY, good="up", note=Text(en="Up to the value of good peers", zh="与同类优秀客户的差距")
    )
    peers: int = col(Text(en="Peers compared", zh="对照客户数"), Unit.COUNT)
    play: str = col(Text(en="Recommended", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)


class TierSummary(OutputRow):
    """A tier."""

    grain: ClassVar[tuple[str, ...]] = ("tier",)
    title: ClassVar[Text] = Text(en="Value tiers", zh="价值分档汇总")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    tier: str = col(_TIER, Unit.CATEGORY, labels=TIERS)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    account_share: float = col(Text(en="Share of customers", zh="客户占比"), Unit.RATIO)
    value: Decimal = col(_VALUE, Unit.MONEY, good="up")
    value_share: float | None = col(Text(en="Share of value", zh="价值占比"), Unit.RATIO)
    value_mean: Decimal | None = col(Text(en="Value per customer", zh="客均价值"), Unit.MONEY)
    gain: Decimal = col(_GAIN, Unit.MONEY)


class TierOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Value tiers at a glance", zh="价值分档概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    high: int = col(Text(en="High value", zh="高价值客户"), Unit.COUNT)
    high_share: float | None = col(Text(en="Their share of value", zh="其价值占比"), Unit.RATIO)
    at_risk: int = col(Text(en="High value, may leave", zh="高价值且有流失风险"), Unit.COUNT, good="down")
    potential: int = col(Text(en="Potential", zh="潜力客户"), Unit.COUNT)
    gain: Decimal = col(Text(en="What they could gain", zh="其增长空间"), Unit.MONEY)
