"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit

LABELS: dict[str, Text] = {
    "champions": Text(en="Champions", zh="重要价值客户"),
    "loyal": Text(en="Loyal", zh="忠诚客户"),
    "potential": Text(en="Potential", zh="潜力客户"),
    "new": Text(en="New", zh="新客户"),
    "attention": Text(en="Needs attention", zh="需要关注"),
    "at_risk": Text(en="At risk", zh="流失预警"),
    "hibernating": Text(en="Hibernating", zh="沉睡客户"),
    "lost": Text(en="Lost", zh="流失客户"),
}
"""Best first."""

NONE = Text(en="Not a customer yet", zh="尚非客户")

FALLEN = ("at_risk", "hibernating", "lost")
"""Segments into which good customers fall."""
DIRECTIONS: dict[str, Text] = {
    "up": Text(en="Rose", zh="上升"),
    "same": Text(en="Stayed", zh="不变"),
    "down": Text(en="Fell", zh="下降"),
    "joined": Text(en="Joined", zh="新加入"),
}

PLAYS: dict[str, Text] = {
    "champions": Text(en="Thank, ask for referrals, first to hear of what is new", zh="致谢、邀请转介绍、新品优先告知"),
    "loyal": Text(en="Suggest the next product while they still come", zh="趁仍有往来，推荐下一个产品"),
    "potential": Text(en="Second and third order: bundles, a set rhythm", zh="以套餐和固定节奏促成第二、三单"),
    "new": Text(en="Help with the first weeks, ask for the second order", zh="做好初期支持，争取第二单"),
    "attention": Text(en="A call with a reason: what has changed?", zh="带着理由致电，了解变化"),
    "at_risk": Text(en="The owner calls this week; a personal offer", zh="负责人本周致电，给出专属方案"),
    "hibernating": Text(en="One offer by mail, no visits", zh="邮件推送一次方案，暂不拜访"),
    "lost": Text(en="Newsletter only; watch for signs of life", zh="仅保留资讯触达，留意活动信号"),
}

_SEGMENT = Text(en="Segment", zh="客户分层")
_BEFORE = Text(en="Segment before", zh="之前的分层")


