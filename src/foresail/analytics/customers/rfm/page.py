"""The page."""

from foresail.analytics.customers.rfm.outputs import FALLEN
from foresail.contracts.page import EvidenceBlock, Headline, Matrix, OutputData, PageSpec, Table, Treemap
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text

_FALLEN = AllOf(  # as the headline counts them
    parts=(
        Condition(field="segment", operator=Operator.IN, values=FALLEN),
        Condition(field="segment_before", operator=Operator.NOT_IN, values=FALLEN),
        Condition(field="segment_before", operator=Operator.IS_NOT_EMPTY),
    )
)

PAGE = PageSpec(
    id="customers.rfm",
    title=Text(en="Customer segments (RFM)", zh="客户分层（RFM）"),
    question=Text(en="Who are the best customers, and who is slipping away?", zh="谁是最好的客户，谁正在流失？"),
    section="customers",
    order=10,
    icon="layers",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {accounts} customers, {best_accounts} champions bring {best_share} of revenue; "
                "{risk_accounts} used to buy often and no longer do (“at risk”, {risk_monetary}); "
                "{fell_accounts} fell to at risk or below in the last {lookback_days}.",
                zh="共 {accounts} 个客户：{best_accounts} 个重要价值客户贡献了 {best_share} 的收入；"
                "{risk_accounts} 个过去常买、近来未买，属“流失预警”（{risk_monetary}）；"
                "最近 {lookback_days}有 {fell_accounts} 个降至流失预警及以下。",
            ),
            data=OutputData(table="customers_rfm_overview"),
        ),
        Treemap(
            title=Text(en="The segments by revenue", zh="各分层收入"),
            subtitle=Text(
                en="The darker, the larger the share that has bought again", zh="颜色越深，再次购买的客户比例越高"
            ),
            data=OutputData(table="customers_rfm_segments", order_by=("position",)),
            label="segment",
            size="monetary",
            count="accounts",
            shade="bought_again",
            span=6,
        ),
        Matrix(
            title=Text(en="Recency × frequency", zh="近度 × 频度"),
            subtitle=Text(en="Customers; colour: revenue per customer", zh="客户数；颜色：客均收入"),
            data=OutputData(table="customers_rfm_matrix"),
            x="frequency_score",
            y="recency_score",
            value="accounts",
            shade="monetary_mean",
            span=6,
        ),
        Table(
            title=Text(en="The segments", zh="各分层"),
            data=OutputData(table="customers_rfm_segments", order_by=("position",)),
            columns=(
                "segment",
                "accounts",
                "accounts_change",
                "account_share",
                "monetary",
                "monetary_share",
                "monetary_mean",
                "orders_mean",
                "recency_median",
                "bought_again",
                "play",
            ),
            page_size=10,
        ),
        Matrix(
            title=Text(en="Who moved", zh="层级变化"),
            subtitle=Text(en="From the segment before (rows) to the one now", zh="从之前的分层（行）到现在的分层"),
            data=OutputData(table="customers_rfm_movement"),
            x="segment",
            y="segment_before",
            value="accounts",
            shade="monetary",
        ),
        Table(
            title=Text(en="Fell to at risk or below, largest first", zh="降至流失预警及以下的客户（按金额）"),
            empty=Text(
                en="No customer fell to at risk or below; smaller moves stand under “Who moved”.",
                zh="没有客户降至流失预警及以下；其他升降见“层级变化”。",
            ),
            data=OutputData(table="customers_rfm_scores", where=_FALLEN, order_by=("-monetary",)),
            columns=("account_id", "account_name", "segment_before", "segment", "recency_days", "monetary", "play"),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="All customers", zh="全部客户"),
            data=OutputData(table="customers_rfm_scores", order_by=("-monetary",)),
            columns=(
                "account_id",
                "account_name",
                "segment",
                "segment_before",
                "direction",
                "recency_days",
                "orders",
                "monetary",
                "recency_score",
                "frequency_score",
                "monetary_score",
                "owner_name",
                "region",
            ),
            drawer="account",
        ),
        EvidenceBlock(capability="customers.rfm"),
    ),
)
