"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

REASONS: dict[str, Text] = {
    "own": Text(en="Bought often before", zh="以往常买"),
    "own_recent": Text(en="Bought lately", zh="近期买过"),
    "own_popular": Text(en="Bought before, sells well now", zh="买过且热销"),
    "ease": Text(en="Goes with what was bought", zh="与已购产品搭配"),
    "item_item": Text(en="Bought by like customers", zh="相似客户也买"),
    "popular": Text(en="Sells well now", zh="近期热销"),
    "group": Text(en="Sells well among like customers", zh="同类客户热销"),
}
KINDS: dict[str, Text] = {
    "repeat": Text(en="Repeat", zh="复购"),
    "new": Text(en="New to the customer", zh="新品类/新品"),
    "first": Text(en="First purchase", zh="首次购买"),
}

_PRODUCT = Text(en="Product", zh="产品")
_NAME = Text(en="Product name", zh="产品名称")
_REASON = Text(en="Why", zh="推荐理由")
_KIND = Text(en="Kind of offer", zh="推荐类型")


class NextOffer(OutputRow):
    """A product to offer to a customer."""

    grain: ClassVar[tuple[str, ...]] = ("account_id", "rank")
    title: ClassVar[Text] = Text(en="Next offers", zh="下一步推荐")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    rank: int = col(Text(en="Place", zh="次序"), Unit.RANK)
    product_id: str = col(_PRODUCT, Unit.ID)
    product_name: str | None = col(_NAME, Unit.TEXT)
    category: str | None = col(Text(en="Category", zh="品类"), Unit.CATEGORY)
    kind: str = col(_KIND, Unit.CATEGORY, labels=KINDS)
    reason: str = col(_REASON, Unit.CATEGORY, labels=REASONS)
    score: float = col(
        Text(en="Score", zh="推荐分"),
        Unit.SCORE,
        good="up",
        note=Text(en="Best of the customer = 1", zh="该客户最佳为 1"),
    )
    line_value: Decimal | None = col(Text(en="Usual value of an order line", zh="通常每行金额"), Unit.MONEY)
    on_hand: float | None = col(Text(en="In stock", zh="现有库存"), Unit.QUANTITY)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)


class OfferProduct(OutputRow):
    """A product and to how many customers it is offered."""

    grain: ClassVar[tuple[str, ...]] = ("product_id",)
    title: ClassVar[Text] = Text(en="Offers by product", zh="各产品推荐情况")
    shared: ClassVar[bool] = True

    product_id: str = col(_PRODUCT, Unit.ID)
    product_name: str | None = col(_NAME, Unit.TEXT)
    category: str | None = col(Text(en="Category", zh="品类"), Unit.CATEGORY)
    accounts: int = col(Text(en="Customers to offer it to", zh="推荐客户数"), Unit.COUNT)
    first_places: int = col(Text(en="First offers", zh="首选推荐数"), Unit.COUNT)
    new_accounts: int = col(Text(en="Of these new to it", zh="其中未买过的"), Unit.COUNT)
    potential: Decimal | None = col(
        Text(en="Money if all bought one line", zh="若均购买一行的金额"), Unit.MONEY, good="up"
    )
    on_hand: float | None = col(Text(en="In stock", zh="现有库存"), Unit.QUANTITY)


class OfferBlocked(OutputRow):
    """A product that sells and is not offered, and why."""

    grain: ClassVar[tuple[str, ...]] = ("product_id",)
    title: ClassVar[Text] = Text(en="Not offered", zh="暂不推荐的产品")
    shared: ClassVar[bool] = True

    product_id: str = col(_PRODUCT, Unit.ID)
    product_name: str | None = col(_NAME, Unit.TEXT)
    why: str = col(
        Text(en="Why not", zh="原因"),
        Unit.CATEGORY,
        labels={"retired": Text(en="Retired", zh="已退市"), "out_of_stock": Text(en="Out of stock", zh="缺货")},
    )
    lines: int = col(Text(en="Lines in a year", zh="近一年订单行数"), Unit.COUNT)
    substitute_id: str | None = col(Text(en="Replaced by (id)", zh="替代产品编号"), Unit.ID)
    substitute_name: str | None = col(Text(en="Replaced by", zh="替代产品"), Unit.TEXT)


class OfferWeight(OutputRow):
    """A part of the blend and its weight."""

    grain: ClassVar[tuple[str, ...]] = ("part",)
    title: ClassVar[Text] = Text(en="What the offers are made of", zh="推荐的组成")
    shared: ClassVar[bool] = True

    part: str = col(Text(en="Part", zh="组成"), Unit.CATEGORY, labels=REASONS)
    weight: float = col(Text(en="Weight", zh="权重"), Unit.FACTOR)


class OfferOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Next offers overview", zh="推荐概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    accounts: int = col(Text(en="Customers with offers", zh="有推荐的客户数"), Unit.COUNT)
    cold_accounts: int = col(Text(en="Of these without an order yet", zh="其中尚无订单的"), Unit.COUNT)
    products: int = col(Text(en="Products offered", zh="被推荐的产品数"), Unit.COUNT)
    blocked: int = col(Text(en="Products out of stock or retired", zh="缺货或退市的产品数"), Unit.COUNT)
    hit_rate: float | None = col(
        Text(en="Customers who bought an offer", zh="购买推荐产品的客户比例"),
        Unit.RATIO,
        good="up",
        note=Text(en="On the time held out, ten offers each", zh="留出期上，每客户十个推荐"),
    )
    hit_rate_naive: float | None = col(Text(en="The same with best sellers", zh="热销品的同一比例"), Unit.RATIO)
