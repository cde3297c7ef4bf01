"""The page."""

from foresail.analytics.customers.cohorts.outputs import LEAST_STARTED
from foresail.contracts.page import Bars, Cohort, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text


def _start(dimension: str) -> OutputData:
    only = Condition(field="dimension", operator=Operator.EQ, values=(dimension,))
    return OutputData(table="customers_cohorts_starts", where=only, order_by=("-again",), limit=15)


PAGE = PageSpec(
    id="customers.cohorts",
    title=Text(en="Cohorts", zh="同期客户群"),
    question=Text(en="Do new customers stay?", zh="新客户能留住吗？"),
    section="customers",
    order=50,
    icon="grid",
    filters=(),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{customers} customers in {cohorts} cohorts: {next_period} bought again in the period after their "
                "first, {after_four} were still buying in the fourth. Of cohorts with at "
                f"least {LEAST_STARTED} customers {{best_cohort}} began best, {{weakest_cohort}} weakest.",
                zh="{customers} 个客户分为 {cohorts} 个同期群：次期复购率 {next_period}，第四期仍购买 {after_four}。"
                f"至少 {LEAST_STARTED} 个客户的群中，开局最好的是 {{best_cohort}}，最弱的是 {{weakest_cohort}}。",
            ),
            data=OutputData(table="customers_cohorts_overview"),
        ),
        Cohort(
            title=Text(en="Share still buying", zh="留存率"),
            subtitle=Text(en="By the time of the first purchase; complete periods only", zh="按首购时间；仅含完整周期"),
            data=OutputData(table="customers_cohorts_grid", order_by=("cohort_on", "age"), limit=1000),
            row="cohort",
            column="age",
            value="retention",
        ),
        Trend(
            title=Text(en="Share still buying by age", zh="各期平均留存"),
            data=OutputData(table="customers_cohorts_ages", order_by=("age",)),
            x="age",
            y=("retention",),
            bands=(("low", "high", 80),),
            span=6,
        ),
        Bars(
            title=Text(en="Bought again early, by first channel", zh="早期复购率（按首单渠道）"),
            data=_start("channel"),
            x="start",
            y=("again",),
            span=6,
        ),
        Cohort(
            title=Text(en="Revenue per customer so far", zh="客均累计净收入"),
            data=OutputData(table="customers_cohorts_grid", order_by=("cohort_on", "age"), limit=1000),
            row="cohort",
            column="age",
            value="net_so_far",
        ),
        Bars(
            title=Text(en="Bought again early, by first category", zh="早期复购率（按首购品类）"),
            data=_start("category"),
            x="start",
            y=("again",),
            span=6,
        ),
        Bars(
            title=Text(en="Bought again early, by industry", zh="早期复购率（按行业）"),
            data=_start("industry"),
            x="start",
            y=("again",),
            span=6,
        ),
        Table(
            title=Text(en="What a beginning leads to", zh="不同起点的后续表现"),
            data=OutputData(table="customers_cohorts_starts", order_by=("dimension", "-again")),
            columns=("dimension", "start", "customers", "again", "again_low", "again_high", "net_early"),
            page_size=15,
        ),
        Table(
            title=Text(en="The coming period", zh="下期预计"),
            data=OutputData(table="customers_cohorts_coming", order_by=("cohort_on",)),
            columns=("cohort", "customers", "last", "expected", "expected_active", "usual"),
            page_size=12,
        ),
        EvidenceBlock(capability="customers.cohorts"),
    ),
)
