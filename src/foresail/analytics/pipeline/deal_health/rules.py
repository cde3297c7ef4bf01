"""The rules: what is looked at, on which side of the limit a deal is in trouble, and what mends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from foresail.kernel.text import Text

LEVELS = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Shares of won deals that may set a limit; the one that tells lost deals from won ones best is taken."""


class Rule(NamedTuple):
    """A rule over one column of the snapshots.

    Attributes
    ----------
    column
        Feature of a snapshot, as `features.snapshot_values` names it.
    side
        `above`: in trouble above the limit; `below`: under it; `absent`: where most won deals had it and this has not.
    title, reason, play
        What people call it; a sentence with {found} and {limit}; what to do.
    floor
        The limit is never lower than this.
    """

    column: str
    side: Literal["above", "below", "absent"]
    title: Text
    reason: Text
    play: Text
    floor: float = 0.0


RULES: Mapping[str, Rule] = {
    "slow": Rule(
        "days_in_stage",
        "above",
        Text(en="Too long in this stage", zh="阶段停留过久"),
        Text(
            en="In this stage for {found} days; won deals moved on within {limit}",
            zh="已在本阶段停留 {found} 天；赢单商机通常在 {limit} 天内推进",
        ),
        Text(
            en="Agree with the customer what ends this stage, with a day; else move it back or close it",
            zh="与客户约定本阶段的完成条件和日期；否则退回上一阶段或关闭",
        ),
    ),
    "quiet": Rule(
        "quiet_days",
        "above",
        Text(en="No contact for too long", zh="太久没有跟进"),
        Text(
            en="No activity for {found} days; with won deals it was at most {limit}",
            zh="已 {found} 天没有跟进；赢单商机通常不超过 {limit} 天",
        ),
        Text(en="Call the customer today and note what was said", zh="今天就联系客户，并记录沟通结果"),
    ),
    "few_touches": Rule(
        "activities_month",
        "below",
        Text(en="Too few touches", zh="跟进次数偏少"),
        Text(
            en="{found} activities in 30 days; won deals had at least {limit}",
            zh="近 30 天跟进 {found} 次；赢单商机通常不少于 {limit} 次",
        ),
        Text(en="Plan a call and a visit within two weeks", zh="两周内安排一次电话和一次拜访"),
    ),
    "few_contacts": Rule(
        "people",
        "below",
        Text(en="Too few people involved", zh="接触的联系人太少"),
        Text(
            en="People of the customer involved: {found}; won deals had at least {limit}",
            zh="已接触客户方 {found} 人；赢单商机通常不少于 {limit} 人",
        ),
        Text(en="Ask your contact to bring in one more user or buyer", zh="请现有联系人引荐一位使用者或采购"),
    ),
    "no_decision_maker": Rule(
        "decision_maker",
        "absent",
        Text(en="Decision maker not known", zh="未接触决策人"),
        Text(
            en="No decision maker among the contacts; at this stage most won deals had one",
            zh="联系人中没有决策人；多数赢单商机在本阶段已接触决策人",
        ),
        Text(en="Ask for a meeting with the one who decides", zh="约见决策人"),
    ),
    "no_next_step": Rule(
        "has_next_step",
        "absent",
        Text(en="No next step", zh="没有下一步计划"),
        Text(
            en="No next step is planned; at this stage most won deals had one",
            zh="没有下一步计划；多数赢单商机在本阶段都有下一步计划",
        ),
        Text(en="Agree on a next step with a day, and enter it", zh="与客户约定下一步和日期，并录入系统"),
    ),
    "close_passed": Rule(
        "overdue_days",
        "above",
        Text(en="Close date has passed", zh="预计成交日期已过"),
        Text(
            en="The expected close was {found} days ago; with won deals it was at most {limit}",
            zh="预计成交日期已过 {found} 天；赢单商机通常不超过 {limit} 天",
        ),
        Text(en="Ask the customer for their date and set it", zh="向客户确认时间，并更新预计成交日期"),
    ),
    "pushed": Rule(
        "pushes",
        "above",
        Text(en="Pushed out too often", zh="推迟次数过多"),
        Text(
            en="Close date pushed out {found} times; with won deals it was at most {limit}",
            zh="成交日期已推迟 {found} 次；赢单商机通常不超过 {limit} 次",
        ),
        Text(
            en="Go through the deal with your manager: what must happen to win it, or close it",
            zh="与主管一起复盘：要赢需要什么条件，否则关闭",
        ),
    ),
}
"""Code → rule."""
NONE = "none"
TITLES: dict[str, Text] = {code: r.title for code, r in RULES.items()}
PLAYS: dict[str, Text] = {**{code: r.play for code, r in RULES.items()}, NONE: Text(en="Carry on", zh="继续推进")}
