"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

ORIGINS: dict[str, Text] = {
    "lead": Text(en="From a lead", zh="由线索开始"),
    "deal": Text(en="Deal without a lead", zh="无线索的商机"),
    "order": Text(en="Order without a deal", zh="无商机的订单"),
}
STEPS: dict[str, Text] = {
    "lead": Text(en="Lead", zh="线索"),
    "deal": Text(en="Opportunity", zh="商机"),
    "quote": Text(en="Quote", zh="报价"),
    "won": Text(en="Won", zh="赢单"),
    "contract": Text(en="Contract", zh="合同"),
    "order": Text(en="Order", zh="订单"),
    "delivery": Text(en="Delivered", zh="交付"),
    "invoice": Text(en="Invoice", zh="开票"),
    "payment": Text(en="Payment", zh="回款"),
}
AGES: dict[str, Text] = {
    "not_due": Text(en="Not due yet", zh="未到期"),
    "days_30": Text(en="1–30 days", zh="逾期 1–30 天"),
    "days_60": Text(en="31–60 days", zh="逾期 31–60 天"),
    "days_90": Text(en="61–90 days", zh="逾期 61–90 天"),
    "older": Text(en="Over 90 days", zh="逾期超过 90 天"),
}
_ORDER = Text(en="Order", zh="顺序")
_ACCOUNT, _NAME = Text(en="Account", zh="客户"), Text(en="Account name", zh="客户名称")
_OPEN = Text(en="Still to be paid", zh="未回款金额")
_OVERDUE = Text(en="Overdue", zh="逾期金额")
_MONTH_AHEAD = Text(en="Expected within 30 days", zh="预计 30 天内回款")
_LOW, _HIGH = (
    Text(en="Low (one week in ten is below)", zh="低值（十周中一周更低）"),
    Text(en="High (one week in ten is above)", zh="高值（十周中一周更高）"),
)


class CashStep(OutputRow):
    """A step on the way from the first contact to the money."""

    grain: ClassVar[tuple[str, ...]] = ("origin", "position")
    title: ClassVar[Text] = Text(en="From lead to cash", zh="从线索到回款")

    origin: str = col(Text(en="Began as", zh="起点"), Unit.CATEGORY, labels=ORIGINS)
    position: int = col(_ORDER, Unit.RANK)
    step: str = col(Text(en="Step", zh="环节"), Unit.CATEGORY, labels=STEPS)
    reached: int = col(
        Text(en="Reached", zh="到达数"),
        Unit.COUNT,
        good="up",
        note=Text(en="With its own document or a later one", zh="有本环节或之后环节的单据"),
    )
    documents: int = col(Text(en="With a document of its own", zh="有本环节单据"), Unit.COUNT)
    amount: Decimal | None = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    share: float | None = col(Text(en="Of the step before, so far", zh="占上一环节（截至目前）"), Unit.RATIO, good="up")
    from_first: float | None = col(Text(en="Of the beginning, so far", zh="占起点（截至目前）"), Unit.RATIO, good="up")
    lost: int | None = col(Text(en="Lost before this step", zh="在此前流失"), Unit.COUNT, good="down")
    waiting: int | None = col(Text(en="Not there yet", zh="尚未到达"), Unit.COUNT)
    days_median: float | None = col(Text(en="Median days since the step before", zh="距上一环节天数中位数"), Unit.DAYS)
    days_slow: float | None = col(Text(en="One in ten takes longer than", zh="最慢一成超过"), Unit.DAYS, good="down")


