"""The page."""

from foresail.contracts.page import EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_MONTHLY = OutputData(table="forecast_revenue_monthly", order_by=("period",))

PAGE = PageSpec(
    id="forecast.revenue",
    title=Text(en="Revenue forecast", zh="收入预测"),
    question=Text(
        en="What will the coming months bring, how sure is that, and is the target in reach?",
        zh="未来几个月收入多少、把握多大、目标能否达成？",
    ),
    section="forecast",
    order=10,
    icon="trend",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{measure} over the next {months} months: {total} (80%: {total_low} to {total_high}), "
                "growth {growth} on the year before. Target of the first {target_months} months: {target}, "
                "chance of reaching it {target_probability}.",
                zh="未来 {months} 个月{measure}预计 {total}（80% 区间 {total_low} 至 {total_high}），同比 {growth}；"
                "前 {target_months} 个月目标 {target}，达成概率 {target_probability}。",
            ),
            data=OutputData(table="forecast_revenue_overview"),
        ),
        Trend(
            title=Text(en="Past and coming months", zh="历史与预测"),
            data=_MONTHLY,
            y=("actual",),
            forecast="mean",
            target="target",
            bands=(("lo_80", "hi_80", 80), ("lo_95", "hi_95", 95)),
        ),
        Table(
            title=Text(en="Scenarios", zh="情景"),
            data=OutputData(table="forecast_revenue_scenarios", order_by=("position",)),
            columns=("scenario", "assumption_en", "assumption_zh", "total", "target", "gap"),
            page_size=5,
            span=6,
        ),
        Trend(
            title=Text(en="Did past forecasts hold? One month ahead", zh="过去的预测准吗？（提前一个月）"),
            data=OutputData(
                table="forecast_revenue_backtest",
                where=Condition(field="horizon", operator=Operator.EQ, values=(1,)),
                order_by=("period",),
            ),
            y=("actual", "forecast", "baseline"),
            span=6,
        ),
        Table(
            title=Text(en="Month by month", zh="逐月"),
            data=OutputData(
                table="forecast_revenue_monthly",
                where=Condition(field="mean", operator=Operator.IS_NOT_EMPTY),
                order_by=("period",),
            ),
            columns=(
                "period",
                "mean",
                "lo_80",
                "hi_80",
                "conservative",
                "optimistic",
                "baseline",
                "target",
                "target_probability",
            ),
            page_size=12,
        ),
        Trend(
            title=Text(en="Methods side by side", zh="各方法对照"),
            data=OutputData(table="forecast_revenue_components", order_by=("period", "component")),
            y=("mean",),
            series="component",
            span=6,
        ),
        EvidenceBlock(capability="forecast.revenue", span=6),
    ),
)
