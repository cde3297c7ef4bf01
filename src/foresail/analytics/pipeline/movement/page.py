"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend, Waterfall
from foresail.contracts.query import AllOf, Condition, Operator
from foresail.kernel.text import Text

_PERIODS = "pipeline_movement_periods"


def _of(grain: str, step: str) -> AllOf:
    return AllOf(
        parts=(
            Condition(field="grain_name", operator=Operator.EQ, values=(grain,)),
            Condition(field="step", operator=Operator.EQ, values=(step,)),
        )
    )


def _flow(dimension: str) -> OutputData:
    only = Condition(field="dimension", operator=Operator.EQ, values=(dimension,))
    return OutputData(table="pipeline_movement_flows", where=only, order_by=("-created_amount",), limit=12)


PAGE = PageSpec(
    id="pipeline.movement",
    title=Text(en="Pipeline movement", zh="在途商机变动"),
    question=Text(
        en="What came in, slipped, grew and left since last time?", zh="自上次以来，哪些新增、推迟、增长和流失？"
    ),
    section="pipeline",
    order=15,
    icon="waterfall",
    filters=("region", "owner", "channel"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="From {since} to {as_of} the pipeline that is expected to close by {window_ends} went from "
                "{opening} to {closing}: {new} new, {pulled_in} pulled in, {won} won, {lost} lost, {pushed_out} pushed "
                "out, {other} by other changes. {pushed_deals} open deals have been pushed out twice or more.",
                zh="{since} 至 {as_of}，预计在 {window_ends} 前成交的在途商机由 {opening} 变为 {closing}："
                "新增 {new}，提前进入 {pulled_in}，赢单 {won}，输单 {lost}，推迟移出 {pushed_out}，其他变动 {other}。"
                "{pushed_deals} 个进行中商机已推迟两次及以上。",
            ),
            data=OutputData(table="pipeline_movement_overview"),
        ),
        Waterfall(
            title=Text(en="From opening to closing", zh="从期初到期末"),
            subtitle=Text(
                en="Deals expected to close by that day; overdue ones count",
                zh="预计在上述日期前成交的商机，含已过期者",
            ),
            data=OutputData(table="pipeline_movement_waterfall", order_by=("position",)),
            label="step",
            value="amount",
            total="is_total",
        ),
        Trend(
            title=Text(en="New pipeline by week", zh="每周新增商机金额"),
            data=OutputData(table=_PERIODS, where=_of("week", "new"), order_by=("ends_on",)),
            x="ends_on",
            y=("amount",),
            span=6,
        ),
        Trend(
            title=Text(en="Pushed out by week", zh="每周推迟金额"),
            data=OutputData(table=_PERIODS, where=_of("week", "pushed_out"), order_by=("ends_on",)),
            x="ends_on",
            y=("amount",),
            span=6,
        ),
        Table(
            title=Text(en="Deals that moved", zh="发生变动的商机"),
            data=OutputData(table="pipeline_movement_deals", order_by=("amount",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "account_name",
                "owner_name",
                "step",
                "amount",
                "stage_before",
                "stage_after",
                "close_before",
                "close_after",
            ),
            drawer="opportunity",
        ),
        Table(
            title=Text(en="Open deals that have been pushed out", zh="被推迟过的商机"),
            empty=Text(en="No open deal has been pushed out.", zh="没有进行中的商机被推迟过。"),
            data=OutputData(table="pipeline_movement_pushes", order_by=("-pushes", "-amount")),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "stage",
                "amount",
                "pushes",
                "days_pushed",
                "first_close_on",
                "expected_close_on",
            ),
            drawer="opportunity",
            page_size=10,
        ),
        Bars(
            title=Text(en="Created, won and lost by source", zh="各来源的新建、赢单与输单"),
            data=_flow("channel"),
            x="label",
            y=("created_amount", "won_amount", "lost_amount"),
            span=6,
        ),
        Bars(
            title=Text(en="Created, won and lost by owner", zh="各负责人的新建、赢单与输单"),
            data=_flow("owner"),
            x="label",
            y=("created_amount", "won_amount", "lost_amount"),
            span=6,
        ),
        Table(
            title=Text(en="Months and weeks", zh="逐月与逐周"),
            data=OutputData(table=_PERIODS, order_by=("-ends_on", "position"), limit=500),
            columns=("grain_name", "starts_on", "ends_on", "step", "deals", "amount"),
            page_size=9,
        ),
        EvidenceBlock(capability="pipeline.movement"),
    ),
)