class CashAge(OutputRow):
    """What is still to be paid, by how long it is overdue."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Ageing of receivables", zh="应收账龄")

    position: int = col(_ORDER, Unit.RANK)
    age: str = col(Text(en="Overdue by", zh="账龄"), Unit.CATEGORY, labels=AGES)
    invoices: int = col(Text(en="Invoices", zh="发票数"), Unit.COUNT)
    amount: Decimal = col(_OPEN, Unit.MONEY, good="down")
    share: float = col(Text(en="Share", zh="占比"), Unit.RATIO)
    expected_30: Decimal = col(_MONTH_AHEAD, Unit.MONEY, good="up")


class CashInvoice(OutputRow):
    """An invoice that is not fully paid."""

    grain: ClassVar[tuple[str, ...]] = ("invoice_id",)
    title: ClassVar[Text] = Text(en="Open invoices", zh="未结清发票")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    invoice_id: str = col(Text(en="Invoice", zh="发票"), Unit.ID)
    account_id: str | None = col(_ACCOUNT, Unit.ID, opens="account")
    account_name: str | None = col(_NAME, Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    issued_on: date = col(Text(en="Issued on", zh="开票日期"), Unit.DATE)
    due_on: date = col(Text(en="Due on", zh="到期日"), Unit.DATE)
    amount: Decimal = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    open_amount: Decimal = col(_OPEN, Unit.MONEY, good="down")
    days_overdue: int = col(Text(en="Days overdue", zh="逾期天数"), Unit.DAYS, good="down")
    chance_30: float = col(
        Text(en="Chance of payment within 30 days", zh="30 天内回款概率"), Unit.PROBABILITY, good="up"
    )
    likely_on: date | None = col(
        Text(en="Likely day", zh="预计回款日"),
        Unit.DATE,
        note=Text(
            en="Half of such invoices are paid by then; empty: not to be expected",
            zh="同类发票一半在此日前回款；为空表示难以预期",
        ),
    )


class CashDebtor(OutputRow):
    """A customer that owes money."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customers that owe", zh="欠款客户")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(_ACCOUNT, Unit.ID, opens="account")
    account_name: str | None = col(_NAME, Unit.TEXT, personal=True)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    invoices: int = col(Text(en="Open invoices", zh="未结清发票数"), Unit.COUNT)
    open_amount: Decimal = col(_OPEN, Unit.MONEY, good="down")
    overdue: Decimal = col(_OVERDUE, Unit.MONEY, good="down")
    days_overdue: int = col(Text(en="Oldest, days overdue", zh="最长逾期天数"), Unit.DAYS, good="down")
    habit_days: float = col(
        Text(en="Pays later than others by", zh="比其他客户晚付"),
        Unit.DAYS,
        good="down",
        note=Text(en="Drawn to 0 where few invoices are known", zh="已知发票较少时向 0 收缩"),
    )
    expected_30: Decimal = col(_MONTH_AHEAD, Unit.MONEY, good="up")


class CashMonth(OutputRow):
    """Invoices, payments and what is owed at the end of a month."""

    grain: ClassVar[tuple[str, ...]] = ("month",)
    title: ClassVar[Text] = Text(en="Receivables by month", zh="各月应收")

    month: date = col(Text(en="Month", zh="月份"), Unit.DATE)
    invoiced: Decimal = col(Text(en="Invoiced", zh="开票金额"), Unit.MONEY)
    received: Decimal = col(Text(en="Received", zh="回款金额"), Unit.MONEY, good="up")
    receivable: Decimal = col(Text(en="Owed at the end", zh="月末应收"), Unit.MONEY, good="down")
    days_outstanding: float | None = col(
        Text(en="Days outstanding", zh="应收周转天数"),
        Unit.DAYS,
        good="down",
        note=Text(en="Owed ÷ invoiced in the last 90 days × 90", zh="应收 ÷ 近 90 天开票 × 90"),
    )


class CashWeek(OutputRow):
    """Money expected in a coming week."""

    grain: ClassVar[tuple[str, ...]] = ("week",)
    title: ClassVar[Text] = Text(en="Cash of the coming weeks", zh="未来各周回款")

    week: int = col(Text(en="Week ahead", zh="未来第几周"), Unit.RANK)
    starts_on: date = col(Text(en="From", zh="开始"), Unit.DATE)
    ends_on: date = col(Text(en="Until", zh="结束"), Unit.DATE)
    from_issued: Decimal = col(Text(en="From issued invoices", zh="来自已开发票"), Unit.MONEY)
    from_new: Decimal = col(Text(en="From invoices to come", zh="来自将开发票"), Unit.MONEY)
    expected: Decimal = col(Text(en="Expected cash", zh="预计回款"), Unit.MONEY, good="up")
    low: Decimal | None = col(_LOW, Unit.MONEY)
    high: Decimal | None = col(_HIGH, Unit.MONEY)


class CashOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Lead to cash in short", zh="从线索到回款概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    receivable: Decimal = col(_OPEN, Unit.MONEY, good="down")
    overdue: Decimal = col(_OVERDUE, Unit.MONEY, good="down")
    overdue_share: float | None = col(Text(en="Overdue share", zh="逾期占比"), Unit.RATIO, good="down")
    days_outstanding: float | None = col(Text(en="Days outstanding", zh="应收周转天数"), Unit.DAYS, good="down")
    expected_30: Decimal = col(_MONTH_AHEAD, Unit.MONEY, good="up")
    chains: int = col(Text(en="Chains begun", zh="新开始的链条"), Unit.COUNT)
    days_to_cash: float | None = col(
        Text(en="Median days from beginning to first payment", zh="从起点到首笔回款天数中位数"), Unit.DAYS, good="down"
    )
