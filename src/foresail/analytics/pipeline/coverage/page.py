"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text


def _only(kind: str) -> Condition:
    return Condition(field="kind", operator=Operator.EQ, values=(kind,))


_QUARTER = _only("quarter")

PAGE = PageSpec(
    id="pipeline.coverage",
    title=Text(en="Coverage", zh="目标覆盖率"),
    question=Text(en="Is the pipeline enough for the target?", zh="在途商机够不够完成目标？"),
    section="pipeline",
    order=30,
    icon="coverage",
    filters=("team", "owner"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{kind} (to {ends_on}): target {target}, won {won}, missing {gap}. {open} is open and expected "
                "in it: {coverage} times what is missing, {needed_coverage} times are needed. "
                "Expected in the end: {expected}; {missing_money} short, which is {missing_deals} more deals "
                "or {missing_leads} leads. "
                "{people_short} of {people} people are short of pipeline.",
                zh="{kind}（至 {ends_on}）：目标 {target}，已赢 {won}，差额 {gap}。预计期内成交的在途商机 {open}："
                "为差额的 {coverage} 倍，需要 {needed_coverage} 倍。预计最终 {expected}，仍缺 {missing_money}，"
                "约需再补 {missing_deals} 个商机或 {missing_leads} 条线索。"
                "{people} 人中有 {people_short} 人在途商机不足。",
            ),
            data=OutputData(table="pipeline_coverage_overview"),
        ),
        Table(
            title=Text(en="This and the next month and quarter", zh="本月、下月、本季、下季"),
            data=OutputData(table="pipeline_coverage_company", order_by=("starts_on", "ends_on")),
            columns=(
                "kind",
                "starts_on",
                "target",
                "won",
                "open",
                "weighted",
                "expected",
                "chance",
                "coverage",
                "needed_coverage",
                "missing_money",
                "missing_deals",
                "missing_leads",
            ),
            page_size=5,
        ),
        Bars(
            title=Text(en="Coverage by person, this quarter: there is, and needed", zh="本季各人覆盖率：现有与所需"),
            data=OutputData(
                table="pipeline_coverage_people", where=_QUARTER, order_by=("-missing_pipeline",), limit=15
            ),
            x="owner_name",
            y=("coverage", "needed_coverage"),
            span=6,
        ),
        Trend(
            title=Text(
                en="Past quarters: pipeline at the same point, and what was won",
                zh="历史各季：同一时点的在途商机与赢单",
            ),
            data=OutputData(table="pipeline_coverage_past", where=_QUARTER, order_by=("starts_on",)),
            x="starts_on",
            y=("open", "won", "told"),
            span=6,
        ),
        Table(
            title=Text(en="Who has to add pipeline this quarter", zh="本季谁需要补充商机"),
            data=OutputData(table="pipeline_coverage_people", where=_QUARTER, order_by=("-missing_pipeline",)),
            columns=(
                "owner_name",
                "target",
                "won",
                "open",
                "weighted",
                "expected",
                "expected_share",
                "coverage",
                "needed_coverage",
                "missing_money",
                "missing_deals",
                "missing_leads",
            ),
            page_size=15,
        ),
        Table(
            title=Text(en="By team, this quarter", zh="本季各团队"),
            data=OutputData(table="pipeline_coverage_teams", where=_QUARTER, order_by=("-missing_money",)),
            columns=("team_name", "target", "won", "open", "expected", "coverage", "needed_coverage", "missing_money"),
            page_size=10,
        ),
        Table(
            title=Text(en="What a stage's pipeline brought within a quarter", zh="各阶段在途商机一季内的产出"),
            data=OutputData(table="pipeline_coverage_yields", where=_QUARTER, order_by=("-share",)),
            columns=("stage", "share", "periods", "open"),
            page_size=10,
        ),
        Table(
            title=Text(en="Deals that the quarter rests on", zh="本季所依靠的商机"),
            data=OutputData(table="pipeline_coverage_deals", where=_QUARTER, order_by=("-weighted",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "account_name",
                "owner_name",
                "stage",
                "amount",
                "share",
                "weighted",
                "expected_close_on",
                "overdue",
            ),
            drawer="opportunity",
            page_size=15,
        ),
        EvidenceBlock(capability="pipeline.coverage"),
    ),
)
