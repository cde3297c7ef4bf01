"""The words of every feature: what a lead is (fit), and what has happened with it (engagement)."""

from collections.abc import Mapping

from foresail.kernel.text import Text

FIT: Mapping[str, Text] = {
    "channel": Text(en="Channel", zh="渠道"),
    "campaign_id": Text(en="Campaign", zh="活动"),
    "industry": Text(en="Industry", zh="行业"),
    "region": Text(en="Region", zh="区域"),
    "has_company": Text(en="Company known", zh="有公司名称"),
    "weekday": Text(en="Day of the week it came in", zh="进入的星期"),
}
ENGAGEMENT: Mapping[str, Text] = {
    "age_days": Text(en="Days since it came in", zh="进入天数"),
    "assigned": Text(en="Given to somebody", zh="已分配"),
    "answer_hours": Text(en="Hours to the first answer", zh="首次响应小时数"),
    "activities": Text(en="Activities so far", zh="累计跟进次数"),
    "activity_kinds": Text(en="Kinds of activity", zh="跟进方式种类"),
    "activities_week": Text(en="Activities in 7 days", zh="近 7 天跟进次数"),
    "meetings": Text(en="Meetings, visits, demos", zh="会面、拜访与演示次数"),
    "quiet_days": Text(en="Days since the last activity", zh="距上次跟进天数"),
    "touches": Text(en="Touches of marketing", zh="营销触点数"),
    "touch_kinds": Text(en="Kinds of touch", zh="触点类型数"),
    "touch_channels": Text(en="Channels it came through", zh="触达渠道数"),
    "untouched_days": Text(en="Days since the last touch", zh="距上次触点天数"),
}
FEATURES: Mapping[str, Text] = {**FIT, **ENGAGEMENT}
PLAYS: Mapping[str, Text] = {
    "answer": Text(en="Answer today: nobody has yet", zh="今天就响应：尚无人联系"),
    "convert": Text(en="Meet, and turn it into a deal", zh="安排会面，转为商机"),
    "wake": Text(en="Call: the right kind of customer, little contact", zh="致电：客户类型匹配，但接触太少"),
    "qualify": Text(en="Ask for need and budget before more effort", zh="先核实需求和预算，再投入"),
    "nurture": Text(en="Leave to newsletters and events", zh="交由邮件与活动培育"),
}
BUCKETS: Mapping[str, Text] = {
    "1": Text(en="Within 1 hour", zh="1 小时内"),
    "4": Text(en="1 to 4 hours", zh="1 至 4 小时"),
    "12": Text(en="4 to 12 hours", zh="4 至 12 小时"),
    "24": Text(en="12 to 24 hours", zh="12 至 24 小时"),
    "72": Text(en="1 to 3 days", zh="1 至 3 天"),
    "more": Text(en="After 3 days", zh="3 天以后"),
    "never": Text(en="Not answered", zh="未响应"),
}
SPOILED = ("无效", "作废", "垃圾", "invalid", "disqualified", "unqualified", "junk", "spam")
"""Words of a status that says: no lead at all."""
_VALUE_LESS = frozenset({"campaign_id"})
_DAYS = {
    "1": ("Monday", "周一"), "2": ("Tuesday", "周二"), "3": ("Wednesday", "周三"), "4": ("Thursday", "周四"),
    "5": ("Friday", "周五"), "6": ("Saturday", "周六"), "7": ("Sunday", "周日"),
}  # fmt: skip


def phrase(column: str, value: str | None, *, zh: bool) -> str:
    """A reason in words: what it is, and its value where that tells something.

    Examples
    --------
    >>> phrase("activities", "3", zh=False)
    'Activities so far: 3'
    """
    said = FEATURES.get(column)
    label = (said.zh if zh else said.en) if said else column.removeprefix("extra.")
    if column in _VALUE_LESS:
        return label
    sign = "：" if zh else ": "
    if value is None:
        return label + sign + ("无" if zh else "none")
    if column == "weekday":
        return label + sign + _DAYS[value][1 if zh else 0]
    if column in ("has_company", "assigned"):
        return (
            label
            + sign
            + (("是" if value.startswith("1") else "否") if zh else ("yes" if value.startswith("1") else "no"))
        )
    if column == "answer_hours":
        return label + sign + f"{float(value):.1f}"
    return label + sign + value
