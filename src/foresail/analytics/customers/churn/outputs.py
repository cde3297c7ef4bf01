"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.customers.churn.words import CONTRACTS, ORDERS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

RISKS: dict[str, Text] = {
    "high": Text(en="High", zh="高"),
    "medium": Text(en="Medium", zh="中"),
    "low": Text(en="Low", zh="低"),
}
VALUES: dict[str, Text] = {
    "large": Text(en="Large (top fifth)", zh="大客户（前 20%）"),
    "middle": Text(en="Middle", zh="中等"),
    "small": Text(en="Small (lower half)", zh="小客户（后 50%）"),
}
PLAYS: dict[str, Text] = {
    "visit": Text(en="Visit by the owner this week", zh="负责人本周上门拜访"),
    "service": Text(en="Settle the service problem first", zh="先解决服务问题"),
    "call": Text(en="Call and ask for the next order", zh="电话回访并促成下单"),
    "offer": Text(en="Send a come-back offer", zh="发送召回优惠"),
    "watch": Text(en="Leave alone, watch", zh="保持关注"),
}
FEATURES: dict[str, Text] = {**CONTRACTS, **ORDERS}
BASES = {"orders": Text(en="Orders", zh="订单"), "contract": Text(en="Contract", zh="合同")}

_P = Text(en="Risk of leaving", zh="流失风险")
_LOW = Text(en="Lower end (90%)", zh="下限（90%）")
_HIGH = Text(en="Upper end (90%)", zh="上限（90%）")
_CLASS = Text(en="Risk", zh="风险等级")
_CUSTOMERS = Text(en="Customers", zh="客户数")
_YEAR = Text(en="Revenue of a year", zh="年收入")
_AT_RISK = Text(en="Revenue at risk", zh="风险金额")


class ChurnScore(OutputRow):
    """A customer and the chance that it leaves."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Churn risks", zh="流失风险")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    basis: str = col(Text(en="Told from", zh="判断依据"), Unit.CATEGORY, labels=BASES)
    probability: float = col(_P, Unit.PROBABILITY, good="down")
    probability_low: float = col(_LOW, Unit.PROBABILITY)
    probability_high: float = col(_HIGH, Unit.PROBABILITY)
    risk: str = col(
        _CLASS,
        Unit.CATEGORY,
        labels=RISKS,
        note=Text(en="High from 60%, medium from 30%", zh="60% 起为高，30% 起为中"),
    )
    value_class: str = col(Text(en="Size", zh="客户规模"), Unit.CATEGORY, labels=VALUES)
    revenue_year: Decimal = col(_YEAR, Unit.MONEY)
    at_risk: Decimal = col(
        _AT_RISK, Unit.MONEY, good="down", note=Text(en="Revenue of a year × risk", zh="年收入 × 流失风险")
    )
    place: int = col(Text(en="Place by revenue at risk", zh="风险金额排名"), Unit.RANK)
    reason_en: str | None = col(Text(en="Main reason (English)", zh="主要原因（英文）"), Unit.TEXT)
    reason_zh: str | None = col(Text(en="Main reason (Chinese)", zh="主要原因（中文）"), Unit.TEXT)
    play: str = col(Text(en="What to do", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)
    recency_days: int | None = col(Text(en="Days since the last order", zh="距上次下单天数"), Unit.DAYS)
    usual_days: float | None = col(Text(en="Usual days between orders", zh="通常下单间隔（天）"), Unit.DAYS)
    uses_base_rate: bool = col(
        Text(en="Base rate", zh="基准率"),
        Unit.BOOLEAN,
        note=Text(en="Nothing beat the base rate, so all show it", zh="没有方法胜过基准率，均显示同一基准率"),
    )
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)


class ChurnReason(OutputRow):
    """What pushes a customer's risk up or down."""

    grain: ClassVar[tuple[str, ...]] = ("account_id", "rank")
    title: ClassVar[Text] = Text(en="Reasons", zh="原因")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    rank: int = col(Text(en="Place", zh="次序"), Unit.RANK)
    feature: str = col(Text(en="Feature", zh="特征"), Unit.CATEGORY, labels=FEATURES)
    label_en: str = col(Text(en="Reason (English)", zh="原因（英文）"), Unit.TEXT)
    label_zh: str = col(Text(en="Reason (Chinese)", zh="原因（中文）"), Unit.TEXT)
    points: float = col(
        Text(en="Points", zh="影响（百分点）"),
        Unit.POINTS,
        good="down",
        note=Text(en="What it adds to the risk of leaving", zh="对流失风险的增减"),
    )


