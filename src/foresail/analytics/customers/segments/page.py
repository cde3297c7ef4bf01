"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Matrix, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="customers.segments",
    title=Text(en="Segments by behaviour", zh="行为分群"),
    question=Text(en="Which customers behave alike?", zh="哪些客户行为相似？"),
    section="customers",
    order=30,
    icon="cluster",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{accounts} customers fall into {segments} segments ({steady}). {top_segment} with {top_accounts} "
                "customers brings {top_share} of revenue. Simple rules place {agreement} of them.",
                zh="{accounts} 个客户分为 {segments} 群（{steady}）。{top_segment}共 {top_accounts} 个客户，"
                "贡献 {top_share} 的收入；用少数条件即可识别 {agreement} 客户所属的群。",
            ),
            data=OutputData(table="customers_segments_overview"),
        ),
        Table(
            title=Text(en="The segments", zh="各分群"),
            data=OutputData(table="customers_segments_summary", order_by=("segment",)),
            columns=(
                "segment",
                "trait",
                "trait_2",
                "accounts",
                "account_share",
                "monetary",
                "monetary_share",
                "monetary_mean",
                "orders_mean",
                "recency_median",
                "play",
            ),
            page_size=12,
        ),
        Bars(
            title=Text(en="Revenue by segment", zh="各群收入"),
            data=OutputData(table="customers_segments_summary", order_by=("segment",)),
            x="segment",
            y=("monetary",),
            span=5,
        ),
        Matrix(
            title=Text(en="Segments side by side", zh="分群对比"),
            subtitle=Text(en="Against the mean of all customers; 1 = the same", zh="相对全体均值，1 = 相同"),
            data=OutputData(
                table="customers_segments_profile",
                where=Condition(field="feature", operator=Operator.NOT_IN, values=("region", "industry", "channel")),
            ),
            x="segment",
            y="feature",
            value="times",
            shade="times",
            span=7,
        ),
        Table(
            title=Text(en="How to recognise a segment", zh="如何识别"),
            subtitle=Text(en="All conditions of a rule hold together", zh="同一规则的条件须同时满足"),
            data=OutputData(table="customers_segments_rules", order_by=("rule", "position")),
            columns=("rule", "segment", "feature", "operator", "amount", "number", "word", "accounts", "purity"),
            page_size=12,
        ),
        Table(
            title=Text(en="Customers", zh="客户"),
            data=OutputData(table="customers_segments_members", order_by=("-monetary",)),
            columns=(
                "account_id",
                "account_name",
                "segment",
                "monetary",
                "orders",
                "recency_days",
                "products",
                "discount_rate",
                "owner_name",
                "region",
                "industry",
            ),
            drawer="account",
        ),
        Table(
            title=Text(en="How many segments", zh="群数如何选定"),
            data=OutputData(table="customers_segments_choice", order_by=("segments",)),
            columns=("segments", "stability", "silhouette", "by_chance", "chosen"),
            page_size=10,
        ),
        EvidenceBlock(capability="customers.segments"),
    ),
)
