"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="customers.personas",
    title=Text(en="Personas and tags", zh="客户画像与标签"),
    question=Text(en="Who are the customers, in words?", zh="客户是怎样的人群？"),
    section="customers",
    order=35,
    icon="tags",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{accounts} customers in {personas} personas; most frequent: {largest} ({largest_share}). "
                "{neglected} valuable customers have little contact, {slipping} are later than usual.",
                zh="{accounts} 个客户归为 {personas} 种画像，最常见的是{largest}（{largest_share}）。"
                "{neglected} 个高价值客户跟进少，{slipping} 个客户超出惯常购买间隔。",
            ),
            data=OutputData(table="customers_personas_overview"),
        ),
        Table(
            title=Text(en="The personas", zh="各画像"),
            data=OutputData(table="customers_personas_personas", order_by=("segment",)),
            columns=(
                "persona",
                "segment",
                "accounts",
                "account_share",
                "monetary_mean",
                "portrait_en",
                "portrait_zh",
                "approach",
            ),
            page_size=12,
        ),
        Bars(
            title=Text(en="Customers by persona", zh="各画像客户数"),
            data=OutputData(table="customers_personas_personas", order_by=("segment",)),
            x="persona",
            y=("accounts",),
            span=6,
        ),
        Bars(
            title=Text(en="Customers by tag", zh="各标签客户数"),
            data=OutputData(table="customers_personas_tag_counts", order_by=("-accounts",)),
            x="tag",
            y=("accounts",),
            span=6,
        ),
        Table(
            title=Text(en="Customers and their tags", zh="客户与标签"),
            data=OutputData(table="customers_personas_accounts", order_by=("-monetary",)),
            columns=(
                "account_id",
                "account_name",
                "persona",
                "tags_en",
                "tags_zh",
                "monetary",
                "owner_name",
                "region",
                "industry",
            ),
            drawer="account",
        ),
        EvidenceBlock(capability="customers.personas"),
    ),
)
