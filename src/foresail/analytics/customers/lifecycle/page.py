"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Matrix, OutputData, PageSpec, Table
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text

_SILENT = Condition(field="stage", operator=Operator.IN, values=("dormant", "lost"))
_FELL = AllOf(parts=(_SILENT, Condition(field="stage_before", operator=Operator.EQ, values=("active",))))


PAGE = PageSpec(
    id="customers.lifecycle",
    title=Text(en="Customer life cycle", zh="客户生命周期"),
    question=Text(
        en="Who is active, who fell silent, and what comes before a loss?", zh="谁仍活跃、谁已沉默、流失前有何征兆？"
    ),
    section="customers",
    order=20,
    icon="cycle",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {customers} customers, {active} are active, {dormant} dormant ({dormant_revenue} of yearly "
                "revenue) and {lost} lost. In the last {horizon_days}, {fell} fell silent and {came_back} came back; "
                "{prospects} prospects have not bought yet.",
                zh="历史客户 {customers} 个：活跃 {active}，休眠 {dormant}（年收入 {dormant_revenue}），流失 {lost}。"
                "最近 {horizon_days}有 {fell} 个转为沉默，{came_back} 个重新活跃；"
                "另有 {prospects} 个意向客户尚未购买。",
            ),
            data=OutputData(table="customers_lifecycle_overview"),
        ),
        Bars(
            title=Text(en="Accounts by stage", zh="各阶段客户数"),
            data=OutputData(table="customers_lifecycle_summary", order_by=("position",)),
            x="stage",
            y=("accounts", "accounts_before"),
            span=6,
        ),
        Matrix(
            title=Text(en="Who moved", zh="阶段变化"),
            subtitle=Text(en="From the stage before (rows) to the one now", zh="从之前的阶段（行）到现在的阶段"),
            data=OutputData(table="customers_lifecycle_movement"),
            x="stage",
            y="stage_before",
            value="accounts",
            shade="revenue",
            span=6,
        ),
        Table(
            title=Text(en="Just fell silent, largest first", zh="新近沉默的客户（按金额）"),
            empty=Text(en="No active customer fell silent in this time.", zh="此期间没有活跃客户转为沉默。"),
            subtitle=Text(en="Call these first", zh="请优先联系"),
            data=OutputData(table="customers_lifecycle_stages", where=_FELL, order_by=("-revenue",)),
            columns=(
                "account_id",
                "account_name",
                "stage",
                "silent_days",
                "usual_gap_days",
                "alive",
                "revenue",
                "reason",
                "play",
                "owner_name",
            ),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="Lost beside active customers: what was seen", zh="流失客户与活跃客户对照"),
            subtitle=Text(
                en="Lost: in the year before the last sign of life. Only what is beyond chance is a warning",
                zh="流失客户取最后一次互动前一年；只有“超出偶然”的才算征兆",
            ),
            data=OutputData(table="customers_lifecycle_reasons", order_by=("-lost_share",)),
            columns=("reason", "lost_accounts", "lost_share", "active_share", "times", "beyond_chance", "revenue"),
            page_size=10,
            span=6,
        ),
        Table(
            title=Text(en="Stage by stage", zh="各阶段"),
            data=OutputData(table="customers_lifecycle_summary", order_by=("position",)),
            columns=("stage", "accounts", "accounts_change", "account_share", "revenue", "silent_median"),
            page_size=5,
            span=6,
        ),
        Table(
            title=Text(en="Win-back list: dormant and lost", zh="挽回名单：休眠与流失客户"),
            data=OutputData(table="customers_lifecycle_stages", where=_SILENT, order_by=("-revenue",)),
            columns=(
                "account_id",
                "account_name",
                "stage",
                "alive",
                "since_bought_days",
                "times_bought",
                "revenue",
                "reason",
                "lost_reason",
                "play",
            ),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="All accounts", zh="全部客户"),
            data=OutputData(table="customers_lifecycle_stages", order_by=("-revenue",)),
            columns=(
                "account_id",
                "account_name",
                "stage",
                "stage_before",
                "alive",
                "silent_days",
                "usual_gap_days",
                "times_bought",
                "revenue",
                "open_deals",
                "play",
                "owner_name",
                "region",
            ),
            drawer="account",
        ),
        EvidenceBlock(capability="customers.lifecycle"),
    ),
)
