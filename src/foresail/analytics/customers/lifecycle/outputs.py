"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STAGES: dict[str, Text] = {
    "potential": Text(en="Potential", zh="潜在"),
    "prospect": Text(en="Prospect", zh="意向"),
    "active": Text(en="Active", zh="活跃"),
    "dormant": Text(en="Dormant", zh="休眠"),
    "lost": Text(en="Lost", zh="流失"),
}
"""In the order in which an account goes through them."""

ABSENT = Text(en="Not known yet", zh="当时未知")

REASONS: dict[str, Text] = {
    "poor_service": Text(en="Poor service or rating", zh="服务不满或差评"),
    "lost_deal": Text(en="A deal was lost", zh="有商机丢单"),
    "returned_goods": Text(en="Goods were returned", zh="有退货"),
    "single_purchase": Text(en="Bought only once", zh="仅购买过一次"),
    "no_contact": Text(en="Nobody talked with them", zh="无人跟进"),
}

PLAYS: dict[str, Text] = {
    "nurture": Text(en="Put into a campaign; ask for a first talk", zh="纳入培育活动，争取首次沟通"),
    "next_step": Text(en="Agree on the next step of the open deal", zh="推进进行中的商机，约定下一步"),
    "keep_rhythm": Text(en="Keep the rhythm; suggest what fits", zh="保持联系节奏，推荐合适产品"),
    "ask_why": Text(en="Call this week: ask what has changed", zh="本周致电，了解变化原因"),
    "repair": Text(en="Settle the complaint first, then call", zh="先解决投诉，再联系"),
    "win_back": Text(en="Win back: a personal offer by the owner", zh="挽回：由负责人给出专属方案"),
    "let_go": Text(en="No effort now; newsletter only", zh="暂不投入，仅保留资讯触达"),
}

_STAGE = Text(en="Stage", zh="生命周期阶段")
_BEFORE = Text(en="Stage before", zh="之前的阶段")
_ACCOUNTS = Text(en="Accounts", zh="客户数")
_REVENUE = Text(en="Revenue of the last year of buying", zh="最近一个购买年度的收入")


class LifecycleStage(OutputRow):
    """An account that is known by the day."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Life-cycle stages", zh="客户生命周期")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    stage: str = col(_STAGE, Unit.CATEGORY, labels=STAGES)
    stage_before: str = col(_BEFORE, Unit.CATEGORY, labels={**STAGES, "absent": ABSENT})
    alive: float | None = col(
        Text(en="Still a customer, by any sign of life", zh="仍有往来的概率"),
        Unit.PROBABILITY,
        good="up",
        note=Text(
            en="Probability that the silence is only a pause, from the account's own rhythm",
            zh="依据客户自身节奏，判断沉默只是间歇的概率",
        ),
    )
    silent_days: int | None = col(Text(en="Days silent", zh="沉默天数"), Unit.DAYS, good="down")
    usual_gap_days: float | None = col(
        Text(en="Usual gap", zh="通常间隔"),
        Unit.DAYS,
        note=Text(en="Days between signs of life while a customer", zh="作为客户期间两次互动之间的天数"),
    )
    since_bought_days: int | None = col(Text(en="Days since bought", zh="距上次购买天数"), Unit.DAYS, good="down")
    times_bought: int = col(Text(en="Days with a purchase", zh="购买天数"), Unit.COUNT, good="up")
    revenue: Decimal | None = col(_REVENUE, Unit.MONEY, good="up")
    open_deals: int = col(Text(en="Open deals", zh="进行中的商机"), Unit.COUNT)
    reason: str | None = col(Text(en="Before it fell silent", zh="沉默前的征兆"), Unit.CATEGORY, labels=REASONS)
    lost_reason: str | None = col(Text(en="Reason of a lost deal", zh="丢单原因"), Unit.CATEGORY)
    play: str = col(Text(en="Recommended", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)


class LifecycleSummary(OutputRow):
    """A stage."""

    grain: ClassVar[tuple[str, ...]] = ("stage",)
    title: ClassVar[Text] = Text(en="Accounts by stage", zh="各阶段客户")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    stage: str = col(_STAGE, Unit.CATEGORY, labels=STAGES)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    account_share: float = col(Text(en="Share of accounts", zh="客户占比"), Unit.RATIO)
    accounts_before: int = col(Text(en="Accounts before", zh="之前的客户数"), Unit.COUNT)
    accounts_change: int = col(Text(en="Change", zh="变化"), Unit.COUNT)
    revenue: Decimal = col(_REVENUE, Unit.MONEY, good="up")
    silent_median: float | None = col(Text(en="Median days silent", zh="沉默天数中位数"), Unit.DAYS, good="down")


class LifecycleMovement(OutputRow):
    """How many accounts went from one stage to another."""

    grain: ClassVar[tuple[str, ...]] = ("stage_before", "stage")
    title: ClassVar[Text] = Text(en="Movement between stages", zh="阶段流动")

    stage_before: str = col(_BEFORE, Unit.CATEGORY, labels={**STAGES, "absent": ABSENT})
    stage: str = col(_STAGE, Unit.CATEGORY, labels=STAGES)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    revenue: Decimal = col(_REVENUE, Unit.MONEY)


class LifecycleReason(OutputRow):
    """What was seen in the year before customers fell silent, beside those who did not."""

    grain: ClassVar[tuple[str, ...]] = ("reason",)
    title: ClassVar[Text] = Text(en="Why customers were lost", zh="客户流失的征兆")

    reason: str = col(Text(en="Sign", zh="征兆"), Unit.CATEGORY, labels=REASONS)
    lost_accounts: int = col(Text(en="Lost customers with it", zh="有此征兆的流失客户"), Unit.COUNT)
    lost_share: float = col(Text(en="Share of lost customers", zh="流失客户中的占比"), Unit.RATIO)
    active_share: float = col(Text(en="Share of active customers", zh="活跃客户中的占比"), Unit.RATIO)
    times: float | None = col(
        Text(en="Times as frequent", zh="倍数"),
        Unit.FACTOR,
        note=Text(
            en="Among lost against active customers; 1 tells nothing", zh="流失客户相对活跃客户的倍数，1 表示无差别"
        ),
    )
    beyond_chance: bool = col(Text(en="Beyond chance", zh="超出偶然"), Unit.BOOLEAN)
    revenue: Decimal = col(Text(en="Their revenue", zh="涉及收入"), Unit.MONEY)


class LifecycleOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Life-cycle overview", zh="生命周期概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    customers: int = col(Text(en="Customers ever", zh="历史客户数"), Unit.COUNT)
    active: int = col(Text(en="Active", zh="活跃客户"), Unit.COUNT, good="up")
    dormant: int = col(Text(en="Dormant", zh="休眠客户"), Unit.COUNT, good="down")
    dormant_revenue: Decimal = col(
        Text(en="Revenue of dormant customers", zh="休眠客户的收入"), Unit.MONEY, good="down"
    )
    lost: int = col(Text(en="Lost", zh="流失客户"), Unit.COUNT, good="down")
    fell: int = col(Text(en="Fell silent", zh="新近沉默"), Unit.COUNT, good="down")
    came_back: int = col(Text(en="Came back", zh="重新活跃"), Unit.COUNT, good="up")
    prospects: int = col(Text(en="Prospects", zh="意向客户"), Unit.COUNT, good="up")
    horizon_days: int = col(Text(en="Days looked back", zh="对比天数"), Unit.DAYS)
