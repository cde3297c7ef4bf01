"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Scatter, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_CUSTOMERS = "customers_value_tiers_customers"
_HOLD = Condition(field="play", operator=Operator.EQ, values=("hold",))
_POTENTIAL = Condition(field="tier", operator=Operator.EQ, values=("potential",))

PAGE = PageSpec(
    id="customers.value_tiers",
    title=Text(en="Value tiers", zh="客户价值分级"),
    question=Text(en="Who deserves the most attention?", zh="哪些客户最值得投入？"),
    section="customers",
    order=25,
    icon="crown",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{high} of {accounts} customers carry {high_share} of the value ahead; {at_risk} of them are not "
                "likely to buy. {potential} customers could bring {gain} more if they bought as good peers do.",
                zh="{accounts} 个客户中，{high} 个承载 {high_share} 的未来价值，其中 {at_risk} 个很可能不再购买；"
                "{potential} 个潜力客户若达到同类优秀水平，可增加 {gain}。",
            ),
            data=OutputData(table="customers_value_tiers_overview"),
        ),
        Table(
            title=Text(en="The tiers", zh="各价值档"),
            data=OutputData(table="customers_value_tiers_summary", order_by=("position",)),
            columns=("tier", "accounts", "account_share", "value", "value_share", "value_mean", "gain"),
            page_size=5,
            span=7,
        ),
        Bars(
            title=Text(en="Value ahead and what could be gained", zh="未来价值与增长空间"),
            data=OutputData(table="customers_value_tiers_summary", order_by=("position",)),
            x="tier",
            y=("value", "gain"),
            span=5,
        ),
        Table(
            title=Text(en="High value that may leave", zh="有流失风险的高价值客户"),
            empty=Text(en="No customer of high value is about to leave.", zh="目前没有高价值客户面临流失。"),
            data=OutputData(table=_CUSTOMERS, where=_HOLD, order_by=("-value",)),
            columns=("account_id", "account_name", "value", "alive", "owner_name", "play"),
            drawer="account",
            page_size=10,
            span=6,
        ),
        Table(
            title=Text(en="Most to gain", zh="增长空间最大"),
            data=OutputData(table=_CUSTOMERS, where=_POTENTIAL, order_by=("-gain",)),
            columns=("account_id", "account_name", "value", "peer_value", "gain", "industry", "owner_name"),
            drawer="account",
            page_size=10,
            span=6,
        ),
        Scatter(
            title=Text(en="Value and what could be gained", zh="价值与增长空间"),
            data=OutputData(table=_CUSTOMERS, order_by=("place",), limit=300),
            x="value",
            y="gain",
            label="account_name",
        ),
        Table(
            title=Text(en="All customers", zh="全部客户"),
            data=OutputData(table=_CUSTOMERS, order_by=("place",)),
            columns=(
                "place",
                "account_id",
                "account_name",
                "tier",
                "value",
                "value_low",
                "value_high",
                "alive",
                "peer_value",
                "gain",
                "play",
                "owner_name",
                "region",
                "industry",
            ),
            drawer="account",
        ),
        EvidenceBlock(capability="customers.value_tiers"),
    ),
)
