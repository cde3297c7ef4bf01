"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_NODES = "forecast_hierarchy_nodes"


def _depth(value: int) -> Condition:
    return Condition(field="depth", operator=Operator.EQ, values=(value,))


PAGE = PageSpec(
    id="forecast.hierarchy",
    title=Text(en="Forecasts that add up", zh="可加总的预测"),
    question=Text(
        en="What will each region, product, channel and person bring, so that all add up to the company?",
        zh="各区域、产品、渠道与人员将带来多少，且合计等于公司？",
    ),
    section="forecast",
    order=30,
    icon="tree",
    filters=("region",),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{metric} of the next {periods} periods: {total} (80%: {total_low} to {total_high}), the sum of "
                "{nodes} groups on {levels} levels. Made one by one, the forecasts would miss their own sum by {gap}.",
                zh="未来 {periods} 期{metric}合计 {total}（80% 区间 {total_low} 至 {total_high}），由 {levels} 个层级 "
                "{nodes} 个分组加总而成；若各自预测，则与合计相差 {gap}。",
            ),
            data=OutputData(table="forecast_hierarchy_overview"),
        ),
        Trend(
            title=Text(en="The company", zh="公司整体"),
            subtitle=Text(
                en="From past orders alone; the figure that counts, open deals included, is on “Revenue forecast”",
                zh="仅依据历史订单；计入在途商机的正式预测见“收入预测”",
            ),
            data=OutputData(table=_NODES, where=_depth(0), order_by=("period",)),
            y=("baseline",),
            forecast="mean",
            bands=(("lo_80", "hi_80", 80), ("lo_95", "hi_95", 95)),
            span=6,
        ),
        Trend(
            title=Text(en="One level below", zh="下一层级"),
            data=OutputData(table=_NODES, where=_depth(1), order_by=("period", "node")),
            y=("mean",),
            series="node",
            span=6,
        ),
        Bars(
            title=Text(
                en="Error by level: adding up, one by one, last year", zh="各层级误差：可加总、各自预测、去年同期"
            ),
            data=OutputData(table="forecast_hierarchy_levels", order_by=("position",)),
            x="level_en",
            y=("wape", "base_wape", "naive_wape"),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="Ways of making forecasts add up", zh="协调方法对比"),
            data=OutputData(table="forecast_hierarchy_methods", order_by=("rmsse",)),
            columns=("method", "rmsse", "gain", "shown"),
            page_size=8,
            span=6,
        ),
        Table(
            title=Text(en="All groups", zh="全部分组"),
            data=OutputData(table=_NODES, order_by=("depth", "node", "period"), limit=5000),
            columns=("node", "level_en", "level_zh", "period", "mean", "lo_80", "hi_80", "baseline"),
        ),
        EvidenceBlock(capability="forecast.hierarchy"),
    ),
)
