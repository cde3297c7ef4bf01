"""The page “Customers”: what they are worth, where they stand, who moved since last quarter."""

from foresail.contracts.page import Bars, Headline, Kpi, Kpis, Matrix, OutputData, PageSpec, Table, Treemap
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_HOLD = Condition(field="play", operator=Operator.EQ, values=("hold",))
_FELL = Condition(field="direction", operator=Operator.EQ, values=("down",))

PAGE = PageSpec(
    id="customers",
    title=Text(en="Customers", zh="客户总览"),
    question=Text(
        en="Who are our customers, who moved since last quarter, and who needs attention first?",
        zh="客户结构如何、上季度以来谁有变化、应先关注谁？",
    ),
    section="customers",
    order=1,
    icon="users",
    filters=("period", "compare", "region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {customers} customers, {active} still buy at their rhythm, {dormant} are dormant and {lost} "
                "lost; in the last {horizon_days}, {fell} fell silent and {came_back} came back.",
                zh="历史客户 {customers} 个：按各自购买节奏仍活跃 {active}，休眠 {dormant}，流失 {lost}；"
                "最近 {horizon_days} 有 {fell} 个转为沉默，{came_back} 个重新活跃。",
            ),
            data=OutputData(table="customers_lifecycle_overview"),
        ),
        Kpis(
            items=(
                Kpi(metric="net_revenue", target=True),
                Kpi(metric="new_customers"),
                Kpi(metric="active_customers"),
                Kpi(metric="retention_rate"),
            )
        ),
        Treemap(
            title=Text(en="Segments by revenue", zh="各分层收入"),
            subtitle=Text(
                en="The darker, the larger the share that has bought again since last quarter",
                zh="颜色越深，上季度以来再次购买的客户比例越高",
            ),
            data=OutputData(table="customers_rfm_segments", order_by=("position",)),
            label="segment",
            size="monetary",
            count="accounts",
            shade="bought_again",
            span=7,
        ),
        Bars(
            title=Text(en="Accounts by life-cycle stage", zh="各生命周期阶段客户数"),
            data=OutputData(table="customers_lifecycle_summary", order_by=("position",)),
            x="stage",
            y=("accounts", "accounts_before"),
            span=5,
        ),
        Matrix(
            title=Text(en="Who moved since last quarter", zh="上季度以来的层级变化"),
            subtitle=Text(en="From the segment before (rows) to the one now", zh="从之前的分层（行）到现在的分层"),
            data=OutputData(table="customers_rfm_movement"),
            x="segment",
            y="segment_before",
            value="accounts",
            shade="monetary",
            span=7,
        ),
        Bars(
            title=Text(en="Value ahead by tier", zh="各价值档的未来价值"),
            data=OutputData(table="customers_value_tiers_summary", order_by=("position",)),
            x="tier",
            y=("value", "gain"),
            span=5,
        ),
        Table(
            title=Text(en="High value that may leave", zh="有流失风险的高价值客户"),
            empty=Text(en="No customer of high value is about to leave.", zh="目前没有高价值客户面临流失。"),
            data=OutputData(table="customers_value_tiers_customers", where=_HOLD, order_by=("-value",)),
            columns=("account_id", "account_name", "value", "alive", "play", "owner_name"),
            drawer="account",
            page_size=8,
            span=6,
        ),
        Table(
            title=Text(en="Fell a segment, largest first", zh="层级下降的客户（按金额）"),
            empty=Text(en="No customer fell a segment since last quarter.", zh="上季度以来没有客户层级下降。"),
            data=OutputData(table="customers_rfm_scores", where=_FELL, order_by=("-monetary",)),
            columns=("account_id", "account_name", "segment_before", "segment", "monetary", "play"),
            drawer="account",
            page_size=8,
            span=6,
        ),
    ),
)
