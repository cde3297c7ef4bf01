"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from foresail.analytics.pipeline.deal_health.rules import PLAYS, TITLES
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

CLASSES: dict[str, Text] = {
    "healthy": Text(en="Healthy", zh="健康"),
    "care": Text(en="Needs care", zh="需关注"),
    "critical": Text(en="Critical", zh="危险"),
}
BANDS: dict[str, Text] = {
    "critical": Text(en="Below 50", zh="50 以下"),
    "care": Text(en="50 to 75", zh="50 至 75"),
    "slight": Text(en="75 to 100", zh="75 至 100"),
    "sound": Text(en="All rules kept", zh="全部规则达标"),
}
STATES: dict[str, Text] = {
    "used": Text(en="Counts: earlier deals that broke it lost more", zh="计入：在较早的商机中与输单有关"),
    "no_difference": Text(en="No difference in earlier deals: not counted", zh="不计入：在较早的商机中未见差别"),
    "not_judged": Text(en="Cannot be judged from the data", zh="数据不足，无法判断"),
}
ALL = {"—": Text(en="All stages", zh="全部阶段")}
_RULE = Text(en="Rule", zh="规则")
_PLAY = Text(en="What to do", zh="建议动作")
_AMOUNT = Text(en="Amount", zh="金额")
_AT_RISK = Text(en="Money at risk", zh="风险金额")
_RISK_NOTE = Text(
    en="Amount × what the broken rules have gone with in lost chances of winning; a link, no proof of cause",
    zh="金额 × 未达标规则所对应的赢单机会损失；是相关关系，不证明因果",
)
_HEALTH_NOTE = Text(
    en="Share of the winning chance that is left, against the same deal with all rules kept",
    zh="与全部规则达标时相比，剩余的赢单机会",
)
_LIFT = Text(en="Lost, times the usual", zh="输单倍数")
_LIFT_NOTE = Text(
    en="Lost on later deals, over what their stages alone let expect; 1 is as usual",
    zh="在更晚的商机上，实际输单与仅按阶段预期之比；1 表示与平常一样",
)
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_ID = Text(en="Opportunity", zh="商机")
_NAME = Text(en="Opportunity name", zh="商机名称")
_STAGE = Text(en="Stage", zh="销售阶段")
_OWNER = Text(en="Owner name", zh="负责人姓名")


