"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_CUSTOMERS = "customers_clv_customers"

PAGE = PageSpec(
    id="customers.clv",
    title=Text(en="Customer value", zh="客户终身价值"),
    question=Text(en="What is every customer worth in the time ahead?", zh="每个客户未来价值多少？"),
    section="customers",
    order=40,
    icon="gold",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{accounts} customers should bring {value} in the next {horizon_days} "
                "({value_low} to {value_high}); the top tenth brings {top_share} of it.",
                zh="{accounts} 个客户未来 {horizon_days} 预计带来 {value}（{value_low} 至 {value_high}），"
                "其中前 10% 的客户贡献 {top_share}。",
            ),
            data=OutputData(table="customers_clv_overview"),
        ),
        Bars(
            title=Text(en="Value by class", zh="各档价值"),
            data=OutputData(table="customers_clv_classes", order_by=("position",)),
            x="value_class",
            y=("value",),
            span=6,
        ),
        Bars(
            title=Text(en="Value a customer, by region", zh="各区域户均价值"),
            data=OutputData(
                table="customers_clv_groups",
                where=Condition(field="dimension", operator=Operator.EQ, values=("region",)),
                order_by=("-value_mean",),
            ),
            x="group_name",
            y=("value_mean",),
            span=6,
        ),
        Table(
            title=Text(en="Customers by value", zh="客户价值排名"),
            data=OutputData(table=_CUSTOMERS, order_by=("-value",)),
            columns=(
                "account_id",
                "account_name",
                "value_class",
                "value",
                "value_low",
                "value_high",
                "reason",
                "alive",
                "purchases",
                "amount",
                "past_value",
                "recency_days",
                "owner_name",
                "region",
            ),
            drawer="account",
        ),
        Table(
            title=Text(en="Valuable and gone quiet: call them first", zh="高价值但沉寂：优先联系"),
            subtitle=Text(
                en="Large past revenue, and a chance below one half of still buying",
                zh="历史收入高，仍在购买的概率低于一半",
            ),
            data=OutputData(
                table=_CUSTOMERS,
                where=Condition(field="alive", operator=Operator.LT, values=(0.5,)),
                order_by=("-past_value",),
            ),
            columns=(
                "account_id",
                "account_name",
                "past_value",
                "recency_days",
                "alive",
                "reason",
                "value",
                "owner_name",
            ),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="By group", zh="分组"),
            data=OutputData(table="customers_clv_groups", order_by=("dimension", "-value")),
            columns=("dimension", "group_name", "accounts", "value", "value_share", "value_mean"),
            page_size=10,
        ),
        Table(
            title=Text(en="Methods, tested on later orders", zh="各方法用之后订单检验的结果"),
            data=OutputData(table="customers_clv_methods", order_by=("-chosen", "rmse")),
            columns=("candidate", "chosen", "rmse", "bias", "capture", "tracking"),
            page_size=10,
        ),
        EvidenceBlock(capability="customers.clv"),
    ),
)
