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
                "{risk_accounts} good customers worth {risk_monetary} are at risk, and {fell_accounts} fell away "
                "in the last {lookback_days}.",
                zh="共 {accounts} 个客户：{best_accounts} 个重要价值客户贡献了 {best_share} 的收入；"
                "{risk_accounts} 个优质客户（{risk_monetary}）有流失风险，"
                "最近 {lookback_days}有 {fell_accounts} 个客户下滑。",
            ),
            data=OutputData(table="customers_rfm_overview"),
        ),
        Treemap(
            title=Text(en="The segments by revenue", zh="各分层收入"),
            subtitle=Text(en="Colour: who bought again in the look-back", zh="颜色：回溯期内再次购买的比例"),
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
            title=Text(en="Falling customers, largest first", zh="下滑的客户（按金额）"),
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
