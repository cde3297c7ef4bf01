"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STEPS: dict[str, Text] = {
    "before": Text(en="Revenue before", zh="上期收入"),
    "lost": Text(en="Customers lost", zh="客户流失"),
    "shrunk": Text(en="Bought less", zh="购买减少"),
    "grown": Text(en="Bought more", zh="购买增加"),
    "back": Text(en="Came back", zh="重新购买"),
    "new": Text(en="New customers", zh="新客户"),
    "returns": Text(en="Returns alone", zh="仅退货"),
    "now": Text(en="Revenue now", zh="本期收入"),
}

_PERIOD = Text(en="Period", zh="期间")
_KEPT = Text(en="Customers kept", zh="客户留存率")
_NRR = Text(en="Revenue kept", zh="收入留存率")


class RetentionPeriod(OutputRow):
    """A period beside the one before it."""

    grain: ClassVar[tuple[str, ...]] = ("period",)
    title: ClassVar[Text] = Text(en="Retention by period", zh="各期留存")

    period: date = col(_PERIOD, Unit.DATE)
    is_complete: bool = col(Text(en="Complete", zh="已结束"), Unit.BOOLEAN)
    customers: int = col(Text(en="Customers that bought", zh="购买客户数"), Unit.COUNT, good="up")
    new: int = col(Text(en="New", zh="新客户"), Unit.COUNT, good="up")
    retained: int = col(Text(en="Kept", zh="留存"), Unit.COUNT, good="up")
    back: int = col(Text(en="Came back", zh="重新购买"), Unit.COUNT, good="up")
    lost: int | None = col(Text(en="Lost", zh="流失"), Unit.COUNT, good="down")
    retention: float | None = col(_KEPT, Unit.RATIO, good="up")
    expected: float | None = col(
        Text(en="Forecast", zh="预计留存率"),
        Unit.RATIO,
        note=Text(en="From the periods before; ahead for the coming ones", zh="仅用此前各期推算；对未来期为预测"),
    )
    low: float | None = col(Text(en="Lower end (80%)", zh="区间下限（80%）"), Unit.RATIO)
    high: float | None = col(Text(en="Upper end (80%)", zh="区间上限（80%）"), Unit.RATIO)
    revenue_retention: float | None = col(
        _NRR,
        Unit.RATIO,
        good="up",
        note=Text(
            en="Revenue now of the customers of the period before, over their revenue then",
            zh="上期客户在本期的收入与其上期收入之比",
        ),
    )
    net: Decimal = col(Text(en="Net revenue", zh="净收入"), Unit.MONEY, good="up")
    net_new: Decimal = col(Text(en="From new customers", zh="新客户收入"), Unit.MONEY)
    net_back: Decimal = col(Text(en="From those who came back", zh="回流客户收入"), Unit.MONEY)
    net_lost: Decimal | None = col(
        Text(en="Revenue lost with customers", zh="流失客户的上期收入"), Unit.MONEY, good="down"
    )


class RetentionStep(OutputRow):
    """A step from the revenue of one period to that of the next; the steps add up."""

    grain: ClassVar[tuple[str, ...]] = ("period", "step")
    title: ClassVar[Text] = Text(en="From period to period", zh="收入变动分解")

    period: date = col(_PERIOD, Unit.DATE)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(Text(en="Step", zh="环节"), Unit.CATEGORY, labels=STEPS)
    amount: Decimal = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    customers: int | None = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    is_total: bool = col(Text(en="Total", zh="合计"), Unit.BOOLEAN)
    is_last: bool = col(Text(en="Last complete period", zh="最近完整期"), Unit.BOOLEAN)


class RetentionAgain(OutputRow):
    """The share of customers that has bought a second time by a day after the first purchase."""

    grain: ClassVar[tuple[str, ...]] = ("day",)
    title: ClassVar[Text] = Text(en="Time to the second purchase", zh="二次购买时间")

    day: int = col(Text(en="Days since first purchase", zh="首购后天数"), Unit.DAYS)
    share: float = col(
        Text(en="Bought again", zh="已再次购买"),
        Unit.RATIO,
        good="up",
        note=Text(
            en="Kaplan–Meier: who is still being watched is not counted as lost",
            zh="Kaplan–Meier 估计，观察未满者不计为流失",
        ),
    )
    low: float = col(Text(en="Lower end (90%)", zh="区间下限（90%）"), Unit.RATIO)
    high: float = col(Text(en="Upper end (90%)", zh="区间上限（90%）"), Unit.RATIO)
    watched: int = col(Text(en="Still watched", zh="仍在观察"), Unit.COUNT)


class RetentionGap(OutputRow):
    """How long customers wait between purchases."""

    grain: ClassVar[tuple[str, ...]] = ("low_day",)
    title: ClassVar[Text] = Text(en="Days between purchases", zh="购买间隔分布")

    low_day: int = col(Text(en="From day", zh="起（天）"), Unit.DAYS)
    high_day: int = col(Text(en="To day", zh="止（天）"), Unit.DAYS)
    purchases: int = col(Text(en="Purchases", zh="购买次数"), Unit.COUNT)


class RetentionOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Retention at a glance", zh="留存概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    period: date = col(Text(en="Last complete period", zh="最近完整期"), Unit.DATE)
    customers: int = col(Text(en="Customers of the period before", zh="上期客户数"), Unit.COUNT)
    retention: float = col(_KEPT, Unit.RATIO, good="up")
    revenue_retention: float | None = col(_NRR, Unit.RATIO, good="up")
    lost: int = col(Text(en="Lost", zh="流失"), Unit.COUNT, good="down")
    net_lost: Decimal = col(Text(en="Their revenue before", zh="其上期收入"), Unit.MONEY, good="down")
    expected: float | None = col(Text(en="Forecast for the coming period", zh="下期预计留存率"), Unit.RATIO)
    median_days: int | None = col(
        Text(en="Half have bought again by day", zh="半数客户再次购买所需天数"), Unit.DAYS, good="down"
    )
