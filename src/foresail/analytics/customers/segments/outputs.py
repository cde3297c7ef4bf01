"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

SEGMENTS: dict[str, Text] = {str(n): Text(en=f"Segment {n}", zh=f"第 {n} 群") for n in range(1, 13)}

FEATURES: dict[str, Text] = {
    "recency_days": Text(en="Days since last order", zh="距上次下单天数"),
    "tenure_days": Text(en="Days since first order", zh="距首单天数"),
    "orders": Text(en="Orders in the period", zh="期内订单数"),
    "monetary": Text(en="Net revenue in the period", zh="期内净收入"),
    "order_value": Text(en="Revenue per order", zh="单均收入"),
    "products": Text(en="Different products", zh="购买产品数"),
    "discount_rate": Text(en="Discount", zh="折扣率"),
    "return_share": Text(en="Returned", zh="退货占比"),
    "contacts": Text(en="Contacts in the period", zh="期内跟进次数"),
    "tickets": Text(en="Tickets in the period", zh="期内工单数"),
    "employee_count": Text(en="Employees", zh="员工人数"),
    "annual_revenue": Text(en="Their annual revenue", zh="客户年营业额"),
    "region": Text(en="Region", zh="区域"),
    "industry": Text(en="Industry", zh="行业"),
    "channel": Text(en="Channel", zh="渠道"),
}
MONEY = ("monetary", "order_value", "annual_revenue")

_HIGH: dict[str, Text] = {
    "recency_days": Text(en="silent for long", zh="久未购买"),
    "tenure_days": Text(en="long-standing", zh="老客户"),
    "orders": Text(en="buy often", zh="购买频繁"),
    "monetary": Text(en="spend much", zh="消费高"),
    "order_value": Text(en="large orders", zh="单笔金额大"),
    "products": Text(en="broad range", zh="品类广"),
    "discount_rate": Text(en="high discounts", zh="折扣高"),
    "return_share": Text(en="many returns", zh="退货多"),
    "contacts": Text(en="closely attended", zh="跟进密集"),
    "tickets": Text(en="need much service", zh="服务需求多"),
    "employee_count": Text(en="large companies", zh="规模大"),
    "annual_revenue": Text(en="high turnover of their own", zh="自身营业额高"),
}
_LOW: dict[str, Text] = {
    "recency_days": Text(en="bought lately", zh="近期购买"),
    "tenure_days": Text(en="new", zh="新客户"),
    "orders": Text(en="buy rarely", zh="购买较少"),
    "monetary": Text(en="spend little", zh="消费低"),
    "order_value": Text(en="small orders", zh="单笔金额小"),
    "products": Text(en="narrow range", zh="品类窄"),
    "discount_rate": Text(en="full prices", zh="折扣少"),
    "return_share": Text(en="no returns", zh="无退货"),
    "contacts": Text(en="little contact", zh="跟进少"),
    "tickets": Text(en="need little service", zh="服务需求少"),
    "employee_count": Text(en="small companies", zh="规模小"),
    "annual_revenue": Text(en="low turnover of their own", zh="自身营业额低"),
}
TRAITS: dict[str, Text] = {
    **{f"{name}_high": words for name, words in _HIGH.items()},
    **{f"{name}_low": words for name, words in _LOW.items()},
}
OPERATORS: dict[str, Text] = {
    "at_most": Text(en="at most", zh="不超过"),
    "above": Text(en="more than", zh="大于"),
    "is": Text(en="is", zh="是"),
    "is_not": Text(en="is not", zh="不是"),
}
STEADY: dict[str, Text] = {
    "stable": Text(en="steady: found again in resamples", zh="稳定：重抽样后能再次得到"),
    "unstable": Text(en="not steady: read them as a rough sketch", zh="不稳定：仅供粗略参考"),
    "tree": Text(en="made by conditions", zh="由条件划分"),
}
PLAYS: dict[str, Text] = {
    "protect": Text(
        en="Protect: an owner each, regular talks, early offers", zh="重点维护：专人负责、定期沟通、优先方案"
    ),
    "win_back": Text(en="Win back: ask why, one personal offer", zh="挽回：了解原因，给出专属方案"),
    "grow": Text(en="Grow: suggest what their peers buy", zh="增购：推荐同类客户所购产品"),
    "welcome": Text(en="Welcome: second order within the usual time", zh="培育：促成第二单"),
    "repair": Text(en="Settle service trouble before selling", zh="先解决服务问题再销售"),
    "serve_cheaply": Text(en="Serve at low cost: web, inside sales", zh="低成本服务：线上与内勤"),
}

_SEGMENT = Text(en="Segment", zh="分群")
_TRAIT = Text(en="Most typical", zh="最突出特征")
_TRAIT_2 = Text(en="Also", zh="其次特征")
_FEATURE = Text(en="Feature", zh="特征")