class RfmScore(OutputRow):
    """A customer that bought something by the day."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="RFM scores", zh="RFM 得分")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=LABELS)
    segment_before: str | None = col(_BEFORE, Unit.CATEGORY, labels=LABELS)
    segment_other: str = col(
        Text(en="By the other cuts", zh="另一种分界下的分层"),
        Unit.CATEGORY,
        labels=LABELS,
        note=Text(
            en="Fixed cuts where the scores are quintiles, and the other way round",
            zh="按五分位打分时为固定分界，反之亦然",
        ),
    )
    direction: str = col(Text(en="Direction", zh="变化方向"), Unit.CATEGORY, labels=DIRECTIONS)
    movement: int = col(
        Text(en="Steps moved", zh="升降级数"),
        Unit.COUNT,
        good="up",
        note=Text(
            en="Change of the sum of the three scores against the time before", zh="三项得分之和与此前相比的变化"
        ),
    )
    recency_days: int = col(Text(en="Days since last order", zh="距上次下单天数"), Unit.DAYS, good="down")
    orders: int = col(Text(en="Orders in the period", zh="期内订单数"), Unit.COUNT, good="up")
    monetary: Decimal = col(Text(en="Net revenue in the period", zh="期内净收入"), Unit.MONEY, good="up")
    tenure_days: int = col(Text(en="Days since first order", zh="距首单天数"), Unit.DAYS)
    recency_score: int = col(same("R"), Unit.SCORE, good="up", note=Text(en="5 = bought lately", zh="5 = 最近购买"))
    frequency_score: int = col(same("F"), Unit.SCORE, good="up", note=Text(en="5 = buys often", zh="5 = 购买频繁"))
    monetary_score: int = col(same("M"), Unit.SCORE, good="up", note=Text(en="5 = buys much", zh="5 = 金额高"))
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)
    play: str = col(Text(en="Recommended", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)


class RfmSegment(OutputRow):
    """A segment."""

    grain: ClassVar[tuple[str, ...]] = ("segment",)
    title: ClassVar[Text] = Text(en="RFM segments", zh="RFM 分层汇总")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=LABELS)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    account_share: float = col(Text(en="Share of customers", zh="客户占比"), Unit.RATIO)
    accounts_before: int = col(Text(en="Customers before", zh="之前的客户数"), Unit.COUNT)
    accounts_change: int = col(Text(en="Change", zh="变化"), Unit.COUNT)
    came_in: int = col(Text(en="Came in", zh="转入"), Unit.COUNT)
    went_out: int = col(Text(en="Went out", zh="转出"), Unit.COUNT)
    accounts_other: int = col(Text(en="By the other cuts", zh="另一种分界下"), Unit.COUNT)
    monetary: Decimal = col(Text(en="Net revenue in the period", zh="期内净收入"), Unit.MONEY, good="up")
    monetary_share: float | None = col(Text(en="Share of revenue", zh="收入占比"), Unit.RATIO)
    monetary_mean: Decimal | None = col(Text(en="Revenue per customer", zh="客均收入"), Unit.MONEY)
    orders_mean: float | None = col(Text(en="Orders per customer", zh="人均订单数"), Unit.QUANTITY)
    recency_median: float | None = col(
        Text(en="Median days since last order", zh="距上次下单天数中位数"), Unit.DAYS, good="down"
    )
    bought_again: float | None = col(
        Text(en="Bought again since", zh="此后再次购买的比例"),
        Unit.RATIO,
        good="up",
        note=Text(
            en="Of those who were in this segment before, the share that has bought since",
            zh="之前属于该层的客户中，此后又购买的比例",
        ),
    )
    play: str = col(Text(en="Recommended", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)


class RfmCell(OutputRow):
    """A cell of the 5 × 5 matrix of recency and frequency."""

    grain: ClassVar[tuple[str, ...]] = ("recency_score", "frequency_score")
    title: ClassVar[Text] = Text(en="RFM matrix", zh="RFM 矩阵")

    recency_score: int = col(Text(en="Recency score", zh="R 得分（近度）"), Unit.SCORE)
    frequency_score: int = col(Text(en="Frequency score", zh="F 得分（频度）"), Unit.SCORE)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    monetary: Decimal = col(Text(en="Net revenue in the period", zh="期内净收入"), Unit.MONEY)
    monetary_mean: Decimal | None = col(Text(en="Revenue per customer", zh="客均收入"), Unit.MONEY)


class RfmMovement(OutputRow):
    """How many customers went from one segment to another."""

    grain: ClassVar[tuple[str, ...]] = ("segment_before", "segment")
    title: ClassVar[Text] = Text(en="RFM movement", zh="RFM 分层流动")

    segment_before: str = col(_BEFORE, Unit.CATEGORY, labels={**LABELS, "none": NONE})
    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=LABELS)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    monetary: Decimal = col(Text(en="Net revenue in the period", zh="期内净收入"), Unit.MONEY)


class RfmOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="RFM overview", zh="RFM 概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    best_accounts: int = col(Text(en="Champions", zh="重要价值客户数"), Unit.COUNT, good="up")
    best_share: float | None = col(Text(en="Champions' share of revenue", zh="重要价值客户收入占比"), Unit.RATIO)
    risk_accounts: int = col(Text(en="Customers at risk", zh="流失预警客户数"), Unit.COUNT, good="down")
    risk_monetary: Decimal = col(Text(en="Revenue at risk", zh="流失预警客户收入"), Unit.MONEY, good="down")
    rose_accounts: int = col(Text(en="Rose", zh="上升"), Unit.COUNT, good="up")
    fell_accounts: int = col(Text(en="Fell to at risk or below", zh="降至流失预警及以下"), Unit.COUNT, good="down")
    lookback_days: int = col(Text(en="Days looked back", zh="对比天数"), Unit.DAYS)
