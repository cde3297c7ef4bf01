"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Funnel, Headline, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_STAGES = OutputData(table="pipeline_funnel_stages", order_by=("pipeline", "position"))


def _cut(dimension: str) -> OutputData:
    only = Condition(field="dimension", operator=Operator.EQ, values=(dimension,))
    return OutputData(table="pipeline_funnel_cuts", where=only, order_by=("-deals",), limit=20)


PAGE = PageSpec(
    id="pipeline.funnel",
    title=Text(en="Funnel", zh="销售漏斗"),
    question=Text(en="Where do deals get stuck or lost?", zh="商机卡在哪里、丢在哪里？"),
    section="pipeline",
    order=10,
    icon="funnel",
    filters=("pipeline", "region", "owner"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="Of {deals} deals worth {amount}, {won} are won and {open_deals} still open; {win_share} should be "
                "won in the end. The bottleneck is “{bottleneck}”, where {bottleneck_lost} were lost; "
                "{stuck_deals} open deals worth {stuck_amount} have waited in their stage longer than usual.",
                zh="共 {deals} 个商机（{amount}）：已赢 {won} 个，进行中 {open_deals} 个，预计最终赢单率 {win_share}。"
                "瓶颈是“{bottleneck}”，在此流失 {bottleneck_lost}；"
                "{stuck_deals} 个商机（{stuck_amount}）在当前阶段停留过久。",
            ),
            data=OutputData(table="pipeline_funnel_overview"),
        ),
        Funnel(
            title=Text(en="The way to the win", zh="赢单之路"),
            subtitle=Text(
                en="Share that goes on to the next stage, median days until then; open deals are not counted as lost",
                zh="进入下一阶段的比例与所需天数中位数；进行中的商机不算输单",
            ),
            data=_STAGES,
            stage="stage",
            count="entered",
            value="value",
            rate="conversion",
            days="days_median",
            span=7,
        ),
        Bars(
            title=Text(en="Value lost by stage", zh="各阶段流失金额"),
            data=_STAGES,
            x="stage",
            y=("value_lost", "value_open"),
            span=5,
        ),
        Table(
            title=Text(en="Stage by stage", zh="逐阶段"),
            data=_STAGES,
            columns=(
                "pipeline",
                "stage",
                "entered",
                "advanced",
                "lost",
                "still_open",
                "conversion",
                "conversion_low",
                "conversion_high",
                "naive_conversion",
                "win_share",
                "days_median",
                "value_lost",
                "assumed",
            ),
            page_size=20,
        ),
        Table(
            title=Text(en="Deals that wait too long", zh="停滞的商机"),
            subtitle=Text(
                en="Longer in their stage than three in four of the deals that went on",
                zh="停留时间超过四分之三已推进的商机",
            ),
            empty=Text(en="No open deal waits longer than usual.", zh="没有商机停留过久。"),
            data=OutputData(table="pipeline_funnel_stuck", order_by=("-amount",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "account_name",
                "owner_name",
                "stage",
                "days_in_stage",
                "usual_days",
                "amount",
            ),
            drawer="opportunity",
            page_size=10,
        ),
        Bars(
            title=Text(en="Win share by owner", zh="各负责人最终赢单率"),
            data=_cut("owner"),
            x="label",
            y=("win_share",),
            span=6,
        ),
        Bars(
            title=Text(en="Win share by channel", zh="各渠道最终赢单率"),
            data=_cut("channel"),
            x="label",
            y=("win_share",),
            span=6,
        ),
        Table(
            title=Text(en="By owner, region, channel, product, industry", zh="按负责人、区域、渠道、产品、行业"),
            data=OutputData(table="pipeline_funnel_cuts", order_by=("dimension", "-deals")),
            columns=(
                "dimension",
                "label",
                "deals",
                "won",
                "lost",
                "open_deals",
                "win_share",
                "win_share_low",
                "win_share_high",
                "days_to_win",
                "amount_lost",
            ),
        ),
        Funnel(
            title=Text(en="From the lead to the money", zh="从线索到回款"),
            subtitle=Text(
                en="Leads of the last two years, unless set otherwise; share and median days from the step before",
                zh="默认统计近两年的线索；占上一环节的比例与所需天数中位数",
            ),
            data=OutputData(
                table="pipeline_funnel_cash",
                where=Condition(field="origin", operator=Operator.EQ, values=("lead",)),
                order_by=("position",),
            ),
            stage="step",
            count="count",
            value="amount",
            rate="share",
            days="days_median",
        ),
        Table(
            title=Text(en="Shared pool of leads", zh="公海线索"),
            empty=Text(en="No lead was ever in a shared pool.", zh="没有线索进入过公海。"),
            data=OutputData(table="pipeline_funnel_pools", order_by=("-leads",)),
            columns=("pool", "leads", "returned", "never_assigned", "waiting", "converted", "days_to_assign"),
            page_size=10,
        ),
        Table(
            title=Text(en="What stages ask for, and whether it is kept", zh="阶段标准的遵守情况"),
            empty=Text(en="The stages have no criteria of their own.", zh="各阶段没有规定标准。"),
            data=OutputData(table="pipeline_funnel_criteria", order_by=("pipeline", "position", "kind")),
            columns=("stage", "kind", "criterion", "proof", "reached", "kept", "broken", "skipped"),
            page_size=12,
        ),
        Table(
            title=Text(en="Deals that broke a criterion", zh="违反阶段标准的商机"),
            empty=Text(en="No open deal broke a criterion of its stage.", zh="没有商机违反阶段标准。"),
            data=OutputData(table="pipeline_funnel_broken", order_by=("-on_day", "-amount")),
            columns=("opportunity_id", "owner_name", "stage", "kind", "proof", "on_day", "came_later", "amount"),
            drawer="opportunity",
            page_size=12,
        ),
        EvidenceBlock(capability="pipeline.funnel"),
    ),
)