class SegmentMember(OutputRow):
    """A customer and its segment."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customers by segment", zh="客户分群明细")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=SEGMENTS)
    monetary: Decimal = col(FEATURES["monetary"], Unit.MONEY, good="up")
    orders: int = col(FEATURES["orders"], Unit.COUNT, good="up")
    recency_days: int = col(FEATURES["recency_days"], Unit.DAYS, good="down")
    products: int = col(FEATURES["products"], Unit.COUNT, good="up")
    discount_rate: float | None = col(FEATURES["discount_rate"], Unit.RATIO)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(FEATURES["region"], Unit.CATEGORY)
    industry: str | None = col(FEATURES["industry"], Unit.CATEGORY)


class SegmentSummary(OutputRow):
    """A segment."""

    grain: ClassVar[tuple[str, ...]] = ("segment",)
    title: ClassVar[Text] = Text(en="Segments", zh="分群汇总")

    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=SEGMENTS)
    trait: str | None = col(_TRAIT, Unit.CATEGORY, labels=TRAITS)
    trait_2: str | None = col(_TRAIT_2, Unit.CATEGORY, labels=TRAITS)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    account_share: float = col(Text(en="Share of customers", zh="客户占比"), Unit.RATIO)
    monetary: Decimal = col(FEATURES["monetary"], Unit.MONEY, good="up")
    monetary_share: float | None = col(Text(en="Share of revenue", zh="收入占比"), Unit.RATIO)
    monetary_mean: Decimal = col(Text(en="Revenue per customer", zh="客均收入"), Unit.MONEY)
    orders_mean: float = col(Text(en="Orders per customer", zh="人均订单数"), Unit.QUANTITY)
    recency_median: float = col(
        Text(en="Median days since last order", zh="距上次下单天数中位数"), Unit.DAYS, good="down"
    )
    play: str = col(Text(en="Recommended", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)


class SegmentProfile(OutputRow):
    """A feature of a segment beside all customers."""

    grain: ClassVar[tuple[str, ...]] = ("segment", "feature")
    title: ClassVar[Text] = Text(en="Profile of segments", zh="分群画像")

    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=SEGMENTS)
    feature: str = col(_FEATURE, Unit.CATEGORY, labels=FEATURES)
    amount: Decimal | None = col(Text(en="Typical amount", zh="典型金额"), Unit.MONEY)
    number: float | None = col(Text(en="Typical number", zh="典型数值"), Unit.QUANTITY)
    word: str | None = col(Text(en="Most frequent", zh="最常见"), Unit.CATEGORY)
    share: float | None = col(Text(en="Share with it", zh="占比"), Unit.RATIO)
    times: float | None = col(
        Text(en="Against all", zh="相对全体"),
        Unit.FACTOR,
        note=Text(en="Mean of the segment over the mean of all customers", zh="该群均值与全体均值之比"),
    )
    distance: float = col(
        Text(en="How typical", zh="突出程度"),
        Unit.SCORE,
        note=Text(en="Difference from all customers, in usual spreads", zh="与全体的差异，以通常离散程度计"),
    )


class SegmentRule(OutputRow):
    """A condition of a reading rule: all conditions of a rule hold."""

    grain: ClassVar[tuple[str, ...]] = ("rule", "position")
    title: ClassVar[Text] = Text(en="How to recognise a segment", zh="分群识别规则")

    rule: int = col(Text(en="Rule", zh="规则"), Unit.RANK)
    position: int = col(Text(en="Condition", zh="条件序号"), Unit.RANK)
    segment: str = col(_SEGMENT, Unit.CATEGORY, labels=SEGMENTS)
    feature: str = col(_FEATURE, Unit.CATEGORY, labels=FEATURES)
    operator: str = col(Text(en="Test", zh="判断"), Unit.CATEGORY, labels=OPERATORS)
    amount: Decimal | None = col(Text(en="Amount", zh="金额"), Unit.MONEY)
    number: float | None = col(Text(en="Number", zh="数值"), Unit.QUANTITY)
    word: str | None = col(Text(en="Word", zh="取值"), Unit.CATEGORY)
    accounts: int = col(Text(en="Customers in the rule", zh="符合规则的客户数"), Unit.COUNT)
    purity: float = col(
        Text(en="Of the segment", zh="属于该群"),
        Unit.RATIO,
        note=Text(en="Share of the customers in the rule that are of the segment", zh="符合规则的客户中属于该群的比例"),
    )


class SegmentChoice(OutputRow):
    """A number of segments that was tried."""

    grain: ClassVar[tuple[str, ...]] = ("segments",)
    title: ClassVar[Text] = Text(en="How many segments", zh="分群数量的选择")

    segments: int = col(Text(en="Segments", zh="分群数"), Unit.COUNT)
    stability: float = col(
        Text(en="Found again", zh="重现程度"),
        Unit.SCORE,
        good="up",
        note=Text(
            en="Adjusted Rand index over resamples; 1 = always the same", zh="重抽样的调整兰德指数，1 = 完全一致"
        ),
    )
    silhouette: float = col(Text(en="Apart", zh="分离程度"), Unit.SCORE, good="up")
    by_chance: float = col(Text(en="Apart by chance", zh="偶然的分离程度"), Unit.SCORE)
    chosen: bool = col(Text(en="Chosen", zh="已选"), Unit.BOOLEAN)


class SegmentOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Segments at a glance", zh="分群概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    segments: int = col(Text(en="Segments", zh="分群数"), Unit.COUNT)
    steady: str = col(Text(en="Steadiness", zh="稳定性"), Unit.CATEGORY, labels=STEADY)
    top_segment: str = col(Text(en="Richest segment", zh="收入最高的群"), Unit.CATEGORY, labels=SEGMENTS)
    top_share: float | None = col(Text(en="Its share of revenue", zh="其收入占比"), Unit.RATIO)
    top_accounts: int = col(Text(en="Its customers", zh="其客户数"), Unit.COUNT)
    agreement: float = col(
        Text(en="Told by the rules", zh="规则识别率"),
        Unit.RATIO,
        note=Text(en="Share of customers whose segment the reading rules name", zh="用识别规则能判对所属群的客户比例"),
    )
