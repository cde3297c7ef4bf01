"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

MOODS: dict[str, Text] = {
    "glad": Text(en="Glad", zh="满意"),
    "neutral": Text(en="Neutral", zh="中性"),
    "unhappy": Text(en="Unhappy", zh="不满"),
}
GROUPS: dict[str, Text] = {
    "promoter": Text(en="Promoters (9 – 10)", zh="推荐者（9–10）"),
    "passive": Text(en="Passives (7 – 8)", zh="中立者（7–8）"),
    "detractor": Text(en="Detractors (0 – 6)", zh="贬损者（0–6）"),
}

TOPIC_NAMES: dict[str, Text] = {
    "quality": Text(en="Quality", zh="质量"),
    "delivery": Text(en="Delivery", zh="交付"),
    "service": Text(en="Service and support", zh="售后服务"),
    "price": Text(en="Price", zh="价格"),
    "software": Text(en="Software", zh="软件"),
    "documents": Text(en="Instructions", zh="文档"),
    "billing": Text(en="Billing", zh="开票对账"),
    "sales": Text(en="Sales contact", zh="销售对接"),
    "other": Text(en="Other", zh="其他"),
}

NO_TOPIC = {"none": Text(en="no single topic", zh="没有突出的主题")}

_NPS = Text(en="NPS", zh="净推荐值（NPS）")
_NPS_NOTE = Text(en="Share of 9 – 10 less share of 0 – 6", zh="9–10 分占比减去 0–6 分占比")
_CSAT = Text(en="Satisfied (CSAT)", zh="满意率（CSAT）")
_COMMENTS = Text(en="Comments", zh="评论数")
_MOOD = Text(en="Mood", zh="情绪")
_SENTIMENT = Text(en="Mood (−1 … 1)", zh="情绪值（−1…1）")
_TOPIC = Text(en="Topic", zh="主题")
_YEAR = Text(en="Revenue of a year", zh="年收入")
_STOPPED = Text(en="Did not order afterwards", zh="之后未再下单的比例")


class VoiceMonth(OutputRow):
    """Answers of a month."""

    grain: ClassVar[tuple[str, ...]] = ("month",)
    title: ClassVar[Text] = Text(en="NPS and CSAT by month", zh="NPS 与 CSAT 月度趋势")
    shared: ClassVar[bool] = True

    month: date = col(Text(en="Month", zh="月份"), Unit.DATE)
    nps: float | None = col(_NPS, Unit.POINTS, good="up", note=_NPS_NOTE)
    nps_low: float | None = col(Text(en="NPS, lower end (90%)", zh="NPS 下限（90%）"), Unit.POINTS)
    nps_high: float | None = col(Text(en="NPS, upper end (90%)", zh="NPS 上限（90%）"), Unit.POINTS)
    nps_answers: int = col(Text(en="NPS answers", zh="NPS 答卷数"), Unit.COUNT)
    csat: float | None = col(
        _CSAT, Unit.RATIO, good="up", note=Text(en="Share of 4 and 5 of 5", zh="5 分制 4–5 分占比")
    )
    csat_answers: int = col(Text(en="CSAT answers", zh="CSAT 答卷数"), Unit.COUNT)
    comments: int = col(_COMMENTS, Unit.COUNT)
    unhappy_share: float | None = col(Text(en="Unhappy comments", zh="不满评论占比"), Unit.RATIO, good="down")


class VoiceTopic(OutputRow):
    """A topic of comments and what goes with it."""

    grain: ClassVar[tuple[str, ...]] = ("topic",)
    title: ClassVar[Text] = Text(en="Topics", zh="主题")

    topic: str = col(_TOPIC, Unit.CATEGORY, labels=TOPIC_NAMES)
    comments: int = col(_COMMENTS, Unit.COUNT)
    comments_before: int = col(Text(en="Comments in the time before", zh="上一期评论数"), Unit.COUNT)
    share: float = col(Text(en="Share of comments", zh="评论占比"), Unit.RATIO)
    glad: int = col(MOODS["glad"], Unit.COUNT, good="up")
    unhappy: int = col(MOODS["unhappy"], Unit.COUNT, good="down")
    sentiment: float = col(_SENTIMENT, Unit.SCORE, good="up")
    nps: float | None = col(_NPS, Unit.POINTS, good="up")
    accounts: int = col(Text(en="Customers", zh="客户数"), Unit.COUNT)
    unhappy_revenue: Decimal = col(
        Text(en="Revenue of unhappy customers", zh="不满客户的年收入"),
        Unit.MONEY,
        good="down",
        note=Text(en="Of a year, of customers with an unhappy comment on it", zh="对该主题不满的客户近一年收入"),
    )
    stopped_unhappy: float | None = col(
        Text(en="Unhappy: did not order afterwards", zh="不满客户之后未下单比例"), Unit.RATIO, good="down"
    )
    stopped_rest: float | None = col(
        Text(en="Others: did not order afterwards", zh="其他客户之后未下单比例"), Unit.RATIO
    )


