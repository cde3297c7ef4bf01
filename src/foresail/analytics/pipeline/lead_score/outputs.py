"""Row types of the outputs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from foresail.analytics.pipeline.lead_score.words import BUCKETS, FEATURES, PLAYS
from foresail.contracts.output import OutputRow, col
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

FIT_GRADES: dict[str, Text] = {
    "A": Text(en="A: fits very well", zh="A：非常匹配"),
    "B": Text(en="B: fits", zh="B：匹配"),
    "C": Text(en="C: fits less", zh="C：不太匹配"),
    "D": Text(en="D: hardly fits", zh="D：基本不匹配"),
}
ENGAGEMENT_GRADES: dict[str, Text] = {
    "1": Text(en="1: very active", zh="1：非常活跃"),
    "2": Text(en="2: active", zh="2：活跃"),
    "3": Text(en="3: quiet", zh="3：平淡"),
    "4": Text(en="4: hardly a sign", zh="4：几无动静"),
}
MODELS: dict[str, Text] = {
    "plain": Text(en="As it was", zh="直接比较"),
    "alike": Text(en="Among leads that are alike", zh="同类线索之间比较"),
}
_P = Text(en="Chance to convert", zh="转化概率")
_LEADS = Text(en="Leads", zh="线索数")
_EXPECTED = Text(en="Expected conversions", zh="预计转化数")
_LOW, _HIGH = Text(en="Lower end (95%)", zh="下限（95%）"), Text(en="Upper end (95%)", zh="上限（95%）")
_FIT = Text(en="Fit", zh="匹配度")
_ENGAGEMENT = Text(en="Engagement", zh="活跃度")
_GRADE_NOTE = Text(
    en="First grade from 1.5 times a usual lead's chance, second from 1, third from 0.6",
    zh="普通线索概率的 1.5 倍起为第一档，1 倍起为第二档，0.6 倍起为第三档",
)
_NOT_CAUSE = Text(
    en="A link, no proof of cause: who is answered fast may differ otherwise",
    zh="是相关关系，不证明因果：响应快的线索可能本来就不同",
)


class LeadScore(OutputRow):
    """A lead that waits, and its chance to convert."""

    grain: ClassVar[tuple[str, ...]] = ("lead_id",)
    title: ClassVar[Text] = Text(en="Lead scores", zh="线索评分")
    row_scope: ClassVar[tuple[str, str] | None] = ("lead_id", "lead")

    lead_id: str = col(Text(en="Lead", zh="线索"), Unit.ID)
    place: int = col(Text(en="Place", zh="排名"), Unit.RANK)
    lead_name: str | None = col(Text(en="Name", zh="姓名"), Unit.TEXT, personal=True)
    company: str | None = col(Text(en="Company", zh="公司"), Unit.TEXT)
    probability: float = col(_P, Unit.PROBABILITY, good="up")
    probability_low: float = col(Text(en="Lower end (90%)", zh="下限（90%）"), Unit.PROBABILITY)
    probability_high: float = col(Text(en="Upper end (90%)", zh="上限（90%）"), Unit.PROBABILITY)
    fit: float = col(
        Text(en="By who it is", zh="仅看客户属性"),
        Unit.PROBABILITY,
        good="up",
        note=Text(en="Chance if as much had happened as usual", zh="若行为与平常一样时的概率"),
    )
    engagement: float = col(
        Text(en="By what happened", zh="仅看行为"),
        Unit.PROBABILITY,
        good="up",
        note=Text(en="Chance if it were a usual customer", zh="若客户属性与平常一样时的概率"),
    )
    fit_grade: str = col(_FIT, Unit.CATEGORY, labels=FIT_GRADES, note=_GRADE_NOTE)
    engagement_grade: str = col(_ENGAGEMENT, Unit.CATEGORY, labels=ENGAGEMENT_GRADES, note=_GRADE_NOTE)
    play: str = col(Text(en="What to do", zh="建议动作"), Unit.CATEGORY, labels=PLAYS)
    reason_en: str | None = col(Text(en="Main reason (English)", zh="主要原因（英文）"), Unit.TEXT)
    reason_zh: str | None = col(Text(en="Main reason (Chinese)", zh="主要原因（中文）"), Unit.TEXT)
    age_days: int = col(Text(en="Days since it came in", zh="进入天数"), Unit.DAYS)
    activities: int = col(Text(en="Activities so far", zh="累计跟进次数"), Unit.COUNT)
    answer_hours: float | None = col(Text(en="Hours to the first answer", zh="首次响应小时数"), Unit.HOURS, good="down")
    channel: str | None = col(Text(en="Channel", zh="渠道"), Unit.CATEGORY)
    industry: str | None = col(Text(en="Industry", zh="行业"), Unit.CATEGORY)
    region: str | None = col(Text(en="Region", zh="区域"), Unit.CATEGORY)
    status: str | None = col(Text(en="Status", zh="状态"), Unit.CATEGORY)
    pool: str | None = col(Text(en="Pool", zh="公海／线索池"), Unit.CATEGORY)
    owner_id: str | None = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    created_on: date = col(Text(en="Came in on", zh="进入日期"), Unit.DATE)
    uses_base_rate: bool = col(
        Text(en="Base rate", zh="基准率"),
        Unit.BOOLEAN,
        note=Text(en="Nothing beat the base rate, so all show it", zh="没有方法胜过基准率，均显示同一基准率"),
    )


class LeadReason(OutputRow):
    """What pushes a lead's chance up or down."""

    grain: ClassVar[tuple[str, ...]] = ("lead_id", "rank")
    title: ClassVar[Text] = Text(en="Reasons", zh="原因")
    row_scope: ClassVar[tuple[str, str] | None] = ("lead_id", "lead")

    lead_id: str = col(Text(en="Lead", zh="线索"), Unit.ID)
    rank: int = col(Text(en="Place", zh="次序"), Unit.RANK)
    feature: str = col(Text(en="Feature", zh="特征"), Unit.CATEGORY, labels=FEATURES)
    label_en: str = col(Text(en="Reason (English)", zh="原因（英文）"), Unit.TEXT)
    label_zh: str = col(Text(en="Reason (Chinese)", zh="原因（中文）"), Unit.TEXT)
    points: float = col(Text(en="Points", zh="影响（百分点）"), Unit.POINTS, good="up")