class HealthDeal(OutputRow):
    """An open deal and its health."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id",)
    title: ClassVar[Text] = Text(en="Health of open deals", zh="商机健康度")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(_ID, Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(_NAME, Unit.TEXT)
    account_id: str | None = col(Text(en="Account", zh="客户"), Unit.ID, opens="account")
    account_name: str | None = col(Text(en="Account name", zh="客户名称"), Unit.TEXT, personal=True)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(_OWNER, Unit.TEXT)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    channel: str | None = col(Text(en="Channel", zh="渠道"), Unit.CATEGORY)
    pipeline: str | None = col(Text(en="Pipeline", zh="销售流程"), Unit.CATEGORY)
    stage: str | None = col(_STAGE, Unit.CATEGORY)
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    health: float = col(Text(en="Health (0 – 100)", zh="健康度（0 – 100）"), Unit.SCORE, good="up", note=_HEALTH_NOTE)
    health_class: str = col(
        Text(en="State", zh="状态"),
        Unit.CATEGORY,
        labels=CLASSES,
        note=Text(en="Healthy from 75, critical below 50", zh="75 起为健康，50 以下为危险"),
    )
    broken_rules: int = col(Text(en="Broken rules", zh="未达标规则数"), Unit.COUNT, good="down")
    main_rule: str | None = col(Text(en="What is wrong first", zh="首要问题"), Unit.CATEGORY, labels=TITLES)
    play: str = col(_PLAY, Unit.CATEGORY, labels=PLAYS)
    at_risk: Decimal | None = col(_AT_RISK, Unit.MONEY, good="down", note=_RISK_NOTE)
    expected_close_on: date | None = col(Text(en="Expected close", zh="预计成交日期"), Unit.DATE)
    days_in_stage: int | None = col(Text(en="Days in this stage", zh="当前阶段停留天数"), Unit.DAYS, good="down")
    quiet_days: int | None = col(Text(en="Days since the last activity", zh="距上次跟进天数"), Unit.DAYS, good="down")
    people: int | None = col(Text(en="People involved", zh="接触的联系人"), Unit.COUNT, good="up")
    pushes: int | None = col(Text(en="Times pushed out", zh="推迟次数"), Unit.COUNT, good="down")


class HealthBroken(OutputRow):
    """An open deal and a rule that it breaks."""

    grain: ClassVar[tuple[str, ...]] = ("opportunity_id", "rule")
    title: ClassVar[Text] = Text(en="What deals lack", zh="商机的未达标项")
    row_scope: ClassVar[tuple[str, str] | None] = ("opportunity_id", "opportunity")

    opportunity_id: str = col(_ID, Unit.ID, opens="opportunity")
    opportunity_name: str | None = col(_NAME, Unit.TEXT)
    owner_name: str | None = col(_OWNER, Unit.TEXT)
    stage: str | None = col(_STAGE, Unit.CATEGORY)
    rule: str = col(_RULE, Unit.CATEGORY, labels=TITLES)
    found: float | None = col(Text(en="Found", zh="实际值"), Unit.QUANTITY)
    allowed: float | None = col(Text(en="Limit from won deals", zh="赢单商机的界限"), Unit.QUANTITY)
    reason_en: str = col(Text(en="In words (English)", zh="说明（英文）"), Unit.TEXT)
    reason_zh: str = col(Text(en="In words (Chinese)", zh="说明（中文）"), Unit.TEXT)
    play: str = col(_PLAY, Unit.CATEGORY, labels=PLAYS)
    points: float = col(
        Text(en="Points of winning chance", zh="赢单机会（百分点）"),
        Unit.POINTS,
        good="up",
        note=Text(
            en="What deals that kept this rule were won more often; a link, no proof of cause",
            zh="遵守该规则的商机赢单率高出多少；是相关关系，不证明因果",
        ),
    )
    amount: Decimal | None = col(_AMOUNT, Unit.MONEY)
    worth: Decimal | None = col(Text(en="Worth mending", zh="改善价值"), Unit.MONEY, good="up", note=_RISK_NOTE)


class HealthRule(OutputRow):
    """A rule: whether it tells lost deals from won ones, and who breaks it now."""

    grain: ClassVar[tuple[str, ...]] = ("rule",)
    title: ClassVar[Text] = Text(en="Rules", zh="健康规则")

    rule: str = col(_RULE, Unit.CATEGORY, labels=TITLES)
    state: str = col(Text(en="Does it count?", zh="是否计入"), Unit.CATEGORY, labels=STATES)
    past_share: float | None = col(Text(en="Broken in the past", zh="历史未达标比例"), Unit.RATIO)
    lift: float | None = col(_LIFT, Unit.FACTOR, good="down", note=_LIFT_NOTE)
    lift_low: float | None = col(_LOW, Unit.FACTOR)
    lift_high: float | None = col(_HIGH, Unit.FACTOR)
    past_deals: int = col(Text(en="Later deals judged", zh="检验商机数"), Unit.COUNT)
    deals: int = col(Text(en="Open deals that break it", zh="当前未达标商机"), Unit.COUNT, good="down")
    amount: Decimal = col(Text(en="Their amount", zh="涉及金额"), Unit.MONEY, good="down")
    play: str = col(_PLAY, Unit.CATEGORY, labels=PLAYS)


class HealthLimit(OutputRow):
    """What won deals kept to at a stage."""

    grain: ClassVar[tuple[str, ...]] = ("rule", "pipeline", "stage")
    title: ClassVar[Text] = Text(en="What won deals kept to", zh="赢单商机的标准")
    shared: ClassVar[bool] = True

    rule: str = col(_RULE, Unit.CATEGORY, labels=TITLES)
    pipeline: str = col(Text(en="Pipeline", zh="销售流程"), Unit.CATEGORY, labels=ALL)
    stage: str = col(_STAGE, Unit.CATEGORY, labels=ALL)
    allowed: float = col(
        Text(en="Limit", zh="界限"),
        Unit.QUANTITY,
        note=Text(
            en="Days or counts, as the rule says; 1 where a thing must be there", zh="天数或次数；1 表示必须具备"
        ),
    )
    kept: float = col(Text(en="Won deals that kept to it", zh="遵守的赢单占比"), Unit.RATIO)
    won_deals: int = col(Text(en="Won deals", zh="赢单数"), Unit.COUNT)
    own: bool = col(
        Text(en="The stage's own", zh="本阶段单独设限"),
        Unit.BOOLEAN,
        note=Text(
            en="No: too few were won here, so that of all stages holds", zh="否：本阶段赢单太少，采用全部阶段的界限"
        ),
    )


class HealthOwner(OutputRow):
    """The open deals of a person."""

    grain: ClassVar[tuple[str, ...]] = ("owner_id",)
    title: ClassVar[Text] = Text(en="Health by owner", zh="各负责人商机健康度")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    owner_id: str = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(_OWNER, Unit.TEXT)
    deals: int = col(Text(en="Open deals", zh="进行中商机"), Unit.COUNT)
    health: float = col(Text(en="Mean health", zh="平均健康度"), Unit.SCORE, good="up")
    unhealthy: int = col(Text(en="Not healthy", zh="不健康商机"), Unit.COUNT, good="down")
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    at_risk: Decimal = col(_AT_RISK, Unit.MONEY, good="down", note=_RISK_NOTE)


class HealthClass(OutputRow):
    """Later deals by the health they had, and what became of them."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Did unhealthy deals lose?", zh="不健康的商机真的输得更多吗？")
    shared: ClassVar[bool] = True

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    band: str = col(Text(en="Health", zh="健康度"), Unit.CATEGORY, labels=BANDS)
    looks: int = col(Text(en="Looks", zh="观察次数"), Unit.COUNT)
    past_deals: int = col(Text(en="Deals", zh="商机数"), Unit.COUNT)
    lost: float = col(Text(en="Lost", zh="实际输单率"), Unit.RATIO, good="down")
    expected: float = col(Text(en="Expected by stage alone", zh="仅按阶段预期"), Unit.RATIO)
    lift: float = col(_LIFT, Unit.FACTOR, note=_LIFT_NOTE)
    lift_low: float = col(_LOW, Unit.FACTOR)
    lift_high: float = col(_HIGH, Unit.FACTOR)


class HealthOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Health overview", zh="健康度概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    deals: int = col(Text(en="Open deals", zh="进行中商机"), Unit.COUNT)
    amount: Decimal = col(_AMOUNT, Unit.MONEY)
    health: float = col(Text(en="Mean health", zh="平均健康度"), Unit.SCORE, good="up")
    unhealthy: int = col(Text(en="Not healthy", zh="不健康商机"), Unit.COUNT, good="down")
    critical: int = col(Text(en="Critical", zh="危险商机"), Unit.COUNT, good="down")
    unhealthy_amount: Decimal = col(Text(en="Amount not healthy", zh="不健康金额"), Unit.MONEY, good="down")
    at_risk: Decimal = col(_AT_RISK, Unit.MONEY, good="down", note=_RISK_NOTE)
    main_rule: str | None = col(Text(en="Broken most", zh="最常见问题"), Unit.CATEGORY, labels=TITLES)
    main_rule_deals: int = col(Text(en="Deals with it", zh="涉及商机数"), Unit.COUNT)
    rules_used: int = col(Text(en="Rules that count", zh="计入的规则数"), Unit.COUNT)
    won_deals: int = col(Text(en="Won deals learnt from", zh="学习的赢单数"), Unit.COUNT)
    lost_deals: int = col(Text(en="Lost deals learnt from", zh="学习的输单数"), Unit.COUNT)
    has_skill: bool = col(Text(en="Tells more than the stage", zh="胜过仅看阶段"), Unit.BOOLEAN)
