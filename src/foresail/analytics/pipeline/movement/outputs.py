"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

STEPS: dict[str, Text] = {
    "opening": Text(en="Opening", zh="期初"),
    "new": Text(en="New", zh="新增"),
    "reopened": Text(en="Reopened", zh="重新打开"),
    "pulled_in": Text(en="Pulled in", zh="提前进入"),
    "pushed_out": Text(en="Pushed out", zh="推迟移出"),
    "grown": Text(en="Grown", zh="金额增加"),
    "shrunk": Text(en="Shrunk", zh="金额减少"),
    "exchange": Text(en="Exchange rates", zh="汇率影响"),
    "won": Text(en="Won", zh="赢单"),
    "lost": Text(en="Lost", zh="输单"),
    "removed": Text(en="Removed", zh="被删除"),
    "closing": Text(en="Closing", zh="期末"),
}
TOTALS = ("opening", "closing")
USUAL = ("opening", "new", "pulled_in", "pushed_out", "grown", "shrunk", "won", "lost", "closing")
"""Steps that are always shown; the others where there are any."""
OTHER = ("reopened", "grown", "shrunk", "exchange", "removed")
"""Steps that the headline sums up in one figure."""
DIMENSIONS = {"channel": Text(en="Source", zh="来源"), "owner": Text(en="Owner", zh="负责人")}
GRAINS = {"week": Text(en="Week", zh="周"), "month": Text(en="Month", zh="月")}
_STEP = Text(en="Step", zh="变动项")
_DEALS = Text(en="Deals", zh="商机数")
_AMOUNT = Text(en="Amount", zh="金额")
_SIGNED = Text(en="Signed: the steps add up to the closing", zh="带正负号，各项之和等于期末")


