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
                "{stuck_deals} open deals worth {stuck_amount} have waited there longer than usual.",
                zh="共 {deals} 个商机（{amount}）：已赢 {won} 个，进行中 {open_deals} 个，预计最终赢单率 {win_share}。"
                "瓶颈是“{bottleneck}”，在此流失 {bottleneck_lost}；"
                "{stuck_deals} 个商机（{stuck_amount}）停留时间超过通常水平。",
            ),
            data=OutputData(table="pipeline_funnel_overview"),
        ),
        Funnel(
            title=Text(en="The way to the win", zh="赢单之路"),
            subtitle=Text(
                en="Deals that are still open count as open, not as lost", zh="仍在进行的商机按未结束处理，不算输单"
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
                en="Each step out of those that passed the one before; all documents: see Lead to cash",
                zh="每一环节只计通过上一环节者；全部单据见“从线索到回款”页",
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
            data=OutputData(table="pipeline_funnel_pools", order_by=("-leads",)),
            columns=("pool", "leads", "returned", "never_assigned", "waiting", "converted", "days_to_assign"),
            page_size=10,
        ),
        Table(
            title=Text(en="What stages ask for, and whether it is kept", zh="阶段标准的遵守情况"),
            data=OutputData(table="pipeline_funnel_criteria", order_by=("pipeline", "position", "kind")),
            columns=("stage", "kind", "criterion", "proof", "reached", "kept", "broken", "skipped"),
            page_size=12,
        ),
        Table(
            title=Text(en="Deals that broke a criterion", zh="违反阶段标准的商机"),
            data=OutputData(table="pipeline_funnel_broken", order_by=("-on_day", "-amount")),
            columns=("opportunity_id", "owner_name", "stage", "kind", "proof", "on_day", "came_later", "amount"),
            drawer="opportunity",
            page_size=12,
        ),
        EvidenceBlock(capability="pipeline.funnel"),
    ),
)
