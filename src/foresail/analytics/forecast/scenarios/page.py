"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.kernel.text import Text

PAGE = PageSpec(
    id="forecast.scenarios",
    title=Text(en="What if", zh="情景推演"),
    question=Text(
        en="What would another price, promotion, budget, team, win rate or market do to revenue?",
        zh="价格、促销、预算、人员、赢率或市场变化会给收入带来什么？",
    ),
    section="forecast",
    order=40,
    icon="branches",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Over the next {periods} periods: {conservative} conservative, {base} base, {optimistic} "
                "optimistic. The strongest driver is {strongest}: a tenth more of it makes {strongest_effect}.",
                zh="未来 {periods} 期：保守 {conservative}，基准 {base}，乐观 {optimistic}。最强驱动因素是{strongest}："
                "增加一成带来 {strongest_effect}。",
            ),
            data=OutputData(table="forecast_scenarios_overview"),
        ),
        Trend(
            title=Text(en="Scenarios by period", zh="各情景逐期"),
            data=OutputData(table="forecast_scenarios_months", order_by=("period", "scenario")),
            y=("mean",),
            series="scenario",
            span=7,
        ),
        Bars(
            title=Text(en="What a tenth of each driver does", zh="各驱动因素变动一成的影响"),
            data=OutputData(table="forecast_scenarios_drivers", order_by=("-effect",)),
            x="driver",
            y=("effect",),
            span=5,
        ),
        Table(
            title=Text(en="Scenarios and what they assume", zh="情景及其假设"),
            data=OutputData(table="forecast_scenarios_scenarios", order_by=("position",)),
            columns=("scenario", "total", "change", "change_share", "assumption_en", "assumption_zh"),
            page_size=5,
        ),
        Table(
            title=Text(en="Drivers and what they assume", zh="驱动因素及其假设"),
            data=OutputData(table="forecast_scenarios_drivers", order_by=("-effect",)),
            columns=("driver", "tried", "effect", "low", "high", "learnt", "assumption_en", "assumption_zh"),
            page_size=10,
        ),
        EvidenceBlock(capability="forecast.scenarios"),
    ),
)