class MovementStep(OutputRow):
    """A step of the waterfall between the two days."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Pipeline waterfall", zh="在途商机变动")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(_STEP, Unit.CATEGORY, labels=STEPS)
    deals: int = col(_DEALS, Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY, note=_SIGNED)
    is_total: bool = col(Text(en="Total", zh="合计项"), Unit.BOOLEAN)


class MovementPeriod(OutputRow):
    """A step of the waterfall of one past week or month."""

    grain: ClassVar[tuple[str, ...]] = ("grain_name", "starts_on", "position")
    title: ClassVar[Text] = Text(en="Waterfalls of past weeks and months", zh="历史各周与各月瀑布图")

    grain_name: str = col(Text(en="Week or month", zh="周或月"), Unit.CATEGORY, labels=GRAINS)
    starts_on: date = col(Text(en="Begins", zh="开始日期"), Unit.DATE)
    ends_on: date = col(Text(en="Ends", zh="结束日期"), Unit.DATE)
    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    step: str = col(_STEP, Unit.CATEGORY, labels=STEPS)
    deals: int = col(_DEALS, Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY, note=_SIGNED)


class MovementDeal(OutputRow):
    """A deal that moved between the two days, and how."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id", "step")
    title: ClassVar[Text] = Text(en="Deals that moved", zh="发生变动的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    step: str = col(_STEP, Unit.CATEGORY, labels=STEPS)
    amount: Decimal = col(_AMOUNT, Unit.MONEY, note=_SIGNED)
    stage_before: str | None = col(Text(en="Stage before", zh="原阶段"), Unit.CATEGORY)
    stage_after: str | None = col(Text(en="Stage after", zh="现阶段"), Unit.CATEGORY)
    amount_before: Decimal | None = col(Text(en="Amount before", zh="原金额"), Unit.MONEY)
    amount_after: Decimal | None = col(Text(en="Amount after", zh="现金额"), Unit.MONEY)
    close_before: date | None = col(Text(en="Expected close before", zh="原预计成交日期"), Unit.DATE)
    close_after: date | None = col(Text(en="Expected close after", zh="现预计成交日期"), Unit.DATE)


class MovementPush(OutputRow):
    """An open deal whose expected close date was moved out."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Deals pushed out", zh="被推迟的商机")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(Text(en="Opportunity", zh="商机"), Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(Text(en="Opportunity name", zh="商机名称"), Unit.TEXT)
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    stage: str | None = col(Text(en="Stage", zh="销售阶段"), Unit.CATEGORY)
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    pushes: int = col(
        Text(en="Times pushed out", zh="推迟次数"),
        Unit.COUNT,
        good="down",
        note=Text(en="As far as the loads show: two moves between two loads count once", zh="以各次载入所见为准"),
    )
    days_pushed: int = col(Text(en="Days in all", zh="累计推迟天数"), Unit.DAYS, good="down")
    first_close_on: date | None = col(Text(en="First expected close", zh="最初预计成交日期"), Unit.DATE)
    expected_close_on: date | None = col(Text(en="Expected close", zh="预计成交日期"), Unit.DATE)
    last_pushed_on: date = col(Text(en="Last pushed on", zh="最近推迟日期"), Unit.DATE)


class MovementFlow(OutputRow):
    """Pipeline created, won and lost lately by source or person."""

    grain: ClassVar[tuple[str, ...]] = ("dimension", "value")
    title: ClassVar[Text] = Text(en="Pipeline created and lost", zh="新建与流失的商机")

    dimension: str = col(Text(en="Dimension", zh="维度"), Unit.CATEGORY, labels=DIMENSIONS)
    value: str = col(Text(en="Value", zh="取值"), Unit.CATEGORY)
    label: str = col(Text(en="Name", zh="名称"), Unit.TEXT, labels={"—": Text(en="Not filled in", zh="未填写")})
    created: int = col(Text(en="Created", zh="新建数"), Unit.COUNT, good="up")
    created_amount: Decimal = col(Text(en="Amount created", zh="新建金额"), Unit.MONEY, good="up")
    won: int = col(Text(en="Won", zh="赢单数"), Unit.COUNT, good="up")
    won_amount: Decimal = col(Text(en="Amount won", zh="赢单金额"), Unit.MONEY, good="up")
    lost: int = col(Text(en="Lost", zh="输单数"), Unit.COUNT, good="down")
    lost_amount: Decimal = col(Text(en="Amount lost", zh="输单金额"), Unit.MONEY, good="down")
    pushed: int = col(Text(en="Pushed out", zh="推迟次数"), Unit.COUNT, good="down")


class MovementOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Movement overview", zh="在途商机变动概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    since: date = col(Text(en="Since", zh="自"), Unit.DATE)
    window_ends: date | None = col(
        Text(en="Expected to close by", zh="预计成交截止"),
        Unit.DATE,
        note=Text(en="Overdue deals count; empty: all open deals", zh="含已过期商机；为空表示全部进行中商机"),
    )
    opening: Decimal = col(Text(en="Opening", zh="期初"), Unit.MONEY)
    closing: Decimal = col(Text(en="Closing", zh="期末"), Unit.MONEY)
    change: Decimal = col(Text(en="Change", zh="变动"), Unit.MONEY, good="up")
    new: Decimal = col(Text(en="New", zh="新增"), Unit.MONEY, good="up")
    pulled_in: Decimal = col(Text(en="Pulled in", zh="提前进入"), Unit.MONEY, good="up")
    pushed_out: Decimal = col(Text(en="Pushed out", zh="推迟移出"), Unit.MONEY, good="down")
    won: Decimal = col(Text(en="Won", zh="赢单"), Unit.MONEY, good="up")
    lost: Decimal = col(Text(en="Lost", zh="输单"), Unit.MONEY, good="down")
    other: Decimal = col(
        Text(en="Other changes", zh="其他变动"),
        Unit.MONEY,
        good="up",
        note=Text(
            en="Amounts grown or shrunk, reopened or removed deals, exchange rates",
            zh="金额增减、重新打开或被删除的商机、汇率",
        ),
    )
    pushed_deals: int = col(Text(en="Open deals pushed out twice or more", zh="推迟两次及以上的进行中商机"), Unit.COUNT)
    without_amount: int = col(
        Text(en="Deals without an amount", zh="无金额的商机"),
        Unit.COUNT,
        note=Text(en="They count as 0 (no amount, or no exchange rate)", zh="按 0 计（缺金额或缺汇率）"),
    )
