"""Leads: how many come, how fast they are answered, how many become customers."""

from foresail.contracts.metric import Additivity, Aggregate, Metric, Ratio
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_RIPE = "created_on <= CAST(:as_of AS DATE) - 90"


def _count(where: str) -> Aggregate:
    return Aggregate(fact="leads", function="count", where=where, dated_by="created_on")


def _leads(name: str, title: Text, definition: Text, where: str) -> Metric:
    return Metric(
        name=name,
        title=title,
        definition=definition,
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        domain="leads",
        expression=_count(where),
    )


METRICS = (
    _leads(
        "leads",
        Text(en="Leads", zh="线索数"),
        Text(en="Leads created, by creation date.", zh="新建线索数，按创建日期。"),
        "",
    ),
    _leads(
        "converted_leads",
        Text(en="Converted leads", zh="已转化线索数"),
        Text(
            en="Leads of the creation cohort that have been converted so far.",
            zh="按创建批次统计，截至数据日已转化的线索数。",
        ),
        "converted_on IS NOT NULL",
    ),
    _leads(
        "ripe_leads",
        Text(en="Leads with a known fate", zh="成熟线索数"),
        Text(
            en="Leads created at least 90 days before the day of the data: the denominator of the conversion rate.",
            zh="创建距数据日满 90 天的线索数，即转化率的分母。",
        ),
        _RIPE,
    ),
    _leads(
        "ripe_converted_leads",
        Text(en="Converted leads with a known fate", zh="成熟线索中的已转化数"),
        Text(
            en="Converted leads among those created at least 90 days before the day of the data.",
            zh="创建距数据日满 90 天的线索中已转化的数量。",
        ),
        f"{_RIPE} AND converted_on IS NOT NULL",
    ),
    _leads(
        "young_leads",
        Text(en="Leads too young to judge", zh="未成熟线索数"),
        Text(
            en="Leads younger than 90 days that are not converted yet: they stand apart from the conversion rate.",
            zh="创建不足 90 天且尚未转化的线索：结果未定，不计入转化率。",
        ),
        "created_on > CAST(:as_of AS DATE) - 90 AND converted_on IS NULL",
    ),
    Metric(
        name="lead_conversion_rate",
        title=Text(en="Lead conversion rate", zh="线索转化率"),
        definition=Text(
            en="Converted ÷ created, by creation cohort, over leads created at least 90 days before the day of "
            "the data; "
            "younger ones may still convert and stand apart (young_leads).",
            zh="已转化 ÷ 新建，按创建批次，仅统计创建满 90 天的线索；更新的线索仍可能转化，单独列为未成熟线索。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="leads",
        expression=Ratio(numerator="ripe_converted_leads", denominator="ripe_leads"),
    ),
    Metric(
        name="response_hours",
        title=Text(en="Response time", zh="线索响应时长"),
        definition=Text(
            en="Median hours from the creation of a lead to its first activity, over leads that have one, by "
            "creation date.",
            zh="线索从创建到首次跟进的小时数中位数，仅统计有跟进的线索，按创建日期。",
        ),
        unit=Unit.HOURS,
        additivity=Additivity.NONE,
        good="down",
        domain="leads",
        expression=Aggregate(
            fact="leads",
            function="median",
            column="response_hours",
            where="response_hours IS NOT NULL",
            dated_by="created_on",
        ),
    ),
)
