"""The page “Overview”: what a sales director opens on Monday."""

from foresail.contracts.page import (
    Bars,
    Funnel,
    Headline,
    Kpi,
    Kpis,
    MetricData,
    OutputData,
    PageSpec,
    Table,
    TableData,
    Trend,
)
from foresail.contracts.query import Comparison, Condition, Operator, Query
from foresail.kernel.calendar import Grain
from foresail.kernel.text import Text

_HEADLINE = Headline(
    sentence=Text(
        en="So far {won_amount} is won from {won_count} deals, a win rate of {win_rate}; {open_amount} is still open.",
        zh="目前已赢单 {won_amount}（{won_count} 个商机，赢率 {win_rate}），另有 {open_amount} 尚在跟进。",
    ),
    data=MetricData(query=Query(metrics=("won_amount", "won_count", "win_rate", "open_amount"))),
)

_KPIS = Kpis(
    items=(
        Kpi(metric="net_revenue", target=True),
        Kpi(metric="won_amount", target=True),
        Kpi(metric="weighted_amount"),
        Kpi(metric="win_rate"),
        Kpi(metric="collected_amount"),
        Kpi(metric="new_customers"),
    ),
)

_FORECAST = Trend(
    title=Text(en="Sales forecast", zh="销售预测"),
    subtitle=Text(en="By month, with 80% and 95% intervals", zh="按月，含 80% 与 95% 区间"),
    data=OutputData(table="forecast_revenue_monthly", order_by=("period",), limit=60),
    y=("actual",),
    forecast="mean",
    target="target",
    bands=(("lo_95", "hi_95", 95), ("lo_80", "hi_80", 80)),
    span=8,
)

_FUNNEL = Funnel(
    title=Text(en="Sales funnel", zh="销售漏斗"),
    subtitle=Text(
        en="Deals by stage, share that goes on to the next, median days until then",
        zh="各阶段商机数、进入下一阶段的比例、所需天数中位数",
    ),
    data=OutputData(table="pipeline_funnel_stages", order_by=("position",), limit=20),
    stage="stage",
    count="entered",
    value="value",
    rate="conversion",
    days="days_median",
    span=4,
)

_REGIONS = Bars(
    title=Text(en="Net revenue by region", zh="各区域净收入"),
    data=MetricData(
        query=Query(metrics=("net_revenue",), by=("region",), compare=Comparison.LAST_YEAR, order_by=("-net_revenue",))
    ),
    x="region",
    y=("net_revenue",),
    span=4,
)

_PEOPLE = Table(
    title=Text(en="People", zh="团队"),
    subtitle=Text(en="Won, win rate and open pipeline by owner", zh="按负责人：赢单、赢率与在途商机"),
    data=MetricData(
        query=Query(
            metrics=("won_amount", "won_count", "win_rate", "open_amount"), by=("owner",), order_by=("-won_amount",)
        )
    ),
    page_size=8,
    span=8,
)

_DEALS = Table(
    title=Text(en="Open deals that should bring most", zh="预计带来最多的商机"),
    data=OutputData(table="pipeline_win_probability_scores", order_by=("-expected_amount",), limit=50),
    columns=(
        "opportunity_id",
        "opportunity_name",
        "account_name",
        "owner_name",
        "stage",
        "probability",
        "amount",
        "expected_amount",
        "expected_close_on",
    ),
    drawer="opportunity",
    page_size=8,
)

_QUALITY = Table(
    title=Text(en="Money that rests on doubtful data", zh="存疑数据涉及的金额"),
    data=TableData(
        table="quality_rule",
        columns=("rule_id", "title_en", "title_zh", "money"),
        where=Condition(field="status", operator=Operator.EQ, values=("bad",)),
        order_by=("-money",),
        limit=6,
    ),
    page_size=6,
    span=5,
)

_MONTHS = Trend(
    title=Text(en="Won and created, by month", zh="每月赢单与新增商机"),
    data=MetricData(query=Query(metrics=("won_amount", "created_amount"), grain=Grain.MONTH), trailing=24),
    y=("won_amount", "created_amount"),
    span=7,
)

PAGE = PageSpec(
    id="overview",
    title=Text(en="Overview", zh="经营总览"),
    question=Text(en="Will we make the quarter, and what needs attention?", zh="本季度能否达标，哪些需要关注？"),
    section="overview",
    order=10,
    icon="dashboard",
    filters=("period", "compare", "team", "owner", "region", "product", "channel", "currency"),
    blocks=(_HEADLINE, _KPIS, _FORECAST, _FUNNEL, _REGIONS, _PEOPLE, _DEALS, _MONTHS, _QUALITY),
)
