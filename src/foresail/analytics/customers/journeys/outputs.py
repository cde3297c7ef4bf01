"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STEPS: dict[str, Text] = {
    "touch": Text(en="First touch", zh="首次触达"),
    "lead": Text(en="Lead", zh="线索"),
    "deal": Text(en="Deal", zh="商机"),
    "quote": Text(en="Quote", zh="报价"),
    "order": Text(en="First order", zh="首单"),
    "second": Text(en="Second order", zh="第二单"),
}
"""In order."""
START, ORDER, NONE = "(start)", "(order)", "(none yet)"
ENDS: dict[str, Text] = {
    START: Text(en="Start", zh="开始"),
    ORDER: Text(en="First order", zh="首单"),
    NONE: Text(en="No order yet", zh="尚未下单"),
}

_JOURNEYS = Text(en="Journeys", zh="旅程数")
_ORDERED = Text(en="With a first order", zh="已下首单")
_RATE = Text(en="Share with an order", zh="下单率")
_DAYS = Text(en="Median days to the order", zh="到首单的天数（中位数）")
_CHANNEL = Text(en="Channel", zh="渠道")


class JourneyPath(OutputRow):
    """A path of channels and how often it was walked."""

    grain: ClassVar[tuple[str, ...]] = ("path",)
    title: ClassVar[Text] = Text(en="Paths", zh="路径")
    shared: ClassVar[bool] = True

    path: str = col(Text(en="Path", zh="路径"), Unit.TEXT)
    steps: int = col(Text(en="Steps", zh="步数"), Unit.COUNT)
    journeys: int = col(_JOURNEYS, Unit.COUNT)
    share: float = col(Text(en="Share of journeys", zh="旅程占比"), Unit.RATIO)
    ordered: int = col(_ORDERED, Unit.COUNT, good="up")
    order_rate: float = col(_RATE, Unit.RATIO, good="up")
    rate_low: float = col(Text(en="Share, lower end (90%)", zh="下单率下限（90%）"), Unit.RATIO)
    rate_high: float = col(Text(en="Share, upper end (90%)", zh="下单率上限（90%）"), Unit.RATIO)
    median_days: float | None = col(_DAYS, Unit.DAYS, good="down")


class JourneyChannel(OutputRow):
    """A channel and its part in journeys."""

    grain: ClassVar[tuple[str, ...]] = ("channel",)
    title: ClassVar[Text] = Text(en="Channels in journeys", zh="渠道在旅程中的作用")
    shared: ClassVar[bool] = True

    channel: str = col(_CHANNEL, Unit.CATEGORY)
    journeys: int = col(Text(en="Journeys with it", zh="涉及旅程数"), Unit.COUNT)
    opened: int = col(Text(en="Opened by it", zh="作为起点"), Unit.COUNT)
    closed: int = col(Text(en="Last before the order", zh="下单前最后触点"), Unit.COUNT)
    helped: int = col(
        Text(en="Helped on the way", zh="中途助攻"),
        Unit.COUNT,
        note=Text(en="Ordered journeys with the channel neither first nor last", zh="已下单旅程中既非首触也非末触"),
    )
    ordered: int = col(_ORDERED, Unit.COUNT, good="up")
    order_rate: float = col(_RATE, Unit.RATIO, good="up")
    median_days: float | None = col(_DAYS, Unit.DAYS, good="down")


class JourneyLink(OutputRow):
    """How often one channel follows another."""

    grain: ClassVar[tuple[str, ...]] = ("from_channel", "to_channel")
    title: ClassVar[Text] = Text(en="From channel to channel", zh="渠道流转")
    shared: ClassVar[bool] = True

    from_channel: str = col(Text(en="From", zh="从"), Unit.CATEGORY, labels=ENDS)
    to_channel: str = col(Text(en="To", zh="到"), Unit.CATEGORY, labels=ENDS)
    journeys: int = col(Text(en="Times", zh="次数"), Unit.COUNT)
    share: float = col(Text(en="Share of those that left", zh="占流出的比例"), Unit.RATIO)


class JourneyStep(OutputRow):
    """A milestone, how many got there, how long it took."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Milestones", zh="里程碑")
    shared: ClassVar[bool] = True

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(Text(en="Milestone", zh="里程碑"), Unit.CATEGORY, labels=STEPS)
    journeys: int = col(Text(en="Got there", zh="到达数"), Unit.COUNT)
    share: float = col(Text(en="Share of all", zh="占全部"), Unit.RATIO)
    median_days: float | None = col(
        Text(en="Median days since the first touch", zh="距首次触达天数（中位数）"), Unit.DAYS, good="down"
    )


class JourneyTime(OutputRow):
    """Journeys with an order by the days that they took."""

    grain: ClassVar[tuple[str, ...]] = ("low",)
    title: ClassVar[Text] = Text(en="Days to the first order", zh="到首单的天数分布")
    shared: ClassVar[bool] = True

    low: float = col(Text(en="From", zh="起"), Unit.DAYS)
    high: float = col(Text(en="To", zh="止"), Unit.DAYS)
    journeys: int = col(_JOURNEYS, Unit.COUNT)


class JourneyAccount(OutputRow):
    """The journey of a customer or prospect."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Journeys of accounts", zh="客户旅程")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    path: str = col(Text(en="Path", zh="路径"), Unit.TEXT)
    touches: int = col(Text(en="Steps", zh="步数"), Unit.COUNT)
    first_channel: str = col(Text(en="First channel", zh="首触渠道"), Unit.CATEGORY)
    last_channel: str = col(Text(en="Last channel", zh="末触渠道"), Unit.CATEGORY)
    touch_on: date = col(Text(en="First touch", zh="首次触达"), Unit.DATE)
    order_on: date | None = col(Text(en="First order", zh="首单日期"), Unit.DATE)
    days_to_order: int | None = col(Text(en="Days to the order", zh="到首单天数"), Unit.DAYS, good="down")
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)


class JourneyOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Journeys overview", zh="旅程概览")
    shared: ClassVar[bool] = True

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    journeys: int = col(_JOURNEYS, Unit.COUNT)
    ordered: int = col(_ORDERED, Unit.COUNT)
    order_rate: float = col(_RATE, Unit.RATIO)
    median_days: float | None = col(_DAYS, Unit.DAYS)
    paths: int = col(Text(en="Different paths", zh="不同路径数"), Unit.COUNT)
    top_path: str = col(Text(en="Most frequent path", zh="最常见路径"), Unit.TEXT)
    top_share: float = col(Text(en="Its share", zh="其占比"), Unit.RATIO)
