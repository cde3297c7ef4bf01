"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_OFFERS = "customers_next_offer_offers"

PAGE = PageSpec(
    id="customers.next_offer",
    title=Text(en="Next offers", zh="下一步推荐"),
    question=Text(en="What should each customer be offered next?", zh="下一步该向每个客户推荐什么？"),
    section="customers",
    order=60,
    icon="bulb",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{accounts} customers have offers from {products} products ({cold_accounts} have not bought yet); "
                "{blocked} products are left out, being out of stock or retired. Tested on later orders, {hit_rate} "
                "of the customers bought one of ten offers, {hit_rate_naive} one of the ten best sellers.",
                zh="为 {accounts} 个客户从 {products} 种产品中给出推荐（其中 {cold_accounts} 个尚未购买）；"
                "{blocked} 种产品因缺货或退市不推荐。用之后的订单检验：{hit_rate} 的客户购买了十个推荐之一，"
                "十大热销品为 {hit_rate_naive}。",
            ),
            data=OutputData(table="customers_next_offer_overview"),
        ),
        Table(
            title=Text(en="First offer for each customer", zh="每个客户的首选推荐"),
            data=OutputData(
                table=_OFFERS,
                where=Condition(field="rank", operator=Operator.EQ, values=(1,)),
                order_by=("-line_value", "account_id"),
            ),
            columns=(
                "account_id",
                "account_name",
                "product_name",
                "category",
                "kind",
                "reason",
                "line_value",
                "on_hand",
                "owner_name",
                "region",
            ),
            drawer="account",
        ),
        Bars(
            title=Text(en="Products with the most first offers", zh="首选推荐最多的产品"),
            data=OutputData(table="customers_next_offer_products", order_by=("-first_places",), limit=15),
            x="product_name",
            y=("first_places",),
            span=6,
        ),
        Table(
            title=Text(en="Sells, but cannot be offered", zh="有销量但暂不推荐"),
            empty=Text(en="Every product that sells can be offered.", zh="有销量的产品都可以推荐。"),
            data=OutputData(table="customers_next_offer_blocked", order_by=("-lines",)),
            columns=("product_id", "product_name", "why", "lines", "substitute_name"),
            page_size=10,
            span=6,
        ),
        Table(
            title=Text(en="Cross-selling: new to the customer", zh="交叉销售：客户未买过的产品"),
            data=OutputData(
                table=_OFFERS,
                where=Condition(field="kind", operator=Operator.EQ, values=("new",)),
                order_by=("-score", "-line_value", "account_id"),
            ),
            columns=("account_id", "account_name", "product_name", "reason", "score", "line_value", "owner_name"),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="By product: whom to offer it to", zh="按产品：可推荐的客户数"),
            data=OutputData(table="customers_next_offer_products", order_by=("-accounts",)),
            columns=("product_id", "product_name", "accounts", "new_accounts", "potential", "on_hand"),
            page_size=10,
        ),
        Bars(
            title=Text(en="What the offers are made of", zh="推荐的依据"),
            subtitle=Text(en="Weight of each part: the larger, the more it counts", zh="各项权重：越大影响越大"),
            data=OutputData(table="customers_next_offer_weights", order_by=("-weight",)),
            x="part",
            y=("weight",),
            span=6,
        ),
        EvidenceBlock(capability="customers.next_offer", span=6),
    ),
)
