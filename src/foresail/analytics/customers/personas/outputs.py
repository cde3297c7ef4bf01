"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

SEGMENTS: dict[str, Text] = {str(n): Text(en=f"Segment {n}", zh=f"第 {n} 群") for n in range(1, 13)}

PERSONAS: dict[str, Text] = {
    "pillar": Text(en="The pillar", zh="顶梁柱客户"),
    "regular": Text(en="The regular", zh="老主顾"),
    "big_ticket": Text(en="The big ticket", zh="大单客户"),
    "newcomer": Text(en="The newcomer", zh="新面孔"),
    "bargainer": Text(en="The bargainer", zh="比价客户"),
    "demanding": Text(en="The demanding one", zh="高要求客户"),
    "sleeper": Text(en="The sleeper", zh="沉睡客户"),
    "occasional": Text(en="The occasional buyer", zh="偶尔光顾"),
    "average": Text(en="The usual customer", zh="普通客户"),
}

APPROACHES: dict[str, Text] = {
    "pillar": Text(
        en="A named owner, a yearly plan together, first to hear of what is new",
        zh="专人负责，共同制定年度计划，新品优先告知",
    ),
    "regular": Text(en="Keep it easy: quick reorder, suggest the next product", zh="让复购更省事，并推荐下一个产品"),
    "big_ticket": Text(
        en="Stay in touch between projects; offer spare parts and service", zh="项目间隔期保持联系，推荐备件与服务"
    ),
    "newcomer": Text(en="Help with the first weeks, then ask for the second order", zh="做好初期支持，争取第二单"),
    "bargainer": Text(en="Bundles and terms instead of a lower price", zh="以套餐与账期替代直接降价"),
    "demanding": Text(en="Settle open tickets first; one contact for everything", zh="先解决未结工单，指定唯一对接人"),
    "sleeper": Text(en="Ask what has changed; one offer, then let go", zh="了解变化原因，给出一次方案，不再强推"),
    "occasional": Text(en="Web and inside sales; watch for signs of growth", zh="线上与内勤服务，留意增长信号"),
    "average": Text(en="Regular contact; suggest what their peers buy", zh="定期联系，推荐同类客户所购产品"),
}

TAGS: dict[str, Text] = {
    "big_spender": Text(en="Spends much", zh="高消费"),
    "frequent": Text(en="Buys often", zh="高频"),
    "loyal": Text(en="Loyal for long", zh="长期忠诚"),
    "new": Text(en="New", zh="新客户"),
    "one_off": Text(en="Bought once", zh="仅购一次"),
    "slipping": Text(en="Later than usual", zh="超出惯常间隔"),
    "broad": Text(en="Broad range", zh="品类广"),
    "single_product": Text(en="One product only", zh="单一产品"),
    "price_sensitive": Text(en="Price-sensitive", zh="价格敏感"),
    "full_price": Text(en="Pays full prices", zh="少用折扣"),
    "returner": Text(en="Returns goods", zh="常退货"),
    "needs_service": Text(en="Needs much service", zh="服务需求多"),
    "well_attended": Text(en="Closely attended", zh="跟进密集"),
    "neglected": Text(en="Valuable, little contact", zh="高价值少跟进"),
}

_PERSONA = Text(en="Persona", zh="画像")
_TAG = Text(en="Tag", zh="标签")
_ACCOUNTS = Text(en="Customers", zh="客户数")
_REVENUE = Text(en="Net revenue in the period", zh="期内净收入")


class Persona(OutputRow):
    """A segment as a person would describe it."""

    grain: ClassVar[tuple[str, ...]] = ("segment",)
    title: ClassVar[Text] = Text(en="Personas", zh="客户画像")

    segment: str = col(Text(en="Segment", zh="分群"), Unit.CATEGORY, labels=SEGMENTS)
    persona: str = col(_PERSONA, Unit.CATEGORY, labels=PERSONAS)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    account_share: float = col(Text(en="Share of customers", zh="客户占比"), Unit.RATIO)
    monetary: Decimal = col(_REVENUE, Unit.MONEY, good="up")
    monetary_mean: Decimal = col(Text(en="Revenue per customer", zh="客均收入"), Unit.MONEY)
    portrait_en: str = col(Text(en="Portrait (English)", zh="画像描述（英文）"), Unit.TEXT)
    portrait_zh: str = col(Text(en="Portrait (Chinese)", zh="画像描述（中文）"), Unit.TEXT)
    approach: str = col(Text(en="How to approach", zh="沟通方式"), Unit.CATEGORY, labels=APPROACHES)


class PersonaAccount(OutputRow):
    """A customer with its persona and tags."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customers with tags", zh="客户标签")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    persona: str = col(_PERSONA, Unit.CATEGORY, labels=PERSONAS)
    tags: int = col(Text(en="Number of tags", zh="标签数"), Unit.COUNT)
    tags_en: str = col(Text(en="Tags (English)", zh="标签（英文）"), Unit.TEXT)
    tags_zh: str = col(Text(en="Tags (Chinese)", zh="标签（中文）"), Unit.TEXT)
    monetary: Decimal = col(_REVENUE, Unit.MONEY, good="up")
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)


class PersonaTag(OutputRow):
    """A tag of a customer: what lists and filters read."""

    grain: ClassVar[tuple[str, ...]] = ("account_id", "tag")
    title: ClassVar[Text] = Text(en="Tags of customers", zh="客户标签明细")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    tag: str = col(_TAG, Unit.CATEGORY, labels=TAGS)


class PersonaTagCount(OutputRow):
    """How frequent a tag is."""

    grain: ClassVar[tuple[str, ...]] = ("tag",)
    title: ClassVar[Text] = Text(en="Tags", zh="标签汇总")

    tag: str = col(_TAG, Unit.CATEGORY, labels=TAGS)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    account_share: float = col(Text(en="Share of customers", zh="客户占比"), Unit.RATIO)
    monetary: Decimal = col(_REVENUE, Unit.MONEY)


class PersonaOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Personas at a glance", zh="画像概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(_ACCOUNTS, Unit.COUNT)
    personas: int = col(Text(en="Personas", zh="画像数"), Unit.COUNT)
    largest: str = col(Text(en="Most frequent persona", zh="最常见画像"), Unit.CATEGORY, labels=PERSONAS)
    largest_share: float = col(Text(en="Its share of customers", zh="其客户占比"), Unit.RATIO)
    neglected: int = col(Text(en="Valuable, little contact", zh="高价值少跟进"), Unit.COUNT, good="down")
    slipping: int = col(Text(en="Later than usual", zh="超出惯常间隔"), Unit.COUNT, good="down")
