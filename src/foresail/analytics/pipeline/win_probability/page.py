"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_SCORES = "pipeline_win_probability_scores"

PAGE = PageSpec(
    id="pipeline.win_probability",
    title=Text(en="Win probability", zh="赢率预测"),
    question=Text(en="Which open deals will be won, and why?", zh="哪些商机会赢，为什么？"),
    section="pipeline",
    order=20,
    icon="percent",
    filters=("region", "owner", "channel", "pipeline"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{deals} open deals worth {amount} should bring {expected_amount} in about {expected_wins} wins; "
                "{strong_deals} stand above 60%, {weak_deals} worth {weak_amount} below 20%. "
                "By the usual course of open deals {base_rate} are won in the end.",
                zh="{deals} 个进行中商机，总额 {amount}，预计约赢 {expected_wins} 单、带来 {expected_amount}；"
                "{strong_deals} 个赢率高于 60%，{weak_deals} 个（{weak_amount}）低于 20%。"
                "在途商机按通常进程，最终赢单 {base_rate}。",
            ),
            data=OutputData(table="pipeline_win_probability_overview"),
        ),
        Bars(
            title=Text(en="Amount and expected amount by stage", zh="各阶段金额与期望金额"),
            data=OutputData(table="pipeline_win_probability_stages", order_by=("pipeline", "position")),
            x="stage",
            y=("amount", "expected_amount"),
            span=6,
        ),
        Bars(
            title=Text(en="Ours against the CRM's probability", zh="预测赢率与 CRM 赢率"),
            data=OutputData(table="pipeline_win_probability_stages", order_by=("pipeline", "position")),
            x="stage",
            y=("probability", "crm_probability"),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="Open deals by expected amount", zh="进行中商机（按期望金额）"),
            data=OutputData(table=_SCORES, order_by=("-expected_amount",)),
            columns=(
                "opportunity_id",
                "opportunity_name",
                "owner_name",
                "stage",
                "amount",
                "probability",
                "probability_low",
                "probability_high",
                "crm_probability",
                "expected_amount",
                "expected_close_on",
            ),
            drawer="opportunity",
        ),
        Table(
            title=Text(en="Where the CRM hopes too much", zh="CRM 过于乐观的商机"),
            subtitle=Text(en="Largest gap between the CRM's probability and ours", zh="CRM 赢率与预测赢率差距最大"),
            data=OutputData(
                table=_SCORES,
                where=Condition(field="difference", operator=Operator.LT, values=(0,)),
                order_by=("difference",),
            ),
            columns=("opportunity_id", "account_name", "owner_name", "crm_probability", "probability", "amount"),
            drawer="opportunity",
            page_size=10,
        ),
        Table(
            title=Text(en="By owner", zh="按负责人"),
            data=OutputData(table="pipeline_win_probability_owners", order_by=("-expected_amount",)),
            columns=("owner_name", "deals", "probability", "amount", "expected_amount"),
            page_size=10,
        ),
        EvidenceBlock(capability="pipeline.win_probability"),
        Table(
            title=Text(en="Can it be trusted?", zh="可信吗？"),
            subtitle=Text(en="Judged on deals later than all that was learnt from", zh="以晚于全部学习数据的商机检验"),
            data=OutputData(table="pipeline_win_probability_checks"),
            columns=("check", "value", "reference", "ok"),
            page_size=10,
            span=6,
        ),
        Table(
            title=Text(en="Against the CRM's own probability", zh="与 CRM 赢率相比"),
            data=OutputData(table="pipeline_win_probability_rivals", order_by=("brier",)),
            columns=("rival", "brier", "auc", "predicted", "observed"),
            page_size=5,
            span=6,
        ),
        Bars(
            title=Text(
                en="Wins by tenth of the deals, the highest chances first", zh="按预测赢率分十组：赢单为平均的几倍"
            ),
            data=OutputData(table="pipeline_win_probability_lift", order_by=("tenth",)),
            x="tenth",
            y=("lift",),
            horizontal=False,
            span=6,
        ),
        Trend(
            title=Text(en="Drift: predicted and won by month", zh="漂移：逐月预测与实际"),
            data=OutputData(table="pipeline_win_probability_months", order_by=("month",)),
            x="month",
            y=("predicted", "observed"),
            span=6,
        ),
        Table(
            title=Text(en="What people committed to", zh="销售承诺与实际"),
            data=OutputData(table="pipeline_win_probability_categories", order_by=("-observed",)),
            columns=("category", "snapshots", "predicted", "observed"),
            page_size=8,
            span=6,
        ),
        Table(
            title=Text(en="To write back into the CRM", zh="回写 CRM"),
            data=OutputData(table="pipeline_win_probability_writeback", order_by=("source", "record_id")),
            columns=("source", "record_id", "foresail_win_percent", "foresail_close_on", "foresail_expected_amount"),
            page_size=8,
        ),
    ),
)