class ChurnContract(OutputRow):
    """A contract in force and the chance that it ends."""

    grain: ClassVar[tuple[str, ...]] = ("subscription_id",)
    title: ClassVar[Text] = Text(en="Contracts at risk", zh="合同流失风险")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    subscription_id: str = col(Text(en="Contract", zh="合同"), Unit.ID)
    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    product_id: str | None = col(Text(en="Product", zh="产品"), Unit.ID)
    period: str | None = col(Text(en="Billing period", zh="计费周期"), Unit.CATEGORY)
    held_days: int = col(Text(en="Days under contract", zh="已持续天数"), Unit.DAYS)
    days_to_end: int | None = col(Text(en="Days to its end", zh="距到期天数"), Unit.DAYS)
    probability: float = col(Text(en="Risk of ending", zh="终止风险"), Unit.PROBABILITY, good="down")
    probability_low: float = col(_LOW, Unit.PROBABILITY)
    probability_high: float = col(_HIGH, Unit.PROBABILITY)
    amount_year: Decimal = col(Text(en="Amount of a year", zh="年合同金额"), Unit.MONEY)
    at_risk: Decimal = col(_AT_RISK, Unit.MONEY, good="down")


class ChurnCell(OutputRow):
    """Customers of a risk and a size."""

    grain: ClassVar[tuple[str, ...]] = ("risk", "value_class")
    title: ClassVar[Text] = Text(en="Risk × size", zh="风险 × 规模")

    risk: str = col(_CLASS, Unit.CATEGORY, labels=RISKS)
    value_class: str = col(Text(en="Size", zh="客户规模"), Unit.CATEGORY, labels=VALUES)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    revenue_year: Decimal = col(_YEAR, Unit.MONEY)
    at_risk: Decimal = col(_AT_RISK, Unit.MONEY)


class ChurnDriver(OutputRow):
    """A feature and how much it moves risks."""

    grain: ClassVar[tuple[str, ...]] = ("feature",)
    title: ClassVar[Text] = Text(en="What moves the risks", zh="影响因素")
    shared: ClassVar[bool] = True

    feature: str = col(Text(en="Feature", zh="特征"), Unit.CATEGORY, labels=FEATURES)
    points: float = col(
        Text(en="Mean points", zh="平均影响（百分点）"),
        Unit.POINTS,
        note=Text(en="Mean size of its effect on a customer's risk", zh="对单个客户风险影响的平均幅度"),
    )
    accounts: int = col(Text(en="Customers with this reason", zh="涉及客户数"), Unit.COUNT)


class ChurnCalibration(OutputRow):
    """Customers that were once scored alike, and how many of them stopped."""

    grain: ClassVar[tuple[str, ...]] = ("bin",)
    title: ClassVar[Text] = Text(en="Calibration", zh="校准")
    shared: ClassVar[bool] = True

    bin: int = col(Text(en="Class", zh="分组"), Unit.RANK)
    predicted: float = col(Text(en="Predicted", zh="预测风险"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际流失率"), Unit.PROBABILITY)
    snapshots: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)


class ChurnOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Churn overview", zh="流失概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    horizon_days: int = col(Text(en="Days ahead", zh="未来天数"), Unit.DAYS)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    expected_lost: float = col(Text(en="Customers likely to stop", zh="预计流失客户数"), Unit.COUNT, good="down")
    high_accounts: int = col(Text(en="Customers at high risk", zh="高风险客户数"), Unit.COUNT, good="down")
    revenue_year: Decimal = col(_YEAR, Unit.MONEY)
    at_risk: Decimal = col(_AT_RISK, Unit.MONEY, good="down")
    base_rate: float = col(Text(en="Base rate", zh="基准率"), Unit.PROBABILITY)
    contracts: int = col(Text(en="Contracts in force", zh="有效合同数"), Unit.COUNT)
    has_skill: bool = col(Text(en="Beats the base rate", zh="胜过基准率"), Unit.BOOLEAN)
