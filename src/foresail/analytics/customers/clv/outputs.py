"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.customers.clv.words import TITLES
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

CLASSES: dict[str, Text] = {
    "top": Text(en="Top tenth", zh="前 10%"),
    "upper": Text(en="Next fifth", zh="其次 20%"),
    "middle": Text(en="Middle", zh="中间 40%"),
    "low": Text(en="Lowest third", zh="后 30%"),
}
"""Best first; by rank of value."""

REASONS: dict[str, Text] = {
    "silent": Text(en="Has probably left", zh="可能已流失"),
    "often": Text(en="Buys more often than most", zh="购买比多数客户频繁"),
    "seldom": Text(en="Buys less often than most", zh="购买比多数客户少"),
    "large": Text(en="Spends more on a purchase than most", zh="每次金额高于多数客户"),
    "small": Text(en="Spends less on a purchase than most", zh="每次金额低于多数客户"),
    "typical": Text(en="Like most customers", zh="与多数客户相当"),
}
"""What sets a customer's value apart most from that of the middle one."""

_CUSTOMERS = Text(en="Customers", zh="客户数")
_VALUE = Text(en="Value ahead", zh="未来价值")
_LOW = Text(en="Value, lower end (80%)", zh="价值下限（80%）")
_HIGH = Text(en="Value, upper end (80%)", zh="价值上限（80%）")
_SHARE = Text(en="Share of value", zh="价值占比")
_EXPECTED = Text(en="Expected purchases", zh="预计购买次数")


class ClvCustomer(OutputRow):
    """A customer and what it is worth in the time ahead."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customer values", zh="客户价值")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    value: Decimal = col(_VALUE, Unit.MONEY, good="up", note=Text(en="Expected net revenue", zh="预期净收入"))
    value_low: Decimal = col(_LOW, Unit.MONEY)
    value_high: Decimal = col(_HIGH, Unit.MONEY)
    value_rank: int = col(Text(en="Place by value", zh="价值排名"), Unit.RANK)
    value_class: str = col(Text(en="Value class", zh="价值档"), Unit.CATEGORY, labels=CLASSES)
    reason: str = col(
        Text(en="Main reason", zh="主要原因"),
        Unit.CATEGORY,
        labels=REASONS,
        note=Text(
            en="What sets the value apart most from that of the middle customer", zh="与中位客户相比差异最大之处"
        ),
    )
    alive: float | None = col(
        Text(en="Still a customer", zh="仍在购买的概率"),
        Unit.PROBABILITY,
        good="up",
        note=Text(en="Chance that the customer has not silently left", zh="客户尚未悄然离开的概率"),
    )
    purchases: float = col(_EXPECTED, Unit.QUANTITY, good="up", note=Text(en="Days with an order", zh="按有订单的天计"))
    purchases_low: float = col(Text(en="Purchases, lower end (80%)", zh="购买次数下限（80%）"), Unit.QUANTITY)
    purchases_high: float = col(Text(en="Purchases, upper end (80%)", zh="购买次数上限（80%）"), Unit.QUANTITY)
    amount: Decimal = col(Text(en="Expected money of a purchase", zh="预计每次金额"), Unit.MONEY)
    past_purchases: int = col(Text(en="Purchases so far", zh="累计购买次数"), Unit.COUNT)
    past_value: Decimal = col(Text(en="Net revenue so far", zh="累计净收入"), Unit.MONEY)
    recency_days: int = col(Text(en="Days since the last purchase", zh="距上次购买天数"), Unit.DAYS, good="down")
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)


class ClvClass(OutputRow):
    """Customers of a value class."""

    grain: ClassVar[tuple[str, ...]] = ("value_class",)
    title: ClassVar[Text] = Text(en="Value classes", zh="价值分档")

    value_class: str = col(Text(en="Value class", zh="价值档"), Unit.CATEGORY, labels=CLASSES)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    value: Decimal = col(_VALUE, Unit.MONEY, good="up")
    value_share: float | None = col(_SHARE, Unit.RATIO)
    value_mean: Decimal = col(Text(en="Value a customer", zh="户均价值"), Unit.MONEY)
    purchases: float = col(_EXPECTED, Unit.QUANTITY)


class ClvGroup(OutputRow):
    """Customers of a region, an industry or a channel."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "group_name")
    title: ClassVar[Text] = Text(en="Value by group", zh="分组价值")

    dimension: str = col(
        Text(en="By", zh="维度"),
        Unit.CATEGORY,
        labels={
            "region": Text(en="Region", zh="区域"),
            "industry": Text(en="Industry", zh="行业"),
            "channel": Text(en="First channel", zh="来源渠道"),
        },
    )
    group_name: str = col(
        Text(en="Group", zh="分组"), Unit.CATEGORY, labels={"—": Text(en="Not filled in", zh="未填写")}
    )
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    value: Decimal = col(_VALUE, Unit.MONEY, good="up")
    value_share: float | None = col(_SHARE, Unit.RATIO)
    value_mean: Decimal = col(Text(en="Value a customer", zh="户均价值"), Unit.MONEY)


class ClvRival(OutputRow):
    """A method and how it did on the time that was held out."""

    grain: ClassVar[tuple[str, ...]] = ("candidate",)
    title: ClassVar[Text] = Text(en="Methods tried", zh="候选方法")
    shared: ClassVar[bool] = True

    candidate: str = col(Text(en="Method", zh="方法"), Unit.CATEGORY, labels=TITLES)
    chosen: bool = col(Text(en="Chosen", zh="采用"), Unit.BOOLEAN)
    rmse: float = col(
        Text(en="Error (purchases)", zh="误差（次）"),
        Unit.QUANTITY,
        good="down",
        note=Text(en="Root mean square", zh="均方根"),
    )
    bias: float = col(Text(en="Bias", zh="偏差"), Unit.RATIO)
    capture: float = col(
        Text(en="Best tenth found", zh="最佳十分之一捕获率"),
        Unit.RATIO,
        good="up",
        note=Text(
            en="What the predicted best tenth bought, over what the true best tenth bought",
            zh="预测前 10% 客户的购买量与真实前 10% 之比",
        ),
    )
    tracking: float = col(Text(en="Weekly miss", zh="逐周误差"), Unit.RATIO, good="down")


class ClvOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Customer value overview", zh="客户价值概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    horizon_days: int = col(Text(en="Days ahead", zh="未来天数"), Unit.DAYS)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    alive_accounts: float | None = col(Text(en="Still customers (expected)", zh="预计仍在购买的客户数"), Unit.QUANTITY)
    value: Decimal = col(_VALUE, Unit.MONEY)
    value_low: Decimal = col(_LOW, Unit.MONEY)
    value_high: Decimal = col(_HIGH, Unit.MONEY)
    top_share: float | None = col(Text(en="Share of the top tenth", zh="前 10% 客户占比"), Unit.RATIO)
    purchases: float = col(_EXPECTED, Unit.QUANTITY)