class LeadCell(OutputRow):
    """Leads of a fit and an engagement."""

    grain: ClassVar[tuple[str, ...]] = ("fit_grade", "engagement_grade")
    title: ClassVar[Text] = Text(en="Fit × engagement", zh="匹配度 × 活跃度")

    fit_grade: str = col(_FIT, Unit.CATEGORY, labels=FIT_GRADES)
    engagement_grade: str = col(_ENGAGEMENT, Unit.CATEGORY, labels=ENGAGEMENT_GRADES)
    leads: int = col(_LEADS, Unit.COUNT)
    expected: float = col(_EXPECTED, Unit.QUANTITY, good="up")
    probability: float = col(_P, Unit.PROBABILITY, good="up")


class LeadResponse(OutputRow):
    """Past leads by the time to their first answer, and how many converted."""

    grain: ClassVar[tuple[str, ...]] = ("position",)
    title: ClassVar[Text] = Text(en="Conversion by response time", zh="响应时间与转化")
    shared: ClassVar[bool] = True

    position: int = col(Text(en="Order", zh="顺序"), Unit.RANK)
    bucket: str = col(Text(en="First answer", zh="首次响应"), Unit.CATEGORY, labels=BUCKETS)
    leads: int = col(_LEADS, Unit.COUNT)
    converted: int = col(Text(en="Converted", zh="已转化"), Unit.COUNT, good="up")
    share: float = col(Text(en="Converted, share", zh="转化率"), Unit.RATIO, good="up", note=_NOT_CAUSE)
    share_low: float = col(_LOW, Unit.RATIO)
    share_high: float = col(_HIGH, Unit.RATIO)


