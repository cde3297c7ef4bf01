"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Funnel, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_STEPS = "pipeline_lead_to_cash_steps"


def _of(origin: str) -> OutputData:
    only = Condition(field="origin", operator=Operator.EQ, values=(origin,))
    return OutputData(table=_STEPS, where=only, order_by=("position",))


def _flow(origin: str, en: str, zh: str) -> Funnel:
    return Funnel(
        title=Text(en=en, zh=zh),
        subtitle=Text(
            en="Begun in the last year, unless set otherwise; share and median days from the step before",
            zh="默认统计近一年开始的；占上一环节的比例与所需天数中位数",
        ),
        data=_of(origin),
        stage="step",
        count="reached",
        value="amount",
        rate="share",
        days="days_median",
        span=6,
    )


PAGE = PageSpec(
    id="pipeline.lead_to_cash",
    title=Text(en="Lead to cash", zh="从线索到回款"),
    question=Text(
        en="Where does the way from the lead to the money take long or break off, who owes what, "
        "and when does cash come in?",
        zh="从线索到回款，哪里慢、哪里断？谁欠多少？钱什么时候到账？",
    ),
    section="pipeline",
    order=45,
    icon="wallet",
    filters=("region", "owner"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{receivable} is still to be paid, {overdue} of it overdue ({overdue_share}); {days_outstanding} "
                "outstanding. {expected_30} is expected within 30 days. From beginning to first payment: "
                "{days_to_cash}.",
                zh="未回款 {receivable}，其中逾期 {overdue}（{overdue_share}）；应收周转 {days_outstanding}。"
                "预计 30 天内回款 {expected_30}。从起点到首笔回款：{days_to_cash}。",
            ),
            data=OutputData(table="pipeline_lead_to_cash_overview"),
        ),
        _flow("lead", "From the lead to the payment", "从线索到回款"),
        _flow("deal", "Deals without a lead", "无线索的商机"),
        Trend(
            title=Text(en="Cash of the coming weeks", zh="未来各周回款"),
            subtitle=Text(en="Eight weeks in ten lie inside the band", zh="十周中八周落在带内"),
            data=OutputData(table="pipeline_lead_to_cash_weeks", order_by=("week",)),
            x="ends_on",
            y=("expected",),
            bands=(("low", "high", 80),),
            span=6,
        ),
        Bars(
            title=Text(en="Ageing of receivables", zh="应收账龄"),
            data=OutputData(table="pipeline_lead_to_cash_ageing", order_by=("position",)),
            x="age",
            y=("amount", "expected_30"),
            span=6,
        ),
        Table(
            title=Text(en="Customers that owe most overdue money", zh="逾期金额最大的客户"),
            data=OutputData(table="pipeline_lead_to_cash_debtors", order_by=("-overdue", "-open_amount")),
            columns=(
                "account_id",
                "account_name",
                "owner_name",
                "invoices",
                "open_amount",
                "overdue",
                "days_overdue",
                "habit_days",
                "expected_30",
            ),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="Open invoices", zh="未结清发票"),
            data=OutputData(table="pipeline_lead_to_cash_invoices", order_by=("-days_overdue", "-open_amount")),
            columns=(
                "invoice_id",
                "account_id",
                "account_name",
                "due_on",
                "open_amount",
                "days_overdue",
                "chance_30",
                "likely_on",
            ),
            drawer="account",
            page_size=10,
        ),
        Trend(
            title=Text(en="Days outstanding by month", zh="各月应收周转天数"),
            data=OutputData(table="pipeline_lead_to_cash_months", order_by=("month",)),
            x="month",
            y=("days_outstanding",),
        ),
        Table(
            title=Text(en="All steps", zh="全部环节"),
            data=OutputData(table=_STEPS, order_by=("origin", "position")),
            columns=(
                "origin",
                "step",
                "reached",
                "documents",
                "amount",
                "share",
                "lost",
                "waiting",
                "days_median",
                "days_slow",
            ),
            page_size=21,
        ),
        EvidenceBlock(capability="pipeline.lead_to_cash"),
    ),
)
