"""Service: tickets and what customers say."""

from typing import Literal

from foresail.contracts.metric import Additivity, Aggregate, Formula, Metric, Stock
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit


def _answers(
    name: str, title: Text, definition: Text, where: str, good: Literal["up", "down", "neutral"] = "up"
) -> Metric:
    return Metric(
        name=name,
        title=title,
        definition=definition,
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        good=good,
        domain="service",
        expression=Aggregate(fact="feedback", function="count", where=where, dated_by="given_on"),
    )


METRICS = (
    Metric(
        name="tickets",
        title=Text(en="Tickets", zh="工单数"),
        definition=Text(en="Tickets opened, by day of opening.", zh="新建工单数，按创建日期。"),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        good="down",
        domain="service",
        expression=Aggregate(fact="tickets", function="count", dated_by="opened_on"),
    ),
    Metric(
        name="open_tickets",
        title=Text(en="Open tickets", zh="未关闭工单数"),
        definition=Text(
            en="Tickets opened and not closed at the end of the period.", zh="期末已创建且未关闭的工单数。"
        ),
        unit=Unit.COUNT,
        additivity=Additivity.DIMENSIONS,
        good="down",
        domain="service",
        expression=Stock(fact="tickets", function="count", valid_from="opened_on", valid_to="open_until"),
    ),
    Metric(
        name="resolution_hours",
        title=Text(en="Resolution time", zh="解决时长"),
        definition=Text(
            en="Median hours from opening to closing, over tickets closed in the period.",
            zh="本期关闭的工单从创建到关闭的小时数中位数。",
        ),
        unit=Unit.HOURS,
        additivity=Additivity.NONE,
        good="down",
        domain="service",
        expression=Aggregate(
            fact="tickets",
            function="median",
            column="resolution_hours",
            where="resolution_hours IS NOT NULL",
            dated_by="closed_on",
        ),
    ),
    Metric(
        name="satisfaction",
        title=Text(en="Satisfaction", zh="满意度"),
        definition=Text(
            en="Mean satisfaction of the tickets that have one, by day of opening.",
            zh="有评分工单的平均满意度，按创建日期。",
        ),
        unit=Unit.SCORE,
        additivity=Additivity.NONE,
        domain="service",
        expression=Aggregate(
            fact="tickets",
            function="mean",
            column="satisfaction",
            where="satisfaction IS NOT NULL",
            dated_by="opened_on",
        ),
    ),
    _answers(
        "nps_answers",
        Text(en="NPS answers", zh="NPS 回收数"),
        Text(en="NPS answers with a score.", zh="有评分的 NPS 回收数。"),
        "feedback_kind = 'nps' AND score IS NOT NULL",
    ),
    _answers(
        "promoters",
        Text(en="Promoters", zh="推荐者数"),
        Text(en="NPS answers with a score of 9 or 10.", zh="NPS 评分为 9 或 10 的数量。"),
        "feedback_kind = 'nps' AND score >= 9",
    ),
    _answers(
        "detractors",
        Text(en="Detractors", zh="贬损者数"),
        Text(en="NPS answers with a score of 0 to 6.", zh="NPS 评分为 0 至 6 的数量。"),
        "feedback_kind = 'nps' AND score <= 6",
        good="down",
    ),
    Metric(
        name="nps",
        title=Text(en="Net promoter score", zh="净推荐值"),
        definition=Text(
            en="Share of promoters (9 – 10) − share of detractors (0 – 6) of NPS answers, shown from −100 to 100.",
            zh="NPS 回收中推荐者（9 – 10 分）占比 − 贬损者（0 – 6 分）占比，显示为 −100 至 100。",
        ),
        unit=Unit.POINTS,
        additivity=Additivity.NONE,
        domain="service",
        expression=Formula(expression="(promoters - detractors) / nps_answers"),
    ),
)
