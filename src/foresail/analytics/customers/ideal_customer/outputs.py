"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

TRAITS: dict[str, Text] = {
    "industry": Text(en="Industry", zh="行业"),
    "region": Text(en="Region", zh="区域"),
    "country": Text(en="Country", zh="国家"),
    "city": Text(en="City", zh="城市"),
    "kind": Text(en="Kind of customer", zh="客户类型"),
    "channel": Text(en="First channel", zh="来源渠道"),
    "employees": Text(en="Employees", zh="员工人数"),
    "annual_revenue": Text(en="Revenue of the company (percentile)", zh="公司营业额（由低到高百分位）"),
}
KINDS: dict[str, Text] = {"company": Text(en="company", zh="企业"), "person": Text(en="person", zh="个人")}
GRADES: dict[str, Text] = {
    "A": Text(en="A: much like the best", zh="A：非常像最佳客户"),
    "B": Text(en="B: like the best", zh="B：较像最佳客户"),
    "C": Text(en="C: as most", zh="C：一般"),
    "D": Text(en="D: unlike the best", zh="D：不像最佳客户"),
}

_TRAIT = Text(en="Trait", zh="特征")
_VALUE = Text(en="Value", zh="取值")
_CUSTOMERS = Text(en="Customers", zh="客户数")
_LIFT = Text(en="Lift", zh="提升倍数")
_LIFT_NOTE = Text(en="Share of best customers here, over that of all", zh="此处最佳客户占比与总体之比")
_BEST_RATE = Text(en="Share of best customers", zh="最佳客户占比")


class IdealTrait(OutputRow):
    """A trait and how many of the customers that have it are among the best."""

    grain: ClassVar[tuple[str, ...]] = ("trait", "value_name")
    title: ClassVar[Text] = Text(en="What the best have in common", zh="最佳客户的共同特征")

    trait: str = col(_TRAIT, Unit.CATEGORY, labels=TRAITS)
    value_name: str = col(_VALUE, Unit.TEXT)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    best_accounts: int = col(Text(en="Of these among the best", zh="其中最佳客户"), Unit.COUNT)
    best_rate: float = col(_BEST_RATE, Unit.RATIO, good="up")
    lift: float = col(_LIFT, Unit.FACTOR, good="up", note=_LIFT_NOTE)
    lift_low: float = col(Text(en="Lift, lower end (90%)", zh="提升下限（90%）"), Unit.FACTOR)
    lift_high: float = col(Text(en="Lift, upper end (90%)", zh="提升上限（90%）"), Unit.FACTOR)
    value_mean: Decimal = col(Text(en="First-year revenue a customer", zh="户均首年收入"), Unit.MONEY)
    is_sure: bool = col(
        Text(en="Beyond chance", zh="超出偶然"),
        Unit.BOOLEAN,
        note=Text(en="The interval of the lift does not hold 1", zh="提升区间不含 1"),
    )


class IdealRule(OutputRow):
    """Two traits together and the best customers among those who have both."""

    grain: ClassVar[tuple[str, ...]] = ("place",)
    title: ClassVar[Text] = Text(en="Profiles", zh="理想客户画像")

    place: int = col(Text(en="Place", zh="次序"), Unit.RANK)
    profile_en: str = col(Text(en="Profile (English)", zh="画像（英文）"), Unit.TEXT)
    profile_zh: str = col(Text(en="Profile (Chinese)", zh="画像（中文）"), Unit.TEXT)
    accounts: int = col(_CUSTOMERS, Unit.COUNT)
    best_accounts: int = col(Text(en="Of these among the best", zh="其中最佳客户"), Unit.COUNT)
    best_rate: float = col(_BEST_RATE, Unit.RATIO, good="up")
    lift: float = col(_LIFT, Unit.FACTOR, good="up", note=_LIFT_NOTE)
    lift_low: float = col(Text(en="Lift, lower end (90%)", zh="提升下限（90%）"), Unit.FACTOR)
    coverage: float = col(Text(en="Share of all best customers", zh="覆盖最佳客户比例"), Unit.RATIO)
    prospects: int = col(Text(en="Prospects like this", zh="符合的潜在客户数"), Unit.COUNT, good="up")


class IdealProspect(OutputRow):
    """An account without an order, and how much it is like the best customers."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Prospects by likeness", zh="潜在客户相似度")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    score: float = col(
        Text(en="Chance to become one of the best", zh="成为最佳客户的可能"),
        Unit.PROBABILITY,
        good="up",
        note=Text(en="If it becomes a customer", zh="以其成为客户为前提"),
    )
    score_low: float = col(Text(en="Lower end (90%)", zh="下限（90%）"), Unit.PROBABILITY)
    score_high: float = col(Text(en="Upper end (90%)", zh="上限（90%）"), Unit.PROBABILITY)
    grade: str = col(Text(en="Grade", zh="等级"), Unit.CATEGORY, labels=GRADES)
    place: int = col(Text(en="Place", zh="排名"), Unit.RANK)
    reason_en: str | None = col(Text(en="Main reason (English)", zh="主要原因（英文）"), Unit.TEXT)
    reason_zh: str | None = col(Text(en="Main reason (Chinese)", zh="主要原因（中文）"), Unit.TEXT)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    channel: str | None = col(Text(en="First channel", zh="来源渠道"), Unit.CATEGORY)
    employees: float | None = col(Text(en="Employees", zh="员工人数"), Unit.QUANTITY)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)


class IdealOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Ideal customer overview", zh="理想客户概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(Text(en="Customers judged", zh="参与判断的客户数"), Unit.COUNT)
    best_accounts: int = col(Text(en="Best customers", zh="最佳客户数"), Unit.COUNT)
    best_share: float | None = col(Text(en="Their share of first-year revenue", zh="其首年收入占比"), Unit.RATIO)
    best_trait_en: str = col(Text(en="Strongest trait (English)", zh="最突出特征（英文）"), Unit.TEXT)
    best_trait_zh: str = col(Text(en="Strongest trait (Chinese)", zh="最突出特征（中文）"), Unit.TEXT)
    best_lift: float = col(_LIFT, Unit.FACTOR, note=_LIFT_NOTE)
    prospects: int = col(Text(en="Prospects", zh="潜在客户数"), Unit.COUNT)
    good_prospects: int = col(Text(en="Prospects like the best (A, B)", zh="像最佳客户的潜在客户（A、B）"), Unit.COUNT)
    has_skill: bool = col(Text(en="Beats the base rate", zh="胜过基准率"), Unit.BOOLEAN)
