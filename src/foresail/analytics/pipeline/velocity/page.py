"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend, Waterfall
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text


def _steps(against: str) -> OutputData:
    only = Condition(field="against", operator=Operator.EQ, values=(against,))
    return OutputData(table="pipeline_velocity_steps", where=only, order_by=("position",))


PAGE = PageSpec(
    id="pipeline.velocity",
    title=Text(en="Sales velocity", zh="销售速度"),
    question=Text(en="Do we sell faster or slower, and why?", zh="卖得更快还是更慢，为什么？"),
    section="pipeline",
    order=35,
    icon="speed",
    filters=("region", "owner", "channel"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="The pipeline brings {velocity} a day: {open_deals} open deals × {win_rate} won × {average_deal} "
                "each ÷ {cycle_days}. {days} earlier it was {earlier}; change {change}; what moved it most: "
                "{main} ({main_amount}). {certainty}.",
                zh="目前每天带来 {velocity}：{open_deals} 个进行中商机 × 赢率 {win_rate} × 平均 {average_deal} "
                "÷ {cycle_days}。{days}前为 {earlier}，变化 {change}，影响最大：{main}（{main_amount}）。{certainty}。",
            ),
            data=OutputData(table="pipeline_velocity_overview"),
        ),
        Waterfall(
            title=Text(en="Against the period before", zh="与上一期相比"),
            subtitle=Text(en="Money a day; the parts add up exactly", zh="每天金额；各项之和精确相等"),
            data=_steps("before"),
            label="step",
            value="amount",
            total="is_total",
            span=6,
        ),
        Waterfall(
            title=Text(en="Against a year ago", zh="与去年同期相比"),
            data=_steps("year"),
            label="step",
            value="amount",
            total="is_total",
            span=6,
        ),
        Trend(
            title=Text(en="Velocity over time", zh="销售速度走势"),
            data=OutputData(table="pipeline_velocity_trend", order_by=("ends_on",)),
            x="ends_on",
            y=("velocity",),
            span=6,
        ),
        Bars(
            title=Text(en="By team", zh="各团队"),
            data=OutputData(
                table="pipeline_velocity_units",
                where=Condition(field="dimension", operator=Operator.EQ, values=("team",)),
                order_by=("-velocity",),
            ),
            x="label",
            y=("velocity", "earlier"),
            span=6,
        ),
        Table(
            title=Text(en="Who got faster or slower, and by what", zh="谁变快、谁变慢，因为什么"),
            data=OutputData(table="pipeline_velocity_people", order_by=("change",)),
            columns=(
                "owner_name",
                "velocity",
                "change",
                "from_open",
                "from_rate",
                "from_deal",
                "from_cycle",
                "certainty",
                "open_deals",
                "win_rate",
                "average_deal",
                "cycle_days",
            ),
            page_size=15,
        ),
        Table(
            title=Text(en="Teams, regions, industries, sources, products", zh="团队、区域、行业、来源、产品"),
            data=OutputData(table="pipeline_velocity_units", order_by=("dimension", "change")),
            columns=(
                "dimension",
                "label",
                "velocity",
                "change",
                "from_open",
                "from_rate",
                "from_deal",
                "from_cycle",
                "certainty",
                "win_rate",
                "cycle_days",
            ),
            page_size=15,
        ),
        Table(
            title=Text(en="The deals behind it", zh="对应的商机"),
            data=OutputData(table="pipeline_velocity_deals", order_by=("-closed_on", "-amount")),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "period",
                "outcome",
                "amount",
                "days",
                "closed_on",
            ),
            drawer="opportunity",
            page_size=12,
        ),
        EvidenceBlock(capability="pipeline.velocity"),
    ),
)
