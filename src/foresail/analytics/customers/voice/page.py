"""The page."""

from foresail.contracts.page import Bars, EvidenceBlock, Headline, OutputData, PageSpec, Table, Trend
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_UNHAPPY = Condition(field="mood", operator=Operator.EQ, values=("unhappy",))

PAGE = PageSpec(
    id="customers.voice",
    title=Text(en="Voice of the customer", zh="客户之声"),
    question=Text(en="What do customers say, and what does it cost?", zh="客户在说什么，代价多大？"),
    section="customers",
    order=80,
    icon="message",
    filters=("region", "owner"),
    scope="customers:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{answers} answers in the last year: NPS {nps} (before: {nps_before}), {csat} satisfied. "
                "{unhappy_share} of {comments} comments are unhappy (most about: {worst_topic}); "
                "unhappy by their scores and comments together: {unhappy_accounts}, with {unhappy_revenue} a year.",
                zh="近一年 {answers} 份反馈：NPS {nps}（上一期 {nps_before}），满意率 {csat}。"
                "{comments} 条评论中 {unhappy_share} 为不满（涉及最多：{worst_topic}）；"
                "综合评分与评论为不满的客户 {unhappy_accounts} 个，年收入 {unhappy_revenue}。",
            ),
            data=OutputData(table="customers_voice_overview"),
        ),
        Trend(
            title=Text(en="NPS by month", zh="NPS 月度趋势"),
            subtitle=Text(en="Months with at least five answers", zh="仅含至少五份反馈的月份"),
            empty=Text(en="No month has five answers yet.", zh="还没有哪个月达到五份反馈。"),
            data=OutputData(
                table="customers_voice_months",
                where=Condition(field="nps_answers", operator=Operator.GE, values=(5,)),
                order_by=("month",),
            ),
            x="month",
            y=("nps",),
            bands=(("nps_low", "nps_high", 90),),
            span=6,
        ),
        Bars(
            title=Text(en="Topics: glad and unhappy", zh="主题：满意与不满"),
            data=OutputData(table="customers_voice_topics", order_by=("-comments",)),
            x="topic",
            y=("glad", "unhappy"),
            span=6,
        ),
        Table(
            title=Text(en="Topics, by what they cost", zh="主题与代价"),
            data=OutputData(table="customers_voice_topics", order_by=("-unhappy_revenue",)),
            columns=(
                "topic",
                "comments",
                "comments_before",
                "unhappy",
                "sentiment",
                "nps",
                "unhappy_revenue",
                "stopped_unhappy",
                "stopped_rest",
            ),
            page_size=10,
        ),
        Table(
            title=Text(en="What opinions are worth", zh="口碑与价值"),
            subtitle=Text(en="Revenue before and after the answer, and who stopped", zh="反馈前后的收入与未再下单比例"),
            data=OutputData(table="customers_voice_groups", order_by=("position",)),
            columns=(
                "opinion",
                "answers",
                "share",
                "revenue_mean",
                "revenue_after",
                "stopped",
                "stopped_low",
                "stopped_high",
            ),
        ),
        Table(
            title=Text(en="Unhappy customers, largest first: call back", zh="不满客户（按收入）：优先回访"),
            data=OutputData(table="customers_voice_accounts", where=_UNHAPPY, order_by=("-revenue_year",)),
            columns=(
                "account_id",
                "account_name",
                "nps_last",
                "csat_last",
                "unhappy_comments",
                "revenue_year",
                "owner_name",
            ),
            drawer="account",
            page_size=10,
        ),
        Table(
            title=Text(en="Unhappy comments", zh="不满评论"),
            data=OutputData(table="customers_voice_comments", where=_UNHAPPY, order_by=("-given_on", "-revenue_year")),
            columns=(
                "given_on",
                "account_name",
                "comment",
                "topics_en",
                "topics_zh",
                "score",
                "sentiment",
                "revenue_year",
            ),
            page_size=15,
        ),
        EvidenceBlock(capability="customers.voice"),
    ),
)
