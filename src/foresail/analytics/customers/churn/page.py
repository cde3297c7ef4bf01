"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Matrix, OutputData, PageSpec, Table
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text

_SCORES = "customers_churn_scores"

PAGE = PageSpec(
    id="customers.churn",
    title=Text(en="Churn", zh="客户流失"),
    question=Text(en="Who is about to leave, and why?", zh="谁可能流失，为什么？"),
    section="customers",
    order=50,
    icon="leaving",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {accounts} active customers about {expected_lost} will not order in the next {horizon_days}; "
                "{at_risk} of {revenue_year} a year is at risk, and {high_accounts} customers are at high risk. "
                "On past days, {base_rate} of the active ones did not on average.",
                zh="{accounts} 个活跃客户中，预计约 {expected_lost} 个在未来 {horizon_days}内不再下单；"
                "年收入 {revenue_year} 中有 {at_risk} 面临风险，{high_accounts} 个客户为高风险。"
                "以往各时点不再下单的比例平均为 {base_rate}。",
            ),
            data=OutputData(table="customers_churn_overview"),
        ),
        Matrix(
            title=Text(en="Risk × size", zh="风险 × 规模"),
            subtitle=Text(en="Customers; colour: revenue at risk", zh="客户数；颜色：风险金额"),
            data=OutputData(table="customers_churn_cells"),
            x="value_class",
            y="risk",
            value="accounts",
            shade="at_risk",
            span=6,
        ),
        Bars(
            title=Text(en="What moves the risks", zh="影响因素"),
            subtitle=Text(
                en="How far it moves a customer's risk, on average, in percentage points",
                zh="平均使单个客户的风险变动多少个百分点",
            ),
            data=OutputData(table="customers_churn_drivers", order_by=("-points",), limit=10),
            x="feature",
            y=("points",),
            span=6,
        ),
        Table(
            title=Text(en="Who to keep first: revenue at risk", zh="优先挽留：按风险金额"),
            data=OutputData(table=_SCORES, order_by=("place",)),
            columns=(
                "account_id",
                "account_name",
                "probability",
                "probability_low",
                "probability_high",
                "revenue_year",
                "at_risk",
                "reason_en",
                "reason_zh",
                "play",
                "owner_name",
            ),
            drawer="account",
        ),
        Table(
            title=Text(en="Large customers at high risk", zh="高风险的大客户"),
            empty=Text(en="No large customer is at high risk today.", zh="目前没有大客户处于高风险。"),
            data=OutputData(
                table=_SCORES,
                where=AllOf(
                    parts=(
                        Condition(field="value_class", operator=Operator.EQ, values=("large",)),
                        Condition(field="risk", operator=Operator.EQ, values=("high",)),
                    )
                ),
                order_by=("-probability",),
            ),
            columns=("account_id", "account_name", "probability", "at_risk", "reason_en", "reason_zh", "owner_name"),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="Contracts at risk", zh="合同终止风险"),
            empty=Text(en="No contract runs that could end.", zh="没有可能终止的有效合同。"),
            data=OutputData(table="customers_churn_contracts", order_by=("-at_risk",)),
            columns=("subscription_id", "account_name", "probability", "amount_year", "at_risk", "days_to_end"),
            page_size=10,
        ),
        EvidenceBlock(capability="customers.churn"),
    ),
)
