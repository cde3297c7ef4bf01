"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, Matrix, Note, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_TOLD_APART = Condition(field="uses_base_rate", operator=Operator.EQ, values=(False,))

PAGE = PageSpec(
    id="pipeline.lead_score",
    title=Text(en="Lead score", zh="线索评分"),
    question=Text(en="Which leads first, and what to do with each?", zh="先跟进哪些线索，怎么跟进？"),
    section="pipeline",
    order=5,
    icon="gauge",
    filters=("region", "owner", "channel"),
    scope="pipeline:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{leads} leads wait; about {expected} should become deals in the next {horizon_days}, "
                "about {top_expected} of them from the best {top_leads}. {to_convert} fit and are active; "
                "{unanswered} have not been answered. Of all leads {base_rate} do.",
                zh="{leads} 条线索待跟进，预计未来 {horizon_days}内约有 {expected} 条转为商机，"
                "其中约 {top_expected} 条来自最好的 {top_leads} 条。{to_convert} 条匹配且活跃；"
                "{unanswered} 条尚未响应。以往全部线索的转化率为 {base_rate}。",
            ),
            data=OutputData(table="pipeline_lead_score_overview"),
        ),
        Table(
            title=Text(en="Whom to call first", zh="优先跟进"),
            empty=Text(
                en="Nothing tells the leads apart better than the usual rate yet: take the newest first.",
                zh="目前没有比平均转化率更好的依据区分线索先后，建议先跟进最新的线索。",
            ),
            data=OutputData(table="pipeline_lead_score_scores", where=_TOLD_APART, order_by=("place",)),
            columns=(
                "place",
                "company",
                "lead_name",
                "probability",
                "fit_grade",
                "engagement_grade",
                "play",
                "reason_en",
                "reason_zh",
                "owner_name",
            ),
        ),
        Table(
            title=Text(en="All leads that wait, newest first", zh="全部待跟进线索（最新在前）"),
            empty=Text(en="No lead waits.", zh="没有待跟进的线索。"),
            data=OutputData(table="pipeline_lead_score_scores", order_by=("age_days",)),
            columns=("company", "lead_name", "age_days", "answer_hours", "activities", "channel", "owner_name"),
            page_size=10,
        ),
        Matrix(
            title=Text(en="Fit × engagement", zh="匹配度 × 活跃度"),
            subtitle=Text(en="Leads; colour: expected conversions", zh="线索数；颜色：预计转化数"),
            data=OutputData(table="pipeline_lead_score_grid", order_by=("fit_grade", "engagement_grade")),
            x="engagement_grade",
            y="fit_grade",
            value="leads",
            shade="expected",
            span=6,
        ),
        Table(
            title=Text(en="By owner", zh="按负责人"),
            data=OutputData(table="pipeline_lead_score_owners", order_by=("-unanswered", "-expected")),
            columns=("owner_name", "leads", "unanswered", "best", "expected"),
            page_size=10,
            span=6,
        ),
        Bars(
            title=Text(en="Does a fast answer pay? Conversion by time to the first answer", zh="响应快是否有效？"),
            data=OutputData(table="pipeline_lead_score_response", order_by=("position",)),
            x="bucket",
            y=("share",),
            horizontal=False,
            span=6,
        ),
        Table(
            title=Text(en="Response times in numbers", zh="响应时间明细"),
            data=OutputData(table="pipeline_lead_score_response", order_by=("position",)),
            columns=("bucket", "leads", "converted", "share", "share_low", "share_high"),
            page_size=10,
            span=6,
        ),
        Table(
            title=Text(en="What twice the time goes with", zh="响应时间翻倍的影响"),
            data=OutputData(table="pipeline_lead_score_effect", order_by=("-model",)),
            columns=("model", "leads", "factor", "factor_low", "factor_high"),
            page_size=5,
            span=6,
        ),
        Note(
            text=Text(
                en="Fast answers and conversions go together; that is no proof that one makes the other. Good sources "
                "may be answered first, and good people may be both faster and better. “Among leads that are alike” "
                "takes out channel, industry, region and who answered. To be sure, answer a random half at once.",
                zh="响应快与转化高同时出现，并不证明前者导致后者：优质来源可能先被处理，能干的人可能既快又好。"
                "“同类线索之间比较”已扣除渠道、行业、区域和响应人的差别。要确证，可随机抽一半线索立即响应。",
            ),
            span=6,
        ),
        Table(
            title=Text(en="Columns kept out: they know too much", zh="被剔除的字段：疑似事后填写"),
            empty=Text(en="No column had to be kept out.", zh="没有需要剔除的字段。"),
            data=OutputData(table="pipeline_lead_score_suspects", order_by=("-alone",)),
            columns=("column", "alone", "filled_converted", "filled_others"),
            page_size=5,
            span=6,
        ),
        EvidenceBlock(capability="pipeline.lead_score"),
    ),
)