class LeadEffect(OutputRow):
    """What twice the time to the first answer goes with."""

    grain: ClassVar[tuple[str, ...]] = ("model",)
    title: ClassVar[Text] = Text(en="Effect of response time", zh="响应时间的影响")
    shared: ClassVar[bool] = True

    model: str = col(Text(en="Compared", zh="比较方式"), Unit.CATEGORY, labels=MODELS)
    leads: int = col(_LEADS, Unit.COUNT)
    factor: float = col(
        Text(en="Odds of conversion, when it takes twice as long", zh="响应时间翻倍时，转化与未转化之比变为原来的"),
        Unit.FACTOR,
        good="up",
        note=_NOT_CAUSE,
    )
    factor_low: float = col(_LOW, Unit.FACTOR)
    factor_high: float = col(_HIGH, Unit.FACTOR)


class LeadSuspect(OutputRow):
    """A column that knows too much: most likely written after the conversion. It is kept out."""

    grain: ClassVar[tuple[str, ...]] = ("column",)
    title: ClassVar[Text] = Text(en="Columns kept out", zh="被剔除的字段")
    shared: ClassVar[bool] = True

    column: str = col(Text(en="Column", zh="字段"), Unit.CATEGORY, labels=FEATURES)
    alone: float = col(Text(en="Tells conversion, alone", zh="仅凭该字段区分转化的能力"), Unit.RATIO, good="down")
    filled_converted: float = col(Text(en="Filled for converted leads", zh="已转化线索的填写率"), Unit.RATIO)
    filled_others: float = col(Text(en="Filled for the others", zh="其他线索的填写率"), Unit.RATIO)


class LeadOwner(OutputRow):
    """The waiting leads of a person."""

    grain: ClassVar[tuple[str, ...]] = ("owner_id",)
    title: ClassVar[Text] = Text(en="Leads by owner", zh="各负责人线索")
    row_scope: ClassVar[tuple[str, str] | None] = ("owner_id", "representative")

    owner_id: str = col(Text(en="Owner", zh="负责人"), Unit.ID)
    owner_name: str | None = col(Text(en="Owner name", zh="负责人姓名"), Unit.TEXT)
    leads: int = col(_LEADS, Unit.COUNT)
    unanswered: int = col(Text(en="Not answered", zh="未响应"), Unit.COUNT, good="down")
    best: int = col(Text(en="Fit and active", zh="匹配且活跃"), Unit.COUNT, good="up")
    expected: float = col(_EXPECTED, Unit.QUANTITY, good="up")


class LeadCalibration(OutputRow):
    """Leads that were once scored alike, and how many of them converted."""

    grain: ClassVar[tuple[str, ...]] = ("bin",)
    title: ClassVar[Text] = Text(en="Calibration", zh="校准")
    shared: ClassVar[bool] = True

    bin: int = col(Text(en="Class", zh="分组"), Unit.RANK)
    predicted: float = col(Text(en="Predicted", zh="预测转化率"), Unit.PROBABILITY)
    observed: float = col(Text(en="Observed", zh="实际转化率"), Unit.PROBABILITY)
    looks: int = col(Text(en="Observations", zh="样本数"), Unit.COUNT)


class LeadOverview(OutputRow):
    """The numbers of the headline."""

    grain: ClassVar[tuple[str, ...]] = ("as_of",)
    title: ClassVar[Text] = Text(en="Leads overview", zh="线索概览")

    as_of: date = col(Text(en="As of", zh="截至"), Unit.DATE)
    horizon_days: int = col(Text(en="Days ahead", zh="未来天数"), Unit.DAYS)
    leads: int = col(_LEADS, Unit.COUNT)
    expected: float = col(_EXPECTED, Unit.COUNT)
    unanswered: int = col(Text(en="Not answered", zh="未响应"), Unit.COUNT, good="down")
    to_convert: int = col(Text(en="Fit and active", zh="匹配且活跃"), Unit.COUNT, good="up")
    top_leads: int = col(Text(en="Best tenth", zh="前 10% 线索数"), Unit.COUNT)
    top_expected: float = col(Text(en="Expected from the best tenth", zh="前 10% 预计转化数"), Unit.COUNT, good="up")
    base_rate: float = col(Text(en="Base rate", zh="基准率"), Unit.PROBABILITY)
    kept_out: int = col(Text(en="Columns kept out", zh="被剔除的字段数"), Unit.COUNT)
    has_skill: bool = col(Text(en="Beats the base rate", zh="胜过基准率"), Unit.BOOLEAN)