class VoiceGroup(OutputRow):
    """Promoters, passives and detractors: what they are worth and who of them stopped."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="What opinions are worth", zh="口碑与价值")

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    opinion: str = col(Text(en="Opinion", zh="口碑"), Unit.CATEGORY, labels=GROUPS)
    answers: int = col(Text(en="Answers", zh="答卷数"), Unit.COUNT)
    share: float = col(Text(en="Share of answers", zh="答卷占比"), Unit.RATIO)
    revenue_mean: Decimal = col(Text(en="Revenue a customer, year before", zh="户均前一年收入"), Unit.MONEY)
    revenue_after: Decimal | None = col(Text(en="Revenue a customer, afterwards", zh="户均之后收入"), Unit.MONEY)
    stopped: float | None = col(_STOPPED, Unit.RATIO, good="down")
    stopped_low: float | None = col(Text(en="Lower end (90%)", zh="下限（90%）"), Unit.RATIO)
    stopped_high: float | None = col(Text(en="Upper end (90%)", zh="上限（90%）"), Unit.RATIO)


class VoiceComment(OutputRow):
    """A comment with its mood and topics."""

    grain: ClassVar[tuple[str, ...]] = ("feedback_id",)
    title: ClassVar[Text] = Text(en="Comments", zh="评论")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    feedback_id: str = col(Text(en="Feedback", zh="反馈"), Unit.ID)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    given_on: date = col(Text(en="Given on", zh="反馈日期"), Unit.DATE)
    kind: str | None = col(Text(en="Kind", zh="类型"), Unit.CATEGORY)
    score: float | None = col(Text(en="Score", zh="评分"), Unit.SCORE)
    mood: str = col(_MOOD, Unit.CATEGORY, labels=MOODS)
    sentiment: float = col(_SENTIMENT, Unit.SCORE, good="up")
    topics_en: str = col(Text(en="Topics (English)", zh="主题（英文）"), Unit.TEXT)
    topics_zh: str = col(Text(en="Topics (Chinese)", zh="主题（中文）"), Unit.TEXT)
    comment: str = col(Text(en="Comment", zh="评论"), Unit.TEXT, personal=True)
    revenue_year: Decimal = col(_YEAR, Unit.MONEY)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)


class VoiceAccount(OutputRow):
    """A customer by what it last said."""

    grain: ClassVar[tuple[str, ...]] = ("account_id",)
    title: ClassVar[Text] = Text(en="Customers by opinion", zh="客户口碑")
    row_scope: ClassVar[tuple[str, str] | None] = ("account_id", "account")

    account_id: str = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    mood: str = col(
        _MOOD, Unit.CATEGORY, labels=MOODS, note=Text(en="Of scores and comments together", zh="综合评分与评论")
    )
    nps_last: float | None = col(Text(en="Last NPS score", zh="最近 NPS 评分"), Unit.SCORE)
    csat_last: float | None = col(Text(en="Last CSAT score", zh="最近 CSAT 评分"), Unit.SCORE)
    answers: int = col(Text(en="Answers", zh="答卷数"), Unit.COUNT)
    unhappy_comments: int = col(Text(en="Unhappy comments", zh="不满评论数"), Unit.COUNT, good="down")
    last_on: date = col(Text(en="Last heard", zh="最近反馈"), Unit.DATE)
    revenue_year: Decimal = col(_YEAR, Unit.MONEY)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)


class VoiceOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Voice overview", zh="客户之声概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    answers: int = col(Text(en="Answers", zh="答卷数"), Unit.COUNT)
    comments: int = col(_COMMENTS, Unit.COUNT)
    nps: float | None = col(_NPS, Unit.POINTS, good="up", note=_NPS_NOTE)
    nps_before: float | None = col(Text(en="NPS in the time before", zh="上一期 NPS"), Unit.POINTS)
    csat: float | None = col(_CSAT, Unit.RATIO, good="up")
    unhappy_share: float | None = col(Text(en="Unhappy comments", zh="不满评论占比"), Unit.RATIO, good="down")
    worst_topic: str = col(
        Text(en="What hurts most", zh="最突出的问题"), Unit.CATEGORY, labels={**TOPIC_NAMES, **NO_TOPIC}
    )
    unhappy_accounts: int = col(Text(en="Unhappy customers", zh="不满客户数"), Unit.COUNT, good="down")
    unhappy_revenue: Decimal = col(Text(en="Their revenue of a year", zh="其年收入"), Unit.MONEY, good="down")
